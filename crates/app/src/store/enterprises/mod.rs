//! The list of enterprises: described in records, counted in the book once kind and committee are both known.

mod batch;
mod listing;
mod record;
mod rows;

pub use batch::{Batch, BatchRow, Undone, batch, batches, keep_batch, keep_before, undo_batch};
pub use listing::{bring_up_to_date, enter, list_queued};
pub use record::{ACTIVITIES, Counts, Described, Enterprise, Texts};
pub(super) use rows::fold_names;
pub use rows::{Listed, listed};

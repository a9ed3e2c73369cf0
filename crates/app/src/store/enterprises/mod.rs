//! The list of enterprises: described in records, counted in the book once kind and committee are both known.

mod batch;
mod heads;
mod hosts;
mod listing;
mod organizations;
mod record;
mod rows;
mod settle;
mod sought;
mod within;

pub use batch::{Batch, BatchCounts, Undone, close_batch, keep_told, open_batch, undo_batch};
pub(super) use heads::see_all_again;
pub use heads::{HeadCount, HeadSource, STEP_WAITS, newest_heads, see_again, summed_heads};
pub use hosts::Host;
pub use listing::{bring_up_to_date, enter};
pub use organizations::{FRESH_DAYS, Organization, VISITED, organizations_in, standing_organizations};
pub use record::{ACTIVITIES, Counts, Enterprise, SealedPhone, Texts};
pub(super) use rows::fold_names;
pub use rows::{Listed, listed, listed_in};
pub use settle::{Settled, settle};
pub use sought::{COUNTED_MAX, From, ListRow, Order, SOUGHT_MAX, Wanted, counted, page, phone_sought, sought};
pub use within::Within;

//! Lists that were not made for us: read, rehearsed, taken in as a batch, and undone as one.

mod act;
mod form;
mod import;
mod record;

pub use import::{ListAsked, import};
pub use record::{ListReport, RowOutcome};

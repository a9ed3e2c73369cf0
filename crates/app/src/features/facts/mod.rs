//! Facts and their reversals.

mod act;
mod form;
mod import;
mod record;

pub use import::{import, import_reversals, warn_of_negative_stock};

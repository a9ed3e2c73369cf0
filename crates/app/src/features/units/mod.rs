//! Units and their events: the dated tree as officers bring it in.

mod act;
mod form;
mod import;
mod record;
mod rows;

pub use import::import;

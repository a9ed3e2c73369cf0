//! Targets: what was promised, by whom, until when.

mod form;
mod import;

pub use import::import;

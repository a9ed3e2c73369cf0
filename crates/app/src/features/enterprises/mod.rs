//! The list of enterprises: described here, counted in the book.

mod act;
mod form;
mod import;
mod record;
mod rows;

pub use import::import;

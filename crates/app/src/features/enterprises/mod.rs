//! The list of enterprises: described here, counted in the book.

mod act;
mod form;
mod import;

pub use import::import;

//! The list of enterprises: described here, counted in the book.

mod act;
mod form;
mod import;
mod page;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

pub use import::import;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/enterprises", get(page::list))
}

//! What is different in the tree between two days.

mod page;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/units/differences", get(page::compare))
}

//! Search for units, enterprises and entries, only inside the scope.

mod page;
mod rows;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/search", get(page::search))
}

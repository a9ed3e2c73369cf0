//! Tying organizations of the tree to the enterprise they stand in, where nothing else tells it.

mod act;
mod page;
mod rows;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/enterprises/{code}/organizations", get(page::form).post(page::tie))
        .route("/enterprises/{code}/organizations/removal", post(page::untie))
}

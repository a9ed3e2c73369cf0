//! Everything known of one enterprise on one page.

mod act;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/enterprises/{code}", get(page::one))
        .route("/enterprises/{code}/phone", post(page::phone))
}

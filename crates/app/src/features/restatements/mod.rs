//! As reported against as known now: every difference entry by entry, and every paper that carries the old value.

mod act;
mod job;
mod page;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/units/{code}/restatements", get(page::show))
        .route("/units/{code}/restatements/{file}", get(page::file))
}

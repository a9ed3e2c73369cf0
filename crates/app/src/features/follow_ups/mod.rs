//! What follows from targets that are not fulfilled: requests to review responsibility and proposals to inspect, and what is
//! answered.

mod act;
mod form;
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
        .route("/follow-ups", get(page::list).post(page::create))
        .route("/follow-ups/new", get(page::new))
        .route("/follow-ups/{id}", get(page::one))
        .route(
            "/follow-ups/{id}/answers/{place}",
            get(page::answer).post(page::answered),
        )
        .route("/follow-ups/{id}/closing", post(page::close))
        .route("/follow-ups/{id}/files/{name}", get(page::file))
}

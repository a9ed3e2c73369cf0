//! Campaigns of surveys: which enterprises, who goes, until when, and how far it is.

mod act;
mod form;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::routing::{get, post};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/campaigns", get(page::list).post(page::create))
        .route("/campaigns/new", get(page::new))
        .route("/campaigns/{id}", get(page::one))
        .route("/campaigns/{id}/handovers", post(page::hand_over))
        .route("/campaigns/{id}/closing", post(page::close))
}

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(page::told))
}

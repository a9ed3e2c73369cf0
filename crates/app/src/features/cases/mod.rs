//! Cases of written procedures, up to the founding of an organization.

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
        .route("/cases", get(page::list).post(page::open))
        .route("/cases/board", get(page::board))
        .route("/cases/new", get(page::new))
        .route("/cases/{id}", get(page::one))
        .route("/cases/{id}/events", post(page::happen))
        .route("/cases/{id}/founding", get(page::founding).post(page::found))
}

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(page::told))
}

//! Dialogues with owners and workers, the difficulties raised there, and proposals upward with their reply.

mod act;
mod form;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/dialogues", get(page::list).post(page::create))
        .route("/dialogues/new", get(page::new))
        .route("/dialogues/{id}", get(page::one))
        .route("/dialogues/{id}/matters", get(page::raise).post(page::raised))
        .route("/matters", get(page::matters).post(page::proposed))
        .route("/matters/new", get(page::propose))
        .route("/matters/{id}", get(page::matter).post(page::answered))
}

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(page::told))
}

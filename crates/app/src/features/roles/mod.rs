//! What roles may do, who can see a unit, and looking through another's view.

mod act;
mod page;
mod rows;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;
use crate::web::visit::END_VIEW_PATH;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/roles", get(page::sheet))
        .route("/roles/{role}/second-factor", post(page::guard))
        .route("/units/{code}/viewers", get(page::viewers))
        .route("/accounts/{id}/view", post(page::view))
        .route(END_VIEW_PATH, post(page::end_view))
}

//! Figures on their way up: submitted, returned, accepted, closed, opened again.

mod act;
mod form;
mod page;
mod record;
mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/submissions/closing", post(page::close_all))
        .route("/units/{code}/submissions/{period}/{group}", get(page::one))
        .route("/units/{code}/submissions/{period}/{group}/{deed}", post(page::happen))
}

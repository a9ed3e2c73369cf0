//! Letters of cases: submissions and decisions, numbered without gaps and printed the same ever after.

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
        .route("/cases/{id}/letters", post(page::create))
        .route("/cases/{id}/letters/{kind}", get(page::new))
        .route("/letters/{id}", get(page::show))
        .route("/letters/{id}/{file}", get(page::file))
}

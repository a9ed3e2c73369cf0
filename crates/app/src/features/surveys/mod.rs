//! Surveys of enterprises: recorded on a visit, returned to the very field, and counted by their outcome.

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
        .route("/surveys", get(page::list))
        .route("/surveys/{id}", get(page::one))
        .route("/surveys/{id}/return", post(page::send_back))
        .route("/enterprises/{code}/survey", get(page::begin).post(page::step))
}

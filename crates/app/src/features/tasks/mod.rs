//! The year's tasks.

mod act;
mod form;
mod import;
mod page;
mod record;
mod rows;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

pub use import::import;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/tasks", get(page::list).post(page::plan))
        .route("/tasks/new", get(page::new))
        .route("/tasks/{id}", get(page::one))
        .route("/tasks/{id}/wording", get(page::wording).post(page::reword))
        .route("/tasks/{id}/completion", post(page::complete))
}

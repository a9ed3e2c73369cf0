//! Official reports: figures into a model, model and wording into a paper.

mod act;
mod form;
mod import;
mod page;
mod view;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::web::house::House;
use crate::web::upload::FILE_BYTES_MAX;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/papers", get(page::list).post(page::create))
        .route("/papers/new", get(page::new))
        .route("/papers/{id}", get(page::show))
        .route("/papers/{id}/signing", post(page::sign))
        .route("/papers/{id}/cancelled", post(page::cancel))
        .route("/papers/{id}/companions", post(page::companion))
        .route("/papers/{id}/{file}", get(page::file))
}

/// Gives the place where papers come back: larger than a form.
pub fn intake() -> Router<House> {
    Router::new()
        .route("/papers/{id}/returned", post(import::returned))
        .layer(DefaultBodyLimit::max(FILE_BYTES_MAX))
}

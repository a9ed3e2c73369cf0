//! Forms a superior gives as .docx: taken in and looked over, shown with the figures they will get, and filled.

mod act;
mod page;
mod record;
mod rows;
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
        .route("/report-forms", get(page::list))
        .route("/report-forms/new", get(page::new))
        .route("/report-forms/{id}", get(page::show))
        .route("/report-forms/{id}/bieu.docx", get(page::filled))
        .route("/report-forms/{id}/goc.docx", get(page::original))
        .route("/report-forms/{id}/withdrawn", post(page::withdraw))
}

/// Gives the place where forms come in: larger than a form of a page.
pub fn intake() -> Router<House> {
    Router::new()
        .route("/report-forms", post(page::take))
        .layer(DefaultBodyLimit::max(FILE_BYTES_MAX))
}

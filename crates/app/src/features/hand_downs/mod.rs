//! Handing targets down: one unit's share-out of its indicators among those below it, by one decision, on a page or in a sheet.

mod act;
mod form;
mod import;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::web::house::House;
use crate::web::upload::FILE_BYTES_MAX;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/units/{code}/hand-down", get(page::matrix).post(page::hand_down))
}

/// Gives the place where sheets come in: larger than a form.
pub fn intake() -> Router<House> {
    Router::new()
        .route("/units/{code}/hand-down/sheet", post(page::take_sheet))
        .layer(DefaultBodyLimit::max(FILE_BYTES_MAX))
}

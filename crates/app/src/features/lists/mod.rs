//! Lists that were not made for us: read, rehearsed, taken in as a batch, and undone as one.

mod act;
mod form;
mod import;
mod job;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::web::house::House;
use crate::web::upload::FILE_BYTES_MAX;

pub use import::{ByOfficer, ListAsked, import};
pub use job::forget_old;
pub use record::{Change, ListReport, RowOutcome};

/// Gives the pages of this feature that take no file.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/enterprises/imports", get(page::imports))
        .route("/enterprises/imports/{id}", get(page::upload).post(page::take))
        .route("/enterprises/imports/{id}/columns", post(page::columns))
        .route("/enterprises/imports/{id}/giu-lai.xlsx", get(page::held))
        .route("/enterprises/batches/{id}", get(page::batch))
        .route("/enterprises/batches/{id}/undo", post(page::undo))
}

/// Gives the pages that take a file, with their own limit of what a request may carry.
pub fn intake() -> Router<House> {
    Router::new()
        .route("/enterprises/imports", post(page::choose))
        .layer(DefaultBodyLimit::max(FILE_BYTES_MAX))
}

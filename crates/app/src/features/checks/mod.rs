//! Reading the figures of any report and testing them, in the text and against the ledger. Nothing of a report is kept.

mod act;
mod form;
mod page;
mod record;
mod view;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub use act::{check, compare};
pub use record::Checked;
pub use view::told;

use crate::web::house::House;
use crate::web::upload::FILE_BYTES_MAX;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/checks", get(page::ask))
}

/// Gives the place where reports come in: larger than a form.
pub fn intake() -> Router<House> {
    Router::new()
        .route("/checks", post(page::look))
        .layer(DefaultBodyLimit::max(FILE_BYTES_MAX))
}

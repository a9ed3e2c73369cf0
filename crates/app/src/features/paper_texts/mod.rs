//! The words of one paper, edited: numbers in them stay objects, and what they say otherwise than the book is told beside them.

mod act;
mod page;
mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/papers/{id}/text", get(page::edit).post(page::save))
        .route("/papers/{id}/text/proof", post(page::proof))
        .route("/papers/{id}/text/withdrawn", post(page::withdraw))
}

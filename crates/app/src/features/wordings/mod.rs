//! How a committee says its papers: the words of each kind and of the parts kinds share, edited with a live proof.

mod act;
mod form;
mod page;
mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/wordings", get(page::list))
        .route("/wordings/{name}", get(page::edit).post(page::save))
        .route("/wordings/{name}/proof", post(page::proof))
        .route("/wordings/{name}/withdrawn", post(page::withdraw))
}

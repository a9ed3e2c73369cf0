//! The book of entries.

mod act;
mod form;
mod page;
mod record;
mod rows;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/entries", get(page::list))
        .route("/entries/{no}", get(page::one))
}

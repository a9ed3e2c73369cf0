//! Describing one enterprise by hand: entering it, and bringing it up to date.

mod act;
mod form;
mod page;
mod record;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/enterprises/new", get(page::new).post(page::enter))
        .route("/enterprises/{code}/description", get(page::edit).post(page::mend))
}

//! The board of a unit: what waits, promised against done, who, and how it went.

mod act;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/units/{code}/board", get(page::show))
}

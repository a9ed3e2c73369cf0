//! One unit: what it is on a day, what it was, its figures and its latest entries.

mod page;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/units/{code}", get(page::show_unit))
}

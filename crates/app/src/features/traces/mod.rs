//! One figure opened: the entries behind it, down to the decision.

mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/units/{code}/trace", get(page::show))
}

//! The one-time set-up: the first account, made by whoever holds the code printed at the start.

mod act;
mod form;
mod page;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/setup", get(page::show).post(page::set_up))
}

//! Enterprises that wait: what their lists did not say is settled by a person, many at once.

mod act;
mod form;
mod page;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/enterprises/waiting", get(page::list).post(page::settle))
}

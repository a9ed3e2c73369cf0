//! Targets that are not fulfilled, or will not be: who, by how much, and why.

mod page;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/shortfalls", get(page::list))
}

//! The trail, as sentences: who did what, when, where.

mod act;
mod page;
mod record;
mod rows;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/audit", get(page::list))
        .route("/audit/{no}", get(page::show))
}

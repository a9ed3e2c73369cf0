//! The second factor: setting it up, giving its code at a sign-in, recovery codes.

mod act;
mod page;
mod rows;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/sign-in/second-factor", get(page::ask).post(page::give))
        .route("/second-factor", get(page::offer).post(page::confirm))
        .route("/second-factor/codes", get(page::codes))
}

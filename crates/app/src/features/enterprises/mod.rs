//! The list of enterprises: described here, counted in the book.

mod act;
mod form;
mod import;
mod page;
mod record;
mod view;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::web::house::House;

pub use import::import;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/enterprises", get(page::list))
}

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(page::told))
}

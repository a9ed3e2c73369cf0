//! Targets: what was promised, by whom, until when; assigned and changed by a decision alone.

mod act;
mod form;
mod import;
mod page;
mod record;
mod rows;
mod view;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

pub use import::import;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/targets", get(page::list).post(page::assign))
        .route("/targets/new", get(page::new))
        .route("/targets/{no}", get(page::one))
        .route("/targets/{no}/change", get(page::change).post(page::changed))
}

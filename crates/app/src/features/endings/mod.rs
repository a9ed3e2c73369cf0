//! The end of an organization: its decision, where its members go, and the end of its unit, in one act.

mod act;
mod form;
mod page;
mod record;
mod rows;

use axum::Router;
use axum::routing::get;

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new().route("/units/{unit}/ending", get(page::form).post(page::end))
}

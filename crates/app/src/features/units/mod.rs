//! Units and their events: the dated tree as officers bring it in.

mod act;
mod form;
mod import;
mod page;
mod record;
mod rows;
mod view;

pub use import::import;

/// Gives the pages of this feature.
pub fn routes() -> axum::Router<crate::web::house::House> {
    axum::Router::new().route("/units", axum::routing::get(page::tree))
}

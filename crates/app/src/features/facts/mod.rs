//! Facts and their reversals.

mod act;
mod form;
mod import;
mod record;

pub use import::{import, import_reversals, warn_of_negative_stock};

/// Gives the pages of this feature.
pub fn routes() -> axum::Router<crate::web::house::House> {
    axum::Router::new()
}

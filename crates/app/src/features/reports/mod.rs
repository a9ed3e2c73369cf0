//! Official reports: figures into a model, model and wording into a paper.

mod act;
mod form;
mod page;
mod record;
mod rows;

pub use page::{PaperError, compose};
pub use record::{Papers, PapersError, ReportKind};
pub use rows::{Request, collect};

/// Gives the pages of this feature.
pub fn routes() -> axum::Router<crate::web::house::House> {
    axum::Router::new()
}

//! The reporting calendar: who owes which figures until when, who is behind, who was reminded.

mod act;
mod page;
mod rows;
mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/submissions", get(page::show))
        .route("/submissions/reminders", post(page::remind))
}

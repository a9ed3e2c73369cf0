//! Signing in and out, the first page, language and look, changing one's password.

mod act;
mod form;
mod page;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/", get(page::home))
        .route("/sign-in", get(page::show).post(page::sign_in))
        .route("/sign-out", post(page::sign_out))
        .route("/preferences", post(page::prefer))
        .route("/password", get(page::password).post(page::change_password))
}

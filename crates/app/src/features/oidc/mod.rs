//! Signing in by an account that another house keeps, and linking one's own to it.

mod act;
mod page;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;
use crate::web::oidc::CALLBACK_PATH;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/sign-in/oidc", get(page::begin))
        .route(CALLBACK_PATH, get(page::come_back))
        .route("/account/oidc/link", get(page::begin_link).post(page::link))
        .route("/account/oidc/unlink", post(page::unlink))
}

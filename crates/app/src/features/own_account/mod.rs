//! One's own account: roles, sessions, second factor, personal tokens.

mod act;
mod form;
mod page;
mod rows;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/account", get(page::show))
        .route("/account/sessions/end", post(page::end_session))
        .route("/account/second-factor/off", post(page::factor_off))
        .route("/account/tokens", post(page::make_token))
        .route("/account/tokens/{id}/end", post(page::end_token))
}

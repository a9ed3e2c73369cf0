//! Accounts of others: made, given roles, disabled, helped when a password or phone is lost.

mod act;
mod form;
mod page;
mod record;

use axum::Router;
use axum::routing::{get, post};

use crate::web::house::House;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/accounts", get(page::list).post(page::make))
        .route("/accounts/new", get(page::new))
        .route("/accounts/{id}", get(page::show))
        .route("/accounts/{id}/name", post(page::rename))
        .route("/accounts/{id}/roles", post(page::give_role))
        .route("/accounts/{id}/roles/{role}/end", post(page::end_role))
        .route("/accounts/{id}/disable", post(page::disable))
        .route("/accounts/{id}/enable", post(page::enable))
        .route("/accounts/{id}/password", post(page::reset_password))
        .route("/accounts/{id}/second-factor", post(page::reset_factor))
        .route("/accounts/{id}/subject", post(page::link))
}

//! Figures, the entries behind them, and what can be asked for, for programs.

mod form;
mod page;
mod record;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::web::house::House;

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(page::units))
        .routes(routes!(page::indicators))
        .routes(routes!(page::figures))
        .routes(routes!(page::trace))
}

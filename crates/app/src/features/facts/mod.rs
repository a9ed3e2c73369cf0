//! Facts and their reversals.

mod act;
mod form;
mod import;
mod page;
mod record;
mod rows;

use axum::Json;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::store::Deed;
use crate::web::errors::{Problem, WebError};
use crate::web::house::House;
use crate::web::sheet::FoundSheet;
use crate::web::visit::Visit;
use record::{FactBody, ReversalBody, Written};

pub use import::{import, import_reversals, warn_of_negative_stock};

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/facts/new", get(page::new))
        .route("/facts", axum::routing::post(page::record))
        .route("/entries/{no}/reversal", get(page::reversal_form).post(page::reverse))
}

/// Gives what programs may ask of this feature, with its description.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(record_fact))
        .routes(routes!(reverse_entry))
}

/// What the book remembers of a fact that a program sent.
const BY_PROGRAM: &str = "Ghi qua API";

/// Records one fact.
#[utoipa::path(
    post,
    path = "/facts",
    tag = "facts",
    request_body = FactBody,
    responses(
        (status = 201, description = "Recorded", body = Written),
        (status = 200, description = "Known under this key with the same content", body = Written),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid token or session", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to record this here", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such unit for the token", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Known under this key with other content", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not sent as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Faults to mend", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn record_fact(visit: Visit, Json(body): Json<FactBody>) -> Result<(StatusCode, Json<Written>), WebError> {
    let unit = visit.unit(body.unit.trim())?;
    visit.needs(Deed::Record, unit)?;
    let sheet = FoundSheet::of_fields("facts", &body.fields());
    act::record_by_hand(&visit, &sheet, BY_PROGRAM).await.map(answer)
}

/// Takes an entry back on a stated day with a reason.
#[utoipa::path(
    post,
    path = "/entries/{no}/reversal",
    tag = "facts",
    params(("no" = i64, Path, description = "Number of the entry", minimum = 1)),
    request_body = ReversalBody,
    responses(
        (status = 201, description = "Taken back", body = Written),
        (status = 200, description = "Taken back already in the same way", body = Written),
        (status = 400, description = "Not JSON, or no number", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid token or session", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to take this back", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such fact for the token", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Taken back already in another way", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not sent as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Faults to mend", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn reverse_entry(
    visit: Visit,
    Path(no): Path<i64>,
    Json(body): Json<ReversalBody>,
) -> Result<(StatusCode, Json<Written>), WebError> {
    let sheet = FoundSheet::of_fields("reversals", &body.fields());
    act::take_back_by_hand(&visit, no, &sheet, BY_PROGRAM).await.map(answer)
}

fn answer(written: Written) -> (StatusCode, Json<Written>) {
    let code = if written.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    (code, Json(written))
}

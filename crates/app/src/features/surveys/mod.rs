//! Surveys of enterprises: recorded on a visit, returned to the very field, and counted by their outcome.

mod act;
mod form;
mod page;
mod record;
mod rows;
mod view;

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::record::{SurveyBody, SurveyList, SurveyTold, SurveyWritten};
use crate::store::{Deed, Host};
use crate::web::errors::{Problem, WebError};
use crate::web::faults::{Fault, FaultKind};
use crate::web::house::House;
use crate::web::openapi::{Words, asked, number};
use crate::web::places::in_charge;
use crate::web::visit::Visit;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/surveys", get(page::list))
        .route("/surveys/{id}", get(page::one))
        .route("/surveys/{id}/return", post(page::send_back))
        .route("/enterprises/{code}/survey", get(page::begin).post(page::step))
}

/// Gives what programs may ask of this feature, with its description.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(surveys))
        .routes(routes!(record_survey))
}

/// Surveys of a page for programs: unless said otherwise, and at most.
const TOLD: i64 = 100;
const TOLD_MAX: i64 = 500;

/// Lists the surveys of the scope that stand, as they were recorded.
#[utoipa::path(
    get,
    path = "/surveys",
    tag = "work",
    params(
        ("enterprise" = Option<String>, Query, description = "Only of the enterprise of this tax code."),
        ("after" = Option<i64>, Query, minimum = 1, description = "What the page before gave as `next`."),
        ("size" = Option<i64>, Query, minimum = 1, maximum = 500, description = "Surveys of a page, 100 when left out."),
    ),
    responses((status = 200, body = SurveyList))
)]
async fn surveys(visit: Visit, Query(words): Query<Words>) -> Result<Json<SurveyList>, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let asked = asked(words, &["enterprise", "after", "size"])?;
    let mut faults = Vec::new();
    let after = number(&asked, "after", i64::MAX, &mut faults);
    let size = number(&asked, "size", TOLD_MAX, &mut faults).unwrap_or(TOLD);
    if !faults.is_empty() {
        return Err(WebError::Faulty(faults));
    }
    let enterprise = asked.get("enterprise").map(String::as_str);
    let mut tx = visit.house.db.read().await?;
    let units = visit.seen_units();
    let (told, next) = rows::told(&mut tx, &units, enterprise, (after.unwrap_or(0), size)).await?;
    tx.rollback().await?;
    let surveys = told.iter().map(|survey| SurveyTold::of(&visit, survey)).collect();
    Ok(Json(SurveyList { surveys, next }))
}

/// Records a survey with the entry that counts it.
#[utoipa::path(
    post,
    path = "/surveys",
    tag = "work",
    request_body = SurveyBody,
    responses(
        (status = 201, description = "Recorded", body = SurveyWritten),
        (status = 200, description = "Recorded under this key before", body = SurveyWritten),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid token or session", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to record this here", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such enterprise for the token", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Recorded under this key with other content", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not sent as JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Faults to mend", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn record_survey(
    visit: Visit,
    Json(body): Json<SurveyBody>,
) -> Result<(StatusCode, Json<SurveyWritten>), WebError> {
    let mut tx = visit.house.db.read().await?;
    let host = Host::find_any(&mut tx, body.enterprise.trim()).await?;
    let host = host.ok_or(WebError::NotFound)?;
    let unit = in_charge(&visit, host.unit, visit.now.today()).ok_or(WebError::NotFound)?;
    visit.needs_for(Deed::Record, unit, None)?;
    let known = rows::of_key(&mut tx, &host.tax_code, &body.key).await?;
    tx.rollback().await?;
    let code = if known.is_some() {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let mut faults = body.misnamed();
    let draft = form::draft(&visit, &host, &body.typed());
    faults.extend(draft.as_ref().err().cloned().unwrap_or_default());
    let draft = draft.ok().filter(|_| faults.is_empty());
    let draft = draft.ok_or_else(|| told_by_name(faults))?;
    let id = match act::record(&visit, &host, &draft).await {
        Err(WebError::Faulty(faults)) => return Err(told_by_name(faults)),
        Err(WebError::Refused("form-sent")) => {
            let known = known.map(|known| known.to_string()).unwrap_or_default();
            let fault = Fault::new(FaultKind::SentOtherwise, draft.key, &known).in_field("key");
            return Err(WebError::Conflict(vec![fault]));
        }
        other => other?,
    };
    let mut tx = visit.house.db.read().await?;
    let survey = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let written = SurveyWritten {
        id,
        entry: survey.entry,
    };
    Ok((code, Json(written)))
}

/// Programs send obstacles as a list, under a name of several.
fn told_by_name(faults: Vec<Fault>) -> WebError {
    let names = BTreeMap::from([("obstacle", "obstacles")]);
    let named = |fault: Fault| match fault.column.as_deref().and_then(|column| names.get(column)) {
        Some(name) => fault.in_field(name),
        None => fault,
    };
    WebError::Faulty(faults.into_iter().map(named).collect())
}

//! Everything known of one enterprise on one page.

mod act;
mod page;
mod record;
mod rows;
#[cfg(test)]
mod tests;
mod view;

use axum::extract::Query;
use axum::routing::{get, post};
use axum::{Json, Router};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::record::{EnterpriseTold, LineTold, PeopleTold};
use self::view::View;
use crate::store::{newest_heads, organizations_in};
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::openapi::{InPath, Words, asked};
use crate::web::visit::Visit;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/enterprises/{code}", get(page::one))
        .route("/enterprises/{code}/phone", post(page::phone))
}

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(enterprise))
}

/// Tells of one enterprise and how far it is with an organization of each line; nothing of persons.
#[utoipa::path(
    get,
    path = "/enterprises/{code}",
    tag = "work",
    params(("code" = String, Path, description = "Tax code")),
    responses((status = 200, body = EnterpriseTold))
)]
async fn enterprise(
    visit: Visit,
    InPath(code): InPath<String>,
    Query(words): Query<Words>,
) -> Result<Json<EnterpriseTold>, WebError> {
    asked(words, &[])?;
    let mut tx = visit.house.db.read().await?;
    let described = page::find(&visit, &mut tx, &code).await?;
    let units = visit.seen_units();
    let facts = rows::facts(&mut tx, &described.tax_code).await?;
    let surveys = rows::surveys(&mut tx, described.id).await?;
    let counts = newest_heads(&mut tx, described.id).await?;
    let cases = rows::cases(&mut tx, described.id, &units).await?;
    let organizations = organizations_in(&mut tx, &visit.house.catalogs.kinds, described.id).await?;
    tx.rollback().await?;
    let view = View {
        visit: &visit,
        described: &described,
        facts: &facts,
        surveys: &surveys,
        counts: &counts,
        cases: &cases,
        talks: &[],
        organizations: &organizations,
    };
    let ladders = view.ladders();
    let lines = ladders
        .iter()
        .map(|(line, ladder, threshold)| LineTold::of(&visit, (*line, ladder, *threshold), &organizations));
    let mut told = EnterpriseTold::of(&visit, &described);
    told.lines = lines.collect();
    told.people = counts.iter().map(PeopleTold::of).collect();
    Ok(Json(told))
}

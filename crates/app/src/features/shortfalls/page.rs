//! The page of targets that are not fulfilled.

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use nennep_core::calendar::Day;
use nennep_core::progress::Shortfall;
use nennep_core::register::UnitIndex;

use super::view::{self, Scene, Tab};
use crate::store::{Deed, Figures, Outlook, OutlookOf, followed};
use crate::web::days::read_day;
use crate::web::errors::{WebError, show};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::outlooks::outlooks;
use crate::web::shell::Shell;
use crate::web::table::{Listing, TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "shortfalls/list.html")]
struct ShortfallsPage {
    shell: Shell,
    sum: String,
    rule: String,
    /// What the form of picked rows sends besides; none where the officer may ask for nothing.
    picks: Option<(String, String)>,
    tabs: Vec<Tab>,
    listing: Listing,
    is_empty: bool,
}

/// Lists the targets of a unit and of what is below it by how they stand on a day.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let code = match query.other("unit") {
        "" => visit.home_code().ok_or(WebError::NotFound)?,
        code => code.to_owned(),
    };
    let (unit, on) = (visit.unit(&code)?, day(&visit, &query));
    let figures = Figures::new(visit.book(), &visit.house.catalogs.indicators);
    let mut tx = visit.house.db.read().await?;
    let found = seen(&visit, &figures, &mut tx, (unit, on)).await?;
    let targets: Vec<i64> = found.iter().map(|outlook| outlook.target.no.0).collect();
    let marks = followed(&mut tx, &targets).await?;
    tx.rollback().await?;
    let stands = visit.book().tree.is_alive(unit, visit.now.today());
    let may_ask = stands && visit.scope.may_for(Deed::ClosePeriods, unit, None);
    let scene = Scene {
        visit: &visit,
        unit,
        code,
        on,
        marks,
        may_ask,
    };
    let chosen: Vec<&Outlook<'_>> = found.iter().filter(|outlook| scene.fits(outlook, &query)).collect();
    let mut columns = view::columns(&visit.words);
    let (title, sum) = (visit.words.say("shortfalls"), scene.summary(&found));
    let rows: Vec<TableRow> = chosen.iter().map(|outlook| scene.row(outlook, is_export)).collect();
    if is_export {
        for column in &mut columns {
            column.is_usual = true;
        }
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("chua-hoan-thanh-chi-tieu", &title, &sum, &columns, rows);
    }
    let listing = listing_of("/shortfalls", &columns, rows, &query)
        .filtered_by(scene.filters(&found, &query))
        .folding(&["indicator", "giver"]);
    let mut shell = Shell::of(&visit, title).about(&visit, unit);
    shell.crumbs.pop();
    let page = ShortfallsPage {
        sum,
        rule: scene.rule(),
        picks: may_ask.then(|| (scene.code.clone(), on.to_string())),
        tabs: scene.tabs(&found, &query),
        is_empty: found.is_empty(),
        listing,
        shell,
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// The day asked for; one that is ahead, or none, is the present one, which the page says.
fn day(visit: &Visit, query: &ListQuery) -> Day {
    let today = visit.now.today();
    read_day(query.other("on")).map_or(today, |on| on.min(today))
}

/// Outlooks the officer sees, the most urgent first, among them those that fall short by most.
async fn seen<'a>(
    visit: &Visit,
    figures: &Figures<'a>,
    tx: &mut crate::store::Tx,
    (unit, on): (UnitIndex, Day),
) -> Result<Vec<Outlook<'a>>, WebError> {
    let tally = &visit.snapshot.tally;
    let mut found = outlooks(visit, (figures, tally), tx, (unit, OutlookOf::UnitAndBelow, on)).await?;
    found.retain(|outlook| visit.scope.sees(outlook.unit));
    let order =
        |outlook: &Outlook<'_>| -> (Shortfall, i64) { (outlook.shortfall(), -outlook.missing().unwrap_or_default()) };
    found.sort_by_key(order);
    Ok(found)
}

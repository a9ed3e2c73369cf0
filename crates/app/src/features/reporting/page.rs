//! The page of the calendar.

use axum::extract::{Form, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::register::Rhythm;

use super::act;
use super::view::{Calendar, cells, columns, filters, fits, of_lines, sentence};
use crate::store::Deed;
use crate::web::bar::{period_words, quarter_of, within};
use crate::web::due::{DueRow, Wanted};
use crate::web::errors::{WebError, show as render};
use crate::web::fields::Typed;
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::shell::{Receipt, Shell};
use crate::web::submitted::{calendar_address, settle};
use crate::web::table::{export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

/// Shows who owes what.
pub(super) async fn show(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    settle(&visit).await?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let done = query.others.remove("done").unwrap_or_default();
    let wanted = wanted(&visit, query.other("unit"), query.other("period"))?;
    let due = wanted.collect(&visit).await?;
    let words = &visit.words;
    let tree = &visit.book().tree;
    let name = tree.name_on(wanted.unit, wanted.period.last_day()).to_owned();
    let values = [("period", within(&period_words(words, wanted.period))), ("unit", name)];
    let title = words.fill("reporting-title", &values);
    let state = query.other("state").to_owned();
    let fitting: Vec<&DueRow> = due.iter().filter(|row| fits(row, &state, visit.now.today())).collect();
    let rows = fitting.iter().map(|row| cells(&visit, row)).collect();
    let columns = columns(words);
    let sum = sentence(&visit, wanted, &due);
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("lich-nop-so-lieu", &title, &sum, &columns, rows);
    }
    let listing = listing_of("/submissions", &columns, rows, &query).filtered_by(filters(&visit, wanted, &state));
    let mut shell = Shell::of(&visit, title).about(&visit, wanted.unit);
    let receipts = ["reminded", "reminded-none", "closed", "closed-none"];
    if receipts.contains(&done.as_str()) {
        shell.receipt = Some(Receipt {
            text: words.keyed("reporting-done", &done, ""),
            back: None,
        });
    }
    let page = Calendar::of(&visit, wanted, &due, (shell, sum, listing));
    render(&page).map(|response| keeping_size(response, &query))
}

/// Reads unit and period; without them the officer's own unit and the last quarter that is over.
fn wanted(visit: &Visit, unit: &str, period: &str) -> Result<Wanted, WebError> {
    let unit = match unit {
        "" => visit.scope.home().ok_or(WebError::NotFound)?,
        code => visit.unit(code)?,
    };
    let last_over = quarter_of(quarter_of(visit.now.today()).first_day().previous());
    // Another period than the one asked for would be acted on unseen.
    let period = match period {
        "" => last_over,
        text => text.parse().map_err(|_| WebError::NotFound)?,
    };
    let is_known = Rhythm::of(period).is_some() && period.first_day() <= visit.now.today();
    is_known.then_some(Wanted { unit, period }).ok_or(WebError::NotFound)
}

/// Reminds everybody below the unit who has still to submit.
pub(super) async fn remind(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let wanted = wanted(&visit, typed.get("unit"), typed.get("period"))?;
    visit.needs(Deed::ClosePeriods, wanted.unit)?;
    if wanted.period.last_day() >= visit.now.today() {
        return Err(WebError::Refused("submission-period-runs"));
    }
    let due: Vec<DueRow> = wanted
        .collect(&visit)
        .await?
        .into_iter()
        .filter(|row| row.unit != wanted.unit)
        .map(|row| of_lines(row, &visit, wanted.unit))
        .collect();
    let reminded = act::remind(&visit, &due).await?;
    let done = if reminded > 0 { "reminded" } else { "reminded-none" };
    let back = calendar_address(&visit, wanted.unit, wanted.period);
    Ok(Redirect::to(&format!("{back}&done={done}")).into_response())
}

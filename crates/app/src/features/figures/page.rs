//! Answers to programs.

use axum::Json;
use axum::extract::Query;
use nennep_core::calendar::Day;
use nennep_core::progress::FigureSet;
use nennep_core::register::UnitIndex;

use super::form::{self, Form};
use super::record::{IndicatorLine, IndicatorList, UnitLine, UnitList};
use crate::store::{Asked, Book, Figures, Source, Trace, TraceLine, Tx};
use crate::web::errors::WebError;
use crate::web::faults::Fault;
use crate::web::openapi::{InPath, Words};
use crate::web::visit::Visit;

/// Lists the units that exist for whoever asks.
#[utoipa::path(get, path = "/units", tag = "figures", responses((status = 200, body = UnitList)))]
pub(super) async fn units(visit: Visit, Query(words): Query<Words>) -> Result<Json<UnitList>, WebError> {
    sound(form::nothing(&words))?;
    let (book, today) = (visit.book(), visit.now.today());
    let mut units: Vec<UnitIndex> = visit.scope.units(&book.tree).collect();
    units.sort_by_key(|unit| &book.tree.unit(*unit).code);
    Ok(Json(UnitList {
        units: units
            .into_iter()
            .map(|unit| UnitLine::of(book, &visit.scope, unit, today))
            .collect(),
    }))
}

/// Lists what can be asked for.
#[utoipa::path(get, path = "/indicators", tag = "figures", responses((status = 200, body = IndicatorList)))]
pub(super) async fn indicators(visit: Visit, Query(words): Query<Words>) -> Result<Json<IndicatorList>, WebError> {
    sound(form::nothing(&words))?;
    let indicators = visit.house.catalogs.indicators.indicators();
    Ok(Json(IndicatorList {
        indicators: indicators.iter().map(IndicatorLine::from).collect(),
    }))
}

/// Gives the figures of a unit, as `nennep figures --json` does.
///
/// The days are given by `period`, or by `from` and `to` together.
#[utoipa::path(
    get,
    path = "/units/{code}/figures",
    tag = "figures",
    params(
        ("code" = String, Path, description = "Code of the unit.", min_length = 1),
        ("period" = Option<String>, Query, description = "`2024-03`, `2024-Q1`, `2024-H1`, `2024-9M`, `2024`, `2021..2025`.", example = "2024-Q1"),
        ("from" = Option<String>, Query, format = Date, description = "First day.", example = "2024-01-01"),
        ("to" = Option<String>, Query, format = Date, description = "Last day.", example = "2024-12-31"),
        ("indicator" = Option<Vec<String>>, Query, description = "Only these; may be given several times.", example = json!(["party_org_founded"])),
        ("tree_on" = Option<String>, Query, format = Date, description = "Counts by the tree of this day."),
        ("known_at" = Option<i64>, Query, minimum = 0, description = "Leaves out what is numbered above it."),
        ("by_child" = Option<bool>, Query, description = "Adds each unit directly below."),
    ),
    responses((status = 200, body = FigureSet))
)]
pub(super) async fn figures(
    visit: Visit,
    InPath(code): InPath<String>,
    Query(words): Query<Words>,
) -> Result<Json<FigureSet>, WebError> {
    let form = form::figures(&code, words);
    visit.unit(&code)?;
    let mut tx = visit.house.db.read().await?;
    let earlier = earlier_book(&mut tx, &form).await?;
    let book = earlier.as_ref().unwrap_or(visit.book());
    let asked = ask(&visit, book, &form)?;
    let figures = Figures::new(book, &visit.house.catalogs.indicators);
    let mut source = match &earlier {
        Some(book) => Source::Database {
            tx: &mut tx,
            known_at: Some(book.head),
        },
        None => Source::Tally(&visit.snapshot.tally),
    };
    if !form.by_child {
        return Ok(Json(figures.of(&mut source, &asked).await?));
    }
    let mut set = figures.with_children(&mut source, &asked).await?;
    let days = figures.tree_days(&asked);
    if let Some(children) = &mut set.children {
        children.retain(|child| sees(&visit, book, &child.unit, &days));
    }
    Ok(Json(set))
}

/// Gives the entries behind one figure, as `nennep trace --json` does.
///
/// The days are given by `period`, or by `from` and `to` together.
#[utoipa::path(
    get,
    path = "/units/{code}/trace",
    tag = "figures",
    params(
        ("code" = String, Path, description = "Code of the unit.", min_length = 1),
        ("indicator" = String, Query, description = "Code of the indicator.", example = "party_org_founded"),
        ("period" = Option<String>, Query, description = "`2024-03`, `2024-Q1`, `2024-H1`, `2024-9M`, `2024`, `2021..2025`.", example = "2024-Q1"),
        ("from" = Option<String>, Query, format = Date, description = "First day.", example = "2024-01-01"),
        ("to" = Option<String>, Query, format = Date, description = "Last day.", example = "2024-12-31"),
        ("tree_on" = Option<String>, Query, format = Date, description = "Counts by the tree of this day."),
        ("known_at" = Option<i64>, Query, minimum = 0, description = "Leaves out what is numbered above it."),
    ),
    responses((status = 200, body = Trace))
)]
pub(super) async fn trace(
    visit: Visit,
    InPath(code): InPath<String>,
    Query(words): Query<Words>,
) -> Result<Json<Trace>, WebError> {
    let form = form::trace(&code, words);
    visit.unit(&code)?;
    let mut tx = visit.house.db.read().await?;
    let earlier = earlier_book(&mut tx, &form).await?;
    let book = earlier.as_ref().unwrap_or(visit.book());
    let asked = ask(&visit, book, &form)?;
    let figures = Figures::new(book, &visit.house.catalogs.indicators);
    let measure = asked.measures.first().ok_or(WebError::NotFound)?;
    // Entries recorded since the book was read are left out, so that book and lines are of one head.
    let mut trace = figures.trace(&mut tx, &asked, measure, Some(book.head)).await?;
    trace
        .entries
        .retain(|line| sees(&visit, book, &line.unit, &days_of(line, &asked)));
    Ok(Json(trace))
}

/// The day of the entry and the day of the tree it is counted by.
fn days_of(line: &TraceLine, asked: &Asked) -> Vec<Day> {
    line.on.parse().ok().into_iter().chain(asked.tree_on).collect()
}

/// Tells whether a unit exists for the visitor on one of the days; what was below a unit of his once may be elsewhere today.
fn sees<'d>(visit: &Visit, book: &Book, code: &str, days: impl IntoIterator<Item = &'d Day>) -> bool {
    let unit = book.tree.find(code);
    unit.is_some_and(|unit| {
        let mut days = days.into_iter();
        days.any(|day| visit.scope.sees_on(&book.tree, unit, *day))
    })
}

async fn earlier_book(tx: &mut Tx, form: &Form) -> Result<Option<Book>, WebError> {
    Ok(match form.known_at {
        Some(head) => Some(Book::load(tx, Some(head)).await?),
        None => None,
    })
}

/// Asks an earlier book also for the unit: what was not known then does not exist there.
fn ask(visit: &Visit, book: &Book, form: &Form) -> Result<Asked, WebError> {
    if book.tree.find(&form.question.unit).is_none() {
        return Err(WebError::NotFound);
    }
    let asked = form.question.asked(book, &visit.house.catalogs.indicators);
    match (form.faults.is_empty(), asked) {
        (true, Ok(asked)) => Ok(asked),
        (_, asked) => Err(WebError::Faulty(
            form.faults
                .iter()
                .cloned()
                .chain(asked.err().into_iter().flatten())
                .collect(),
        )),
    }
}

fn sound(faults: Vec<Fault>) -> Result<(), WebError> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(WebError::Faulty(faults))
}

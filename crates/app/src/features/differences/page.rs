//! The page that compares two days.

use std::collections::HashMap;

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use nennep_core::calendar::Day;
use nennep_core::register::{Difference, UnitIndex, differences};
use nennep_core::text::{count, date_short};

use super::view::{KINDS, Pair, days_of_change};
use crate::store::{Deed, Ground, grounds};
use crate::web::days::read_day;
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::shell::Shell;
use crate::web::table::{Filter, Listing, export_rows, list};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

/// Days of change that are offered.
const OFFERED: usize = 8;

/// Units offered to look below.
const UNITS: usize = 200;

#[derive(askama::Template)]
#[template(path = "differences/compare.html")]
struct ComparePage {
    shell: Shell,
    summary: String,
    faults: Vec<(&'static str, String)>,
    typed: (String, String),
    offered: Vec<(String, String)>,
    listing: Option<Listing>,
}

/// Compares the tree of two days; without days those before and after the last change that the officer sees.
pub(super) async fn compare(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let below = match query.other("unit") {
        "" => None,
        code => Some(visit.unit(code)?),
    };
    let (first, second) = match days(&visit, &query) {
        Ok(days) => days,
        Err(faults) => return show_faulty(&faulty(&visit, &query, faults)),
    };
    let pair = Pair::of(&visit, first, second);
    let all: Vec<Difference> = differences(&visit.book().tree, first, second, below)
        .into_iter()
        .filter(|difference| visit.scope.sees(difference.unit))
        .collect();
    let grounds = grounds_of(&visit, &pair, &all).await?;
    let kind = query.other("kind");
    let rows = all
        .iter()
        .filter(|difference| kind.is_empty() || difference.change.code() == kind)
        .map(|difference| pair.row(difference, &grounds))
        .collect();
    let summary = pair.summary(&all, &grounds);
    let (words, columns) = (visit.words, pair.columns());
    let title = words.fill(
        "differences-title-of",
        &[("first", date_short(first)), ("second", date_short(second))],
    );
    if query.is_export() {
        let (columns, rows) = export_rows(&columns, rows, &query);
        let note = words.fill(
            "differences-note",
            &[("summary", summary), ("head", count(visit.book().head))],
        );
        return workbook(&format!("so-cay-{first}-{second}"), &title, &note, &columns, rows);
    }
    let listing =
        list("/units/differences", &columns, rows, &query).filtered_by(filters(&visit, &query, first, second));
    let page = ComparePage {
        shell: Shell::of(&visit, title),
        summary,
        faults: Vec::new(),
        typed: (first.to_string(), second.to_string()),
        offered: offered(&visit, &query),
        listing: (!all.is_empty()).then_some(listing),
    };
    Ok(keeping_size(show(&page)?, &query))
}

/// Reads both days; one alone is compared with the day before it, or with the present day.
fn days(visit: &Visit, query: &ListQuery) -> Result<(Day, Day), Vec<(&'static str, String)>> {
    let mut faults = Vec::new();
    let mut read = |field: &'static str| {
        let typed = query.other(field);
        if typed.is_empty() {
            return None;
        }
        let day = read_day(typed).ok();
        if day.is_none() {
            faults.push((field, visit.words.with("differences-fault-day", "found", typed)));
        }
        day
    };
    let (first, second) = (read("from"), read("to"));
    if !faults.is_empty() {
        return Err(faults);
    }
    let today = visit.now.today();
    let last = days_of_change(visit, 1).first().copied().unwrap_or(today);
    let (first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (Some(first), None) => (first, today.max(first)),
        (None, Some(second)) => (second.previous(), second),
        (None, None) => (last.previous(), last),
    };
    if first > second {
        let words = visit.words.fill(
            "differences-fault-order",
            &[("first", date_short(first)), ("second", date_short(second))],
        );
        return Err(vec![("from", words)]);
    }
    Ok((first, second))
}

fn faulty(visit: &Visit, query: &ListQuery, faults: Vec<(&'static str, String)>) -> ComparePage {
    ComparePage {
        shell: Shell::of(visit, visit.words.say("differences-title")),
        summary: String::new(),
        faults,
        typed: (query.other("from").to_owned(), query.other("to").to_owned()),
        offered: offered(visit, query),
        listing: None,
    }
}

async fn grounds_of(visit: &Visit, pair: &Pair<'_>, all: &[Difference]) -> Result<HashMap<i64, Ground>, WebError> {
    let mut entries: Vec<i64> = all
        .iter()
        .flat_map(|difference| pair.seen_entries(difference))
        .collect();
    entries.sort_unstable();
    entries.dedup();
    let mut tx = visit.house.db.read().await?;
    let known = grounds(&mut tx, &entries).await?;
    tx.rollback().await?;
    Ok(known.into_iter().map(|ground| (ground.no, ground)).collect())
}

/// The evening before and the morning of each day of change.
fn offered(visit: &Visit, query: &ListQuery) -> Vec<(String, String)> {
    days_of_change(visit, OFFERED)
        .into_iter()
        .map(|day| {
            let (before, after) = (day.previous().to_string(), day.to_string());
            let address = query.address(
                "/units/differences",
                &[("from", &before), ("to", &after), ("kind", ""), ("q", "")],
            );
            let words = visit.words.fill(
                "differences-offered",
                &[("first", date_short(day.previous())), ("second", date_short(day))],
            );
            (address, words)
        })
        .collect()
}

fn filters(visit: &Visit, query: &ListQuery, first: Day, second: Day) -> Vec<Filter> {
    let words = visit.words;
    let filter = |name: &'static str, kind: &'static str, value: String, choices| Filter {
        name,
        label: words.say(&format!("differences-field-{name}")),
        kind,
        value,
        choices,
    };
    let kinds = KINDS.map(|kind| (kind.to_owned(), words.say(&format!("differences-{kind}"))));
    let mut filters = vec![
        filter("from", "date", first.to_string(), Vec::new()),
        filter("to", "date", second.to_string(), Vec::new()),
        filter("kind", "text", query.other("kind").to_owned(), kinds.to_vec()),
    ];
    let units = units(visit, second);
    if units.len() > 1 {
        filters.push(filter("unit", "text", query.other("unit").to_owned(), units));
    }
    filters
}

/// Units with others below them on the later day.
fn units(visit: &Visit, day: Day) -> Vec<(String, String)> {
    let tree = &visit.book().tree;
    let living = tree.living_on(day);
    let has_units = |unit: &UnitIndex| !living.children(*unit).is_empty();
    let seen = visit.scope.units(tree).filter(has_units);
    let mut units: Vec<(String, String)> = seen
        .take(UNITS)
        .map(|unit| (tree.unit(unit).code.clone(), tree.name_on(unit, day).to_owned()))
        .collect();
    units.sort_by(|one, other| nennep_core::text::vietnamese(&one.1, &other.1));
    units
}

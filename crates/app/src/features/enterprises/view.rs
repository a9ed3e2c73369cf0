//! The list of enterprises as a table: columns, filters, and one row.

use nennep_core::ledger::HostKind;
use nennep_core::register::{Placement, UnitId};
use nennep_core::text::{count, date_short, fold, nearness, vietnamese};

use crate::store::{ACTIVITIES, ListRow, Order, Wanted, Within};
use crate::web::fact_words;
use crate::web::list_query::ListQuery;
use crate::web::places::enterprise_path;
use crate::web::table::{Cell, Column, Filter, TableRow};
use crate::web::unit_choice::unit_choices;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Filters asked for rarely.
pub(super) const RARE: [&str; 3] = ["activity", "members", "workers"];

/// Gives the columns; those by which the whole list can be ordered without reading it all lead to that order.
pub(super) fn columns(words: &Words) -> Vec<Column> {
    let head = |key: &str| words.say(&format!("enterprises-column-{key}"));
    vec![
        Column::text("name", head("name")),
        Column::unbroken("code", head("code")),
        Column::text("kind", head("kind")).unsorted(),
        Column::text("unit", head("unit")).unsorted(),
        Column::number("workers", head("workers")),
        Column::number("party", head("party")).unsorted(),
        Column::number("union", head("union")).unsorted(),
        Column::unbroken("counted", head("counted")).unsorted(),
        Column::text("ward", head("ward")).unsorted().unusual(),
        Column::text("activity", head("activity")).unsorted().unusual(),
    ]
}

/// Reads what is asked of the list.
pub(super) fn wanted(query: &ListQuery, within: Within) -> Wanted {
    let order = match query.sort.as_deref() {
        Some("code") => Order::Code,
        Some("workers") => Order::Workers,
        Some(_) | None => Order::Name,
    };
    let told = |name: &str, yes: &str| query.other(name) == yes;
    Wanted {
        kind: HostKind::parse(query.other("kind")),
        activity: ACTIVITIES
            .into_iter()
            .find(|activity| *activity == query.other("activity")),
        workers_min: query.other("workers").parse().ok(),
        has_members: match query.other("members") {
            "some" => Some(true),
            "none" => Some(false),
            _ => None,
        },
        is_waiting: told("standing", "waiting"),
        order,
        is_descending: query.is_descending,
        ..Wanted::all(within)
    }
}

/// Gives the filters above the list.
pub(super) fn filters(visit: &Visit, query: &ListQuery) -> Vec<Filter> {
    let words = &visit.words;
    let filter = |name: &'static str, kind: &'static str, choices: Vec<(String, String)>| Filter {
        name,
        label: words.say(&format!("enterprises-filter-{name}")),
        kind,
        value: query.other(name).to_owned(),
        choices,
    };
    let kinds = HostKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), fact_words::host(words, *kind)));
    let said = |name: &str, codes: &[&str]| -> Vec<(String, String)> {
        let say = |code: &&str| ((*code).to_owned(), words.say(&format!("enterprises-{name}-{code}")));
        codes.iter().map(say).collect()
    };
    vec![
        filter("unit", "text", unit_choices(visit)),
        filter("kind", "text", kinds.collect()),
        filter("standing", "text", said("standing", &["waiting"])),
        filter("activity", "text", said("activity", &ACTIVITIES)),
        filter("members", "text", said("members", &["some", "none"])),
        filter("workers", "number", Vec::new()),
    ]
}

/// Writes one row.
pub(super) fn row(visit: &Visit, placement: &Placement, row: &ListRow) -> TableRow {
    let (words, tree) = (&visit.words, &visit.book().tree);
    let heads =
        |number: Option<i64>| number.map_or_else(|| Cell::text("–"), |number| Cell::number(number, count(number)));
    let mut name = Cell::text(row.name.clone()).to(enterprise_path(&row.tax_code));
    let activity = words.say(&format!("enterprises-activity-{}", row.activity));
    let mut notes = Vec::new();
    if !row.is_listed {
        notes.push(words.say("enterprises-is-waiting"));
    }
    if row.activity != "active" {
        notes.push(activity.clone());
    }
    if !notes.is_empty() {
        name = name.noting(notes.join(", "));
    }
    // A committee that ended is read as what it became.
    let unit = row.unit.and_then(|unit| tree.index_of(UnitId(unit)));
    let unit = unit
        .map(|unit| placement.read_as(unit))
        .filter(|unit| visit.scope.sees(*unit));
    let unit = unit.map(|unit| tree.name_on(unit, visit.now.today()).to_owned());
    let said = |text: Option<String>| Cell::text(text.unwrap_or_else(|| words.say("enterprises-not-told")));
    vec![
        name,
        Cell::text(row.tax_code.clone()),
        said(row.kind.map(|kind| fact_words::host(words, kind))),
        said(unit),
        heads(row.workers),
        heads(row.party_members),
        heads(row.union_members),
        Cell::text(row.counted_on.map_or_else(|| "–".to_owned(), date_short)),
        Cell::text(row.ward.clone().unwrap_or_default()),
        Cell::text(activity),
    ]
}

/// Puts what was found in order: as asked, else the nearest first.
pub(super) fn sort_found(found: &mut [ListRow], query: &ListQuery) {
    let turned = |order: std::cmp::Ordering| {
        if query.is_descending { order.reverse() } else { order }
    };
    match query.sort.as_deref() {
        Some("code") => found.sort_by(|one, other| turned(one.tax_code.cmp(&other.tax_code))),
        Some("workers") => found.sort_by(|one, other| turned(one.workers.cmp(&other.workers))),
        Some("name") => found.sort_by(|one, other| turned(vietnamese(&one.name, &other.name))),
        Some(_) | None => {
            let sought = fold(&query.words);
            found.sort_by_cached_key(|row| {
                let near = [nearness(&row.tax_code, &sought), nearness(&row.name, &sought)];
                let near = near.into_iter().flatten().min();
                (near.is_none(), near, nennep_core::text::sort_key(&row.name))
            });
        }
    }
}

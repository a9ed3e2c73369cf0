//! The book on screen: its list, and one entry with everything known of it.

use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use nennep_core::register::UnitId;
use nennep_core::text::{count, date_short, whole};

use super::act;
use super::form::{RARE, Sought, filters};
use super::record::{Entry, PostedLine, Teller};
use super::rows::{self, Reading};
use crate::store::{Deed, Sight};
use crate::web::errors::{WebError, percent, show};
use crate::web::fact_words::{self, signed};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::locked::supplement;
use crate::web::names;
use crate::web::shell::{Receipt, Shell};
use crate::web::table::{Cell, Column, Listing, TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::words::Words;
use crate::web::workbook::workbook;

#[derive(askama::Template)]
#[template(path = "entries/list.html")]
struct ListPage {
    shell: Shell,
    listing: Listing,
    may_record: bool,
}

#[derive(askama::Template)]
#[template(path = "entries/entry.html")]
struct EntryPage {
    shell: Shell,
    sum: String,
    recorded: String,
    pairs: Vec<Pair>,
    lines: Vec<LineShown>,
    counted: Vec<(String, String)>,
    /// Addresses of what can be done next: words, address, whether it is the main one.
    deeds: Vec<(String, String, bool)>,
    is_below_zero: bool,
    reverses: Option<i64>,
    reversed_by: Option<i64>,
    /// After the closing of which period it came: words and address.
    supplement: Option<(String, String)>,
    can_be_reversed: bool,
    no: i64,
    newer: Option<i64>,
    older: Option<i64>,
}

/// One thing known of an entry.
struct Pair {
    label: String,
    text: String,
    href: Option<String>,
}

/// One posted line as shown.
struct LineShown {
    account: String,
    unit: String,
    marks: String,
    amount: String,
}

/// Shows the book, the newest entry first.
pub(super) async fn list(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let is_export = pairs.iter().any(|(name, value)| name == "format" && value == "xlsx");
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let candidates = Sight::new(&visit.scope, &visit.book().tree).candidates();
    let sought = Sought::read(&visit, &mut query, candidates)?;
    let mut tx = visit.house.db.read().await?;
    let mut teller = Teller::new(&visit, rows::officers(&mut tx).await?);
    let columns = columns(&visit.words);
    if is_export {
        let found = act::export(&mut tx, &mut teller, &sought).await?;
        let is_cut = found.on_from.is_some();
        let rows = found.entries.iter().map(|entry| row(&mut teller, entry)).collect();
        let plain = ListQuery {
            words: String::new(),
            sort: None,
            ..query
        };
        let (columns, rows) = export_rows(&columns, rows, &plain);
        let key = if is_cut {
            "entries-export-cut"
        } else {
            "entries-export-all"
        };
        let number = whole(rows.len());
        let note = visit.words.with(key, "count", number);
        return workbook("so-but-toan", &visit.words.say("entries"), &note, &columns, rows);
    }
    let found = act::page(&mut tx, &mut teller, &sought, query.size).await?;
    let rows: Vec<TableRow> = found.entries.iter().map(|entry| row(&mut teller, entry)).collect();
    let listing = page_of(&visit, &query, &columns, rows, (&sought, &found));
    let page = ListPage {
        shell: Shell::of(&visit, visit.words.say("entries")),
        listing,
        may_record: visit.scope.may_somewhere(Deed::Record),
    };
    show(&page).map(|response| keeping_size(response, &query))
}

fn columns(words: &Words) -> Vec<Column> {
    let head = |key: &str| words.say(&format!("entries-column-{key}"));
    vec![
        Column::text("no", head("no")),
        Column::text("told", head("told")),
        Column::unbroken("on", head("on")),
        Column::number("count", head("count")),
        Column::text("unit", head("unit")).unusual(),
        Column::unbroken("decision", head("decision")),
        Column::unbroken("officer", head("officer")),
        Column::unbroken("recorded", head("recorded")),
        Column::text("sort", head("sort")).unusual(),
        Column::text("grade", head("grade")).unusual(),
        Column::text("source", head("source")).unusual(),
        Column::text("key", head("key")).unusual(),
    ]
}

fn row(teller: &mut Teller<'_>, entry: &Entry) -> TableRow {
    let words = teller.words;
    let mut told = Cell::text(teller.title(entry));
    if let Some(by) = entry.reversed_by {
        told = told.noting(words.with("entries-reversed-by", "no", count(by)));
    }
    let unit = entry.units().first().copied();
    let [decision, ..] = &entry.decision;
    let grade = entry
        .fact
        .as_ref()
        .map(|fact| words.say(&format!("fact-grade-{}", fact.grade)));
    vec![
        Cell::text(count(entry.no)).to(format!("/entries/{}", entry.no)),
        told,
        Cell::text(date_short(entry.on)),
        entry
            .count()
            .map_or_else(Cell::default, |number| Cell::number(number, signed(number))),
        Cell::text(unit.map_or_else(String::new, |unit| teller.unit(unit, entry.on))),
        Cell::text(decision.clone().unwrap_or_default()).classed("keep"),
        Cell::text(teller.officer(entry)),
        Cell::text(words.instant(&entry.recorded_at)),
        Cell::text(words.say(&format!("entries-sort-{}", entry.sort))),
        Cell::text(grade.unwrap_or_default()),
        Cell::text(entry.source.clone()),
        Cell::text(entry.key.replace('\u{1f}', " / ")),
    ]
}

/// A page knows its neighbours by numbers, so entries that come in meanwhile move nothing.
fn page_of(
    visit: &Visit,
    query: &ListQuery,
    columns: &[Column],
    rows: Vec<TableRow>,
    read: (&Sought, &act::Found),
) -> Listing {
    let (sought, found) = read;
    let plain = ListQuery {
        words: String::new(),
        sort: None,
        page: 1,
        ..query.clone()
    };
    let mut listing = listing_of("/entries", columns, rows, &plain);
    let (first, last) = (found.entries.first(), found.entries.last());
    listing.query = ListQuery {
        sort: None,
        ..query.clone()
    };
    let turn = |field: &str, no: i64| listing.query.address("/entries", &[(field, &no.to_string())]);
    let (newer, older) = match sought.reading {
        Reading::Below(below) => (below.and(first).map(|entry| entry.no), found.on_from),
        Reading::Above(_) => (found.on_from, last.map(|entry| entry.no)),
    };
    let (before, after) = (newer.map(|no| turn("above", no)), older.map(|no| turn("below", no)));
    (listing.before, listing.after) = (before, after);
    listing.export = listing.query.address("/entries", &[("format", "xlsx")]);
    listing.is_sortable = false;
    listing.heading = Some(match first.zip(last) {
        Some((first, last)) => {
            let values = [("first", count(last.no)), ("last", count(first.no))];
            visit.words.fill("entries-heading", &values)
        }
        None => visit.words.say("entries-heading-none"),
    });
    listing.filtered_by(filters(visit, query)).folding(&RARE)
}

/// Shows one entry.
pub(super) async fn one(
    visit: Visit,
    Path(no): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let no: i64 = no.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let mut teller = Teller::new(&visit, rows::officers(&mut tx).await?);
    let entry = rows::one(&mut tx, no).await?.ok_or(WebError::NotFound)?;
    if !teller.sees(&entry) {
        return Err(WebError::NotFound);
    }
    let lines = rows::lines(&mut tx, no).await?;
    let supplement = supplement(&visit, &mut tx, no).await?;
    let mut query = ListQuery::default();
    let candidates = teller.sight.candidates();
    let mut neighbour = Sought::read(&visit, &mut query, candidates)?;
    let mut beside = [None, None];
    for (place, reading) in beside.iter_mut().zip([Reading::Above(no), Reading::Below(Some(no))]) {
        neighbour.reading = reading;
        let found = act::page(&mut tx, &mut teller, &neighbour, 1).await?;
        *place = found.entries.first().map(|entry| entry.no);
    }
    let receipt = pairs
        .iter()
        .any(|(name, value)| name == "receipt" && value == "recorded");
    let is_below_zero = receipt && pairs.iter().any(|(name, _)| name == "below");
    let mut shell = Shell::of(&visit, visit.words.with("entries-one", "no", count(no)));
    let tree = &visit.book().tree;
    let unit = entry.units().into_iter().filter_map(|unit| tree.index_of(UnitId(unit)));
    let unit = unit.clone().find(|unit| visit.scope.sees(*unit));
    if let Some(unit) = unit {
        shell = shell.about(&visit, unit);
    }
    let may_reverse = entry.can_be_reversed() && may_reverse(&visit, &entry);
    if receipt {
        shell.receipt = Some(Receipt {
            text: visit.words.with("entries-receipt", "no", count(no)),
            back: may_reverse.then(|| (format!("/entries/{no}/reversal"), visit.words.say("entries-reverse"))),
        });
    }
    let [newer, older] = beside;
    show(&EntryPage {
        sum: teller.title(&entry),
        recorded: visit.words.instant(&entry.recorded_at),
        pairs: pairs_of(&mut teller, &entry),
        counted: counted(&visit, &mut teller, &entry, &lines),
        lines: lines.iter().map(|line| line_shown(&mut teller, &entry, line)).collect(),
        deeds: deeds(&visit, &entry, receipt),
        is_below_zero,
        reverses: entry.reverses.as_ref().map(|(of, _)| *of),
        reversed_by: entry.reversed_by,
        supplement,
        can_be_reversed: may_reverse,
        no,
        newer,
        older,
        shell,
    })
}

fn may_reverse(visit: &Visit, entry: &Entry) -> bool {
    let tree = &visit.book().tree;
    entry.fact.as_ref().is_some_and(|fact| {
        tree.index_of(UnitId(fact.unit))
            .is_some_and(|unit| visit.scope.may_for(Deed::TakeBack, unit, fact.fact.line()))
    })
}

/// After a recording the same again; after a reversal the right fact.
fn deeds(visit: &Visit, entry: &Entry, is_receipt: bool) -> Vec<(String, String, bool)> {
    let (words, tree) = (&visit.words, &visit.book().tree);
    let mut deeds = Vec::new();
    let receiver = entry
        .target
        .as_ref()
        .and_then(|target| tree.index_of(UnitId(target.unit)));
    if receiver.is_some_and(|unit| visit.scope.sees(unit)) {
        deeds.push((words.say("targets-open"), format!("/targets/{}", entry.no), false));
    }
    let Some(fact) = entry.fact.as_ref().filter(|fact| fact.fact.is_recordable()) else {
        return deeds;
    };
    let unit = tree
        .index_of(UnitId(fact.unit))
        .filter(|unit| visit.scope.sees(*unit) && visit.scope.may_for(Deed::Record, *unit, fact.fact.line()));
    let Some(unit) = unit else { return deeds };
    match (&entry.reverses, entry.sort.as_str()) {
        (Some((of, _)), _) => {
            let href = format!("/facts/new?again={of}");
            deeds.push((words.say("entries-again"), href, true));
        }
        (None, "fact") => {
            let (fact, unit) = (fact.fact.code(), percent(&tree.unit(unit).code));
            let href = format!("/facts/new?fact={fact}&unit={unit}");
            deeds.push((words.say("entries-same-kind"), href, is_receipt));
        }
        (None, _) => {}
    }
    deeds
}

fn line_shown(teller: &mut Teller<'_>, entry: &Entry, line: &PostedLine) -> LineShown {
    let words = teller.words;
    let class = teller.book.classes.get(&line.class);
    let mut marks: Vec<String> = Vec::new();
    if let Some(class) = class {
        marks.extend(class.org_kind.as_deref().map(|kind| teller.kind(kind)));
        marks.extend(class.host_kind.map(|kind| fact_words::host(&words, kind)));
        marks.extend(class.tags.iter().map(|tag| fact_words::tag(&words, *tag)));
    }
    let account = class.map(|class| class.account.code().to_owned()).unwrap_or_default();
    let end = |suffix: &str, key: &str| {
        let fact = account.strip_suffix(suffix).filter(|_| line.is_move)?;
        Some(words.with(key, "fact", fact_words::fact_code(&words, fact)))
    };
    let told = end("_out", "entries-account-out").or_else(|| end("_in", "entries-account-in"));
    LineShown {
        account: told.unwrap_or_else(|| fact_words::fact_code(&words, &account)),
        unit: teller.unit(line.unit, entry.on),
        marks: if marks.is_empty() {
            "–".to_owned()
        } else {
            marks.join(", ")
        },
        amount: signed(line.amount),
    }
}

/// The indicators an entry counts in, each with the way to its entries at the unit in the month.
fn counted(visit: &Visit, teller: &mut Teller<'_>, entry: &Entry, lines: &[PostedLine]) -> Vec<(String, String)> {
    let tree = &visit.book().tree;
    let month = entry.on.to_string();
    let month = month.get(..7).unwrap_or(&month);
    let mut counted: Vec<(String, String)> = Vec::new();
    for line in lines {
        let index = tree.index_of(UnitId(line.unit)).filter(|unit| visit.scope.sees(*unit));
        let Some((index, class)) = index.zip(visit.book().classes.get(&line.class)) else {
            continue;
        };
        let measures = visit.house.catalogs.indicators.listed();
        for measure in measures.filter(|measure| measure.weight(class) != 0) {
            let code = percent(&tree.unit(index).code);
            let href = format!(
                "/units/{code}/trace?indicator={}&period={month}",
                percent(&measure.code)
            );
            let name = names::indicator(&visit.words, &measure);
            let values = [("indicator", name), ("unit", teller.unit(line.unit, entry.on))];
            // Both lines of a change of kind count at one unit.
            if counted.iter().all(|(known, _)| *known != href) {
                counted.push((href, visit.words.fill("entries-counted-at", &values)));
            }
        }
    }
    counted
}

fn pairs_of(teller: &mut Teller<'_>, entry: &Entry) -> Vec<Pair> {
    let words = teller.words;
    let pair = |key: &str, text: String, href: Option<String>| Pair {
        label: words.say(&format!("entries-pair-{key}")),
        text,
        href,
    };
    let mut pairs = Vec::new();
    let mut told: Vec<(&str, Option<String>)> = Vec::new();
    for (key, unit) in entry.named_units() {
        let shown = teller.unit(unit, entry.on);
        let index = teller
            .book
            .tree
            .index_of(UnitId(unit))
            .filter(|index| teller.sight.sees(*index, entry.on));
        let href = index.map(|index| format!("/units/{}", percent(&teller.book.tree.unit(index).code)));
        pairs.push(pair(key, shown, href));
    }
    told.extend(entry.described(teller));
    let [no, on, by] = &entry.decision;
    let on = on
        .as_deref()
        .map(|on| on.parse().map_or_else(|_| on.to_owned(), date_short));
    let decision: Vec<String> = [no.clone(), on, by.clone()].into_iter().flatten().collect();
    told.push(("decision", (!decision.is_empty()).then(|| decision.join(", "))));
    told.push(("source", Some(entry.source.clone())));
    told.push(("officer", Some(teller.officer(entry))));
    told.push(("key", Some(entry.key.replace('\u{1f}', " / "))));
    told.push(("chain", Some(entry.short_chain())));
    pairs.extend(told.into_iter().filter_map(|(key, text)| Some(pair(key, text?, None))));
    pairs
}

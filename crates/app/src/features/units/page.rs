//! The tree of a day, as a tree and as a list.

use std::collections::{BTreeSet, HashMap, HashSet};

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use nennep_core::accounts::Measure;
use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, fold, whole};

use super::view::{Forest, Shown, Step, marked};
use crate::store::{Deed, stocks};
use crate::web::days::read_day;
use crate::web::errors::{WebError, percent, show, show_faulty};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::places::{kind_words, unit_path};
use crate::web::shell::Shell;
use crate::web::table::{Cell, Column, Filter, Listing, TableRow, export_rows, list};
use crate::web::visit::Visit;
use crate::web::words::Words;
use crate::web::workbook::workbook;

/// Stocks that stand beside each unit of the tree.
const STOCKS: [&str; 2] = ["party_org_stock", "party_member_stock"];

#[derive(askama::Template)]
#[template(path = "units/tree.html")]
struct TreePage {
    shell: Shell,
    sought: Sought,
    fault: Option<String>,
    heading: String,
    summary: String,
    steps: Vec<TreeStep>,
}

/// What was asked of the tree, as typed.
struct Sought {
    on: String,
    words: String,
    kind: String,
    kinds: Vec<(String, String)>,
    is_narrowed: bool,
    list: String,
    all: String,
}

enum TreeStep {
    Leaf(Box<Leaf>),
    Down { label: String, is_open: bool },
    Up,
    Closed { label: String, href: String, words: String },
    More { href: String, words: String },
    End,
}

struct Leaf {
    code: String,
    href: String,
    name: Vec<(String, bool)>,
    kind: String,
    below: String,
    stocks: Vec<(String, Option<String>)>,
}

#[derive(askama::Template)]
#[template(path = "units/list.html")]
struct ListPage {
    shell: Shell,
    listing: Listing,
    heading: String,
    tree: String,
}

/// Shows the tree, or the list of its units.
pub(super) async fn tree(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let typed = query.other("on").to_owned();
    let on = if typed.is_empty() {
        Ok(visit.now.today())
    } else {
        read_day(&typed)
    };
    let Ok(on) = on else {
        return show_faulty(&without_day(&visit, &query, typed));
    };
    if query.other("view") == "list" || query.is_export() {
        return units_list(&visit, query, on);
    }
    let open: HashSet<&str> = pairs
        .iter()
        .filter(|(name, _)| name == "open")
        .map(|(_, code)| code.as_str())
        .collect();
    show(&tree_page(&visit, &query, &open, on))
}

fn without_day(visit: &Visit, query: &ListQuery, typed: String) -> TreePage {
    let fault = visit.words.with("units-fault-day", "found", &typed);
    TreePage {
        shell: Shell::of(visit, visit.words.say("units-title")),
        sought: sought(visit, query, typed, &BTreeSet::new()),
        fault: Some(fault),
        heading: String::new(),
        summary: String::new(),
        steps: Vec::new(),
    }
}

fn sought(visit: &Visit, query: &ListQuery, on: String, kinds: &BTreeSet<String>) -> Sought {
    let kind = query.other("kind").to_owned();
    Sought {
        is_narrowed: !kind.is_empty() || !query.words.trim().is_empty(),
        kinds: kinds
            .iter()
            .map(|kind| (kind.clone(), kind_words(visit, kind)))
            .collect(),
        list: query.address("/units", &[("view", "list"), ("standing", "there"), ("open", "")]),
        all: query.address("/units", &[("q", ""), ("kind", "")]),
        words: query.words.clone(),
        kind,
        on,
    }
}

fn tree_page(visit: &Visit, query: &ListQuery, open: &HashSet<&str>, on: Day) -> TreePage {
    let tree = &visit.book().tree;
    let forest = Forest::on(tree, &visit.scope, on);
    let units = forest.units();
    let kinds = units.iter().map(|unit| tree.kind_on(*unit, on).to_owned()).collect();
    let asked = sought(visit, query, on.to_string(), &kinds);
    let folded = fold(&query.words);
    let found: Vec<UnitIndex> = units
        .into_iter()
        .filter(|unit| asked.kind.is_empty() || tree.kind_on(*unit, on) == asked.kind)
        .filter(|unit| is_sought(visit, *unit, on, &folded))
        .collect();
    let opened = open.iter().filter_map(|code| visit.scope.unit(tree, code));
    let shown = Shown {
        open: forest.with_superiors(opened),
        only: asked.is_narrowed.then(|| forest.with_superiors(found.iter().copied())),
    };
    let heading = if asked.is_narrowed {
        visit.words.with("units-found", "count", whole(found.len()))
    } else {
        visit.words.with("units-count", "count", whole(forest.count))
    };
    let title = visit.words.with("units-title-on", "day", date_short(on));
    TreePage {
        shell: Shell::of(visit, title),
        fault: None,
        heading,
        summary: visit.words.fill(
            "units-sum",
            &[("day", date_short(on)), ("head", count(visit.book().head))],
        ),
        steps: written(visit, &forest, &shown, (query, open, &folded)),
        sought: asked,
    }
}

/// By name, by our code or by the official code.
fn is_sought(visit: &Visit, unit: UnitIndex, on: Day, folded: &str) -> bool {
    let tree = &visit.book().tree;
    let known = tree.unit(unit);
    folded.is_empty()
        || fold(tree.name_on(unit, on)).contains(folded)
        || fold(&known.code).contains(folded)
        || known
            .official_code
            .as_ref()
            .is_some_and(|code| fold(code).contains(folded))
}

fn written(
    visit: &Visit,
    forest: &Forest,
    shown: &Shown,
    (query, open, folded): (&ListQuery, &HashSet<&str>, &str),
) -> Vec<TreeStep> {
    let (book, on) = (visit.book(), forest.on);
    let measures: Vec<Measure> = STOCKS
        .iter()
        .filter_map(|code| visit.house.catalogs.indicators.resolve(code))
        .collect();
    let amounts = stocks(book, &visit.snapshot.tally, &book.tree.placement(on), on, &measures);
    let name = |unit: UnitIndex| book.tree.name_on(unit, on).to_owned();
    let branch = |unit: UnitIndex| visit.words.with("units-below", "name", name(unit));
    forest
        .steps(shown)
        .into_iter()
        .map(|step| match step {
            Step::Leaf(unit) => TreeStep::Leaf(Box::new(leaf(visit, forest, unit, (&measures, &amounts), folded))),
            Step::Down(unit, is_open) => TreeStep::Down {
                label: branch(unit),
                is_open,
            },
            Step::Up => TreeStep::Up,
            Step::Closed(unit, below) => {
                let code = &book.tree.unit(unit).code;
                TreeStep::Closed {
                    label: branch(unit),
                    href: opening(query, open, code),
                    words: visit.words.with("units-open", "count", whole(below)),
                }
            }
            Step::More(more) => TreeStep::More {
                href: query.address("/units", &[("view", "list")]),
                words: visit.words.with("units-more", "count", whole(more)),
            },
            Step::End => TreeStep::End,
        })
        .collect()
}

/// The same page with one more branch open.
fn opening(query: &ListQuery, open: &HashSet<&str>, code: &str) -> String {
    let mut codes: Vec<&str> = open.iter().copied().chain([code]).collect();
    codes.sort_unstable();
    let address = query.address("/units", &[("open", "")]);
    let opens: Vec<String> = codes.iter().map(|code| format!("open={}", percent(code))).collect();
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{}#{}", opens.join("&"), percent(code))
}

type Amounts = HashMap<UnitIndex, Vec<Option<i64>>>;

fn leaf(
    visit: &Visit,
    forest: &Forest,
    unit: UnitIndex,
    (measures, amounts): (&[Measure], &Amounts),
    folded: &str,
) -> Leaf {
    let (tree, on) = (&visit.book().tree, forest.on);
    let code = &tree.unit(unit).code;
    let below = forest.children(unit).len();
    let own = amounts.get(&unit);
    let stocks = measures
        .iter()
        .enumerate()
        .map(
            |(place, measure)| match own.and_then(|own| own.get(place).copied().flatten()) {
                Some(amount) => {
                    let href = format!(
                        "{}/trace?indicator={}&period={on}..{on}&tree_on={on}",
                        unit_path(code),
                        percent(&measure.code)
                    );
                    (count(amount), Some(href))
                }
                None => ("–".to_owned(), None),
            },
        )
        .collect();
    Leaf {
        code: code.clone(),
        href: unit_address(visit, code, on),
        name: marked(tree.name_on(unit, on), folded),
        kind: kind_words(visit, tree.kind_on(unit, on)),
        below: if below == 0 { "–".to_owned() } else { whole(below) },
        stocks,
    }
}

/// A unit's page, as of the day when that is not the present one.
fn unit_address(visit: &Visit, code: &str, on: Day) -> String {
    if on == visit.now.today() {
        unit_path(code)
    } else {
        format!("{}?tree_on={on}", unit_path(code))
    }
}

fn columns(words: &Words) -> Vec<Column> {
    let head = |key: &str| words.say(&format!("units-column-{key}"));
    vec![
        Column::text("name", head("name")),
        Column::text("code", head("code")),
        Column::text("kind", head("kind")),
        Column::text("superior", head("superior")),
        Column::text("from", head("from")),
        Column::text("to", head("to")),
        Column::text("official", head("official")).unusual(),
    ]
}

fn day_cell(day: Day) -> Cell {
    Cell::day(day).classed("day")
}

fn units_list(visit: &Visit, query: ListQuery, on: Day) -> Result<Response, WebError> {
    let tree = &visit.book().tree;
    let standing = query.other("standing").to_owned();
    let units: Vec<UnitIndex> = match standing.as_str() {
        "there" => Forest::on(tree, &visit.scope, on).units(),
        _ => visit
            .scope
            .units(tree)
            .filter(|unit| tree.unit(*unit).from <= on)
            .filter(|unit| standing != "ended" || !tree.is_alive(*unit, on))
            .collect(),
    };
    let kinds: BTreeSet<String> = units.iter().map(|unit| tree.kind_on(*unit, on).to_owned()).collect();
    let kind = query.other("kind");
    let rows: Vec<TableRow> = units
        .into_iter()
        .filter(|unit| kind.is_empty() || tree.kind_on(*unit, on) == kind)
        .map(|unit| row(visit, unit, on))
        .collect();
    let (words, columns) = (visit.words, columns(&visit.words));
    let title = words.with("units-title-on", "day", date_short(on));
    if query.is_export() {
        let (columns, rows) = export_rows(&columns, rows, &query);
        let note = words.with("units-note", "head", count(visit.book().head));
        return workbook(&format!("cay-to-chuc-{on}"), &title, &note, &columns, rows);
    }
    let filters = vec![
        Filter {
            name: "on",
            label: words.say("units-day"),
            kind: "date",
            value: on.to_string(),
            choices: Vec::new(),
        },
        Filter {
            name: "kind",
            label: words.say("units-column-kind"),
            kind: "text",
            value: kind.to_owned(),
            choices: kinds
                .iter()
                .map(|kind| (kind.clone(), kind_words(visit, kind)))
                .collect(),
        },
        Filter {
            name: "standing",
            label: words.say("units-standing"),
            kind: "text",
            value: standing,
            choices: ["there", "ended"]
                .map(|value| (value.to_owned(), words.say(&format!("units-standing-{value}"))))
                .to_vec(),
        },
    ];
    let tree_view = query.address(
        "/units",
        &[("view", ""), ("standing", ""), ("sort", ""), ("columns", "")],
    );
    let page = ListPage {
        shell: Shell::of(visit, title),
        heading: words.with("units-note", "head", count(visit.book().head)),
        tree: tree_view,
        listing: list("/units", &columns, rows, &query).filtered_by(filters),
    };
    Ok(keeping_size(show(&page)?, &query).into_response())
}

fn row(visit: &Visit, unit: UnitIndex, on: Day) -> TableRow {
    let tree = &visit.book().tree;
    let known = tree.unit(unit);
    let superior = tree
        .parent_on(unit, on)
        .filter(|superior| visit.scope.sees(*superior))
        .map_or_else(Cell::default, |superior| {
            Cell::text(tree.name_on(superior, on)).to(unit_address(visit, &tree.unit(superior).code, on))
        });
    vec![
        Cell::text(tree.name_on(unit, on)).to(unit_address(visit, &known.code, on)),
        Cell::text(&known.code),
        Cell::text(kind_words(visit, tree.kind_on(unit, on))),
        superior,
        day_cell(known.from),
        tree.last_day(unit).map_or_else(Cell::default, day_cell),
        Cell::text(known.official_code.clone().unwrap_or_default()),
    ]
}

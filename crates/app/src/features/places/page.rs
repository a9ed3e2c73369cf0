//! The page of a unit.

use axum::extract::Path;
use axum::response::Response;
use nennep_core::accounts::Shape;
use nennep_core::progress::{Amount, FigureSet};
use nennep_core::register::{Line, UnitIndex};
use nennep_core::text::{count, date_short, whole};

use super::view::{HistoryRow, Link, VersionRow, View};
use crate::store::{Deed, Figures, Source, Tx, grounds, history};
use crate::web::bar::{Bar, BarQuery, day_of};
use crate::web::errors::{WebError, show};
use crate::web::names;
use crate::web::places::{kind_words, unit_path};
use crate::web::shell::Shell;
use crate::web::visit::Visit;

/// Entries shown; the book of entries has them all.
const HISTORY: i64 = 20;

/// Figures shown; the board has them all.
const FIGURES: usize = 14;

/// Units shown that stand directly below; the tree has them all.
const BELOW: usize = 10;

/// Stocks of the strip of facts.
const STOCKS: [&str; 3] = ["party_org_stock", "party_member_stock", "enterprise_stock"];

#[derive(askama::Template)]
#[template(path = "places/unit.html")]
struct UnitPage {
    shell: Shell,
    summary: String,
    path: String,
    period: String,
    days: String,
    may_record: bool,
    may_end: bool,
    may_see_viewers: bool,
    facts: Vec<FactBox>,
    figures: Vec<FigureRow>,
    figures_left: Option<String>,
    versions_heading: String,
    versions: Vec<VersionRow>,
    end: Option<(String, Link)>,
    predecessors: Vec<Link>,
    successors: Vec<Link>,
    below_heading: String,
    below: Vec<(Link, String)>,
    below_left: Option<String>,
    tree: String,
    history: Vec<HistoryRow>,
    entries: String,
}

/// One box of the strip of facts.
struct FactBox {
    label: String,
    value: Link,
    note: String,
    is_absent: bool,
}

/// One line of the table of figures.
struct FigureRow {
    name: String,
    value: String,
    of: Option<String>,
    unit: String,
    href: String,
    is_within: bool,
}

/// Shows a unit as of a day, with the figures of a period.
pub(super) async fn show_unit(visit: Visit, Path(code): Path<String>, query: BarQuery) -> Result<Response, WebError> {
    let unit = visit.unit(&code)?;
    let bar = match Bar::read(&visit, unit, &query) {
        Ok(bar) => bar,
        Err(wrong) => return wrong.page(&visit, unit),
    };
    let mut tx = visit.house.db.read().await?;
    let book = bar.book(&visit, &mut tx).await?;
    let id = visit.book().tree.unit(unit).id;
    let known = book.tree.index_of(id).ok_or(WebError::NotFound)?;
    let day = day_of(&book.tree, known, bar.tree_on.unwrap_or(visit.now.today()));
    let view = View {
        visit: &visit,
        book,
        unit: known,
        day,
    };
    let page = put_together(&view, &bar, unit, &mut tx).await?;
    tx.rollback().await?;
    show(&page)
}

async fn put_together(view: &View<'_>, bar: &Bar, unit: UnitIndex, tx: &mut Tx) -> Result<UnitPage, WebError> {
    let (visit, tree, day) = (view.visit, &view.book.tree, view.day);
    let set = figures(view, bar, tx).await?;
    let stocks = stock_boxes(view, bar, &set);
    let grounds = grounds(tx, &view.turning_points()).await?;
    let lines = history(tx, &view.inside(), view.book.head, HISTORY).await?;
    let (below, below_count) = below(view, bar);
    let rows = figure_rows(view, bar, &set);
    let code = tree.unit(view.unit).code.clone();
    let words = visit.words;
    let mut facts = vec![direct_box(view, below_count)];
    facts.splice(0..0, stocks);
    facts.push(time_box(view));
    let versions = view.versions(&grounds);
    let linked = |units: &[UnitIndex]| units.iter().filter_map(|unit| view.link(*unit)).collect::<Vec<_>>();
    let mut shell = Shell::of(visit, tree.name_on(view.unit, day).to_owned()).about(visit, unit);
    shell.crumbs.pop();
    shell.bar = bar.parts(visit, unit_path);
    Ok(UnitPage {
        shell,
        summary: summary(view),
        path: unit_path(&code),
        period: words.with("places-figures", "period", lowered(&bar.period_words(&words))),
        days: words.fill(
            "places-figures-days",
            &[("from", date_short(bar.from)), ("to", date_short(bar.to))],
        ),
        may_record: visit.scope.may(Deed::Record, unit),
        may_end: may_end(view),
        may_see_viewers: visit.scope.may(Deed::SeeViewers, unit),
        facts,
        figures_left: left(rows.len(), FIGURES),
        figures: rows.into_iter().take(FIGURES).collect(),
        versions_heading: words.with("places-versions", "count", whole(versions.len())),
        versions,
        end: view
            .end(&grounds)
            .map(|ground| (words.with("places-ended-on", "day", date_short(last_day(view))), ground)),
        predecessors: linked(tree.predecessors(view.unit)),
        successors: linked(tree.successors(view.unit)),
        below_heading: words.with("places-below", "count", whole(below_count)),
        below_left: left(below_count, BELOW),
        below,
        tree: format!("/units?on={day}&open={0}#{0}", crate::web::errors::percent(&code)),
        history: view.history(&lines),
        entries: format!("/entries?unit={}", crate::web::errors::percent(&code)),
    })
}

/// A period inside a sentence: `quý I/2024`.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// An organization that lives can be ended by whoever records for its line.
fn may_end(view: &View<'_>) -> bool {
    let (tree, today) = (&view.book.tree, view.visit.now.today());
    let kind = view.visit.house.catalogs.kinds.get(tree.kind_on(view.unit, today));
    let line = Line::ALL
        .into_iter()
        .find(|line| kind.is_some_and(|kind| kind.is_organization_of(*line)));
    line.is_some_and(|line| {
        tree.is_alive(view.unit, today) && view.visit.scope.may_for(Deed::Record, view.unit, Some(line))
    })
}

/// How many are not shown.
fn left(all: usize, shown: usize) -> Option<String> {
    all.checked_sub(shown).filter(|left| *left > 0).map(whole)
}

fn last_day(view: &View<'_>) -> nennep_core::calendar::Day {
    view.book.tree.last_day(view.unit).unwrap_or(view.day)
}

async fn figures(view: &View<'_>, bar: &Bar, tx: &mut Tx) -> Result<FigureSet, WebError> {
    let asker = Figures::new(&view.book, &view.visit.house.catalogs.indicators);
    let asked = crate::store::Asked {
        unit: view.unit,
        ..bar.asked(Vec::new())
    };
    let known_at = view.book.known_at();
    let set = if known_at.is_some() {
        asker.of(&mut Source::Database { tx, known_at }, &asked).await?
    } else {
        asker.of(&mut Source::Tally(&view.visit.snapshot.tally), &asked).await?
    };
    Ok(set)
}

fn trace(view: &View<'_>, bar: &Bar, indicator: &str) -> String {
    let path = format!("{}/trace", unit_path(&view.book.tree.unit(view.unit).code));
    bar.address(&path, &[("indicator", indicator)])
}

fn stock_boxes(view: &View<'_>, bar: &Bar, set: &FigureSet) -> Vec<FactBox> {
    let words = view.visit.words;
    STOCKS
        .into_iter()
        .map(|code| {
            let amount = set.figures.iter().find(|figure| figure.indicator == code);
            let number = amount.and_then(|figure| figure.value.count());
            FactBox {
                label: words.say(&format!("places-{code}")),
                value: Link {
                    words: number.map_or_else(|| "–".to_owned(), count),
                    href: number.map(|_| trace(view, bar, code)),
                },
                note: match number {
                    Some(_) => words.with("places-up-to", "day", date_short(bar.to)),
                    None => words.say("places-absent"),
                },
                is_absent: number.is_none(),
            }
        })
        .collect()
}

fn direct_box(view: &View<'_>, below: usize) -> FactBox {
    let words = view.visit.words;
    FactBox {
        label: words.say("places-direct"),
        value: Link {
            words: whole(below),
            href: None,
        },
        note: words.with("places-on", "day", date_short(view.day)),
        is_absent: false,
    }
}

fn time_box(view: &View<'_>) -> FactBox {
    let (tree, words) = (&view.book.tree, view.visit.words);
    FactBox {
        label: words.say("places-time"),
        value: Link {
            words: date_short(tree.unit(view.unit).from),
            href: None,
        },
        note: match tree.last_day(view.unit) {
            Some(last) => words.with("places-until", "day", date_short(last)),
            None => words.say("places-until-now"),
        },
        is_absent: false,
    }
}

/// Kind, code, official code and superior in one sentence.
fn summary(view: &View<'_>) -> String {
    let (tree, words) = (&view.book.tree, view.visit.words);
    let known = tree.unit(view.unit);
    let kind = kind_words(view.visit, tree.kind_on(view.unit, view.day));
    let mut parts = vec![words.fill("places-is", &[("kind", kind), ("code", known.code.clone())])];
    parts.extend(
        known
            .official_code
            .as_ref()
            .map(|code| words.with("places-official", "code", code)),
    );
    let superior = tree
        .parent_on(view.unit, view.day)
        .and_then(|superior| view.link(superior));
    parts.extend(superior.map(|link| words.with("places-superior", "name", link.words)));
    parts.join(", ")
}

/// The main figures of the period: stocks first, then what happened, then rates; only what was recorded.
fn figure_rows(view: &View<'_>, bar: &Bar, set: &FigureSet) -> Vec<FigureRow> {
    let catalog = &view.visit.house.catalogs.indicators;
    let mut rows: Vec<(u8, FigureRow)> = set
        .figures
        .iter()
        .filter_map(|figure| {
            let measure = catalog.resolve(&figure.indicator)?;
            if matches!(figure.value, Amount::Missing(_)) {
                return None;
            }
            let value = names::amount(&figure.value);
            let rank = match measure.indicator.shape {
                Shape::Stock => 0,
                Shape::Flow => 1,
                Shape::Ratio { .. } | Shape::Coverage { .. } => 2,
            };
            let part = |part: Option<i64>| part.map_or_else(|| "–".to_owned(), count);
            let row = FigureRow {
                name: names::indicator(&view.visit.words, &measure),
                value,
                of: figure
                    .of
                    .map(|[part_of, whole]| format!("{}/{}", part(part_of), part(whole))),
                unit: names::counted_in(&view.visit.words, &measure),
                href: trace(view, bar, &figure.indicator),
                is_within: figure.indicator.contains(':'),
            };
            Some((rank, row))
        })
        .collect();
    rows.sort_by_key(|(rank, _)| *rank);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The first units directly below, with their kinds, and how many there are.
fn below(view: &View<'_>, bar: &Bar) -> (Vec<(Link, String)>, usize) {
    let (tree, visit) = (&view.book.tree, view.visit);
    let asker = Figures::new(&view.book, &visit.house.catalogs.indicators);
    let asked = crate::store::Asked {
        unit: view.unit,
        tree_on: Some(view.day),
        ..bar.asked(Vec::new())
    };
    let mut below: Vec<(Link, String)> = asker
        .children(&asked)
        .into_iter()
        .filter(|child| tree.is_alive(*child, view.day))
        .filter_map(|child| {
            let link = view.link(child)?;
            Some((link, kind_words(visit, tree.kind_on(child, view.day))))
        })
        .collect();
    below.sort_by(|one, other| nennep_core::text::vietnamese(&one.0.words, &other.0.words));
    let count = below.len();
    below.truncate(BELOW);
    (below, count)
}

//! The page of a board.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Response;
use nennep_core::progress::{Amount, Figure, FigureSet};
use nennep_core::text::{count, date_short, decimal};
use serde::Deserialize;

use super::act::{Scene, board};
use super::record::Reported;
use super::view::Board;
use crate::store::{Figures, OutlookOf, Source, Tally};
use crate::web::bar::{Bar, BarQuery, within};
use crate::web::errors::{WebError, percent as encoded, show as render};
use crate::web::names;
use crate::web::outlooks::outlooks;
use crate::web::shell::Shell;
use crate::web::submitted::settle;
use crate::web::table::{Cell, Column};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

#[derive(Debug, Deserialize)]
pub(super) struct Extra {
    trend: Option<String>,
    children: Option<String>,
    format: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "board/board.html")]
struct BoardPage {
    shell: Shell,
    board: Board,
}

pub(super) async fn show(
    visit: Visit,
    Path(code): Path<String>,
    query: BarQuery,
    Query(extra): Query<Extra>,
) -> Result<Response, WebError> {
    let unit = visit.unit(&code)?;
    let bar = match Bar::read(&visit, unit, &query) {
        Ok(bar) => bar,
        Err(wrong) => return wrong.page(&visit, unit),
    };
    settle(&visit).await?;
    let mut tx = visit.house.db.read().await?;
    let book = bar.book(&visit, &mut tx).await?;
    let id = visit.book().tree.unit(unit).id;
    let unit_then = book.tree.index_of(id).ok_or(WebError::NotFound)?;
    let figures = Figures::new(&book, &visit.house.catalogs.indicators);
    let asked = crate::store::Asked {
        unit: unit_then,
        ..bar.asked(Vec::new())
    };
    let tally = match book.known_at() {
        Some(head) => Arc::new(Tally::known_at(&mut tx, head).await?),
        None => Arc::clone(&visit.snapshot.tally),
    };
    let set = figures.of(&mut Source::Tally(&tally), &asked).await?;
    if extra.format.as_deref() == Some("xlsx") {
        return export(&visit, &bar, &code, &set);
    }
    let reported = Reported::find(&visit, &bar, &mut tx, unit).await?;
    let day = asked.to.min(visit.now.today());
    let own = outlooks(&visit, (&figures, &tally), &mut tx, (unit_then, OutlookOf::Unit, day)).await?;
    let sight = Scene {
        own,
        visit: &visit,
        bar: &bar,
        figures: &figures,
        tally: &tally,
        asked,
        code,
        trend: extra.trend,
        children: extra.children,
        tallies_then: reported
            .tally_where_it_differs(&mut tx, &visit.house.catalogs.indicators, &set)
            .await?,
        differs: reported.differs(&visit.house.catalogs.indicators, &set),
        reported,
    };
    let board = board(&sight, &mut tx, &set).await?;
    tx.rollback().await?;
    let title = visit
        .words
        .with("board-title", "period", within(&bar.period_words(&visit.words)));
    let mut shell = Shell::of(&visit, title).about(&visit, unit);
    shell.crumbs.pop();
    shell.bar = bar.parts(&visit, |code| format!("/units/{}/board", encoded(code)));
    shell.has_charts = board.trend.is_some();
    render(&BoardPage { shell, board })
}

/// The figures and targets of the board as a workbook.
fn export(visit: &Visit, bar: &Bar, code: &str, set: &FigureSet) -> Result<Response, WebError> {
    let words = visit.words;
    let columns = [
        Column::text("indicator", words.say("board-indicator")),
        Column::number("result", words.say("board-result")),
        Column::text("giver", words.say("board-giver")),
        Column::number("min", words.say("board-target")),
        Column::number("target_result", words.say("board-toward")),
        Column::text("rate", words.say("board-rate")),
        Column::text("to", words.say("board-until")),
    ];
    let catalog = &visit.house.catalogs.indicators;
    let name = |figure: &Figure| {
        catalog.resolve(&figure.indicator).map_or_else(
            || figure.indicator.clone(),
            |measure| names::indicator(&words, &measure),
        )
    };
    let mut rows = Vec::new();
    for figure in &set.figures {
        let first = || vec![Cell::text(name(figure)), amount(&figure.value)];
        if figure.targets.is_empty() {
            rows.push([first(), vec![Cell::default(); 5]].concat());
        }
        for target in &figure.targets {
            let rate = target.percent.as_ref().map(|percent| format!("{}%", decimal(percent)));
            let rest = vec![
                Cell::text(&target.giver),
                Cell::number(target.min, count(target.min)),
                amount(&target.result),
                Cell::text(rate.unwrap_or_default()),
                Cell::text(date_short(target.to)),
            ];
            rows.push([first(), rest].concat());
        }
    }
    let tree = &visit.book().tree;
    let note = words.fill(
        "board-export-note",
        &[
            ("unit", tree.name_on(bar.unit, bar.to).to_owned()),
            ("from", date_short(bar.from)),
            ("to", date_short(bar.to)),
            ("head", count(set.head)),
        ],
    );
    let title = words.with("board-title", "period", within(&bar.period_words(&words)));
    workbook(&format!("bang-theo-doi-{code}"), &title, &note, &columns, rows)
}

fn amount(amount: &Amount) -> Cell {
    match amount {
        Amount::Count(value) => Cell::number(*value, count(*value)),
        Amount::Percent(value) => Cell::text(format!("{}%", decimal(value))),
        Amount::Missing(_) => Cell::default(),
    }
}

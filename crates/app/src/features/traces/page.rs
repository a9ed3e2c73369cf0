//! The page about one figure: value, explanation, what was printed elsewhere, entries and targets.

use axum::extract::{Path, Query};
use axum::response::Response;
use nennep_core::progress::Figure;
use nennep_core::text::count;
use serde::Deserialize;

use super::rows::{beside, reported};
use super::view::{Opened, Opening, day_text};
use crate::store::{Asked, Figures, Source, TraceLine, Tx};
use crate::web::bar::{Bar, BarQuery};
use crate::web::errors::{WebError, percent as encoded, show as render};
use crate::web::fact_words::signed;
use crate::web::names;
use crate::web::shell::Shell;
use crate::web::submitted::settle;
use crate::web::table::{Cell, Column};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

#[derive(Debug, Deserialize)]
pub(super) struct Extra {
    indicator: String,
    page: Option<usize>,
    format: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "board/trace.html")]
struct TracePage {
    shell: Shell,
    trace: Opened,
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
    let catalog = &visit.house.catalogs.indicators;
    let measure = catalog.resolve(&extra.indicator).ok_or(WebError::NotFound)?;
    settle(&visit).await?;
    let mut tx = visit.house.db.read().await?;
    let book = bar.book(&visit, &mut tx).await?;
    let id = visit.book().tree.unit(unit).id;
    let asked = Asked {
        unit: book.tree.index_of(id).ok_or(WebError::NotFound)?,
        ..bar.asked(vec![measure.clone()])
    };
    let figures = Figures::new(&book, catalog);
    let figure = figure(&visit, &figures, &mut tx, &asked).await?;
    let trace = figures.trace(&mut tx, &asked, &measure, book.known_at()).await?;
    let numbers: Vec<i64> = trace.entries.iter().map(|entry| entry.no).collect();
    let beside = beside(&mut tx, &numbers).await?;
    // As reported stands beside as known now; who asks for an earlier head asks for that alone.
    let reported = match (bar.known_at, bar.tree_on) {
        (None, None) => {
            let at = (&asked, bar.period);
            reported(&mut tx, &figures, at, (&measure, &trace.value)).await?
        }
        _ => None,
    };
    tx.rollback().await?;
    let opening = Opening {
        visit: &visit,
        bar: &bar,
        book: &book,
        asked,
        measure,
        code,
        figure,
        trace,
        beside,
        reported,
    };
    if extra.format.as_deref() == Some("xlsx") {
        return opening.workbook();
    }
    let mut shell = Shell::of(&visit, names::indicator(&visit.words, &opening.measure)).about(&visit, unit);
    shell.bar = bar.parts(&visit, |code| {
        bar.address(
            &format!("/units/{}/trace", encoded(code)),
            &[("indicator", &opening.measure.code)],
        )
    });
    let trace = opening.page(extra.page.unwrap_or(1).max(1));
    render(&TracePage { shell, trace })
}

async fn figure(visit: &Visit, figures: &Figures<'_>, tx: &mut Tx, asked: &Asked) -> Result<Option<Figure>, WebError> {
    let known_at = figures.book().known_at();
    let mut source = match known_at {
        None => Source::Tally(&visit.snapshot.tally),
        Some(_) => Source::Database { tx, known_at },
    };
    Ok(figures.of(&mut source, asked).await?.figures.into_iter().next())
}

impl Opening<'_> {
    fn workbook(&self) -> Result<Response, WebError> {
        let words = self.visit.words;
        let columns = [
            Column::number("no", words.say("trace-column-no")),
            Column::text("on", words.say("trace-effective")),
            Column::text("fact", words.say("trace-column-fact")),
            Column::text("unit", words.say("trace-column-unit")),
            Column::number("count", words.say("trace-column-count")),
            Column::text("decision", words.say("trace-decision")),
            Column::text("by", words.say("trace-column-by")),
            Column::text("recorder", words.say("trace-recorder")),
            Column::text("evidence", words.say("trace-evidence")),
        ];
        let row = |line: &TraceLine| {
            let entry = self.entry(line);
            vec![
                Cell::number(line.no, count(line.no)),
                Cell::text(day_text(&line.on)),
                Cell::text(self.fact_words(&line.fact)),
                Cell::text(entry.title),
                Cell::number(line.count, signed(line.count)),
                Cell::text(entry.decision),
                Cell::text(entry.decision_by.unwrap_or_default()),
                Cell::text(entry.recorder),
                Cell::text(entry.grade.map(|(_, grade)| grade).unwrap_or_default()),
            ]
        };
        let rows = self.trace.entries.iter().map(row).collect();
        let title = format!(
            "{}: {}",
            names::indicator(&words, &self.measure),
            names::amount(&self.trace.value)
        );
        let name = format!("but-toan-{}", self.measure.code.replace(':', "-"));
        workbook(&name, &title, &self.explanation(), &columns, rows)
    }
}

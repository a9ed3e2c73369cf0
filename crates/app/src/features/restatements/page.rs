//! The page of what is known otherwise than it was reported; printed, it is the notice.

use axum::extract::{Path, Query};
use axum::response::Response;
use nennep_core::text::whole;
use serde::Deserialize;

use super::act::compare;
use super::job::compose;
use super::view::{CarrierRow, RestatedPart, columns, parts, rows_of};
use crate::store::Deed;
use crate::web::bar::{Bar, BarQuery, period_words, within};
use crate::web::errors::{WebError, show as render};
use crate::web::papers::{Format, paper_file};
use crate::web::places::unit_path;
use crate::web::shell::Shell;
use crate::web::submitted::settle;
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

#[derive(Debug, Deserialize)]
pub(super) struct Extra {
    indicator: Option<String>,
    format: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "restatements/notice.html")]
struct Notice {
    shell: Shell,
    sum: String,
    /// What was compared: the groups, each with when it was said.
    compared: Vec<(String, String, String)>,
    parts: Vec<RestatedPart>,
    carriers: Vec<CarrierRow>,
    export: String,
    /// Endings and addresses of the notice as a paper, for whoever makes papers.
    papers: Vec<(&'static str, String)>,
    is_reported: bool,
}

/// Shows what changed.
pub(super) async fn show(
    visit: Visit,
    Path(code): Path<String>,
    query: BarQuery,
    Query(extra): Query<Extra>,
) -> Result<Response, WebError> {
    let unit = visit.unit(&code)?;
    let bar = match Bar::read(&visit, unit, &query) {
        Ok(bar) => Bar {
            tree_on: None,
            known_at: None,
            ..bar
        },
        Err(wrong) => return wrong.page(&visit, unit),
    };
    settle(&visit).await?;
    let mut tx = visit.house.db.read().await?;
    let compared = compare(&visit, &bar, &mut tx, extra.indicator.as_deref()).await?;
    tx.rollback().await?;
    let words = &visit.words;
    let name = visit.book().tree.name_on(unit, bar.to).to_owned();
    let values = [("period", within(&period_words(words, bar.period))), ("unit", name)];
    let title = words.fill("restatements-title", &values);
    let sum = match (compared.reported.is_empty(), compared.restated.len()) {
        (true, _) => words.say("restatements-not-reported"),
        (false, 0) => words.say("restatements-nothing"),
        (false, changed) => words.fill(
            "restatements-sum",
            &[("count", whole(changed)), ("papers", whole(compared.papers().len()))],
        ),
    };
    let path = format!("{}/restatements", unit_path(&code));
    if extra.format.as_deref() == Some("xlsx") {
        return workbook(
            "dieu-chinh-so-lieu",
            &title,
            &sum,
            &columns(words),
            rows_of(&visit, &compared),
        );
    }
    let mut shell = Shell::of(&visit, title).about(&visit, unit);
    shell.bar = bar.parts(&visit, |code| format!("{}/restatements", unit_path(code)));
    let page = Notice {
        sum,
        compared: super::view::compared_rows(&visit, &bar, &compared),
        parts: parts(&visit, &bar, &compared),
        carriers: super::view::carrier_rows(&visit, &compared),
        export: bar.address(&path, &[("format", "xlsx")]),
        papers: papers(&visit, &bar, &path),
        is_reported: !compared.reported.is_empty(),
        shell,
    };
    render(&page)
}

/// What the notice is called as a file.
const FILE: &str = "thong-bao-dieu-chinh";

fn papers(visit: &Visit, bar: &Bar, path: &str) -> Vec<(&'static str, String)> {
    if !visit.scope.may(Deed::MakePapers, bar.unit) {
        return Vec::new();
    }
    let formats = Format::ALL.iter().filter(|format| format.is_text());
    let address = |format: &Format| {
        let file = format!("{path}/{FILE}.{}", format.ending());
        (format.ending(), bar.address(&file, &[]))
    };
    formats.map(address).collect()
}

/// Gives the notice as a paper; its day is today, its number stays open.
pub(super) async fn file(
    visit: Visit,
    Path((code, name)): Path<(String, String)>,
    query: BarQuery,
) -> Result<Response, WebError> {
    let unit = visit.unit(&code)?;
    visit.needs(Deed::MakePapers, unit)?;
    let format = name
        .strip_prefix(FILE)
        .and_then(|rest| Format::of(rest.strip_prefix('.')?))
        .filter(|format| format.is_text())
        .ok_or(WebError::NotFound)?;
    let bar = match Bar::read(&visit, unit, &query) {
        Ok(bar) => bar,
        Err(wrong) => return wrong.page(&visit, unit),
    };
    settle(&visit).await?;
    let mut tx = visit.house.db.read().await?;
    let compared = compare(&visit, &bar, &mut tx, None).await?;
    tx.rollback().await?;
    if compared.restated.is_empty() {
        return Err(WebError::NotFound);
    }
    let paper = compose(&visit, &bar, &compared, visit.now.today())?;
    paper_file(FILE, paper, format).await
}

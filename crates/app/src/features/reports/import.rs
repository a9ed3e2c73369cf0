//! A paper that comes back from an office suite: what was changed in it, numbers first.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Request};
use axum::response::Response;
use nennep_core::reports::ReportModel;
use nennep_core::text::whole;
use nennep_documents::blocks::{Block, Cell, Paper, Run};
use nennep_documents::docx::{controls, tag_of};
use nennep_documents::prose::{Form, Prose, ProseFault, read};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::page::signing_of;
use crate::store::{MadePaper, texts_of};
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::fields::sentence;
use crate::web::papers::Format;
use crate::web::reports::{
    Shown, compose_with, composed, file_of, model, paper_title, papers_of, refreshed, seen_paper, trace_of,
};
use crate::web::shell::{Crumb, Shell};
use crate::web::upload::{unread, uploaded};
use crate::web::visit::Visit;

/// What a paper that came back says otherwise than the one that went out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Returned {
    /// Numbers that were changed or are gone.
    pub(super) numbers: Vec<ChangedNumber>,
    /// Numbers that stand as they went out.
    pub(super) kept: usize,
    /// Lines that are no more.
    pub(super) removed: Vec<String>,
    /// Lines that are new.
    pub(super) added: Vec<String>,
}

/// One number that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangedNumber {
    /// Identity of its figure.
    pub(super) figure: String,
    /// As it went out.
    pub(super) printed: String,
    /// As it came back; none when its place is gone.
    pub(super) found: Option<String>,
}

/// Compares a .docx with the paper it was; `ours` is the file as it went out.
pub(super) fn compare(paper: &Paper, ours: &[u8], (bytes, name): (&[u8], &str)) -> Result<Returned, ProseFault> {
    let Prose { text, form } = read(bytes, name)?;
    if form != Form::Word {
        return Err(ProseFault::UnknownForm);
    }
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for control in controls(bytes)?.into_iter().rev() {
        found.entry(control.tag).or_default().push(one_line(&control.text));
    }
    let mut returned = Returned::default();
    for (figure, printed) in numbers(paper) {
        // Each place of a figure meets the next place of the same figure in the file.
        let now = found.get_mut(&tag_of(figure)).and_then(Vec::pop);
        if now.as_deref() == Some(printed) {
            returned.kept += 1;
        } else {
            returned.numbers.push(ChangedNumber {
                figure: figure.to_owned(),
                printed: printed.to_owned(),
                found: now,
            });
        }
    }
    (returned.removed, returned.added) = changed_lines(&lines(&read(ours, "")?.text), &lines(&text));
    Ok(returned)
}

/// Gives the lines that are no more and those that are new; of two lines that are the same each has its own place.
pub(super) fn changed_lines(ours: &[String], theirs: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for change in capture_diff_slices(Algorithm::Myers, ours, theirs) {
        let (tag, old, new) = change.as_tag_tuple();
        if tag != DiffTag::Equal {
            removed.extend_from_slice(ours.get(old).unwrap_or_default());
            added.extend_from_slice(theirs.get(new).unwrap_or_default());
        }
    }
    (removed, added)
}

/// Gives the numbers of a paper with their figures, in the order of the text.
pub(super) fn numbers(paper: &Paper) -> Vec<(&str, &str)> {
    let runs = paper.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs } => runs.as_slice(),
        Block::Heading { .. } | Block::Centred { .. } => &[],
    });
    let text = runs.filter_map(|run| match run {
        Run::Number { figure, text } => Some((figure.as_str(), text.as_str())),
        Run::Text(_) => None,
    });
    let cells = paper
        .appendices
        .iter()
        .flat_map(|appendix| appendix.rows.iter().flatten());
    let tables = cells.filter_map(|cell| match cell {
        Cell::Count { text, figure, .. } | Cell::Percent { text, figure, .. } => Some((figure.as_str(), text.as_str())),
        Cell::Text(_) | Cell::Strong(_) | Cell::Missing | Cell::Empty => None,
    });
    // A cell without a figure is no control of the file.
    text.chain(tables).filter(|(figure, _)| !figure.is_empty()).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(one_line).filter(|line| !line.is_empty()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number that came back otherwise than it went out.
pub(super) struct NumberRow {
    pub(super) href: String,
    pub(super) printed: String,
    pub(super) found: Option<String>,
}

/// What stands where nothing is recorded.
const NOT_SAID: &str = "–";

/// Gives the numbers of a draft that are no longer what the book says.
pub(super) async fn changes(visit: &Visit, made: &MadePaper) -> Result<Vec<NumberRow>, WebError> {
    let mut now = made.clone();
    now.asking.head = visit.book().head;
    // The papers beside a report say its figures, whatever came into the book since.
    if now.asking.head == made.asking.head || made.asking.figures_of.is_some() {
        return Ok(Vec::new());
    }
    let mut tx = visit.house.db.read().await?;
    let papers = papers_of(&visit.house, &mut tx, &made.asking).await?;
    let words = texts_of(&mut tx, made.id)
        .await?
        .into_iter()
        .next()
        .and_then(|text| text.words);
    tx.rollback().await?;
    let (was, known) = (model(&visit.house, made).await?, model(&visit.house, &now).await?);
    let said =
        |model: &ReportModel, words: Option<&str>| compose_with(&papers, model, words).map_err(anyhow::Error::new);
    let paper = said(&was, words.as_deref())?;
    // An officer's words say the figures they were given; what they would say now is what is compared.
    let words = words.map(|words| refreshed(&words, &was, &known));
    let fresh = said(&known, words.as_deref())?;
    let fresh: BTreeMap<&str, &str> = numbers(&fresh).into_iter().collect();
    let drafted: BTreeMap<&str, &str> = numbers(&paper).into_iter().collect();
    let figures: BTreeSet<&str> = drafted.keys().chain(fresh.keys()).copied().collect();
    let changed = figures.into_iter().filter_map(|figure| {
        let (old, new) = (drafted.get(figure).copied(), fresh.get(figure).copied());
        // What the draft does not say and the book says now has changed as well.
        (old != new).then(|| NumberRow {
            href: trace_of(figure, now.asking.head).unwrap_or_default(),
            printed: old.unwrap_or(NOT_SAID).to_owned(),
            found: new.map(str::to_owned),
        })
    });
    Ok(changed.collect())
}

pub(super) fn summary(visit: &Visit, returned: &Returned) -> String {
    let lines = returned.removed.len() + returned.added.len();
    visit.words.fill(
        "papers-returned-sum",
        &[
            ("kept", whole(returned.kept)),
            ("changed", whole(returned.numbers.len())),
            ("lines", whole(lines)),
        ],
    )
}

pub(super) fn row(shown: &Shown, number: &ChangedNumber) -> NumberRow {
    NumberRow {
        href: shown.href(&number.figure).unwrap_or_default(),
        printed: number.printed.clone(),
        found: number.found.clone(),
    }
}

#[derive(askama::Template)]
#[template(path = "reports/returned.html")]
struct ReturnedPage {
    shell: Shell,
    id: i64,
    faults: Vec<String>,
    sum: String,
    numbers: Vec<NumberRow>,
    removed: Vec<String>,
    added: Vec<String>,
}

/// Shows what was changed in a .docx of the paper that comes back. The file is not kept.
pub(super) async fn returned(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, WebError> {
    let (unit, made) = seen_paper(&visit, &id).await?;
    let sent = uploaded(request).await;
    let signing = signing_of(&visit, &made).await?;
    let paper = composed(&visit.house, &made, signing.as_ref()).await?;
    let compared = match sent.file {
        Some((name, bytes)) => {
            let ours = file_of(&visit.house, &made, signing.as_ref(), Format::Docx).await?;
            // Reading takes the processor for itself, so it is done where requests do not wait for it.
            let paper = paper.clone();
            let work = move || {
                let read = compare(&paper, &ours, (&bytes, &name));
                read.map_err(|fault| vec![unread(fault, &name)])
            };
            tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::new)?
        }
        None => Err(sent.faults),
    };
    let (returned, faults) = match compared {
        Ok(returned) => (Some(returned), Vec::new()),
        Err(faults) => (None, faults),
    };
    let is_faulty = returned.is_none();
    let shown = Shown {
        paper,
        head: made.asking.head,
    };
    let mut shell = Shell::of(&visit, visit.words.say("papers-returned")).about(&visit, unit);
    shell.crumbs.insert(
        0,
        Crumb {
            label: paper_title(&visit, &made),
            href: format!("/papers/{}", made.id),
        },
    );
    let page = ReturnedPage {
        id: made.id,
        faults: faults.iter().map(|fault| sentence(&visit.words, fault)).collect(),
        sum: returned
            .as_ref()
            .map(|returned| summary(&visit, returned))
            .unwrap_or_default(),
        numbers: returned
            .iter()
            .flat_map(|returned| &returned.numbers)
            .map(|number| row(&shown, number))
            .collect(),
        removed: returned.iter().flat_map(|returned| returned.removed.clone()).collect(),
        added: returned.iter().flat_map(|returned| returned.added.clone()).collect(),
        shell,
    };
    if is_faulty { show_faulty(&page) } else { render(&page) }
}

//! A paper that comes back from an office suite: what was changed in it, numbers first.

use std::collections::{BTreeMap, BTreeSet};

use nennep_core::text::whole;
use nennep_documents::blocks::{Block, Cell, Paper, Run};
use nennep_documents::docx::{controls, tag_of};
use nennep_documents::prose::{Form, Prose, ProseFault, read};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::job::{composed, printed};
use super::record::Made;
use super::view::{Shown, trace_of};
use crate::web::errors::WebError;
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
pub(super) async fn changes(visit: &Visit, made: &Made) -> Result<Vec<NumberRow>, WebError> {
    let mut now = made.clone();
    now.asking.head = visit.book().head;
    if now.asking.head == made.asking.head {
        return Ok(Vec::new());
    }
    let paper = composed(&visit.house, made, None).await?;
    let fresh = printed(&visit.house, &now, None).await?.paper;
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

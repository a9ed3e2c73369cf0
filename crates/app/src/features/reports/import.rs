//! A paper that comes back from an office suite: what was changed in it, numbers first.

use std::collections::BTreeMap;

use nennep_documents::blocks::{Block, Cell, Paper, Run};
use nennep_documents::docx::{controls, tag_of};
use nennep_documents::prose::{Form, Prose, ProseFault, read};

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
    let (ours, theirs) = (lines(&read(ours, "")?.text), lines(&text));
    returned.removed = ours.iter().filter(|line| !theirs.contains(line)).cloned().collect();
    returned.added = theirs.iter().filter(|line| !ours.contains(line)).cloned().collect();
    Ok(returned)
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

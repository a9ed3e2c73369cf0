//! Lists that were not made for us: where their head stands, which column is which, and which lines are rows at all.

mod body;
mod heads;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use nennep_core::ledger::content_hash;
use nennep_core::text::fold;
use nennep_documents::sheets::{ForeignSheet, SheetCell};

pub use body::SkipReason;
pub use names::{ForeignNames, ListNames};

use super::days::{read_day, with_signs};
use super::sheet::text_of;

/// Holds a foreign sheet in which a head was found.
#[derive(Clone, Debug)]
pub struct ForeignTable {
    /// Name of the sheet.
    pub label: String,
    /// Where it was read from, for the book.
    pub source: String,
    /// Our columns with their place and the head found, by our names.
    pub columns: BTreeMap<String, FoundHead>,
    /// Heads that are none of ours.
    pub unknown: Vec<String>,
    /// All its heads, from the left; empty where a column has none.
    pub heads: Vec<String>,
    /// The day the sheet says it speaks of.
    pub as_of: Option<Day>,
    /// Lines below the head.
    pub lines: Vec<ForeignLine>,
}

/// Holds one column of a foreign sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundHead {
    /// Its place, counted from 0.
    pub place: usize,
    /// Its head as it stands there.
    pub head: String,
}

/// Holds one line below the head.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignLine {
    /// Number as a person sees it.
    pub number: u32,
    /// Why it is no row; none for a row.
    pub skipped: Option<SkipReason>,
    /// Its cells.
    pub cells: Vec<SheetCell>,
}

/// A head of more than one line says its parts with this sign between.
const JOINED: &str = " / ";

/// Holds columns that a person settled, by the shape of the head they stand in: our name of a column to the head that is it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettledColumns(BTreeMap<String, BTreeMap<String, String>>);

impl SettledColumns {
    /// Settles the columns of one shape; what was settled of it before is forgotten.
    pub fn settle(&mut self, shape: String, columns: BTreeMap<String, String>) {
        self.0.insert(shape, columns);
    }
}

/// Gives the name under which what was settled of a head is remembered: the same for the same heads in the same order.
#[must_use]
pub fn shape_of(heads: &[String]) -> String {
    let heads: Vec<String> = heads.iter().map(|head| plain(head)).collect();
    content_hash(&[("heads", Some(&heads.join("\u{1f}")))])
}

/// Gives the heads of the line that looks most like a head, where no line names what the list needs.
#[must_use]
pub fn likely_heads(sheet: &ForeignSheet) -> Option<Vec<String>> {
    heads::likely(sheet).map(|head| head.texts)
}

/// Finds head, columns and rows of a sheet; `None` when no line of it names what the list needs, and nobody settled what it
/// calls them.
#[must_use]
pub fn read_table(
    sheet: &ForeignSheet,
    names: &ForeignNames,
    list: &ListNames,
    settled: &SettledColumns,
) -> Option<ForeignTable> {
    let by_hand = |head: &heads::Head| settled.0.get(&shape_of(&head.texts));
    let mut head = heads::find(sheet, list).or_else(|| heads::likely(sheet).filter(|head| by_hand(head).is_some()))?;
    if let Some(columns) = by_hand(&head) {
        head.settle(columns);
    }
    if list.required.iter().any(|name| !head.columns.contains_key(name)) {
        return None;
    }
    let mut columns = head.columns;
    let taken: Vec<usize> = columns.values().map(|found| found.place).collect();
    let unknown = head
        .texts
        .iter()
        .enumerate()
        .filter(|(place, text)| !text.is_empty() && !taken.contains(place))
        .map(|(_, text)| text.clone())
        .collect();
    let rows = &sheet.sheet.rows;
    let above = rows.get(..head.first).unwrap_or_default();
    let below = rows.get(head.last + 1..).unwrap_or_default();
    let as_of = above
        .iter()
        .chain(below)
        .flat_map(|row| &row.cells)
        .filter_map(text_of)
        .find_map(|text| day_spoken_of(&text));
    let lines = body::lines(below, &sheet.merged, &columns, names);
    let label = sheet.sheet.name.clone();
    let source = if sheet.sheet.file.contains(&label) {
        sheet.sheet.file.clone()
    } else {
        format!("{}, {label}", sheet.sheet.file)
    };
    columns.remove("number");
    Some(ForeignTable {
        label,
        source,
        columns,
        unknown,
        heads: head.texts,
        as_of,
        lines,
    })
}

/// Reads «tính đến ngày 31/12/2024» and «tính đến hết ngày 31 tháng 12 năm 2024» in a title or a note.
fn day_spoken_of(text: &str) -> Option<Day> {
    let folded = fold(text);
    let (_, after) = folded.split_once("tinh den ")?;
    let after = ["het ", "thoi diem "]
        .iter()
        .fold(after, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let written = with_signs(after);
    let day: String = written
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '/' | '-' | '.'))
        .collect();
    read_day(day.trim_end_matches(['.', '-', '/'])).ok()
}

/// Folds a head or a line for comparison: signs between words are blanks.
fn plain(text: &str) -> String {
    let spaced: String = fold(text)
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether the words of a phrase stand together in a text, both folded.
fn holds(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

/// Tells whether a folded text begins with the words of a phrase.
fn begins(text: &str, phrase: &str) -> bool {
    format!("{text} ").starts_with(&format!("{phrase} "))
}

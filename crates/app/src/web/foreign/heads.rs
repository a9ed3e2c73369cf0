//! Where the head of a foreign table stands, and which column is which.

use std::collections::BTreeMap;

use nennep_documents::sheets::{ForeignSheet, MergedCells, SheetCell, SheetRow};

use super::names::ListNames;
use super::{FoundHead, JOINED, day_spoken_of, holds, plain};
use crate::web::sheet::text_of;

/// Lines from the top that may be above the head.
const ABOVE_MAX: usize = 60;

/// Lines a head may take: a group, its parts, and theirs.
const DEPTH_MAX: usize = 3;

/// A head as found: its first and last row among the rows of the sheet, its columns, and the text of every column.
pub(super) struct Head {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) columns: BTreeMap<String, FoundHead>,
    pub(super) texts: Vec<String>,
}

impl Head {
    /// Takes columns as a person settled them; a column settled to no head is none.
    pub(super) fn settle(&mut self, settled: &BTreeMap<String, String>) {
        let number = self.columns.remove("number");
        self.columns.clear();
        for (name, head) in settled {
            let place = self.texts.iter().position(|text| !text.is_empty() && text == head);
            let place = place.filter(|place| self.columns.values().all(|found| found.place != *place));
            if let Some(place) = place {
                self.columns.insert(
                    name.clone(),
                    FoundHead {
                        place,
                        head: head.clone(),
                    },
                );
            }
        }
        let is_free = |found: &FoundHead| self.columns.values().all(|known| known.place != found.place);
        if let Some(number) = number.filter(is_free) {
            self.columns.insert("number".to_owned(), number);
        }
    }
}

/// Cells of words a line must have to look like a head.
const LIKELY_CELLS: usize = 3;

/// Finds the line of words with the most cells, above lines that have cells of their own.
pub(super) fn likely(sheet: &ForeignSheet) -> Option<Head> {
    let rows = &sheet.sheet.rows;
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| **cell != SheetCell::Empty).count();
    let is_words = |row: &SheetRow| {
        let is_word = |cell: &SheetCell| match cell {
            SheetCell::Empty => true,
            SheetCell::Text(text) => !text.trim().starts_with(|letter: char| letter.is_ascii_digit()),
            SheetCell::Number(_)
            | SheetCell::Day(_)
            | SheetCell::Moment(_)
            | SheetCell::Bool(_)
            | SheetCell::Error(_) => false,
        };
        row.cells.iter().all(is_word)
    };
    let mut best: Option<(usize, usize)> = None;
    for (place, row) in rows.iter().enumerate().take(ABOVE_MAX) {
        let cells = filled(row);
        let has_rows = rows
            .get(place + 1)
            .is_some_and(|next| filled(next) >= LIKELY_CELLS.min(cells));
        let is_better = best.is_none_or(|(_, most)| cells > most);
        if cells >= LIKELY_CELLS && has_rows && is_words(row) && is_better {
            best = Some((place, cells));
        }
    }
    let (place, _) = best?;
    let texts = rows
        .get(place)?
        .cells
        .iter()
        .map(|cell| text_of(cell).unwrap_or_default())
        .collect();
    Some(Head {
        first: place,
        last: place,
        columns: BTreeMap::new(),
        texts,
    })
}

/// Finds the lines that name the most columns, all needed ones among them.
pub(super) fn find(sheet: &ForeignSheet, list: &ListNames) -> Option<Head> {
    let rows = &sheet.sheet.rows;
    let mut best: Option<Head> = None;
    for first in 0..rows.len().min(ABOVE_MAX) {
        for last in first..rows.len().min(first + DEPTH_MAX) {
            let Some(lines) = rows.get(first..=last).filter(|lines| is_one_head(lines)) else {
                break;
            };
            let parts = parts_of(lines, &sheet.merged);
            let columns = columns(&parts, list);
            let is_complete = list.required.iter().all(|name| {
                let found = columns.get(name);
                // What is needed is named once; below it stands nothing, or the first row of the body.
                found.is_some_and(|found| own_parts(lines, found.place) == 1)
            });
            // Of two that name as much, the one of fewer lines, then the upper one.
            if is_complete && best.as_ref().is_none_or(|best| columns.len() > best.columns.len()) {
                let texts = parts.iter().map(|parts| parts.join(JOINED)).collect();
                best = Some(Head {
                    first,
                    last,
                    columns,
                    texts,
                });
            }
        }
    }
    best
}

/// Lines of one head follow one another and hold words only.
fn is_one_head(lines: &[SheetRow]) -> bool {
    let follow = lines
        .iter()
        .zip(lines.iter().skip(1))
        .all(|(one, next)| next.number == one.number + 1);
    let is_word = |cell: &SheetCell| matches!(cell, SheetCell::Empty | SheetCell::Text(_));
    let above = lines.split_last().map(|(_, above)| above).unwrap_or_default();
    follow && !above.iter().any(is_title) && lines.iter().skip(1).all(|line| line.cells.iter().all(is_word))
}

/// A line with one text alone, at its left or about the list itself, stands above a head and groups nothing.
fn is_title(line: &SheetRow) -> bool {
    let mut filled = line
        .cells
        .iter()
        .enumerate()
        .filter_map(|(place, cell)| Some((place, text_of(cell)?)));
    let (Some((place, text)), None) = (filled.next(), filled.next()) else {
        return false;
    };
    place == 0 || day_spoken_of(&text).is_some() || holds(&plain(&text), "danh sach")
}

/// How many of the lines say something of their own in a column.
fn own_parts(lines: &[SheetRow], place: usize) -> usize {
    lines
        .iter()
        .filter(|line| line.cells.get(place).and_then(text_of).is_some())
        .count()
}

/// Gives the texts over every column, from the top down; what is drawn over several columns stands over each.
fn parts_of(lines: &[SheetRow], merged: &[MergedCells]) -> Vec<Vec<String>> {
    let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let mut parts = vec![Vec::new(); width];
    for (depth, line) in lines.iter().enumerate() {
        let below = lines.get(depth + 1);
        let mut group: Option<String> = None;
        for (place, parts) in parts.iter_mut().enumerate() {
            let own = line.cells.get(place).and_then(text_of);
            let has_part = below.is_some_and(|below| below.cells.get(place).and_then(text_of).is_some());
            let text = match own {
                Some(text) => {
                    group = has_part.then(|| text.clone());
                    Some(text)
                }
                None => drawn_over(line, place, merged).or_else(|| {
                    // In a text file nothing is merged: a group goes on to the right as long as it has parts.
                    group = group.take().filter(|_| has_part);
                    group.clone()
                }),
            };
            parts.extend(text);
        }
    }
    parts
}

/// The text of cells drawn as one, seen from those of them that hold nothing.
fn drawn_over(line: &SheetRow, place: usize, merged: &[MergedCells]) -> Option<String> {
    let cells = merged.iter().find(|cells| {
        cells.first_row == line.number
            && cells.first_column < place
            && place <= cells.last_column
            && cells.last_column > cells.first_column
    })?;
    line.cells.get(cells.first_column).and_then(text_of)
}

/// Gives each of our columns to the head that names it best, and each head to one column.
fn columns(parts: &[Vec<String>], list: &ListNames) -> BTreeMap<String, FoundHead> {
    let mut candidates = Vec::new();
    for (place, parts) in parts.iter().enumerate() {
        let folded: Vec<String> = parts.iter().map(|part| plain(part)).collect();
        if folded.iter().all(String::is_empty) {
            continue;
        }
        for column in &list.column {
            if let Some(strength) = column.strength(&folded) {
                candidates.push((strength, place, &column.name));
            }
        }
    }
    candidates.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut columns: BTreeMap<String, FoundHead> = BTreeMap::new();
    for (_, place, name) in candidates {
        let is_taken = columns.contains_key(name) || columns.values().any(|found| found.place == place);
        if !is_taken {
            let head = parts.get(place).map(|parts| parts.join(JOINED)).unwrap_or_default();
            columns.insert(name.clone(), FoundHead { place, head });
        }
    }
    columns
}

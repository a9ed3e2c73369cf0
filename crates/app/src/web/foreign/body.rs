//! Which lines below a head are rows, and why the others are none.

use std::collections::BTreeMap;

use nennep_documents::sheets::{MergedCells, SheetCell, SheetRow};

use super::names::ForeignNames;
use super::{ForeignLine, FoundHead, plain};
use crate::web::sheet::text_of;

/// Says why a line is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// It sums other lines.
    Total,
    /// It stands over the lines below it: a ward, a sort.
    Group,
    /// A note, or those who sign.
    Note,
    /// It numbers the columns.
    ColumnNumbers,
    /// The head once more, as on every printed page.
    RepeatedHead,
}

impl SkipReason {
    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            SkipReason::Total => "total",
            SkipReason::Group => "group",
            SkipReason::Note => "note",
            SkipReason::ColumnNumbers => "column_numbers",
            SkipReason::RepeatedHead => "repeated_head",
        }
    }
}

/// Tells rows from lines that are none.
pub(super) fn lines(
    rows: &[SheetRow],
    merged: &[MergedCells],
    columns: &BTreeMap<String, FoundHead>,
    names: &ForeignNames,
) -> Vec<ForeignLine> {
    let mut lines = Vec::with_capacity(rows.len());
    let mut down: Vec<&MergedCells> = merged
        .iter()
        .filter(|cells| cells.first_column == cells.last_column && cells.last_row > cells.first_row)
        .collect();
    down.sort_by_key(|cells| cells.first_row);
    let mut coming = down.into_iter().peekable();
    // Cells drawn over the row at hand, each with what its first row holds.
    let mut over: Vec<(&MergedCells, SheetCell)> = Vec::new();
    for row in rows {
        over.retain(|(merged, _)| merged.last_row >= row.number);
        while let Some(merged) = coming.next_if(|merged| merged.first_row <= row.number) {
            let cell = row
                .cells
                .get(merged.first_column)
                .filter(|_| merged.first_row == row.number);
            over.extend(cell.map(|cell| (merged, cell.clone())));
        }
        let mut cells = row.cells.clone();
        for (merged, cell) in &over {
            draw(&mut cells, merged.first_column, cell);
        }
        let skipped = reason(&cells, columns, names);
        lines.push(ForeignLine {
            number: row.number,
            skipped,
            cells,
        });
    }
    lines
}

/// A cell drawn over several rows says the same of each of them.
fn draw(cells: &mut Vec<SheetCell>, place: usize, cell: &SheetCell) {
    if cells.len() <= place {
        cells.resize(place + 1, SheetCell::Empty);
    }
    if let Some(empty) = cells.get_mut(place).filter(|found| **found == SheetCell::Empty) {
        *empty = cell.clone();
    }
}

fn reason(cells: &[SheetCell], columns: &BTreeMap<String, FoundHead>, names: &ForeignNames) -> Option<SkipReason> {
    let at = |column: &str| {
        columns
            .get(column)
            .and_then(|found| cells.get(found.place))
            .and_then(text_of)
    };
    let filled: Vec<(usize, String)> = cells
        .iter()
        .enumerate()
        .filter_map(|(place, cell)| text_of(cell).map(|text| (place, text)))
        .collect();
    let (tax_code, name) = (at("tax_code"), at("name"));
    let heads = |column: &str, text: &Option<String>| {
        let head = columns.get(column).map(|found| plain(&found.head));
        text.as_ref()
            .is_some_and(|text| head.is_some_and(|head| head == plain(text)))
    };
    if heads("tax_code", &tax_code) || heads("name", &name) {
        return Some(SkipReason::RepeatedHead);
    }
    if are_column_numbers(&filled) {
        return Some(SkipReason::ColumnNumbers);
    }
    let first = filled.first().map(|(_, text)| text.as_str()).unwrap_or_default();
    let has_digits = |text: &String| text.chars().filter(char::is_ascii_digit).count() >= 4;
    if tax_code.as_ref().is_some_and(has_digits) {
        return None;
    }
    let words = [Some(first), name.as_deref(), tax_code.as_deref()];
    let says = |is: &dyn Fn(&str) -> bool| words.into_iter().flatten().any(is);
    if says(&|text| names.lines.is_total(text)) {
        return Some(SkipReason::Total);
    }
    if says(&|text| names.lines.is_enterprise(text)) {
        return None;
    }
    if says(&|text| names.lines.is_note(text)) {
        return Some(SkipReason::Note);
    }
    // A number before a name, or a name with anything told of it, is a row whose code is missing.
    let number = at("number").filter(|text| text.chars().all(|letter| letter.is_ascii_digit()));
    match filled.len() {
        0 => Some(SkipReason::Note),
        1 => Some(SkipReason::Group),
        2 if number.is_none() && at("number").is_some() => Some(SkipReason::Group),
        _ => None,
    }
}

/// «(1) (2) (3)», «1 2 3», «A B 1 2»: one after the other, and nothing else.
fn are_column_numbers(filled: &[(usize, String)]) -> bool {
    let bare: Vec<&str> = filled
        .iter()
        .map(|(_, text)| text.trim_matches(|sign: char| matches!(sign, '(' | ')' | '[' | ']' | ' ')))
        .collect();
    let numbers: Vec<u32> = bare.iter().filter_map(|text| text.parse().ok()).collect();
    let letters = bare
        .iter()
        .filter(|text| text.len() == 1 && text.chars().all(char::is_alphabetic))
        .count();
    let follow = numbers
        .iter()
        .zip(numbers.iter().skip(1))
        .all(|(one, next)| *next == one + 1);
    filled.len() >= 3
        && numbers.len() + letters == filled.len()
        && numbers.len() >= 2
        && follow
        && numbers.first().is_some_and(|first| *first <= 2)
}

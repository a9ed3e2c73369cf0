//! One row of a sheet read cell by cell with all its faults.

use nennep_core::calendar::{Day, DayError};
use nennep_core::text::{parse_count, tidy};
use nennep_documents::sheets::{SheetCell, SheetRow};

pub use super::columns::{ColumnNames, FoundSheet};
use super::days::read_day;
pub use super::faults::{Fault, FaultKind};

/// Gives what a cell says as text; `None` for an empty one.
#[must_use]
pub fn text_of(cell: &SheetCell) -> Option<String> {
    let text = match cell {
        SheetCell::Empty => return None,
        SheetCell::Text(text) | SheetCell::Moment(text) | SheetCell::Error(text) => tidy(text),
        SheetCell::Number(number) => number_text(*number),
        SheetCell::Day(day) => day.to_string(),
        SheetCell::Bool(value) => value.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// A whole number without a decimal point, as a person reads it in the cell.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// Above any count of people; sums of millions of such counts still fit a whole number.
const COUNT_MAX: i64 = 1_000_000_000_000;

/// Reads the cells of one row; every fault is kept, none stops the reading.
#[derive(Debug)]
pub struct RowReader<'a> {
    sheet: &'a FoundSheet,
    row: &'a SheetRow,
    faults: Vec<Fault>,
}

impl<'a> RowReader<'a> {
    /// Makes a reader.
    #[must_use]
    pub fn new(sheet: &'a FoundSheet, row: &'a SheetRow) -> Self {
        let mut reader = Self {
            sheet,
            row,
            faults: Vec::new(),
        };
        // In a text file an unquoted comma shifts what follows; beside a table in Excel people write notes.
        let width = if sheet.source.ends_with(".csv") {
            sheet.width
        } else {
            usize::MAX
        };
        let beyond = row.cells.iter().skip(width).filter_map(text_of).next();
        if let Some(found) = beyond {
            let fault = Fault::new(FaultKind::BeyondHead, found, "");
            reader.faults.push(fault.at(&sheet.label, Some(row.number), None));
        }
        reader
    }

    /// Gives the row's number.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// Gives where the row was read from.
    #[must_use]
    pub fn source(&self) -> String {
        format!("{}, dòng {}", self.sheet.source, self.row.number)
    }

    /// Keeps a fault of a column.
    pub fn fault(&mut self, column: &str, kind: FaultKind, found: impl Into<String>, detail: &str) {
        self.faults
            .push(Fault::new(kind, found, detail).at(&self.sheet.label, Some(self.row.number), Some(column)));
    }

    /// Reads on and gives the faults of that part by themselves.
    pub fn aside(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Fault> {
        let before = std::mem::take(&mut self.faults);
        read(self);
        std::mem::replace(&mut self.faults, before)
    }

    /// Gives all faults kept.
    #[must_use]
    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Tells whether no fault was kept so far.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    fn cell(&mut self, column: &str) -> Option<&'a SheetCell> {
        let cell = self
            .sheet
            .columns
            .get(column)
            .and_then(|place| self.row.cells.get(*place))?;
        if let Some(error) = error_in(cell) {
            self.fault(column, FaultKind::ErrorCell, error, "");
            return None;
        }
        Some(cell)
    }

    /// Tells whether the cell holds a spreadsheet error, which was kept as a fault already.
    fn is_error(&self, column: &str) -> bool {
        let cell = self
            .sheet
            .columns
            .get(column)
            .and_then(|place| self.row.cells.get(*place));
        cell.and_then(error_in).is_some()
    }

    /// Reads a text.
    pub fn text(&mut self, column: &str) -> Option<String> {
        self.cell(column).and_then(text_of)
    }

    /// Reads a text that must be there.
    pub fn needed(&mut self, column: &str) -> Option<String> {
        let text = self.text(column);
        if text.is_none() && !self.is_error(column) {
            self.fault(column, FaultKind::MissingValue, "", "");
        }
        text
    }

    /// Reads a day.
    pub fn day(&mut self, column: &str) -> Option<Day> {
        let cell = self.cell(column)?;
        let text = text_of(cell)?;
        if let SheetCell::Day(day) = cell {
            let known = Day::from_naive(*day);
            if known.is_none() {
                self.fault(column, FaultKind::BadDay, text, "");
            }
            return known;
        }
        match read_day(&text) {
            Ok(day) => Some(day),
            Err(error) => {
                let kind = if error == DayError::NoSuchDay {
                    FaultKind::NoSuchDay
                } else {
                    FaultKind::BadDay
                };
                self.fault(column, kind, text, "");
                None
            }
        }
    }

    /// Reads a day that must be there.
    pub fn needed_day(&mut self, column: &str) -> Option<Day> {
        if self.text_quietly(column).is_none() {
            return self.needed(column).and(None);
        }
        self.day(column)
    }

    /// Reads a count.
    pub fn count(&mut self, column: &str) -> Option<i64> {
        let cell = self.cell(column)?;
        let text = text_of(cell)?;
        let count = match cell {
            SheetCell::Number(number) => whole(*number),
            SheetCell::Text(_) => parse_count(&text),
            SheetCell::Empty | SheetCell::Day(_) | SheetCell::Moment(_) | SheetCell::Bool(_) | SheetCell::Error(_) => {
                None
            }
        };
        let count = count.filter(|count| *count <= COUNT_MAX);
        if count.is_none() {
            self.fault(column, FaultKind::BadCount, text, "");
        }
        count
    }

    /// Reads a count that must be there.
    pub fn needed_count(&mut self, column: &str) -> Option<i64> {
        if self.text_quietly(column).is_none() {
            return self.needed(column).and(None);
        }
        self.count(column)
    }

    /// Reads one of a closed set of words.
    pub fn word<T: Copy>(&mut self, column: &str, parse: impl Fn(&str) -> Option<T>, all: &[&str]) -> Option<T> {
        let text = self.text(column)?;
        let word = parse(&text);
        if word.is_none() {
            self.fault(column, FaultKind::UnknownWord, text, &all.join(", "));
        }
        word
    }

    fn text_quietly(&self, column: &str) -> Option<String> {
        self.sheet
            .columns
            .get(column)
            .and_then(|place| self.row.cells.get(*place))
            .and_then(text_of)
    }
}

/// Gives a spreadsheet error, also one that was saved as text in a `.csv`.
#[must_use]
pub fn error_in(cell: &SheetCell) -> Option<&str> {
    const ERRORS: [&str; 9] = [
        "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ];
    match cell {
        SheetCell::Error(text) => Some(text),
        SheetCell::Text(text) if ERRORS.contains(&text.trim()) => Some(text.trim()),
        SheetCell::Text(_)
        | SheetCell::Empty
        | SheetCell::Number(_)
        | SheetCell::Day(_)
        | SheetCell::Moment(_)
        | SheetCell::Bool(_) => None,
    }
}

/// Whole, not negative, and small enough to be exact in a spreadsheet's number.
fn whole(number: f64) -> Option<i64> {
    let text = (number.fract() == 0.0 && (0.0..9e15).contains(&number)).then(|| format!("{number:.0}"))?;
    text.parse().ok()
}

//! Sheets with their columns found, and one row read cell by cell with all its faults.

use std::collections::HashMap;

use nennep_core::calendar::{Day, DayError};
use nennep_core::text::{fold, parse_count, tidy};
use nennep_documents::sheets::{Sheet, SheetCell, SheetRow};
use serde::Deserialize;

use super::faults::{Fault, FaultKind};

/// Holds the names a workbook may use for its sheets and columns.
#[derive(Debug)]
pub struct ColumnNames(Vec<SheetNames>);

#[derive(Debug, Deserialize)]
struct SheetNames {
    name: String,
    aliases: Vec<String>,
    column: Vec<ColumnName>,
}

#[derive(Debug, Deserialize)]
struct ColumnName {
    name: String,
    required: bool,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    sheet: Vec<SheetNames>,
}

/// Holds one sheet whose columns were found.
#[derive(Debug)]
pub struct FoundSheet {
    /// Our name of the sheet.
    pub name: String,
    /// Its name in the file, for messages.
    pub label: String,
    /// Where it was read from, for the book.
    pub source: String,
    columns: HashMap<String, usize>,
    width: usize,
    /// Rows below the head.
    pub rows: Vec<SheetRow>,
    /// Heads nobody knows.
    pub unknown: Vec<String>,
    /// Heads passed over because another one names the same column more exactly.
    pub twice: Vec<String>,
    /// Faults of the head.
    pub faults: Vec<Fault>,
}

impl ColumnNames {
    /// Reads the alias table.
    ///
    /// # Errors
    /// When the text is no such table.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str::<Table>(text).map(|table| Self(table.sheet))
    }

    /// Finds our sheet and columns for a sheet of a file; `None` when its name is none of ours.
    #[must_use]
    pub fn find(&self, sheet: Sheet) -> Option<FoundSheet> {
        let folded = fold(&sheet.name);
        let names = self
            .0
            .iter()
            .find(|names| names_it(&folded, &names.name, &names.aliases))?;
        let mut found = FoundSheet {
            name: names.name.clone(),
            source: if sheet.file.contains(&sheet.name) {
                sheet.file.clone()
            } else {
                format!("{}, {}", sheet.file, sheet.name)
            },
            label: sheet.name,
            columns: HashMap::new(),
            width: 0,
            rows: Vec::new(),
            unknown: Vec::new(),
            twice: Vec::new(),
            faults: Vec::new(),
        };
        let at = head_row(&sheet.rows, names);
        let mut rows = sheet.rows.into_iter().skip(at);
        let heads = rows.next().map(|row| row.cells).unwrap_or_default();
        found.take_heads(&heads, names);
        found.rows = rows.collect();
        for column in &names.column {
            if column.required && !found.columns.contains_key(&column.name) && !heads.is_empty() {
                let fault = Fault::new(FaultKind::MissingColumn, "", &column.name);
                found.faults.push(fault.at(&found.label, None, Some(&column.name)));
            }
        }
        Some(found)
    }
}

/// Rows above the head that may hold a title.
const TITLE_ROWS_MAX: usize = 20;

/// Finds the head: the first row with every required column, else the one that names most columns.
fn head_row(rows: &[SheetRow], names: &SheetNames) -> usize {
    let known = |row: &SheetRow, required_only: bool| {
        let heads: Vec<String> = row.cells.iter().filter_map(text_of).map(|head| fold(&head)).collect();
        let columns = names.column.iter().filter(|column| column.required || !required_only);
        columns
            .filter(|column| heads.iter().any(|head| exactness(head, column).is_some()))
            .count()
    };
    let required = names.column.iter().filter(|column| column.required).count();
    let top = rows.get(..TITLE_ROWS_MAX.min(rows.len())).unwrap_or(rows);
    let complete = top.iter().position(|row| known(row, true) == required);
    let best = || {
        top.iter()
            .enumerate()
            .rev()
            .max_by_key(|(_, row)| known(row, false))
            .map_or(0, |(place, _)| place)
    };
    complete.unwrap_or_else(best)
}

/// How exactly a folded head names a column: our own name before any alias, a longer alias before a shorter one.
fn exactness(folded: &str, column: &ColumnName) -> Option<usize> {
    if fold(&column.name) == folded {
        return Some(usize::MAX);
    }
    column
        .aliases
        .iter()
        .map(|alias| fold(alias))
        .filter(|alias| alias == folded)
        .map(|alias| alias.len())
        .max()
}

impl FoundSheet {
    fn take_heads(&mut self, heads: &[SheetCell], names: &SheetNames) {
        let mut taken: HashMap<String, (usize, usize, String)> = HashMap::new();
        for (place, head) in heads.iter().enumerate() {
            let head = text_of(head).unwrap_or_default();
            let folded = fold(&head);
            let fitting = names
                .column
                .iter()
                .filter_map(|column| exactness(&folded, column).map(|exact| (exact, column)))
                .max_by_key(|(exact, _)| *exact);
            match fitting {
                None if folded.is_empty() => {}
                None => self.unknown.push(head),
                Some((exact, column)) => match taken.get(&column.name) {
                    Some((_, known, _)) if *known >= exact => self.twice.push(head),
                    Some((_, _, other)) => {
                        self.twice.push(other.clone());
                        taken.insert(column.name.clone(), (place, exact, head));
                    }
                    None => {
                        taken.insert(column.name.clone(), (place, exact, head));
                    }
                },
            }
        }
        self.columns = taken.into_iter().map(|(column, (place, ..))| (column, place)).collect();
        self.width = heads.len();
    }

    /// Tells whether the sheet has the column at all.
    #[must_use]
    pub fn has_column(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Tells whether any row holds something in the column.
    #[must_use]
    pub fn has_values(&self, column: &str) -> bool {
        let place = self.columns.get(column);
        place.is_some_and(|place| {
            self.rows
                .iter()
                .any(|row| row.cells.get(*place).and_then(text_of).is_some())
        })
    }
}

fn names_it(folded: &str, name: &str, aliases: &[String]) -> bool {
    fold(name) == folded || aliases.iter().any(|alias| fold(alias) == folded)
}

/// Gives what a cell says as text; `None` for an empty one.
fn text_of(cell: &SheetCell) -> Option<String> {
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
        let width = if sheet.source.ends_with(".csv") { sheet.width } else { usize::MAX };
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

/// A spreadsheet error, also one that was saved as text in a `.csv`.
fn error_in(cell: &SheetCell) -> Option<&str> {
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

/// `YYYY-MM-DD`, or day, month, year as officers type them: `31/3/2024`, `31.3.2024`, `31-3-2024`.
fn read_day(text: &str) -> Result<Day, DayError> {
    match text.parse::<Day>() {
        Err(DayError::Shape) => {}
        known => return known,
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else {
        return Err(DayError::Shape);
    };
    let number = |part: &str, most: usize| {
        let fits = !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten().ok_or(DayError::Shape)
    };
    if year.len() != 4 {
        return Err(DayError::Shape);
    }
    let (day, month, year) = (number(day, 2)?, number(month, 2)?, number(year, 4)?);
    Day::new(i32::try_from(year).map_err(|_| DayError::Shape)?, month, day).ok_or(DayError::NoSuchDay)
}

//! The columns of a sheet: found by our names or their aliases, below a title when there is one.

use std::collections::HashMap;

use nennep_core::text::fold;
use nennep_documents::sheets::{Sheet, SheetCell, SheetRow};
use serde::Deserialize;

use super::faults::{Fault, FaultKind};
use super::sheet::text_of;

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
    pub(super) columns: HashMap<String, usize>,
    pub(super) width: usize,
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
    /// Makes a sheet of one row out of named texts, so that a form or a program is read as a file is.
    #[must_use]
    pub fn of_fields(name: &str, fields: &[(&str, String)]) -> Self {
        let cells = fields.iter().map(|(_, text)| SheetCell::Text(text.clone())).collect();
        Self {
            name: name.to_owned(),
            label: name.to_owned(),
            source: String::new(),
            columns: fields
                .iter()
                .enumerate()
                .map(|(place, (column, _))| ((*column).to_owned(), place))
                .collect(),
            width: fields.len(),
            rows: vec![SheetRow { number: 1, cells }],
            unknown: Vec::new(),
            twice: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Gives a reader of the only row of a sheet made of fields.
    #[must_use]
    pub fn only_row(&self) -> Option<super::sheet::RowReader<'_>> {
        self.rows.first().map(|row| super::sheet::RowReader::new(self, row))
    }

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

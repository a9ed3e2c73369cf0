//! Reads sheets that nobody made for us: any old letters, merged cells, sheets put out of sight.
//!
//! What is read is brought into Unicode and otherwise kept as found; what a row means is told elsewhere.

pub(crate) mod letters;
mod plain;
mod workbook;

#[cfg(test)]
mod tests;

use std::path::Path;

use super::budget::Budget;
use super::{ReadFault, ReadFaultKind, Sheet};

/// Extensions that are read as lines of text.
const PLAIN: [&str; 3] = ["csv", "tsv", "txt"];

/// Holds a foreign file after reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignFile {
    /// Sheets in the file's order; a text file is one sheet.
    pub sheets: Vec<ForeignSheet>,
    /// How the letters were written: `utf-8`, `utf-16le`, `utf-16be`, `windows-1258`, `windows-1252`, `tcvn3`, `vni`, `viqr`.
    pub encoding: &'static str,
    /// What could not be read.
    pub faults: Vec<ReadFault>,
}

/// Holds one sheet of a foreign file.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignSheet {
    /// Its rows, letters in Unicode.
    pub sheet: Sheet,
    /// Whether its maker put it out of sight.
    pub is_hidden: bool,
    /// Cells drawn as one.
    pub merged: Vec<MergedCells>,
}

/// Cells drawn as one; only the first of them holds something. Rows count from 1, columns from 0, both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedCells {
    /// First row.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
    /// First column.
    pub first_column: usize,
    /// Last column.
    pub last_column: usize,
}

/// Reads the `.xlsx`, `.csv`, `.tsv` or `.txt` at `path`.
#[must_use]
pub fn read_foreign(path: &Path) -> ForeignFile {
    let file = super::file_name(path);
    let refused = |fault: ReadFault| ForeignFile {
        faults: vec![fault],
        encoding: "utf-8",
        ..ForeignFile::default()
    };
    let length = match super::look_at(path, &file) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return refused(ReadFault::of_file(&file, ReadFaultKind::Unreadable, "", ".xlsx")),
        Err(fault) => return refused(fault),
    };
    let mut budget = Budget::full();
    let extension = super::extension(path);
    if PLAIN.contains(&extension.as_str()) {
        return plain::read(path, &file, &mut budget).unwrap_or_else(refused);
    }
    match extension.as_str() {
        "xlsx" => workbook::read(path, &file, length, &mut budget),
        other => refused(super::other_extension(&file, other, ".xlsx, .csv, .tsv, .txt")),
    }
}

//! The shape of a workbook after reading, whatever it was read from.

use chrono::NaiveDate;

/// Holds what was read, and beside it what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadOutcome {
    /// Every sheet that could be read.
    pub workbook: Workbook,
    /// Every reason why something is missing from `workbook`; empty when all was read.
    pub faults: Vec<super::ReadFault>,
}

/// Holds the sheets of one workbook, in its own order; of a folder, by file name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// The sheets.
    pub sheets: Vec<Sheet>,
}

/// Holds one sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the sheet, or of the file without `.csv`; spelt as found.
    pub name: String,
    /// Name of the file, without its folder.
    pub file: String,
    /// Rows that hold something, top down.
    pub rows: Vec<SheetRow>,
}

/// Holds one row.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// Number as a person sees it: 1 is the first line of the sheet, blank lines are counted. Of a
    /// record over several lines, the first one's.
    pub number: u32,
    /// Cells from column A up to the last one that holds something.
    pub cells: Vec<SheetCell>,
}

/// Holds one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetCell {
    /// Nothing.
    Empty,
    /// Text, as typed.
    Text(String),
    /// A number of a workbook; `.csv` cells are always text.
    Number(f64),
    /// A day without a time of day.
    Day(NaiveDate),
    /// A day with a time, or a stretch of time: `2024-03-01T08:30:00`.
    Moment(String),
    /// A yes or no.
    Bool(bool),
    /// An error left by a formula: `#REF!`.
    Error(String),
}

//! How much of a workbook is kept in memory, at most.

use super::{ReadFault, ReadFaultKind, SheetCell, SheetRow};

/// Bytes of an `.xlsx` at most: 48 MiB, which the stored kind of an office with a million facts
/// does not reach (100,000 rows of 8 columns take about 4 MiB).
pub const MAX_FILE_BYTES: u64 = 48 * 1024 * 1024;

/// Bytes of all `.csv` files of a folder together, at most: the text budget, since a `.csv` is
/// nothing but text.
pub const MAX_CSV_BYTES: u64 = MAX_TEXT_BYTES;

/// Cells at most, over all sheets, blank ones before the last of a row included.
///
/// 5 million = about 300,000 rows of the widest sheet (17 columns), or 500,000 facts; a cell takes
/// 24 bytes without its text, so all of them 120 MB.
pub const MAX_CELLS: u64 = 5_000_000;

/// Bytes of text in cells at most, over all sheets: 256 MiB, about 50 bytes a cell. Without it one
/// long text shared by every cell of a small `.xlsx` would be copied millions of times.
pub const MAX_TEXT_BYTES: u64 = 256 * 1024 * 1024;

/// Faulty rows reported one by one in a file; with a thousand of them the file as a whole is wrong.
pub(super) const MAX_ROW_FAULTS: usize = 1_000;

/// Counts down what may still be kept.
#[derive(Debug)]
pub(super) struct Budget {
    cells: u64,
    text_bytes: u64,
    csv_bytes: u64,
}

impl Budget {
    pub(super) fn full() -> Self {
        Self {
            cells: MAX_CELLS,
            text_bytes: MAX_TEXT_BYTES,
            csv_bytes: MAX_CSV_BYTES,
        }
    }

    /// Takes the bytes of one more `.csv` before it is opened.
    pub(super) fn take_csv(&mut self, file: &str, bytes: u64) -> Result<(), ReadFault> {
        match self.csv_bytes.checked_sub(bytes) {
            Some(left) => {
                self.csv_bytes = left;
                Ok(())
            }
            None => Err(ReadFault::of_file(
                file,
                ReadFaultKind::TooLarge,
                &bytes.to_string(),
                &self.csv_bytes.to_string(),
            )),
        }
    }

    /// Takes `count` cells more, blank or not.
    pub(super) fn take_cells(&mut self, file: &str, count: u64) -> Result<(), ReadFault> {
        match self.cells.checked_sub(count) {
            Some(left) => {
                self.cells = left;
                Ok(())
            }
            None => Err(ReadFault::of_file(
                file,
                ReadFaultKind::TooManyCells,
                &format!(">{MAX_CELLS}"),
                &MAX_CELLS.to_string(),
            )),
        }
    }

    /// Takes the text of one more cell, before it is copied.
    pub(super) fn take_text(&mut self, file: &str, text: &str) -> Result<(), ReadFault> {
        match self.text_bytes.checked_sub(text.len() as u64) {
            Some(left) => {
                self.text_bytes = left;
                Ok(())
            }
            None => Err(ReadFault::of_file(
                file,
                ReadFaultKind::TooMuchText,
                &format!(">{MAX_TEXT_BYTES}"),
                &MAX_TEXT_BYTES.to_string(),
            )),
        }
    }

    #[cfg(test)]
    pub(super) fn of_cells(cells: u64) -> Self {
        Self { cells, ..Self::full() }
    }
}

/// Returns the row with its blank end cut off, or nothing when it is blank throughout.
pub(super) fn row_of(number: u32, mut cells: Vec<SheetCell>) -> Option<SheetRow> {
    while cells.last() == Some(&SheetCell::Empty) {
        cells.pop();
    }
    (!cells.is_empty()).then_some(SheetRow { number, cells })
}

/// Returns the text as a cell; blanks alone are no text.
pub(super) fn text_cell(text: &str) -> SheetCell {
    if text.trim().is_empty() {
        SheetCell::Empty
    } else {
        SheetCell::Text(text.to_owned())
    }
}

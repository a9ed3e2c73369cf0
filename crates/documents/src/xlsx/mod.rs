//! Writes the appendices of a paper as a workbook: the same tables, with real numbers.

mod filled;
mod formats;
mod sheet;

#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use thiserror::Error;

use crate::blocks::{Appendix, Paper};
pub use filled::{FilledCell, FilledRow, FilledSheet, write_filled};
use formats::Formats;

/// Says why a workbook could not be written.
#[derive(Debug, Error)]
pub enum XlsxError {
    /// The library refused a name, a text or a place.
    #[error("the workbook could not be written")]
    Write(#[from] rust_xlsxwriter::XlsxError),
    /// A percent is not a decimal number.
    #[error("appendix {appendix}, row {row}: `{value}` is not a percent")]
    Percent {
        /// Code of the appendix.
        appendix: String,
        /// The row, counted from 1 below the head.
        row: usize,
        /// What was found.
        value: String,
    },
    /// A row of an appendix is not as long as its head.
    #[error("appendix {appendix}, row {row}: {found} cells below {expected} heads")]
    RowLength {
        /// Code of the appendix.
        appendix: String,
        /// The row, counted from 1 below the head.
        row: usize,
        /// Cells in the row.
        found: usize,
        /// Columns of the appendix.
        expected: usize,
    },
    /// More rows or columns than a sheet holds.
    #[error("appendix {appendix} is larger than a sheet")]
    TooLarge {
        /// Code of the appendix.
        appendix: String,
    },
}

/// Writes one sheet for each appendix; equal input gives equal bytes.
///
/// Words are always text, whatever they begin with; counts and percents are numbers.
///
/// # Errors
///
/// Fails when a row is not as long as its head, a percent is not a number, a code cannot name a
/// sheet or stands twice, or a table is larger than a sheet.
pub fn write(appendices: &[Appendix], sample_mark: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    sealed(appendices, sample_mark, None)
}

/// Writes the tables of a paper as `write` does; a signed one bears its seal in the properties.
///
/// # Errors
///
/// As `write`.
pub fn write_paper(paper: &Paper) -> Result<Vec<u8>, XlsxError> {
    sealed(&paper.appendices, paper.sample_mark.as_deref(), paper.seal.as_deref())
}

fn sealed(appendices: &[Appendix], sample_mark: Option<&str>, seal: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A constant: the paper carries its own day, and the bytes may not depend on the clock.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let properties = DocProperties::new().set_creation_datetime(&made);
    workbook.set_properties(&match seal {
        Some(seal) => properties.set_comment(seal),
        None => properties,
    });
    let formats = Formats::new();
    for appendix in appendices {
        sheet::write(workbook.add_worksheet(), appendix, sample_mark, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

//! A text file as one sheet.

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;

use super::super::budget::{Budget, MAX_CSV_BYTES};
use super::super::folder::read_records;
use super::super::records::Records;
use super::super::{ReadFault, ReadFaultKind, Sheet, delimiter};
use super::{ForeignFile, ForeignSheet, letters};

/// Bytes the delimiter is told from.
const START_BYTES: usize = 64 * 1024;

pub(super) fn read(path: &Path, file: &str, budget: &mut Budget) -> Result<ForeignFile, ReadFault> {
    let unreadable = |error: std::io::Error| ReadFault::unreadable(file, &error);
    let opened = File::open(path).map_err(unreadable)?;
    budget.take_csv(file, opened.metadata().map_err(unreadable)?.len())?;
    let mut bytes = Vec::new();
    // The length may have grown since it was asked for.
    opened.take(MAX_CSV_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    let (text, encoding) = letters::text_of(&bytes);
    drop(bytes);
    if text.trim().is_empty() {
        return Err(ReadFault::of_file(file, ReadFaultKind::EmptyFile, "0", ">0"));
    }
    let start = text.as_bytes().get(..START_BYTES).unwrap_or(text.as_bytes());
    let delimiter = delimiter::detect(start);
    let records = Records::new(Cursor::new(text.as_bytes()), delimiter);
    let (rows, faults) = read_records(records, file, budget)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let sheet = Sheet {
        name: stem,
        file: file.to_owned(),
        rows,
    };
    Ok(ForeignFile {
        sheets: vec![ForeignSheet {
            sheet,
            is_hidden: false,
            merged: Vec::new(),
        }],
        encoding,
        faults,
    })
}

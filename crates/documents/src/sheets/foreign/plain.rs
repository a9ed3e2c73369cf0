//! A text file as one sheet.

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;

use super::super::budget::{Budget, MAX_CSV_BYTES, MAX_ROW_FAULTS, row_of, text_cell};
use super::super::records::{MAX_COLUMNS, Record, Records};
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
    let mut faults = Vec::new();
    let rows = rows(&text, delimiter, file, budget, &mut faults)?;
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

fn rows(
    text: &str,
    delimiter: u8,
    file: &str,
    budget: &mut Budget,
    faults: &mut Vec<ReadFault>,
) -> Result<Vec<super::super::SheetRow>, ReadFault> {
    let mut rows = Vec::new();
    let mut records = Records::new(Cursor::new(text.as_bytes()), delimiter);
    let mut record = Record::default();
    while records
        .next_into(&mut record)
        .map_err(|error| ReadFault::unreadable(file, &error))?
    {
        budget.take_cells(file, record.len() as u64)?;
        let wrong = if record.open_quote {
            Some((ReadFaultKind::OpenQuote, "\"…\"".to_owned()))
        } else if record.too_wide {
            Some((ReadFaultKind::TooManyCells, MAX_COLUMNS.to_string()))
        } else {
            None
        };
        if let Some((kind, expected)) = wrong {
            faults.push(ReadFault {
                row: Some(record.line),
                ..ReadFault::of_file(file, kind, "", &expected)
            });
            if faults.len() == MAX_ROW_FAULTS {
                break;
            }
            continue;
        }
        // Text of ours cut at signs of one byte stays text.
        let cells = record
            .fields()
            .map(|field| {
                let text = String::from_utf8_lossy(field);
                budget.take_text(file, &text)?;
                Ok(text_cell(&text))
            })
            .collect::<Result<Vec<_>, ReadFault>>()?;
        rows.extend(row_of(record.line, cells));
    }
    Ok(rows)
}

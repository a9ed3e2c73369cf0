//! Reads a folder of `.csv` files.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::budget::{Budget, MAX_ROW_FAULTS, row_of, text_cell};
use super::records::{MAX_COLUMNS, Record, Records};
use super::{ReadFault, ReadFaultKind, ReadOutcome, Sheet, SheetRow, delimiter};

/// Bytes in which a file is read, and of which the delimiter is told.
const CHUNK_BYTES: usize = 64 * 1024;

const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Reads every `.csv` directly in the folder, by name.
pub(super) fn read(path: &Path, name: &str, budget: &mut Budget, outcome: &mut ReadOutcome) {
    let files = match csv_files(path) {
        Ok(files) => files,
        Err(error) => {
            outcome.faults.push(ReadFault::unreadable(name, &error));
            return;
        }
    };
    if files.is_empty() {
        let fault = ReadFault::of_file(name, ReadFaultKind::NoCsvInFolder, "", ".csv");
        outcome.faults.push(fault);
    }
    for path in files {
        let file = super::file_name(&path);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match read_file(&path, &file, budget) {
            Ok((rows, faults)) => {
                outcome.faults.extend(faults);
                let sheet = Sheet {
                    name: stem.into_owned(),
                    file,
                    rows,
                };
                outcome.workbook.sheets.push(sheet);
            }
            Err(fault) => outcome.faults.push(fault),
        }
    }
}

/// Lists the `.csv` files by name, so that the order never depends on the machine.
fn csv_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        if super::extension(&path) == "csv" && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub(super) type RowsAndFaults = (Vec<SheetRow>, Vec<ReadFault>);

/// Reads one file; what is wrong with single rows comes beside the rows.
fn read_file(path: &Path, file: &str, budget: &mut Budget) -> Result<RowsAndFaults, ReadFault> {
    let unreadable = |error: io::Error| ReadFault::unreadable(file, &error);
    let opened = File::open(path).map_err(unreadable)?;
    let bytes = opened.metadata().map_err(unreadable)?.len();
    budget.take_csv(file, bytes)?;
    let mut reader = BufReader::with_capacity(CHUNK_BYTES, opened);
    let start = reader.fill_buf().map_err(unreadable)?;
    let mark = if start.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let content = start.get(mark..).unwrap_or_default();
    if content.is_empty() {
        return Err(ReadFault::of_file(
            file,
            ReadFaultKind::EmptyFile,
            &bytes.to_string(),
            ">0",
        ));
    }
    let delimiter = delimiter::detect(content);
    reader.consume(mark);
    read_records(Records::new(reader, delimiter), file, budget)
}

/// Reads all records; the error stops the file, what is wrong with single rows comes beside the rows.
pub(super) fn read_records<R: BufRead>(
    mut records: Records<R>,
    file: &str,
    budget: &mut Budget,
) -> Result<RowsAndFaults, ReadFault> {
    let unreadable = |error: io::Error| ReadFault::unreadable(file, &error);
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    let mut record = Record::default();
    while records.next_into(&mut record).map_err(unreadable)? {
        budget.take_cells(file, record.len() as u64)?;
        match read_record(&record, file, budget)? {
            Ok(row) => rows.extend(row),
            Err(fault) => faults.push(fault),
        }
        if faults.len() == MAX_ROW_FAULTS {
            let kind = ReadFaultKind::TooManyFaults;
            let limit = MAX_ROW_FAULTS.to_string();
            let fault = ReadFault::of_file(file, kind, &limit, &format!("<{limit}"));
            faults.push(ReadFault {
                row: Some(record.line),
                ..fault
            });
            break;
        }
    }
    Ok((rows, faults))
}

/// Reads one record; the outer error stops the file, the inner one is of this row alone.
fn read_record(
    record: &Record,
    file: &str,
    budget: &mut Budget,
) -> Result<Result<Option<SheetRow>, ReadFault>, ReadFault> {
    let in_row = |kind, found: &str, expected: &str| ReadFault {
        row: Some(record.line),
        ..ReadFault::of_file(file, kind, found, expected)
    };
    if record.open_quote {
        return Ok(Err(in_row(ReadFaultKind::OpenQuote, "\"", "\"…\"")));
    }
    if record.too_wide {
        let limit = MAX_COLUMNS.to_string();
        return Ok(Err(in_row(ReadFaultKind::TooManyCells, &format!(">{limit}"), &limit)));
    }
    let mut cells = Vec::with_capacity(record.len());
    for field in record.fields() {
        let text = match std::str::from_utf8(field) {
            Ok(text) => text,
            Err(error) => {
                let found = around(field, error.valid_up_to());
                return Ok(Err(in_row(ReadFaultKind::InvalidUtf8, &found, "UTF-8")));
            }
        };
        budget.take_text(file, text)?;
        cells.push(text_cell(text));
    }
    Ok(Ok(row_of(record.line, cells)))
}

/// Returns the words around a wrong byte, the byte itself as a replacement sign.
fn around(field: &[u8], at: usize) -> String {
    let end = field.len().min(at + 20);
    String::from_utf8_lossy(field.get(at.saturating_sub(20)..end).unwrap_or_default()).into_owned()
}

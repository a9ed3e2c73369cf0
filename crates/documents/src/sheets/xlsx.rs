//! Reads an `.xlsx`, cell by cell.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveTime};

use super::budget::{Budget, MAX_FILE_BYTES, row_of, text_cell};
use super::{ReadFault, ReadFaultKind, ReadOutcome, Sheet, SheetCell, SheetRow, archive};

pub(super) type OpenWorkbook = Xlsx<BufReader<File>>;

/// Reads every worksheet in the workbook's order.
pub(super) fn read(path: &Path, file: &str, length: u64, budget: &mut Budget, outcome: &mut ReadOutcome) {
    let mut workbook = match open(path, file, length) {
        Ok(workbook) => workbook,
        Err(fault) => {
            outcome.faults.push(fault);
            return;
        }
    };
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in names {
        match read_sheet(&mut workbook, &name, file, budget) {
            Ok(rows) => {
                let sheet = Sheet {
                    name,
                    file: file.to_owned(),
                    rows,
                };
                outcome.workbook.sheets.push(sheet);
            }
            Err(fault) => outcome.faults.push(fault),
        }
    }
}

pub(super) fn open(path: &Path, file: &str, length: u64) -> Result<OpenWorkbook, ReadFault> {
    if length == 0 {
        return Err(ReadFault::of_file(file, ReadFaultKind::EmptyFile, "0", ">0"));
    }
    if length > MAX_FILE_BYTES {
        let (found, limit) = (length.to_string(), MAX_FILE_BYTES.to_string());
        return Err(ReadFault::of_file(file, ReadFaultKind::TooLarge, &found, &limit));
    }
    let unreadable = |error: std::io::Error| ReadFault::unreadable(file, &error);
    let mut opened = File::open(path).map_err(unreadable)?;
    archive::check(&mut opened, file, length)?;
    opened.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Xlsx::new(BufReader::new(opened)).map_err(|error| parse_fault(file, &error))
}

fn parse_fault(file: &str, error: &XlsxError) -> ReadFault {
    let kind = if matches!(error, XlsxError::Password) {
        ReadFaultKind::Encrypted
    } else {
        ReadFaultKind::Damaged
    };
    ReadFault::of_file(file, kind, &error.to_string(), "")
}

/// Reads one sheet. The rows are gathered by number, since a file may hold them in any order.
pub(super) fn read_sheet(
    workbook: &mut OpenWorkbook,
    sheet: &str,
    file: &str,
    budget: &mut Budget,
) -> Result<Vec<SheetRow>, ReadFault> {
    let damaged = |error: XlsxError| parse_fault(file, &error).in_sheet(sheet, None);
    let mut rows: BTreeMap<u32, Vec<SheetCell>> = BTreeMap::new();
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut last_row = None;
    loop {
        let cell = reader
            .next_cell()
            .map_err(|error| parse_fault(file, &error).in_sheet(sheet, last_row))?;
        let Some(cell) = cell else { break };
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        last_row = Some(number);
        let in_row = |fault: ReadFault| fault.in_sheet(sheet, Some(number));
        if let DataRef::String(text) = cell.get_value() {
            budget.take_text(file, text).map_err(in_row)?;
        } else if let DataRef::SharedString(text) = cell.get_value() {
            budget.take_text(file, text).map_err(in_row)?;
        }
        let value = cell_of(cell.get_value());
        if value == SheetCell::Empty {
            continue;
        }
        let cells = rows.entry(number).or_default();
        let column = column as usize;
        if cells.len() <= column {
            let missing = column + 1 - cells.len();
            budget.take_cells(file, missing as u64).map_err(in_row)?;
            cells.resize(column + 1, SheetCell::Empty);
        }
        if let Some(place) = cells.get_mut(column) {
            *place = value;
        }
    }
    Ok(rows
        .into_iter()
        .filter_map(|(number, cells)| row_of(number, cells))
        .collect())
}

fn cell_of(value: &DataRef<'_>) -> SheetCell {
    match value {
        DataRef::Empty => SheetCell::Empty,
        DataRef::Int(number) => SheetCell::Number(*number as f64),
        DataRef::Float(number) => SheetCell::Number(*number),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(value) => SheetCell::Bool(*value),
        DataRef::Error(error) => SheetCell::Error(error.to_string()),
        DataRef::DurationIso(text) => SheetCell::Moment(text.clone()),
        DataRef::DateTimeIso(text) => match text.trim_end_matches("T00:00:00").parse() {
            Ok(day) => SheetCell::Day(day),
            Err(_) => SheetCell::Moment(text.clone()),
        },
        DataRef::DateTime(moment) => day_or_moment(moment),
    }
}

/// Serial number of 31 December 9999, the last day a workbook knows.
const LAST_SERIAL_DAY: f64 = 2_958_465.0;

/// Turns a styled serial number into a day when nothing but a day is in it.
fn day_or_moment(moment: &ExcelDateTime) -> SheetCell {
    let serial = moment.as_f64();
    let in_calendar = (0.0..LAST_SERIAL_DAY + 1.0).contains(&serial);
    if moment.is_duration() || !in_calendar {
        return SheetCell::Moment(serial.to_string());
    }
    match moment.as_datetime() {
        Some(at) if serial < 1.0 => SheetCell::Moment(at.time().to_string()),
        Some(at) if at.time() == NaiveTime::MIN => SheetCell::Day(NaiveDate::from(at)),
        Some(at) => SheetCell::Moment(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
        None => SheetCell::Moment(serial.to_string()),
    }
}

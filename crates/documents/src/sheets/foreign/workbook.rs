//! A foreign workbook with what its maker did to it: merged cells, sheets out of sight, fonts of old letters.

use std::path::Path;

use calamine::{Dimensions, Reader as _, SheetType, SheetVisible};
use nennep_core::text::Letters;

use super::super::budget::Budget;
use super::super::{Sheet, SheetCell, xlsx};
use super::{ForeignFile, ForeignSheet, MergedCells, letters};

pub(super) fn read(path: &Path, file: &str, length: u64, budget: &mut Budget) -> ForeignFile {
    let mut read = ForeignFile {
        encoding: "utf-8",
        ..ForeignFile::default()
    };
    let mut workbook = match xlsx::open(path, file, length) {
        Ok(workbook) => workbook,
        Err(fault) => {
            read.faults.push(fault);
            return read;
        }
    };
    let names: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    for (name, is_hidden) in names {
        match xlsx::read_sheet(&mut workbook, &name, file, budget) {
            Ok(rows) => {
                // Merging says how cells are drawn; a sheet whose merging cannot be read is still a sheet.
                let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
                read.sheets.push(ForeignSheet {
                    sheet: Sheet {
                        name,
                        file: file.to_owned(),
                        rows,
                    },
                    is_hidden,
                    merged: merged.iter().map(merged_cells).collect(),
                });
            }
            Err(fault) => read.faults.push(fault),
        }
    }
    let letters = letters::recognise(texts(&read.sheets));
    if letters != Letters::Unicode {
        read.encoding = letters::name_of(letters);
        decode(&mut read.sheets, letters);
    }
    read
}

fn merged_cells(cells: &Dimensions) -> MergedCells {
    MergedCells {
        first_row: cells.start.0.saturating_add(1),
        last_row: cells.end.0.saturating_add(1),
        first_column: cells.start.1 as usize,
        last_column: cells.end.1 as usize,
    }
}

fn texts(sheets: &[ForeignSheet]) -> impl Iterator<Item = &str> + Clone {
    sheets
        .iter()
        .flat_map(|sheet| &sheet.sheet.rows)
        .flat_map(|row| &row.cells)
        .filter_map(|cell| {
            if let SheetCell::Text(text) = cell {
                Some(text.as_str())
            } else {
                None
            }
        })
}

/// Cells that hold letters no old font has were typed later, in Unicode, and stay as they are.
fn decode(sheets: &mut [ForeignSheet], letters: Letters) {
    let cells = sheets
        .iter_mut()
        .flat_map(|sheet| &mut sheet.sheet.rows)
        .flat_map(|row| &mut row.cells);
    for cell in cells {
        if let SheetCell::Text(text) = cell
            && text.chars().all(|letter| letter <= '\u{ff}')
        {
            *text = letters.decode(text);
        }
    }
}

//! Reads programme workbooks, one `.xlsx` or a folder of `.csv`, and foreign sheets, with bounded memory.
//!
//! What is read is kept as found: nothing is trimmed, guessed or converted, and each row keeps the
//! number a person sees. What cannot be read is reported beside it as data.

mod archive;
mod budget;
mod delimiter;
mod fault;
mod folder;
pub(crate) mod foreign;
mod records;
mod workbook;
mod xlsx;

#[cfg(test)]
mod tests;

use std::fs::Metadata;
use std::path::Path;

use budget::Budget;

pub use budget::{MAX_CELLS, MAX_CSV_BYTES, MAX_FILE_BYTES, MAX_TEXT_BYTES};
pub use fault::{ReadFault, ReadFaultKind};
pub use foreign::{ForeignFile, ForeignSheet, MergedCells, read_foreign};
pub use workbook::{ReadOutcome, Sheet, SheetCell, SheetRow, Workbook};

/// Reads the workbook at `path`: one `.xlsx`, or a folder with `.csv` files directly in it.
///
/// A fault in one sheet or file does not lose the others.
#[must_use]
pub fn read(path: &Path) -> ReadOutcome {
    let mut outcome = ReadOutcome::default();
    let mut budget = Budget::full();
    let file = file_name(path);
    let found = match look_at(path, &file) {
        Ok(found) => found,
        Err(fault) => {
            outcome.faults.push(fault);
            return outcome;
        }
    };
    if found.is_dir() {
        folder::read(path, &file, &mut budget, &mut outcome);
        return outcome;
    }
    if !found.is_file() {
        let fault = ReadFault::of_file(&file, ReadFaultKind::Unreadable, "", ".xlsx");
        outcome.faults.push(fault);
        return outcome;
    }
    match extension(path).as_str() {
        "xlsx" => xlsx::read(path, &file, found.len(), &mut budget, &mut outcome),
        other => outcome.faults.push(other_extension(&file, other, ".xlsx")),
    }
    outcome
}

fn look_at(path: &Path, file: &str) -> Result<Metadata, ReadFault> {
    std::fs::metadata(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            ReadFault::of_file(file, ReadFaultKind::MissingPath, "", ".xlsx")
        } else {
            ReadFault::unreadable(file, &error)
        }
    })
}

/// Says that files of this extension are not read; those of the old workbooks have a remedy of their own.
fn other_extension(file: &str, extension: &str, expected: &str) -> ReadFault {
    let found = match extension {
        "" => String::new(),
        "xls" => return ReadFault::of_file(file, ReadFaultKind::OldFormat, ".xls", ".xlsx"),
        other => format!(".{other}"),
    };
    ReadFault::of_file(file, ReadFaultKind::UnknownExtension, &found, expected)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn extension(path: &Path) -> String {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default()
}

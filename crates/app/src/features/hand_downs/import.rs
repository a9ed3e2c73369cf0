//! The sheet of a hand-down read back.

use std::collections::BTreeSet;

use axum::body::Bytes;
use nennep_core::accounts::Measure;
use nennep_core::register::UnitIndex;
use nennep_core::text::fold;
use nennep_documents::sheets::{self, ReadOutcome, Sheet, SheetCell, SheetRow};

use super::form::offered;
use super::record::{Asked, CellFault, Place, Receiver, Sent, receivers};
use super::rows::{FACTS, fact_label, words};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::indicator_choice::meant;
use crate::web::sheet::text_of;
use crate::web::visit::Visit;

/// Columns of words before those of numbers: code, receiver, seat.
const WORD_COLUMNS: usize = 3;

/// Holds what a sheet says.
#[derive(Debug, Default)]
pub(super) struct Filled {
    /// Period, giver, indicators and decision, as a form has them.
    pub(super) typed: Typed,
    pub(super) cells: Vec<Sent>,
    pub(super) faults: Vec<CellFault>,
}

/// Reads a file; on the disk it lies open only while it is read, in a folder nobody else may enter.
pub(super) async fn read(name: String, bytes: Bytes) -> Result<ReadOutcome, WebError> {
    let read = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        let outcome = sheets::read(&path);
        folder.close()?;
        anyhow::Ok(outcome)
    });
    Ok(read.await.map_err(anyhow::Error::new)??)
}

/// Reads the sheet of a unit's hand-down: what it is about, then every cell; a row that is not there says nothing.
pub(super) fn filled(visit: &Visit, unit: UnitIndex, outcome: ReadOutcome) -> Filled {
    let mut found = Filled::default();
    let faults = outcome.faults.into_iter().map(Fault::of_reading);
    found.faults.extend(faults.map(whole));
    let head = fold(&words().say("hand-down-sheet-code"));
    let is_head = |row: &SheetRow| cell(row, 0).is_some_and(|text| fold(&text) == head);
    let sheet = outcome.workbook.sheets.into_iter().find_map(|sheet| {
        let at = sheet.rows.iter().position(is_head)?;
        Some((sheet, at))
    });
    let Some((sheet, at)) = sheet else {
        if found.faults.is_empty() {
            found.faults.push(whole(Fault::new(
                FaultKind::NoHead,
                "",
                &words().say("hand-down-sheet-code"),
            )));
        }
        return found;
    };
    let mut reader = Reader {
        visit,
        unit,
        sheet: &sheet,
        found: &mut found,
    };
    reader.facts(at);
    reader.table(at);
    found
}

/// Parts the cells of rows the unit hands down to from those of units that stand elsewhere.
pub(super) fn of_rows(visit: &Visit, asked: &Asked, cells: Vec<Sent>) -> (Vec<Sent>, Vec<CellFault>) {
    let book = visit.book();
    let (units, seats) = receivers(visit, book, asked);
    let own = book.tree.unit(asked.unit).id;
    let id = |receiver: &Receiver| book.tree.unit(receiver.unit).id;
    let is_row = |cell: &Sent| match cell.place.member {
        None => units.iter().any(|known| id(known) == cell.place.unit),
        Some(_) => cell.place.unit == own || seats.iter().any(|known| id(known) == cell.place.unit),
    };
    let mut faults: Vec<CellFault> = Vec::new();
    let mut told = BTreeSet::new();
    let (fitting, strange): (Vec<Sent>, Vec<Sent>) = cells.into_iter().partition(is_row);
    for cell in strange {
        let Some((sheet, row, _)) = cell.at.filter(|(_, row, _)| told.insert(*row)) else {
            continue;
        };
        let unit = book.tree.index_of(cell.place.unit);
        let code = unit.map(|unit| book.tree.unit(unit).code.clone()).unwrap_or_default();
        let fault = Fault::new(FaultKind::NotBelow, code, &book.tree.unit(asked.unit).code);
        faults.push(whole(fault.at(&sheet, Some(row), Some("A"))));
    }
    (fitting, faults)
}

fn whole(fault: Fault) -> CellFault {
    CellFault {
        field: "file".to_owned(),
        fault,
    }
}

fn cell(row: &SheetRow, column: usize) -> Option<String> {
    row.cells.get(column).and_then(text_of)
}

/// Names a column as spreadsheets do.
fn letters(column: usize) -> String {
    let mut rest = column;
    let mut name = String::new();
    loop {
        let letter = u8::try_from(rest % 26).map_or('?', |letter| char::from(b'A' + letter));
        name.insert(0, letter);
        if rest < 26 {
            return name;
        }
        rest = rest / 26 - 1;
    }
}

struct Reader<'a> {
    visit: &'a Visit,
    unit: UnitIndex,
    sheet: &'a Sheet,
    found: &'a mut Filled,
}

impl Reader<'_> {
    fn fault(&mut self, row: u32, column: &str, fault: Fault) {
        self.found
            .faults
            .push(whole(fault.at(&self.sheet.name, Some(row), Some(column))));
    }

    /// What stands above the table: a label, and the next cell that holds something.
    fn facts(&mut self, head: usize) {
        let labels = FACTS.map(|fact| (fact, fold(&fact_label(fact))));
        let mut has_unit = false;
        let sheet = self.sheet;
        for row in sheet.rows.iter().take(head) {
            let label = cell(row, 0).map(|text| fold(&text));
            let Some((fact, _)) = labels.iter().find(|(_, known)| Some(known) == label.as_ref()) else {
                continue;
            };
            let text = row.cells.iter().skip(1).find_map(text_of).unwrap_or_default();
            if *fact != "unit" {
                self.found.typed.set(fact, text);
                continue;
            }
            has_unit = true;
            let own = self.visit.book().tree.unit(self.unit).code.clone();
            if text.split(" – ").next().map(str::trim) != Some(own.as_str()) {
                self.fault(row.number, "C", Fault::new(FaultKind::OtherSheet, text, &own));
            }
        }
        if !has_unit {
            let own = self.visit.book().tree.unit(self.unit).code.clone();
            let fault = Fault::new(FaultKind::OtherSheet, "", &own);
            self.found.faults.push(whole(fault.at(&sheet.name, None, None)));
        }
    }

    fn table(&mut self, head: usize) {
        let sheet = self.sheet;
        let Some(heads) = sheet.rows.get(head) else {
            return;
        };
        let codes_label = fold(&words().say("hand-down-sheet-codes"));
        let codes = sheet.rows.get(head + 1);
        let codes = codes.filter(|row| cell(row, 0).is_some_and(|text| fold(&text) == codes_label));
        let columns = self.columns(heads, codes);
        for (_, measure) in &columns {
            self.found.typed.add("indicators", measure.code.clone());
        }
        let below = head + 1 + usize::from(codes.is_some());
        let mut known = BTreeSet::new();
        for row in sheet.rows.iter().skip(below) {
            self.row(row, &columns, &mut known);
        }
    }

    /// The code below a head says which indicator it is; without one its name does.
    fn columns(&mut self, heads: &SheetRow, codes: Option<&SheetRow>) -> Vec<(usize, Measure)> {
        let offered = offered(self.visit, self.unit);
        let width = heads.cells.len().max(codes.map_or(0, |row| row.cells.len()));
        let mut columns: Vec<(usize, Measure)> = Vec::new();
        for place in WORD_COLUMNS..width {
            let code = codes.and_then(|row| cell(row, place)).map(|text| (text, codes));
            let Some((text, row)) = code.or_else(|| Some((cell(heads, place)?, Some(heads)))) else {
                continue;
            };
            let number = row.map_or(heads.number, |row| row.number);
            let measure = meant(self.visit, &text);
            let measure = measure.filter(|known| offered.iter().any(|(measure, _)| measure.code == known.code));
            match measure {
                None => {
                    let fault = Fault::new(FaultKind::UnknownIndicator, text, "");
                    self.fault(number, &letters(place), fault);
                }
                Some(measure) if columns.iter().any(|(_, known)| known.code == measure.code) => {
                    let fault = Fault::new(FaultKind::GivenTwice, text, "");
                    self.fault(number, &letters(place), fault);
                }
                Some(measure) => columns.push((place, measure)),
            }
        }
        columns
    }

    fn row(&mut self, row: &SheetRow, columns: &[(usize, Measure)], known: &mut BTreeSet<(String, String)>) {
        let seat = cell(row, 2).unwrap_or_default();
        let Some(code) = cell(row, 0) else {
            self.row_of_no_unit(row, columns);
            return;
        };
        let tree = &self.visit.book().tree;
        let Some(unit) = self.visit.scope.unit(tree, &code) else {
            self.fault(row.number, "A", Fault::new(FaultKind::UnknownUnit, code, ""));
            return;
        };
        if !known.insert((code.clone(), seat.clone())) {
            self.fault(row.number, "A", Fault::new(FaultKind::GivenTwice, code, ""));
            return;
        }
        let receiver = Receiver {
            unit,
            member: Some(seat).filter(|seat| !seat.is_empty()),
        };
        for (place, measure) in columns {
            let place_of: Place = receiver.place(self.visit.book(), measure);
            let column = format!("{} ({})", letters(*place), measure.indicator.name_vi);
            self.found.cells.push(Sent {
                place: place_of,
                text: row.cells.get(*place).map(as_typed).unwrap_or_default(),
                at: Some((self.sheet.name.clone(), row.number, column)),
            });
        }
    }

    /// The sum, what was received, and lines that head others have no code; whatever else is filled needs one.
    fn row_of_no_unit(&mut self, row: &SheetRow, columns: &[(usize, Measure)]) {
        let label = cell(row, 1).unwrap_or_default();
        let (words, folded) = (words(), fold(&label));
        let received = fold(&words.with("hand-down-sheet-received", "giver", ""));
        let is_ours = folded == fold(&words.say("hand-down-sheet-sum")) || folded.starts_with(received.trim());
        let is_filled = columns.iter().any(|(place, _)| cell(row, *place).is_some());
        if is_filled && !is_ours {
            self.fault(row.number, "A", Fault::new(FaultKind::UnknownUnit, label, ""));
        }
    }
}

/// A cell as a person reads it; a number in its digits.
fn as_typed(cell: &SheetCell) -> String {
    text_of(cell).unwrap_or_default()
}

//! One import: what it knows while it reads, and what it tells at the end.

use std::collections::{BTreeSet, HashMap};

use nennep_core::accounts::Catalog;
use nennep_core::calendar::Day;
use nennep_core::ledger::Decision;
use nennep_core::register::{EntryNo, Tree, UnitIndex, UnitKinds};
use serde::Serialize;

use super::faults::{Fault, FaultKind, Warning};
use super::sheet::{FoundSheet, RowReader};
use super::visit::Visit;
use crate::store::{Book, Known, Scope};

/// Holds what an import knows and finds.
#[derive(Debug)]
pub struct Intake<'a> {
    /// The tree with everything accepted so far.
    pub tree: Tree,
    /// Kinds of units.
    pub kinds: &'a UnitKinds,
    /// Indicators.
    pub catalog: &'a Catalog,
    /// The present day.
    pub today: Day,
    /// What is told at the end.
    pub report: Report,
    /// Number of the first entry of this import; a row numbered from here on stands in the same file.
    pub first_new: i64,
    /// Units whose stock an accepted row made smaller.
    pub lessened: BTreeSet<i64>,
    /// What the officer may see, when one records by hand; a unit outside is as unknown as one that is not there.
    pub scope: Option<&'a Scope>,
}

/// Holds what an import tells at the end, in the shape other programs rely on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Rows recorded.
    pub accepted: u64,
    /// Rows known with the same content.
    pub same: u64,
    /// Rows held back.
    pub held: u64,
    /// First and last number given.
    pub numbers: Option<[i64; 2]>,
    /// Things worth a look.
    pub warnings: Vec<Warning>,
    /// Everything to mend.
    pub faults: Vec<Fault>,
}

/// Says what to do with a row whose identity may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Record it.
    New,
    /// It is known with the same content.
    Same,
    /// It is known with other content.
    Other(i64),
}

/// Compares a row with what is recorded under its identity.
#[must_use]
pub fn verdict(known: Option<&Known>, content: &str) -> Verdict {
    match known {
        None => Verdict::New,
        Some(known) if known.content == content => Verdict::Same,
        Some(known) => Verdict::Other(known.no.0),
    }
}

/// Says by what a row is compared with the book, and how it is named when it says otherwise.
#[derive(Debug)]
pub struct Compared<'a> {
    /// Number of the row.
    pub row: u32,
    /// Column a fault stands at.
    pub column: &'static str,
    /// What stands there.
    pub found: &'a str,
    /// What the row is known by.
    pub identity: &'a str,
    /// Hash of its content.
    pub content: &'a str,
}

impl<'a> Intake<'a> {
    /// Begins one that reads what an officer enters by hand: the book's tree, inside the officer's scope.
    ///
    /// `next` is the number the next entry takes.
    #[must_use]
    pub fn by_hand(visit: &'a Visit, book: &Book, next: EntryNo) -> Self {
        Self {
            tree: book.tree.clone(),
            kinds: &visit.house.catalogs.kinds,
            catalog: &visit.house.catalogs.indicators,
            today: visit.now.today(),
            report: Report::default(),
            first_new: next.0,
            lessened: BTreeSet::new(),
            scope: Some(&visit.scope),
        }
    }
}

impl Intake<'_> {
    /// Tells whether a row is to be recorded; counts it as the same, or holds it back, otherwise.
    ///
    /// `next` is the number it would take; a later row of the same file is compared with this one.
    pub fn is_new(
        &mut self,
        sheet: &FoundSheet,
        known: &mut HashMap<String, Known>,
        row: &Compared<'_>,
        next: EntryNo,
    ) -> bool {
        match verdict(known.get(row.identity), row.content) {
            Verdict::Same => self.report.same += 1,
            Verdict::Other(no) => {
                self.hold_other(sheet, row.row, row.column, row.found, no);
            }
            Verdict::New => {
                known.insert(
                    row.identity.to_owned(),
                    Known {
                        no: next,
                        content: row.content.to_owned(),
                    },
                );
                return true;
            }
        }
        false
    }

    /// Holds a row back with its faults.
    pub fn hold(&mut self, faults: Vec<Fault>) {
        self.report.held += 1;
        self.report.faults.extend(faults);
    }

    /// Holds a row back whose identity stands elsewhere with other content: in entry `no`, or in this very file.
    pub fn hold_other(&mut self, sheet: &FoundSheet, row: u32, column: &str, found: &str, no: i64) {
        let kind = if no < self.first_new {
            FaultKind::OtherContent
        } else {
            FaultKind::TwiceInFile
        };
        self.hold_for(sheet, row, column, kind, found, &no.to_string());
    }

    /// Holds a row back with one fault.
    pub fn hold_for(&mut self, sheet: &FoundSheet, row: u32, column: &str, kind: FaultKind, found: &str, detail: &str) {
        self.hold(vec![Fault::new(kind, found, detail).at(
            &sheet.label,
            Some(row),
            Some(column),
        )]);
    }

    /// Keeps a warning.
    pub fn warn(&mut self, sheet: &str, row: Option<u32>, kind: &'static str, found: impl Into<String>) {
        self.report.warnings.push(Warning {
            sheet: Some(sheet.to_owned()),
            row,
            kind,
            found: found.into(),
        });
    }

    /// Reads the code of a unit that must be known.
    pub fn unit(&self, reader: &mut RowReader<'_>, column: &str) -> Option<UnitIndex> {
        let code = reader.needed(column)?;
        self.find_unit(reader, column, &code)
    }

    /// Finds a unit by its code or keeps a fault.
    pub fn find_unit(&self, reader: &mut RowReader<'_>, column: &str, code: &str) -> Option<UnitIndex> {
        let found = match self.scope {
            Some(scope) => scope.unit(&self.tree, code),
            None => self.tree.find(code),
        };
        if found.is_none() {
            let kind = if self.scope.is_some() {
                FaultKind::UnitNotInScope
            } else {
                FaultKind::UnknownUnit
            };
            reader.fault(column, kind, code, "");
        }
        found
    }

    /// Checks that the unit is there on the day.
    pub fn check_there(&self, reader: &mut RowReader<'_>, column: &str, unit: UnitIndex, on: Day) {
        let record = self.tree.unit(unit);
        if on < record.from {
            reader.fault(
                column,
                FaultKind::BeforeFirstDay,
                on.to_string(),
                &record.from.to_string(),
            );
        } else if let Some(last) = self.tree.last_day(unit).filter(|last| on > *last) {
            reader.fault(column, FaultKind::AfterLastDay, on.to_string(), &last.to_string());
        }
    }

    /// Checks that the day is not later than the present one.
    pub fn check_past(&self, reader: &mut RowReader<'_>, column: &str, on: Day) {
        if on > self.today {
            reader.fault(column, FaultKind::InTheFuture, on.to_string(), &self.today.to_string());
        }
    }

    /// Reads the three columns of a decision.
    pub fn decision(&self, reader: &mut RowReader<'_>) -> Option<Decision> {
        let (no, on, by) = (
            reader.text("decision_no"),
            reader.day("decision_on"),
            reader.text("decision_by"),
        );
        Decision::of(no, on, by)
    }
}

/// Gives the parts of a decision for a content hash.
#[must_use]
pub fn decision_parts(decision: Option<&Decision>) -> [Option<String>; 3] {
    let no = decision.and_then(|decision| decision.no.clone());
    let on = decision.and_then(|decision| decision.on).map(|on| on.to_string());
    [no, on, decision.and_then(|decision| decision.by.clone())]
}

/// Joins the parts of an identity by a sign that no cell can hold, so that two different rows never share one.
#[must_use]
pub fn identity_of(parts: &[&str]) -> String {
    parts.join("\u{1f}")
}

//! Tests of reading: one file for folders of `.csv`, one for `.xlsx`, one for limits.

mod csv;
mod limits;
mod xlsx;

use super::{ReadFaultKind, ReadOutcome, SheetCell};

fn words(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned())
}

fn kinds(outcome: &ReadOutcome) -> Vec<ReadFaultKind> {
    outcome.faults.iter().map(|fault| fault.kind).collect()
}

#[test]
fn every_kind_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<&str> = ReadFaultKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), ReadFaultKind::ALL.len());
}

//! Taking in a foreign list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nennep_core::calendar::Day;
use nennep_documents::sheets::{ForeignFile, read_foreign};

use super::act::{Done, Taking, known_of};
use super::form;
use super::record::{ListReport, ReadRow, RowOutcome};
use crate::catalogs::Catalogs;
use crate::store::{Act, Batch, BatchCounts, Db, Stamp, StoreError, close_batch, open_batch, tree_at};
use crate::web::faults::{Fault, FaultKind, Warning};
use crate::web::foreign::{ForeignLine, ForeignTable, ListNames, read_table};
use crate::web::intake::Report;

/// Says what is asked of taking in a list.
#[derive(Clone, Copy, Debug)]
pub struct ListAsked<'a> {
    /// Which list it is, as the catalogue names it.
    pub list: &'a str,
    /// The day it speaks of, when whoever takes it in says so.
    pub as_of: Option<Day>,
    /// Do everything and take it back.
    pub is_rehearsal: bool,
}

/// Takes in the list at `path`.
///
/// # Errors
/// When the database refuses; what is wrong with the file is in the report.
pub async fn import(
    db: &Db,
    catalogs: &Catalogs,
    path: &Path,
    asked: ListAsked<'_>,
    stamp: Stamp,
) -> Result<ListReport, StoreError> {
    let file = read_foreign(path);
    let label = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let today = stamp.today;
    let Some(list) = catalogs.foreign.list(asked.list) else {
        return Ok(empty(&file, today));
    };
    let mut report = empty(&file, today);
    let tables = tables(&file, catalogs, list, &mut report);
    report.as_of = asked
        .as_of
        .or_else(|| tables.iter().find_map(|table| table.as_of))
        .unwrap_or(today);
    if tables.is_empty() {
        return Ok(report);
    }
    let mut act = Act::begin(db, stamp).await?;
    let head = act.next_no().0 - 1;
    let tree = tree_at(act.tx(), head).await?;
    let batch = Batch {
        file: &label,
        encoding: report.encoding,
        as_of: report.as_of,
    };
    let batch = open_batch(&mut act, batch).await?;
    let mut taking = Taking::new(&tree, today, batch);
    let mut seen = BTreeSet::new();
    for table in &tables {
        take_table(&mut act, &mut taking, table, list, (&mut report, &mut seen)).await?;
    }
    report.report.numbers = act.numbers().map(|(first, last)| [first, last]);
    if asked.is_rehearsal {
        act.rehearse().await?;
    } else {
        close_batch(&mut act, batch, counts(&report)).await?;
        act.commit().await?;
        report.batch = Some(batch);
    }
    Ok(report)
}

fn empty(file: &ForeignFile, today: Day) -> ListReport {
    let faults = file.faults.iter().cloned().map(Fault::of_reading).collect();
    ListReport {
        report: Report {
            faults,
            ..Report::default()
        },
        encoding: file.encoding,
        as_of: today,
        columns: BTreeMap::new(),
        rows: Vec::new(),
        batch: None,
    }
}

/// Finds the tables of a file; sheets out of sight and sheets without a head are told and passed over.
fn tables(file: &ForeignFile, catalogs: &Catalogs, list: &ListNames, report: &mut ListReport) -> Vec<ForeignTable> {
    let mut tables = Vec::new();
    let mut warn = |sheet: &str, kind: &'static str, found: String| {
        report.report.warnings.push(Warning {
            sheet: Some(sheet.to_owned()),
            row: None,
            kind,
            found,
        });
    };
    for sheet in &file.sheets {
        let name = sheet.sheet.name.as_str();
        if sheet.is_hidden {
            warn(name, "hidden_sheet", name.to_owned());
            continue;
        }
        match read_table(sheet, &catalogs.foreign, list) {
            Some(table) => {
                for head in &table.unknown {
                    warn(name, "unknown_column", head.clone());
                }
                tables.push(table);
            }
            None if sheet.sheet.rows.is_empty() => {}
            None => warn(name, "unknown_sheet", name.to_owned()),
        }
    }
    for table in &tables {
        for (column, found) in &table.columns {
            report
                .columns
                .entry(column.clone())
                .or_insert_with(|| found.head.clone());
        }
    }
    if tables.is_empty() && report.report.faults.is_empty() {
        let fault = Fault::new(FaultKind::NoHead, "", &list.needed());
        report.report.faults.push(fault);
    }
    tables
}

async fn take_table(
    act: &mut Act,
    taking: &mut Taking<'_>,
    table: &ForeignTable,
    list: &ListNames,
    (report, seen): (&mut ListReport, &mut BTreeSet<String>),
) -> Result<(), StoreError> {
    // A list that speaks of a day ahead still tells nothing that is yet to come.
    let as_of = report.as_of.min(taking.today);
    let first = report.rows.len();
    let mut lines = Vec::new();
    let mut reads = Vec::new();
    for line in &table.lines {
        if let Some(reason) = line.skipped {
            report.rows.push(RowOutcome {
                sheet: table.label.clone(),
                row: line.number,
                outcome: "skipped",
                reasons: vec![reason.code().to_owned()],
                warnings: Vec::new(),
                values: BTreeMap::new(),
            });
            continue;
        }
        let mut read = form::enterprise(table, line, list, as_of);
        if read.faults.is_empty() && !seen.insert(read.told.tax_code.clone()) {
            let fault = Fault::new(FaultKind::TwiceInFile, &read.told.tax_code, "");
            read.faults
                .push(fault.at(&table.label, Some(line.number), Some("tax_code")));
        }
        if read.faults.is_empty() {
            place(taking, table, line, &mut read);
        }
        lines.push(line.number);
        reads.push(read);
    }
    let known = known_of(act, &reads).await?;
    for (number, mut read) in lines.into_iter().zip(reads) {
        let mut outcome = "held";
        if read.faults.is_empty() {
            let source = format!("{}, dòng {number}", table.source);
            let known = known.get(&read.told.tax_code);
            match taking.take(act, &mut read, table, known, &source).await? {
                Done::Accepted => report.report.accepted += 1,
                Done::Same => report.report.same += 1,
            }
            outcome = "accepted";
        } else {
            report.report.held += 1;
        }
        report.rows.push(told(table, number, outcome, &mut read));
        report.report.faults.append(&mut read.faults);
    }
    if let Some(rows) = report.rows.get_mut(first..) {
        rows.sort_by_key(|row| row.row);
    }
    Ok(())
}

fn place(taking: &Taking<'_>, table: &ForeignTable, line: &ForeignLine, read: &mut ReadRow) {
    read.told.unit = taking.committee(table, line);
    match &read.told.unit {
        Some((_, code)) => {
            read.values.insert("unit", code.clone());
        }
        None => read.warnings.push("unit_queued"),
    }
}

fn told(table: &ForeignTable, number: u32, outcome: &'static str, read: &mut ReadRow) -> RowOutcome {
    RowOutcome {
        sheet: table.label.clone(),
        row: number,
        outcome,
        reasons: read.faults.iter().map(|fault| fault.kind.clone()).collect(),
        warnings: std::mem::take(&mut read.warnings),
        values: std::mem::take(&mut read.values),
    }
}

fn counts(report: &ListReport) -> BatchCounts {
    BatchCounts {
        accepted: report.report.accepted,
        same: report.report.same,
        held: report.report.held,
        skipped: report.rows.iter().filter(|row| row.outcome == "skipped").count() as u64,
    }
}

//! Taking in a foreign list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nennep_core::calendar::Day;
use nennep_core::register::UnitId;
use nennep_core::text::whole;
use nennep_documents::sheets::{ForeignFile, read_foreign};

use super::act::{Taking, known_of};
use super::record::{Change, ListReport, ReadRow, RowOutcome};
use super::{form, rows};
use crate::catalogs::Catalogs;
use crate::store::{
    Act, AuditLine, Batch, BatchCounts, Db, Scope, Stamp, StoreError, close_batch, open_batch, tree_at,
};
use crate::web::faults::{Fault, FaultKind, Warning};
use crate::web::foreign::{ForeignLine, ForeignTable, ListNames, SettledColumns, read_table};
use crate::web::intake::Report;
use crate::web::secrets::Cipher;

/// Says what is asked of taking in a list.
#[derive(Clone, Default)]
pub struct ListAsked<'a> {
    /// Which list it is, as the catalogue names it.
    pub list: &'a str,
    /// The day it speaks of, when whoever takes it in says so.
    pub as_of: Option<Day>,
    /// Do everything and take it back.
    pub is_rehearsal: bool,
    /// Columns settled by hand, before those remembered.
    pub settled: BTreeMap<String, BTreeMap<String, String>>,
    /// Who takes it in on a page; a command may tell of every unit.
    pub officer: Option<ByOfficer<'a>>,
    /// Told how many lines are done, of how many.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// Says who takes a list in.
#[derive(Clone, Copy, Debug)]
pub struct ByOfficer<'a> {
    /// What the officer may do, and where.
    pub scope: &'a Scope,
    /// The unit the list belongs to.
    pub unit: UnitId,
    /// Number of the kept file.
    pub upload: i64,
    /// Seals phone numbers.
    pub cipher: &'a Cipher,
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
    let label = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    take_in(db, catalogs, (&read_foreign(path), &label), &asked, stamp).await
}

/// Takes in a list that was read, with the name of its file.
///
/// # Errors
/// When the database refuses; what is wrong with the file is in the report.
pub(super) async fn take_in(
    db: &Db,
    catalogs: &Catalogs,
    (file, label): (&ForeignFile, &str),
    asked: &ListAsked<'_>,
    stamp: Stamp,
) -> Result<ListReport, StoreError> {
    let today = stamp.today;
    let mut report = empty(file, today);
    let Some(list) = catalogs.foreign.list(asked.list) else {
        return Ok(report);
    };
    let settled = settled(db, asked.list, &asked.settled).await?;
    let tables = tables(file, catalogs, (list, &settled), &mut report);
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
        unit: asked.officer.map(|officer| officer.unit),
        file: label,
        encoding: report.encoding,
        as_of: report.as_of,
    };
    let batch = open_batch(&mut act, batch).await?;
    // Two presses may come before either is done: the file belongs to the batch that claims it first.
    if let Some(officer) = asked.officer.filter(|_| !asked.is_rehearsal)
        && !rows::taken(act.tx(), officer.upload, batch).await?
    {
        report.is_taken = true;
        return Ok(report);
    }
    let mut taking = Taking::new(&tree, today, batch, asked.officer);
    let mut seen = BTreeSet::new();
    let mut steps = Steps {
        done: 0,
        all: tables.iter().map(|table| table.lines.len()).sum(),
        tell: asked.progress,
    };
    for table in &tables {
        take_table(&mut act, &mut taking, table, list, (&mut report, &mut seen, &mut steps)).await?;
    }
    report.report.numbers = act.numbers().map(|(first, last)| [first, last]);
    if asked.is_rehearsal {
        act.rehearse().await?;
    } else {
        close_batch(&mut act, batch, counts(&report)).await?;
        act.audit(trail_line(asked, batch, &report));
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
        is_taken: false,
    }
}

fn trail_line(asked: &ListAsked<'_>, batch: i64, report: &ListReport) -> AuditLine {
    let line = AuditLine::new("list-taken", batch.to_string())
        .with("new", whole(report.count(Change::New)))
        .with("changed", whole(report.count(Change::Changed)))
        .with("held", whole(report.count(Change::Held)));
    match asked.officer {
        Some(officer) => line.at(officer.unit.0),
        None => line,
    }
}

/// Tells how far the taking in has come.
struct Steps<'a> {
    done: usize,
    all: usize,
    tell: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Steps<'_> {
    fn step(&mut self) {
        self.done += 1;
        if let Some(tell) = self
            .tell
            .filter(|_| self.done.is_multiple_of(STEP_LINES) || self.done == self.all)
        {
            tell(self.done, self.all);
        }
    }
}

/// Lines between two tellings.
const STEP_LINES: usize = 200;

/// Gives the columns settled by hand: those of this file, and those remembered of heads of the same shape.
pub(super) async fn settled(
    db: &Db,
    list: &str,
    now: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<SettledColumns, StoreError> {
    let mut tx = db.read().await?;
    let mut settled = rows::remembered(&mut tx, list).await?;
    tx.rollback().await?;
    for (shape, columns) in now {
        settled.settle(shape.clone(), columns.clone());
    }
    Ok(settled)
}

/// Finds the tables of a file; sheets out of sight and sheets without a head are told and passed over.
fn tables(
    file: &ForeignFile,
    catalogs: &Catalogs,
    (list, settled): (&ListNames, &SettledColumns),
    report: &mut ListReport,
) -> Vec<ForeignTable> {
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
        match read_table(sheet, &catalogs.foreign, list, settled) {
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
    (report, seen, steps): (&mut ListReport, &mut BTreeSet<String>, &mut Steps<'_>),
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
                change: Change::Skipped,
            });
            steps.step();
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
        let known = known.get(&read.told.tax_code).filter(|_| read.faults.is_empty());
        if read.faults.is_empty()
            && let Some((column, found)) = taking.outside(&read, known)
        {
            let fault = Fault::new(FaultKind::UnitNotInScope, found, "");
            read.faults.push(fault.at(&table.label, Some(number), Some(column)));
        }
        let mut change = Change::Held;
        if read.faults.is_empty() {
            let source = format!("{}, dòng {number}", table.source);
            taking.seal_phone(&mut read)?;
            change = taking.take(act, &mut read, table, known, &source).await?;
        }
        match change {
            Change::New | Change::Changed => report.report.accepted += 1,
            Change::Same => report.report.same += 1,
            Change::Held | Change::Skipped => report.report.held += 1,
        }
        report.rows.push(told(table, number, change, &mut read));
        report.report.faults.append(&mut read.faults);
        steps.step();
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

fn told(table: &ForeignTable, number: u32, change: Change, read: &mut ReadRow) -> RowOutcome {
    RowOutcome {
        sheet: table.label.clone(),
        row: number,
        outcome: if change == Change::Held { "held" } else { "accepted" },
        change,
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

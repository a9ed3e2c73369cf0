//! The programme workbook: every sheet to its feature, in the order in which rows lean on one another.

use std::path::Path;

use nennep_documents::sheets::{self, Workbook};

use crate::catalogs::Catalogs;
use crate::features::{claims, enterprises, facts, targets, units};
use crate::store::{Act, Db, Stamp, StoreError, tree_at};
use crate::web::faults::Fault;
use crate::web::intake::{Intake, Report};
use crate::web::sheet::FoundSheet;

/// Says what to do with what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Keep the good rows, hold back the bad.
    KeepGood,
    /// Keep nothing when one row is bad.
    AllOrNothing,
    /// Do everything and take it back.
    Rehearse,
}

/// Is told how far an import is.
pub trait Progress: Sync {
    /// The number of rows to do.
    fn begin(&self, rows: u64);
    /// Rows done.
    fn advance(&self, rows: u64);
    /// All done.
    fn finish(&self);
}

/// Tells nobody.
#[derive(Debug)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _rows: u64) {}
    fn advance(&self, _rows: u64) {}
    fn finish(&self) {}
}

/// Imports the workbook at `path`, one `.xlsx` or a folder of `.csv`.
///
/// # Errors
/// When the database refuses; what is wrong with the file is in the report.
pub async fn import_path(
    db: &Db,
    catalogs: &Catalogs,
    path: &Path,
    mode: Mode,
    stamp: Stamp,
    progress: &dyn Progress,
) -> Result<Report, StoreError> {
    let outcome = sheets::read(path);
    let faults = outcome.faults.into_iter().map(Fault::of_reading).collect();
    import_workbook(db, catalogs, (outcome.workbook, faults), mode, stamp, progress).await
}

/// Imports a workbook that was read, with the faults of its reading.
///
/// # Errors
/// When the database refuses.
pub async fn import_workbook(
    db: &Db,
    catalogs: &Catalogs,
    read: (Workbook, Vec<Fault>),
    mode: Mode,
    stamp: Stamp,
    progress: &dyn Progress,
) -> Result<Report, StoreError> {
    let (workbook, faults) = read;
    let mut act = Act::begin(db, stamp).await?;
    let head = act.next_no().0 - 1;
    let mut intake = Intake {
        tree: tree_at(act.tx(), head).await?,
        kinds: &catalogs.kinds,
        catalog: &catalogs.indicators,
        today: act.stamp().today,
        report: Report {
            // A row that could not even be read is held back like any other.
            held: faults.iter().filter(|fault| fault.row.is_some()).count() as u64,
            faults,
            ..Report::default()
        },
        lessened: std::collections::BTreeSet::new(),
        scope: None,
        first_new: head + 1,
    };
    let found = find_sheets(&mut intake, catalogs, workbook);
    progress.begin(found.iter().map(|sheet| sheet.rows.len() as u64).sum());
    take_in(&mut intake, &mut act, &found, progress).await?;
    facts::warn_of_negative_stock(&mut intake, &mut act).await?;
    progress.finish();
    let mut report = intake.report;
    report.numbers = act.numbers().map(|(first, last)| [first, last]);
    match mode {
        Mode::Rehearse => act.rehearse().await?,
        Mode::AllOrNothing if !report.faults.is_empty() => {
            act.rehearse().await?;
            report.held += report.accepted;
            report.accepted = 0;
            report.numbers = None;
        }
        Mode::KeepGood | Mode::AllOrNothing => act.commit().await?,
    }
    Ok(report)
}

/// Sheets and columns nobody knows are told once and passed over.
fn find_sheets(intake: &mut Intake<'_>, catalogs: &Catalogs, workbook: Workbook) -> Vec<FoundSheet> {
    let mut found = Vec::new();
    for sheet in workbook.sheets {
        let name = sheet.name.clone();
        let Some(mut sheet) = catalogs.columns.find(sheet) else {
            intake.warn(&name, None, "unknown_sheet", name.clone());
            continue;
        };
        for head in std::mem::take(&mut sheet.unknown) {
            intake.warn(&sheet.label, None, "unknown_column", head);
        }
        for head in std::mem::take(&mut sheet.twice) {
            intake.warn(&sheet.label, None, "column_named_twice", head);
        }
        if !sheet.faults.is_empty() {
            intake.report.held += sheet.rows.len() as u64;
            intake.report.faults.append(&mut sheet.faults);
            sheet.rows.clear();
        }
        found.push(sheet);
    }
    found
}

async fn take_in(
    intake: &mut Intake<'_>,
    act: &mut Act,
    found: &[FoundSheet],
    progress: &dyn Progress,
) -> Result<(), StoreError> {
    let (unit_sheets, event_sheets): (Vec<_>, Vec<_>) = (split(found, "units"), split(found, "unit_events"));
    units::import(intake, act, &unit_sheets, &event_sheets).await?;
    for sheet in unit_sheets.iter().chain(&event_sheets) {
        progress.advance(sheet.rows.len() as u64);
    }
    for sheet in of(found, "enterprises") {
        enterprises::import(intake, act, sheet).await?;
        progress.advance(sheet.rows.len() as u64);
    }
    for sheet in of(found, "facts") {
        facts::import(intake, act, sheet, &|rows| progress.advance(rows)).await?;
    }
    for sheet in of(found, "reversals") {
        facts::import_reversals(intake, act, sheet).await?;
        progress.advance(sheet.rows.len() as u64);
    }
    for sheet in of(found, "targets") {
        targets::import(intake, act, sheet).await?;
        progress.advance(sheet.rows.len() as u64);
    }
    for sheet in of(found, "claims") {
        claims::import(intake, act, sheet).await?;
        progress.advance(sheet.rows.len() as u64);
    }
    Ok(())
}

fn of<'a>(found: &'a [FoundSheet], name: &'a str) -> impl Iterator<Item = &'a FoundSheet> {
    found.iter().filter(move |sheet| sheet.name == name)
}

fn split<'a>(found: &'a [FoundSheet], name: &'a str) -> Vec<&'a FoundSheet> {
    of(found, name).collect()
}

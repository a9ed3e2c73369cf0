//! Looking at a file, taking it in and undoing it, beside the requests: each may be of a hundred thousand rows.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use anyhow::Context as _;
use nennep_core::register::{TaxCode, UnitId};
use nennep_core::text::whole;
use nennep_documents::sheets::{ForeignFile, read_foreign};

use super::import::{ByOfficer, ListAsked, settled, take_in};
use super::record::{Change, HeldFault, HeldRow, ListReport, Looked, SheetLook, Upload};
use super::rows;
use crate::store::{Act, AuditLine, Db, Scope, Stamp, StoreError, Undone, phone_sought, undo_batch};
use crate::web::clock::Now;
use crate::web::faults::Fault;
use crate::web::fields::days_as_read;
use crate::web::foreign::{likely_heads, read_table, shape_of};
use crate::web::house::House;
use crate::web::jobs::{Jobs, Progress};
use crate::web::sheet::text_of;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Days a file is kept after it was chosen: long enough to mend its held rows.
const KEPT_DAYS: i64 = 7;

/// Rows that would come in and are shown.
const FIRST_ROWS: usize = 50;

/// Values shown under a head.
const SAMPLES: usize = 3;

/// Looks at files, by the number of the file.
static LOOKS: LazyLock<Jobs<Looked>> = LazyLock::new(Jobs::default);

/// Taking in, by the number of the file.
static TAKINGS: LazyLock<Jobs<Looked>> = LazyLock::new(Jobs::default);

/// Undoing, by the number of the batch.
static UNDOINGS: LazyLock<Jobs<Undone>> = LazyLock::new(Jobs::default);

/// Who asks for a work.
struct Asker {
    house: House,
    scope: Scope,
    stamp: Stamp,
    words: Words,
}

impl Asker {
    fn of(visit: &Visit) -> Self {
        Self {
            house: visit.house.clone(),
            scope: visit.scope.clone(),
            stamp: visit.stamp(),
            words: visit.words,
        }
    }
}

/// Tells how far a look at a file is; begins one where none is known.
pub(super) fn look(visit: &Visit, upload: &Upload) -> Progress<Looked> {
    match LOOKS.progress(upload.id) {
        Some(progress) => progress,
        None => look_again(visit, upload),
    }
}

/// Looks at a file anew, after its columns were settled otherwise.
pub(super) fn look_again(visit: &Visit, upload: &Upload) -> Progress<Looked> {
    begin(&LOOKS, visit, upload, true)
}

/// Takes a file in.
pub(super) fn take(visit: &Visit, upload: &Upload) -> Progress<Looked> {
    if let Some(running @ Progress::Running { .. }) = TAKINGS.progress(upload.id) {
        return running;
    }
    begin(&TAKINGS, visit, upload, false)
}

/// Tells how far taking a file in is; `None` where nobody began it in this process.
pub(super) fn taking(upload: &Upload) -> Option<Progress<Looked>> {
    TAKINGS.progress(upload.id)
}

/// Gives the instant since which a file must have been chosen to be there still.
pub(super) fn kept_since(now: Now) -> String {
    now.at_plus(-KEPT_DAYS * 86_400)
}

/// Forgets files whose time is over; gives how many. The house does so every hour.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(db: &Db, now: Now) -> Result<u64, StoreError> {
    let mut tx = db.write().await?;
    let forgotten = rows::forget_before(&mut tx, &kept_since(now)).await?;
    tx.commit().await?;
    Ok(forgotten)
}

fn begin(jobs: &'static Jobs<Looked>, visit: &Visit, upload: &Upload, is_rehearsal: bool) -> Progress<Looked> {
    let running = |done, all| Progress::Running { done, all };
    jobs.tell(upload.id, running(0, 1));
    let (asker, upload) = (Asker::of(visit), upload.clone());
    tokio::spawn(async move {
        let tell = |done, all| jobs.tell(upload.id, running(done, all));
        match work(&asker, &upload, is_rehearsal, &tell).await {
            Ok(Some(looked)) => jobs.tell(upload.id, Progress::Done(Arc::new(looked))),
            Ok(None) => jobs.forget(upload.id),
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    upload = upload.id,
                    "a list could not be read"
                );
                jobs.tell(upload.id, Progress::Failed);
            }
        }
    });
    running(0, 1)
}

/// Reads a file and takes it in, or rehearses that; none where somebody took it in meanwhile.
async fn work(
    asker: &Asker,
    upload: &Upload,
    is_rehearsal: bool,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> anyhow::Result<Option<Looked>> {
    let house = &asker.house;
    let file = open(house, upload).await?;
    let asked = ListAsked {
        list: &upload.list,
        as_of: upload.as_of,
        is_rehearsal,
        settled: upload.columns.clone(),
        officer: Some(ByOfficer {
            scope: &asker.scope,
            unit: UnitId(upload.unit),
            upload: upload.id,
            cipher: &house.cipher,
        }),
        progress: Some(tell),
    };
    let stamp = asker.stamp.clone();
    let report = take_in(&house.db, &house.catalogs, (&file, &upload.file), &asked, stamp).await?;
    if report.is_taken {
        return Ok(None);
    }
    let sheets = sheets(house, upload, &file).await?;
    let looked = looked(asker, report, sheets);
    if looked.batch.is_some() {
        keep_taken(asker, upload, &looked).await?;
    }
    Ok(Some(looked))
}

/// Keeps which rows were held back, and how columns were settled: the next file of this shape needs no hand.
async fn keep_taken(asker: &Asker, upload: &Upload, looked: &Looked) -> anyhow::Result<()> {
    let held = serde_json::to_string(&looked.held)?;
    let held = asker.house.cipher.seal(&held)?;
    let mut tx = asker.house.db.write().await?;
    rows::keep_held(&mut tx, upload.id, &held).await?;
    let by = (asker.stamp.at.as_str(), asker.stamp.officer.as_str());
    rows::remember(&mut tx, &upload.list, &upload.columns, by).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a kept file and reads it; on the disk it lies open only while it is read, in a folder nobody else may enter.
pub(super) async fn open(house: &House, upload: &Upload) -> anyhow::Result<ForeignFile> {
    let mut tx = house.db.read().await?;
    let (sealed, _) = rows::sealed(&mut tx, upload.id)
        .await?
        .context("the file is no longer kept")?;
    tx.rollback().await?;
    let (name, cipher) = (upload.file.clone(), house.cipher.clone());
    tokio::task::spawn_blocking(move || {
        let bytes = cipher.open_bytes(&sealed)?;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        let file = read_foreign(&path);
        folder.close()?;
        anyhow::Ok(file)
    })
    .await?
}

/// Reads the rows of a file that were held back when it was taken in.
pub(super) async fn held_of(house: &House, upload: &Upload) -> anyhow::Result<Vec<HeldRow>> {
    if let Some(Progress::Done(looked)) = TAKINGS.progress(upload.id).or_else(|| LOOKS.progress(upload.id)) {
        return Ok(looked.held.clone());
    }
    let mut tx = house.db.read().await?;
    let sealed = rows::sealed(&mut tx, upload.id).await?.and_then(|(_, held)| held);
    tx.rollback().await?;
    Ok(match sealed {
        Some(sealed) => serde_json::from_str(&house.cipher.open(&sealed)?)?,
        None => Vec::new(),
    })
}

/// Notes in the trail who takes the held rows of a file: names and numbers as they came.
pub(super) async fn note_held(visit: &Visit, upload: &Upload, count: usize) -> Result<(), StoreError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let line = AuditLine::new("held-rows-read", upload.file.clone()).at(upload.unit);
    act.audit(line.with("count", whole(count)));
    act.commit().await
}

/// Tells of every sheet in sight which of its heads are which of our columns.
async fn sheets(house: &House, upload: &Upload, file: &ForeignFile) -> anyhow::Result<Vec<SheetLook>> {
    let names = &house.catalogs.foreign;
    let list = names.list(&upload.list).context("no such list")?;
    let settled = settled(&house.db, &upload.list, &upload.columns).await?;
    let mut looks = Vec::new();
    for sheet in file.sheets.iter().filter(|sheet| !sheet.is_hidden) {
        let table = read_table(sheet, names, list, &settled);
        let Some(heads) = table
            .as_ref()
            .map(|table| table.heads.clone())
            .or_else(|| likely_heads(sheet))
        else {
            continue;
        };
        let columns = table.as_ref().map(|table| &table.columns).into_iter().flatten();
        let rows = table.as_ref().map(|table| &table.lines).into_iter().flatten();
        let rows: Vec<_> = rows.filter(|line| line.skipped.is_none()).take(SAMPLES).collect();
        let phones = table.as_ref().and_then(|table| table.columns.get("phone"));
        let phones = phones.map(|found| found.head.clone());
        let sample = |place: usize| {
            let is_phones = phones.is_some() && heads.get(place) == phones.as_ref();
            let values = rows.iter().filter_map(|line| line.cells.get(place).and_then(text_of));
            values
                .map(|text| masked(text, is_phones))
                .collect::<Vec<_>>()
                .join(" · ")
        };
        looks.push(SheetLook {
            name: sheet.sheet.name.clone(),
            shape: shape_of(&heads),
            samples: (0..heads.len()).map(sample).collect(),
            columns: columns
                .map(|(name, found)| (name.clone(), found.head.clone()))
                .collect(),
            heads,
        });
    }
    Ok(looks)
}

/// Shows of a phone number its end; a column that is not known yet may hold numbers too, which are told from tax codes by
/// the digit that checks these.
fn masked(text: String, is_phone: bool) -> String {
    if is_phone || (phone_sought(&text).is_some() && TaxCode::read(&text).is_err()) {
        let letters = text.chars().count();
        let end: String = text.chars().skip(letters.saturating_sub(3)).collect();
        return format!("••• ••• {end}");
    }
    text
}

fn looked(asker: &Asker, report: ListReport, sheets: Vec<SheetLook>) -> Looked {
    let counts = [
        ("new", Change::New),
        ("changed", Change::Changed),
        ("same", Change::Same),
        ("held", Change::Held),
        ("skipped", Change::Skipped),
    ];
    let counts = counts.map(|(name, change)| (name, report.count(change))).into();
    let mut warnings: BTreeMap<&'static str, usize> = BTreeMap::new();
    for warning in report.rows.iter().flat_map(|row| &row.warnings) {
        *warnings.entry(warning).or_default() += 1;
    }
    for warning in &report.report.warnings {
        *warnings.entry(warning.kind).or_default() += 1;
    }
    let language = asker.words.language;
    let (of_rows, of_file): (Vec<Fault>, Vec<Fault>) = report
        .report
        .faults
        .into_iter()
        .map(|fault| fault.said_in(language))
        .partition(|fault| fault.row.is_some());
    let is_coming = |change: Change| matches!(change, Change::New | Change::Changed);
    Looked {
        sheets,
        encoding: report.encoding,
        as_of: report.as_of,
        counts,
        warnings,
        faults: of_file,
        held: held(of_rows),
        first: report
            .rows
            .into_iter()
            .filter(|row| is_coming(row.change))
            .take(FIRST_ROWS)
            .collect(),
        batch: report.batch,
    }
}

fn held(faults: Vec<Fault>) -> Vec<HeldRow> {
    let mut held: Vec<HeldRow> = Vec::new();
    for fault in faults {
        let (sheet, row) = (fault.sheet.unwrap_or_default(), fault.row.unwrap_or_default());
        let told = HeldFault {
            column: fault.column.unwrap_or_default(),
            found: fault.found,
            expected: days_as_read(&fault.expected),
            remedy: fault.remedy,
        };
        match held.last_mut().filter(|known| known.sheet == sheet && known.row == row) {
            Some(known) => known.faults.push(told),
            None => held.push(HeldRow {
                sheet,
                row,
                faults: vec![told],
            }),
        }
    }
    held
}

/// Takes a batch back beside the requests.
pub(super) fn undo(visit: &Visit, batch: i64, unit: Option<i64>) -> Progress<Undone> {
    if let Some(running @ Progress::Running { .. }) = UNDOINGS.progress(batch) {
        return running;
    }
    let running = || Progress::Running { done: 0, all: 0 };
    UNDOINGS.tell(batch, running());
    let asker = Asker::of(visit);
    tokio::spawn(async move {
        match undone(&asker, batch, unit).await {
            Ok(undone) => UNDOINGS.tell(batch, Progress::Done(Arc::new(undone))),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), batch, "a batch could not be undone");
                UNDOINGS.tell(batch, Progress::Failed);
            }
        }
    });
    running()
}

/// Tells how far undoing a batch is; `None` where nobody began it in this process.
pub(super) fn undoing(batch: i64) -> Option<Progress<Undone>> {
    UNDOINGS.progress(batch)
}

async fn undone(asker: &Asker, batch: i64, unit: Option<i64>) -> anyhow::Result<Undone> {
    let mut act = Act::begin(&asker.house.db, asker.stamp.clone()).await?;
    let undone = undo_batch(&mut act, batch).await?;
    let number = |number: u64| whole(number);
    let line = AuditLine::new("list-undone", batch.to_string())
        .with("removed", number(undone.removed))
        .with("restored", number(undone.restored))
        .with("kept", number(undone.kept));
    act.audit(match unit {
        Some(unit) => line.at(unit),
        None => line,
    });
    act.commit().await?;
    Ok(undone)
}

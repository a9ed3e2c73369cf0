//! One taking in of a foreign list, undone as one.

use nennep_core::calendar::Day;
use nennep_core::ledger;
use nennep_core::register::UnitId;

use super::heads::see_again;
use super::listing::take_back;
use super::rows::{self, Listed, listed};
use crate::store::{Act, StoreError, Value, next_id};

/// Holds where a batch was taken from.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The unit it belongs to; none for one taken in by a command.
    pub unit: Option<UnitId>,
    /// Name of the file.
    pub file: &'a str,
    /// How its letters were written.
    pub encoding: &'a str,
    /// The day the list speaks of.
    pub as_of: Day,
}

/// Counts what became of the rows of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchCounts {
    /// Rows new or brought up to date.
    pub accepted: u64,
    /// Rows known with the same content.
    pub same: u64,
    /// Rows held back.
    pub held: u64,
    /// Lines that are no enterprise: totals, notes, heads.
    pub skipped: u64,
}

/// Says what undoing a batch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Enterprises taken out of the list again.
    pub removed: u64,
    /// Enterprises described again as before.
    pub restored: u64,
    /// Enterprises left as they are, since something was told of them later.
    pub kept: u64,
}

/// Opens a batch; gives the number under which what it tells is kept.
///
/// # Errors
/// When the database refuses.
pub async fn open_batch(act: &mut Act, batch: Batch<'_>) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "import_batch").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into import_batch (id, sort, file, encoding, as_of, made_at, made_by, accepted, same, held, skipped, unit_id) \
        values ($1, 'enterprises', $2, $3, $4, $5, $6, 0, 0, 0, 0, $7)";
    let values: [Value; 7] = [
        id.into(),
        batch.file.into(),
        batch.encoding.into(),
        batch.as_of.to_string().into(),
        at.into(),
        by.into(),
        batch.unit.map(|unit| unit.0).into(),
    ];
    act.tx().execute(sql, &values).await?;
    Ok(id)
}

/// Keeps what became of the rows of a batch.
///
/// # Errors
/// When the database refuses.
pub async fn close_batch(act: &mut Act, id: i64, counts: BatchCounts) -> Result<(), StoreError> {
    let whole = |count: u64| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let sql = "update import_batch set accepted = $1, same = $2, held = $3, skipped = $4 where id = $5";
    let values = [
        whole(counts.accepted),
        whole(counts.same),
        whole(counts.held),
        whole(counts.skipped),
        id.into(),
    ];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

/// Keeps what a batch tells of an enterprise, by the batch's number and its own, and the hash of what is told; `before` is
/// what is known of it with the columns that change, none for one that was not known.
///
/// # Errors
/// When what stood there cannot be written down.
pub fn keep_told(
    act: &mut Act,
    (batch, enterprise): (i64, i64),
    content: &str,
    before: Option<(&Listed, &[&'static str])>,
) -> Result<(), StoreError> {
    let before = before
        .map(|(known, changed)| {
            let mut told: Vec<(&str, Option<&str>)> =
                changed.iter().map(|column| (*column, known.told(column))).collect();
            told.push(("content", Some(&known.content)));
            serde_json::to_string(&told).map_err(|_| bad_change(enterprise))
        })
        .transpose()?;
    act.import_change(vec![batch.into(), enterprise.into(), before.into(), content.into()]);
    Ok(())
}

fn bad_change(enterprise: i64) -> StoreError {
    StoreError::BadRow {
        table: "import_change",
        no: enterprise,
        column: "before",
    }
}

/// Tables that name an enterprise something was done with.
const NAMED_BY: [&str; 5] = [
    "case_host",
    "campaign_part",
    "dialogue_host",
    "matter",
    "enterprise_organization",
];

/// Takes a batch back: what it entered leaves the list, what it changed is described as before.
///
/// Enterprises of which something was told later stay as they are: another import, or, of one the batch entered, a fact about
/// it or anything that was done with it.
/// A batch that was undone before is left alone.
///
/// # Errors
/// When the database refuses.
pub async fn undo_batch(act: &mut Act, id: i64) -> Result<Undone, StoreError> {
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "update import_batch set undone_at = $1, undone_by = $2 where id = $3 and undone_at is null";
    let mut undone = Undone::default();
    if act.tx().execute(sql, &[at.into(), by.into(), id.into()]).await? == 0 {
        return Ok(undone);
    }
    let named = NAMED_BY.map(|table| format!("or exists (select 1 from {table} n where n.enterprise_id = p.id)"));
    let sql = format!(
        "select p.tax_code, i.before, cast(case when p.content <> i.content or (i.before is null and (exists \
        (select 1 from fact f join entry e on e.no = f.no where f.enterprise = p.tax_code and e.sort = 'fact') {})) \
        then 1 else 0 end as bigint) from import_change i join enterprise p on p.id = i.enterprise_id \
        where i.batch_id = $1 order by p.id",
        named.join(" ")
    );
    let mut told = Vec::new();
    for row in act.tx().rows(&sql, &[id.into()]).await? {
        told.push((row.text(0)?, row.optional_text(1)?, row.int(2)? == 1));
    }
    let codes: Vec<&str> = told.iter().map(|(code, ..)| code.as_str()).collect();
    let known = listed(act, &codes).await?;
    for (code, before, is_told_later) in &told {
        let Some(known) = known.get(code).filter(|_| !is_told_later) else {
            undone.kept += 1;
            continue;
        };
        match before {
            Some(before) => {
                restore(act, code, known, before).await?;
                undone.restored += 1;
            }
            None => {
                remove(act, known).await?;
                undone.removed += 1;
            }
        }
    }
    Ok(undone)
}

async fn remove(act: &mut Act, known: &Listed) -> Result<(), StoreError> {
    leave_the_book(act, known).await?;
    act.flush().await?;
    for sql in [
        "delete from import_change where enterprise_id = $1",
        "delete from enterprise where id = $1",
    ] {
        act.tx().execute(sql, &[known.id.into()]).await?;
    }
    Ok(())
}

async fn leave_the_book(act: &mut Act, known: &Listed) -> Result<(), StoreError> {
    if let Some(line) = known.ended {
        take_back(act, known, line, ledger::Enterprise::Ended).await?;
    }
    if let Some(line) = known.listed {
        take_back(act, known, line, ledger::Enterprise::Listed).await?;
    }
    Ok(())
}

/// Whole numbers among the columns that are told.
const NUMBERS: [&str; 6] = [
    "unit_id",
    "owner_foreign",
    "workers",
    "workers_female",
    "party_members",
    "union_members",
];

async fn restore(act: &mut Act, tax_code: &str, known: &Listed, before: &str) -> Result<(), StoreError> {
    let before: Vec<(String, Option<String>)> = serde_json::from_str(before).map_err(|_| bad_change(known.id))?;
    let was_missing = |column: &str| before.iter().any(|(name, text)| name == column && text.is_none());
    let mut sets: Vec<(&str, Value)> = before
        .iter()
        .map(|(column, text)| {
            let value = if NUMBERS.contains(&column.as_str()) {
                Value::OptionalInt(text.as_deref().and_then(|text| text.parse().ok()))
            } else {
                Value::OptionalText(text.clone())
            };
            (column.as_str(), value)
        })
        .collect();
    // It waited for a kind or a committee before: it waits again, and is not counted.
    if was_missing("kind") || was_missing("unit_id") {
        leave_the_book(act, known).await?;
        sets.push(("listed_no", Value::OptionalInt(None)));
        sets.push(("ended_no", Value::OptionalInt(None)));
    }
    if let Some((_, Some(name))) = before.iter().find(|(column, _)| column == "name") {
        sets.extend(rows::sought_by(name));
    }
    rows::set(act, tax_code, sets).await?;
    see_again(act.tx(), known.id).await
}

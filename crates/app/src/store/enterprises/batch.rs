//! One taking in of a foreign list: told about, and undone as one.

use nennep_core::ledger;

use super::listing::take_back;
use super::rows::{self, Listed, listed};
use crate::store::{Act, Row, StoreError, Tx, Value};

/// Holds what is kept of one taking in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Name of the file.
    pub file: String,
    /// How its letters were written.
    pub encoding: String,
    /// The day the list speaks of.
    pub as_of: String,
    /// The unit whose officer took it in; none for a command.
    pub unit: Option<i64>,
    /// Rows new or brought up to date.
    pub accepted: i64,
    /// Rows known with the same content.
    pub same: i64,
    /// Rows held back.
    pub held: i64,
    /// Rows that are no enterprise: totals, notes, heads.
    pub skipped: i64,
}

/// Holds a batch as it is kept.
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// Its number.
    pub id: i64,
    /// What is kept of it.
    pub batch: Batch,
    /// Instant it was taken in.
    pub made_at: String,
    /// Who took it in.
    pub made_by: String,
    /// Instant and officer of its undoing.
    pub undone: Option<(String, String)>,
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

/// Gives the number the next batch takes.
pub(super) async fn next_batch(tx: &mut Tx) -> Result<i64, StoreError> {
    tx.row("select coalesce(max(id), 0) + 1 from import_batch", &[])
        .await?
        .map_or(Ok(1), |row| row.int(0))
}

/// Keeps a batch; gives its number. What it changes is written under that number afterwards.
///
/// # Errors
/// When the database refuses.
pub async fn keep_batch(act: &mut Act, batch: &Batch) -> Result<i64, StoreError> {
    let id = next_batch(act.tx()).await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into import_batch (id, sort, file, encoding, as_of, made_at, made_by, unit_id, accepted, same, held, skipped) \
        values ($1, 'enterprises', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values: [Value; 11] = [
        id.into(),
        batch.file.as_str().into(),
        batch.encoding.as_str().into(),
        batch.as_of.as_str().into(),
        at.into(),
        by.into(),
        batch.unit.into(),
        batch.accepted.into(),
        batch.same.into(),
        batch.held.into(),
        batch.skipped.into(),
    ];
    act.tx().execute(sql, &values).await?;
    Ok(id)
}

/// Keeps how a known enterprise was described before the batch changes it.
///
/// # Errors
/// When the database refuses.
pub async fn keep_before(
    act: &mut Act,
    batch: i64,
    known: &Listed,
    changed: &[&'static str],
) -> Result<(), StoreError> {
    let mut before: Vec<(&str, Option<&str>)> = changed.iter().map(|column| (*column, known.told(column))).collect();
    before.push(("content", Some(&known.content)));
    let text = serde_json::to_string(&before).map_err(|_| StoreError::BadRow {
        table: "import_change",
        no: known.id,
        column: "before",
    })?;
    let sql = "insert into import_change (batch_id, enterprise_id, before) values ($1, $2, $3)";
    act.tx()
        .execute(sql, &[batch.into(), known.id.into(), text.into()])
        .await?;
    Ok(())
}

const COLUMNS: &str =
    "id, file, encoding, as_of, unit_id, accepted, same, held, skipped, made_at, made_by, undone_at, undone_by";

fn read(row: &Row) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        id: row.int(0)?,
        batch: Batch {
            file: row.text(1)?,
            encoding: row.text(2)?,
            as_of: row.text(3)?,
            unit: row.optional_int(4)?,
            accepted: row.int(5)?,
            same: row.int(6)?,
            held: row.int(7)?,
            skipped: row.int(8)?,
        },
        made_at: row.text(9)?,
        made_by: row.text(10)?,
        undone: row.optional_text(11)?.zip(row.optional_text(12)?),
    })
}

/// Gives the latest batches, the newest first; whoever asks leaves out those outside the scope.
///
/// # Errors
/// When the database refuses.
pub async fn batches(tx: &mut Tx, most: i64) -> Result<Vec<BatchRow>, StoreError> {
    let sql = format!("select {COLUMNS} from import_batch order by id desc limit $1");
    tx.rows(&sql, &[most.into()]).await?.iter().map(read).collect()
}

/// Gives one batch.
///
/// # Errors
/// When the database refuses.
pub async fn batch(tx: &mut Tx, id: i64) -> Result<Option<BatchRow>, StoreError> {
    let sql = format!("select {COLUMNS} from import_batch where id = $1");
    tx.row(&sql, &[id.into()]).await?.map(|row| read(&row)).transpose()
}

/// Takes a batch back: what it entered leaves the list, what it changed is described as before.
///
/// Enterprises of which something was told later stay as they are: another import, a survey, any other fact.
///
/// # Errors
/// When the database refuses.
pub async fn undo_batch(act: &mut Act, id: i64) -> Result<Undone, StoreError> {
    let mut undone = Undone::default();
    let later = "exists (select 1 from import_change c where c.enterprise_id = p.id and c.batch_id > $1)";
    let told =
        "exists (select 1 from fact f join entry e on e.no = f.no where f.enterprise = p.tax_code and e.sort = 'fact')";
    let sql = format!(
        "select tax_code, cast(case when {later} or {told} then 1 else 0 end as bigint) from enterprise p where batch_id = $1 order by id"
    );
    for (known, is_kept) in known(act, &sql, id).await? {
        if is_kept {
            undone.kept += 1;
            continue;
        }
        leave_the_book(act, &known).await?;
        act.flush().await?;
        for table in ["head_count", "import_change"] {
            let sql = format!("delete from {table} where enterprise_id = $1");
            act.tx().execute(&sql, &[known.id.into()]).await?;
        }
        act.tx()
            .execute("delete from enterprise where id = $1", &[known.id.into()])
            .await?;
        undone.removed += 1;
    }
    let sql = format!(
        "select p.tax_code, cast(case when {later} then 1 else 0 end as bigint), i.before from import_change i \
        join enterprise p on p.id = i.enterprise_id where i.batch_id = $1 order by p.id"
    );
    let rows = act.tx().rows(&sql, &[id.into()]).await?;
    for row in rows {
        if row.int(1)? == 1 {
            undone.kept += 1;
            continue;
        }
        restore(act, &row.text(0)?, &row.text(2)?).await?;
        undone.restored += 1;
    }
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "update import_batch set undone_at = $1, undone_by = $2 where id = $3";
    act.tx().execute(sql, &[at.into(), by.into(), id.into()]).await?;
    Ok(undone)
}

async fn known(act: &mut Act, sql: &str, id: i64) -> Result<Vec<(Listed, bool)>, StoreError> {
    let mut asked = Vec::new();
    for row in act.tx().rows(sql, &[id.into()]).await? {
        asked.push((row.text(0)?, row.int(1)? == 1));
    }
    let codes: Vec<&str> = asked.iter().map(|(code, _)| code.as_str()).collect();
    let mut known = listed(act, &codes).await?;
    Ok(asked
        .iter()
        .filter_map(|(code, is_kept)| known.remove(code).map(|listed| (listed, *is_kept)))
        .collect())
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

async fn restore(act: &mut Act, tax_code: &str, before: &str) -> Result<(), StoreError> {
    let bad = StoreError::BadRow {
        table: "import_change",
        no: 0,
        column: "before",
    };
    let before: Vec<(String, Option<String>)> = serde_json::from_str(before).map_err(|_| bad)?;
    let had = |column: &str| before.iter().any(|(name, text)| name == column && text.is_none());
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
    if had("kind") || had("unit_id") {
        if let Some(known) = listed(act, &[tax_code]).await?.remove(tax_code) {
            leave_the_book(act, &known).await?;
        }
        sets.push(("listed_no", Value::OptionalInt(None)));
        sets.push(("ended_no", Value::OptionalInt(None)));
    }
    if let Some((_, Some(name))) = before.iter().find(|(column, _)| column == "name") {
        sets.push(("folded", nennep_core::text::fold(name).into()));
        sets.push(("name_key", nennep_core::text::sort_key(name).into()));
    }
    rows::set(act, tax_code, sets).await
}

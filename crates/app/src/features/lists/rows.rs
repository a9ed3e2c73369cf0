//! What is kept of files: settled columns, files between choosing and taking in, and batches.

use std::collections::BTreeMap;

use super::record::{BatchRow, Settled, Upload};
use crate::store::{Row, StoreError, Tx, Value, officer_name};
use crate::web::foreign::SettledColumns;

/// Batches shown, the latest first.
const BATCHES: i64 = 200;

/// Reads the columns settled by hand for heads of every shape.
pub(super) async fn remembered(tx: &mut Tx, list: &str) -> Result<SettledColumns, StoreError> {
    let mut settled = SettledColumns::default();
    let rows = tx
        .rows(
            "select heads, columns from import_shape where list = $1",
            &[list.into()],
        )
        .await?;
    for row in rows {
        let columns: BTreeMap<String, String> =
            serde_json::from_str(&row.text(1)?).map_err(|_| StoreError::BadRow {
                table: "import_shape",
                no: 0,
                column: "columns",
            })?;
        settled.settle(row.text(0)?, columns);
    }
    Ok(settled)
}

/// Remembers the columns settled by hand for heads of their shapes.
pub(super) async fn remember(tx: &mut Tx, list: &str, settled: &Settled, by: (&str, &str)) -> Result<(), StoreError> {
    let (at, officer) = by;
    for (shape, columns) in settled {
        let forget = "delete from import_shape where list = $1 and heads = $2";
        tx.execute(forget, &[list.into(), shape.as_str().into()]).await?;
        let sql = "insert into import_shape (list, heads, columns, made_at, made_by) values ($1, $2, $3, $4, $5)";
        let values: [Value; 5] = [
            list.into(),
            shape.as_str().into(),
            json(columns)?.into(),
            at.into(),
            officer.into(),
        ];
        tx.execute(sql, &values).await?;
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::BadRow {
        table: "upload",
        no: 0,
        column: "columns",
    })
}

/// Keeps a file that was chosen; gives its number.
pub(super) async fn keep(tx: &mut Tx, upload: &Upload, account: i64, sealed: &str) -> Result<i64, StoreError> {
    tx.execute("update counter set last = last + 1 where name = 'upload'", &[])
        .await?;
    let row = tx.row("select last from counter where name = 'upload'", &[]).await?;
    let id = row.map_or(Ok(1), |row| row.int(0))?;
    let sql = "insert into upload (id, account_id, unit_id, list, file, content, columns, as_of, made_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values: [Value; 9] = [
        id.into(),
        account.into(),
        upload.unit.into(),
        upload.list.as_str().into(),
        upload.file.as_str().into(),
        sealed.into(),
        json(&upload.columns)?.into(),
        upload.as_of.map(|day| day.to_string()).into(),
        upload.made_at.as_str().into(),
    ];
    tx.execute(sql, &values).await?;
    Ok(id)
}

/// Forgets the files that were chosen before an instant.
pub(super) async fn forget_before(tx: &mut Tx, at: &str) -> Result<u64, StoreError> {
    tx.execute("delete from upload where made_at < $1", &[at.into()]).await
}

/// Finds a file that was chosen since an instant, whoever may see it; the page asks for its unit.
pub(super) async fn find_any_upload(tx: &mut Tx, id: i64, since: &str) -> Result<Option<Upload>, StoreError> {
    let sql =
        "select id, unit_id, list, file, columns, as_of, made_at, batch_id from upload where id = $1 and made_at >= $2";
    let Some(row) = tx.row(sql, &[id.into(), since.into()]).await? else {
        return Ok(None);
    };
    let columns = row.optional_text(4)?.and_then(|text| serde_json::from_str(&text).ok());
    Ok(Some(Upload {
        id: row.int(0)?,
        unit: row.int(1)?,
        list: row.text(2)?,
        file: row.text(3)?,
        columns: columns.unwrap_or_default(),
        as_of: row.optional_day(5, ("upload", row.int(0)?))?,
        made_at: row.text(6)?,
        batch: row.optional_int(7)?,
    }))
}

/// Reads what a file holds, and the rows of it that were held back, both sealed.
pub(super) async fn sealed(tx: &mut Tx, id: i64) -> Result<Option<(String, Option<String>)>, StoreError> {
    let row = tx
        .row("select content, held from upload where id = $1", &[id.into()])
        .await?;
    row.map(|row| Ok((row.text(0)?, row.optional_text(1)?))).transpose()
}

/// Settles the columns of a file and the day it speaks of.
pub(super) async fn settle(tx: &mut Tx, upload: &Upload) -> Result<(), StoreError> {
    let values: [Value; 3] = [
        json(&upload.columns)?.into(),
        upload.as_of.map(|day| day.to_string()).into(),
        upload.id.into(),
    ];
    tx.execute("update upload set columns = $1, as_of = $2 where id = $3", &values)
        .await?;
    Ok(())
}

/// Keeps as which batch a file was taken in; tells whether it was not taken in before.
pub(super) async fn taken(tx: &mut Tx, id: i64, batch: i64) -> Result<bool, StoreError> {
    let sql = "update upload set batch_id = $1 where id = $2 and batch_id is null";
    Ok(tx.execute(sql, &[batch.into(), id.into()]).await? > 0)
}

/// Keeps the rows of a file that were held back, sealed.
pub(super) async fn keep_held(tx: &mut Tx, id: i64, held: &str) -> Result<(), StoreError> {
    tx.execute("update upload set held = $1 where id = $2", &[held.into(), id.into()])
        .await?;
    Ok(())
}

fn batch_columns() -> String {
    format!(
        "b.id, b.unit_id, b.file, b.as_of, b.made_at, {}, b.accepted, b.same, b.held, b.skipped, b.undone_at, {}, \
        (select max(u.id) from upload u where u.batch_id = b.id)",
        officer_name("b.made_by"),
        officer_name("b.undone_by")
    )
}

fn batch(row: &Row) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        id: row.int(0)?,
        unit: row.optional_int(1)?,
        file: row.text(2)?,
        as_of: row.optional_day(3, ("import_batch", row.int(0)?))?,
        made_at: row.text(4)?,
        made_by: row.text(5)?,
        accepted: row.int(6)?,
        same: row.int(7)?,
        held: row.int(8)?,
        skipped: row.int(9)?,
        undone_at: row.optional_text(10)?,
        undone_by: row.optional_text(11)?,
        upload: row.optional_int(12)?,
    })
}

/// Reads the latest batches, whoever may see them; the page asks for their units.
pub(super) async fn any_batches(tx: &mut Tx) -> Result<Vec<BatchRow>, StoreError> {
    let sql = format!(
        "select {} from import_batch b order by b.id desc limit {BATCHES}",
        batch_columns()
    );
    tx.rows(&sql, &[]).await?.iter().map(batch).collect()
}

/// Finds a batch, whoever may see it.
pub(super) async fn find_any_batch(tx: &mut Tx, id: i64) -> Result<Option<BatchRow>, StoreError> {
    let sql = format!("select {} from import_batch b where b.id = $1", batch_columns());
    tx.row(&sql, &[id.into()]).await?.as_ref().map(batch).transpose()
}

//! Keeping the words of tasks; what is counted stands in the book.

use nennep_core::register::{EntryNo, UnitId};

use super::record::{Completion, Wording};
use crate::store::{StoreError, Tx, Value, next_id};

/// Gives the last place of a unit's list.
pub(super) async fn last_place(tx: &mut Tx, unit: UnitId, year: i64) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(place), 0) from task where unit_id = $1 and year = $2";
    let row = tx.row(sql, &[unit.0.into(), year.into()]).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// Gives the task that an entry counts as planned.
pub(super) async fn planned_by(tx: &mut Tx, entry: i64) -> Result<Option<i64>, StoreError> {
    let sql = "select id from task where planned_no = $1";
    tx.row(sql, &[entry.into()]).await?.map(|row| row.int(0)).transpose()
}

/// Keeps a new task; gives its number.
pub(super) async fn insert(
    tx: &mut Tx,
    list: (UnitId, i64, i64),
    wording: &Wording,
    planned: EntryNo,
) -> Result<i64, StoreError> {
    let (unit, year, place) = list;
    let id = next_id(tx, "task").await?;
    let values: Vec<Value> = vec![
        id.into(),
        unit.0.into(),
        year.into(),
        place.into(),
        wording.content.as_str().into(),
        wording.product.as_str().into(),
        wording.due_on.map(|day| day.to_string()).into(),
        wording.lead.as_str().into(),
        wording.helpers.as_str().into(),
        planned.0.into(),
    ];
    tx.execute(
        "insert into task (id, unit_id, year, place, content, product, due_on, lead, helpers, planned_no) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &values,
    )
    .await?;
    Ok(id)
}

/// Changes the words of a task.
pub(super) async fn reword(tx: &mut Tx, id: i64, wording: &Wording) -> Result<(), StoreError> {
    let values: Vec<Value> = vec![
        id.into(),
        wording.content.as_str().into(),
        wording.product.as_str().into(),
        wording.due_on.map(|day| day.to_string()).into(),
        wording.lead.as_str().into(),
        wording.helpers.as_str().into(),
    ];
    let sql = "update task set content = $2, product = $3, due_on = $4, lead = $5, helpers = $6 where id = $1";
    tx.execute(sql, &values).await.map(|_| ())
}

/// Keeps by which entry a task is done, and what shows it.
pub(super) async fn complete(tx: &mut Tx, id: i64, done: EntryNo, completion: &Completion) -> Result<(), StoreError> {
    let values: Vec<Value> = vec![
        id.into(),
        done.0.into(),
        completion.on.to_string().into(),
        completion.evidence.as_str().into(),
    ];
    let sql = "update task set done_no = $2, done_on = $3, evidence = $4 where id = $1";
    tx.execute(sql, &values).await.map(|_| ())
}

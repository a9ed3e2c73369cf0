//! What taking a fact back means for the case whose decision it counted.

use nennep_core::calendar::Day;
use nennep_core::register::EntryNo;

use super::entry::Stamp;
use super::{StoreError, Tx, Value};

/// Brings the case back to its decision; the unit that was made stays in the tree, and a new decision may found at it.
pub(super) async fn founding_undone(
    tx: &mut Tx,
    stamp: &Stamp,
    (fact, on, reason): (EntryNo, Day, &str),
) -> Result<(), StoreError> {
    let sql = "select id from procedure_case where founded_no = $1";
    let Some(row) = tx.row(sql, &[fact.0.into()]).await? else {
        return Ok(());
    };
    let case = row.int(0)?;
    let sql = "update procedure_case set standing = 'open', step = coalesce(founded_step, step), due_on = null, founded_no = null \
        where id = $1";
    tx.execute(sql, &[case.into()]).await?;
    let sql = "insert into case_event (case_id, place, happened_on, deed, words, recorded_at, recorded_by) \
        select $1, max(place) + 1, $2, 'undone', $3, $4, $5 from case_event where case_id = $1";
    let values: [Value; 5] = [
        case.into(),
        on.to_string().into(),
        reason.into(),
        stamp.at.as_str().into(),
        stamp.officer.as_str().into(),
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

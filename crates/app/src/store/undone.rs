//! What an end or a reversal means for what is kept beside the book: the case of an organization, the people a survey counted.

use nennep_core::accounts::Posting;
use nennep_core::calendar::Day;
use nennep_core::register::EntryNo;

use super::entry::Stamp;
use super::{Act, StoreError, Tx, Value, see_again};

/// Tells whether something is kept beside a fact that posts such a line.
pub(super) fn is_kept_beside(line: &Posting) -> bool {
    let code = line.class.account.code();
    code.contains("_org_") || code == "enterprise_surveyed"
}

/// Follows a reversal that is written with what is kept beside its fact.
///
/// # Errors
/// When the database refuses.
pub(super) async fn undo_beside(tx: &mut Tx, stamp: &Stamp, taken: (EntryNo, Day, &str)) -> Result<(), StoreError> {
    founding_undone(tx, stamp, taken).await?;
    survey_undone(tx, taken.0).await
}

/// Brings the case back to its decision; the unit that was made stays in the tree, and a new decision may found at it.
async fn founding_undone(
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

/// What the survey of a fact counted is known no longer.
async fn survey_undone(tx: &mut Tx, fact: EntryNo) -> Result<(), StoreError> {
    let row = tx
        .row("select enterprise_id from survey where entry_no = $1", &[fact.0.into()])
        .await?;
    match row {
        Some(row) => see_again(tx, row.int(0)?).await,
        None => Ok(()),
    }
}

/// Closes the cases of an organization that ends: nothing of them is left to do.
///
/// # Errors
/// When the database refuses.
pub async fn close_cases_of(act: &mut Act, unit: i64, on: Day, words: &str) -> Result<(), StoreError> {
    let sql = "select id from procedure_case where founded_unit_id = $1 and founded_no is not null and standing in ('open', 'out')";
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    for row in act.tx().rows(sql, &[unit.into()]).await? {
        let case = row.int(0)?;
        let sql = "update procedure_case set standing = 'closed', due_on = null where id = $1";
        act.tx().execute(sql, &[case.into()]).await?;
        let sql = "insert into case_event (case_id, place, happened_on, deed, words, recorded_at, recorded_by) \
            select $1, max(place) + 1, $2, 'closed', $3, $4, $5 from case_event where case_id = $1";
        let values: [Value; 5] = [
            case.into(),
            on.to_string().into(),
            words.into(),
            at.as_str().into(),
            by.as_str().into(),
        ];
        act.tx().execute(sql, &values).await?;
    }
    Ok(())
}

//! Reminders as they are kept.

use crate::store::{Act, StoreError};

/// Keeps that a submission was reminded of; once a day.
pub(super) async fn remind(act: &mut Act, submission: i64) -> Result<bool, StoreError> {
    let (at, by, on) = (
        act.stamp().at.clone(),
        act.stamp().officer.clone(),
        act.stamp().today.to_string(),
    );
    let sql = "insert into submission_reminder (submission_id, happened_on, recorded_at, recorded_by) select $1, $2, $3, $4 \
        where not exists (select 1 from submission_reminder where submission_id = $1 and happened_on = $2)";
    let values = [submission.into(), on.into(), at.into(), by.into()];
    Ok(act.tx().execute(sql, &values).await? > 0)
}

//! Whether what was reported is still what was kept, and every mark stands where it may.

use super::rows::{find_any_submission, hash_of};
use crate::store::check::Check;
use crate::store::{StoreError, Tx};

/// Makes every hash again, folds every standing again, and asks that marked entries came after a closing.
pub(in crate::store) async fn submissions(tx: &mut Tx) -> Result<Check, StoreError> {
    let sql = "select submission_id, place, figures, content from submission_event where figures is not null";
    let mut count = 0;
    for row in tx.rows(sql, &[]).await? {
        if hash_of(&row.text(2)?) != row.text(3)? {
            let wrong = format!(
                "the figures of submission {}, {} are not what was kept",
                row.int(0)?,
                row.int(1)?
            );
            return Ok(Check::of("submissions", Some(wrong), String::new()));
        }
        count += 1;
    }
    for row in tx.rows("select id, standing from submission order by id", &[]).await? {
        let (id, kept) = (row.int(0)?, row.text(1)?);
        let folded = find_any_submission(tx, id)
            .await?
            .map(|found| found.state().written().code());
        if folded != Some(kept.as_str()) {
            let wrong = format!("submission {id} stands as {kept}, its events say otherwise");
            return Ok(Check::of("submissions", Some(wrong), String::new()));
        }
    }
    let sql = "select p.entry_no from supplement p where not exists (select 1 from submission_event v \
        where v.submission_id = p.submission_id and v.deed in ('closed', 'closed_again') and v.head < p.entry_no)";
    let wrong = match tx.row(sql, &[]).await? {
        Some(row) => Some(format!("entry {} is marked but came before the closing", row.int(0)?)),
        None => None,
    };
    Ok(Check::of(
        "submissions",
        wrong,
        format!("{count} sets of reported figures"),
    ))
}

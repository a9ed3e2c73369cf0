//! What was opened until a day is closed again by itself, with the figures of that day's end.

use nennep_core::accounts::Catalog;
use nennep_core::calendar::Day;
use nennep_core::progress::{SubmissionDeed, SubmissionStanding};
use nennep_core::register::UnitId;

use super::figures_of;
use super::record::Submission;
use super::rows::{NewEvent, add_event, find_any_submission};
use crate::store::{Act, Asked, AuditLine, Book, Db, Figures, Source, Stamp, StoreError, Tx};

/// Closes what was opened until a day before today; gives how many.
///
/// What is reported from then on are the figures at the end of that day, whenever this is done.
///
/// # Errors
/// When the database refuses.
pub async fn settle_openings(db: &Db, catalog: &Catalog, stamp: &Stamp) -> Result<usize, StoreError> {
    let mut tx = db.read().await?;
    let due = expired(&mut tx, stamp.today).await?;
    tx.rollback().await?;
    if due.is_empty() {
        return Ok(0);
    }
    let mut act = Act::begin(db, stamp.clone()).await?;
    // Asked again inside the act: somebody else may have done it.
    let due = expired(act.tx(), stamp.today).await?;
    for (id, until) in &due {
        if let Some(submission) = find_any_submission(act.tx(), *id).await? {
            close_again(&mut act, catalog, &submission, *until).await?;
        }
    }
    act.commit().await?;
    Ok(due.len())
}

async fn expired(tx: &mut Tx, today: Day) -> Result<Vec<(i64, Day)>, StoreError> {
    let sql = "select id, open_until from submission where standing = 'opened' and open_until < $1 order by id";
    let rows = tx.rows(sql, &[today.to_string().into()]).await?;
    rows.iter()
        .map(|row| Ok((row.int(0)?, row.day(1, ("submission", row.int(0)?))?)))
        .collect()
}

async fn close_again(act: &mut Act, catalog: &Catalog, submission: &Submission, until: Day) -> Result<(), StoreError> {
    let head = head_at_end_of(act.tx(), until).await?;
    let book = Book::load(act.tx(), Some(head)).await?;
    let key = submission.key;
    let figures = match book.tree.index_of(UnitId(key.unit)) {
        Some(unit) => {
            let asked = Asked {
                unit,
                from: key.period.first_day(),
                to: key.period.last_day(),
                tree_on: None,
                measures: Vec::new(),
            };
            let mut source = Source::Database {
                tx: act.tx(),
                known_at: Some(head),
            };
            let set = Figures::new(&book, catalog).of(&mut source, &asked).await?;
            figures_of(catalog, key.group, &set)
        }
        None => Vec::new(),
    };
    let event = NewEvent {
        deed: SubmissionDeed::ClosedAgain,
        on: until.next(),
        head,
        figures: Some(&figures),
        words: None,
        remarks: &[],
    };
    add_event(act, submission.id, SubmissionStanding::Closed, &event).await?;
    let line = AuditLine::new("period-closed-again", submission.id.to_string()).at(key.unit);
    act.audit(
        line.with("period", key.period.to_string())
            .with("group", key.group.code()),
    );
    Ok(())
}

/// The last entry recorded by the end of a day in Việt Nam.
async fn head_at_end_of(tx: &mut Tx, day: Day) -> Result<i64, StoreError> {
    let end = day.next().begins_at();
    let sql = "select coalesce(max(no), 0) from entry where recorded_at < $1";
    tx.row(sql, &[end.into()]).await?.map_or(Ok(0), |row| row.int(0))
}

//! Reading and writing figures on their way up.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::{FigureGroup, content_hash};
use nennep_core::progress::{Figure, SubmissionDeed, SubmissionEvent, SubmissionStanding};

use super::record::{Submission, SubmissionDone, SubmissionKey};
use crate::store::{Act, Row, StoreError, Tx, Value, id_list, next_id};

const SUBMISSION: &str = "select id, unit_id, figure_group, period from submission";

/// Finds the figures of a unit, a group and a period; `None` while nothing was done to them.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn find_submission(tx: &mut Tx, key: SubmissionKey) -> Result<Option<Submission>, StoreError> {
    let sql = format!("{SUBMISSION} where unit_id = $1 and figure_group = $2 and period = $3");
    let values: [Value; 3] = [key.unit.into(), key.group.code().into(), key.period.to_string().into()];
    match tx.row(&sql, &values).await? {
        Some(row) => Ok(with_events(tx, &[row]).await?.pop()),
        None => Ok(None),
    }
}

/// Gives what was done to the figures of some units whose period ends in some days.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn submissions_of(tx: &mut Tx, units: &[i64], days: (Day, Day)) -> Result<Vec<Submission>, StoreError> {
    let sql = format!(
        "{SUBMISSION} where unit_id in ({}) and to_on >= $1 and to_on <= $2 order by to_on desc, id",
        id_list(units)
    );
    let values: [Value; 2] = [days.0.to_string().into(), days.1.to_string().into()];
    let rows = tx.rows(&sql, &values).await?;
    with_events(tx, &rows).await
}

/// Finds a submission by its number; whose scope it lies in is asked by the page.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn find_any_submission(tx: &mut Tx, id: i64) -> Result<Option<Submission>, StoreError> {
    let sql = format!("{SUBMISSION} where id = $1");
    match tx.row(&sql, &[id.into()]).await? {
        Some(row) => Ok(with_events(tx, &[row]).await?.pop()),
        None => Ok(None),
    }
}

async fn with_events(tx: &mut Tx, rows: &[Row]) -> Result<Vec<Submission>, StoreError> {
    let mut submissions = Vec::new();
    for row in rows {
        submissions.push(submission(row)?);
    }
    let ids: Vec<i64> = submissions.iter().map(|submission| submission.id).collect();
    let sql = format!(
        "select submission_id, place, indicator, words from submission_remark where submission_id in ({}) \
        order by submission_id, place, indicator",
        id_list(&ids)
    );
    let remarks = tx.rows(&sql, &[]).await?;
    let sql = format!(
        "select submission_id, place, deed, happened_on, head, figures, until_on, words, recorded_at, recorded_by \
        from submission_event where submission_id in ({}) order by submission_id, place",
        id_list(&ids)
    );
    for row in tx.rows(&sql, &[]).await? {
        let (id, mut done) = (row.int(0)?, done(&row)?);
        for remark in &remarks {
            if (remark.int(0)?, remark.int(1)?) == (id, done.place) {
                done.remarks.push((remark.text(2)?, remark.text(3)?));
            }
        }
        if let Some(submission) = submissions.iter_mut().find(|submission| submission.id == id) {
            submission.done.push(done);
        }
    }
    Ok(submissions)
}

fn submission(row: &Row) -> Result<Submission, StoreError> {
    let id = row.int(0)?;
    let bad = |column| StoreError::BadRow {
        table: "submission",
        no: id,
        column,
    };
    Ok(Submission {
        id,
        key: SubmissionKey {
            unit: row.int(1)?,
            group: FigureGroup::parse(&row.text(2)?).ok_or(bad("figure_group"))?,
            period: row.text(3)?.parse().map_err(|_| bad("period"))?,
        },
        done: Vec::new(),
    })
}

fn done(row: &Row) -> Result<SubmissionDone, StoreError> {
    let place = row.int(1)?;
    let bad = |column| StoreError::BadRow {
        table: "submission_event",
        no: place,
        column,
    };
    let until = row.optional_day(6, ("submission_event", place))?;
    let deed = match row.text(2)?.as_str() {
        "submitted" => SubmissionDeed::Submitted,
        "returned" => SubmissionDeed::Returned,
        "accepted" => SubmissionDeed::Accepted,
        "closed" => SubmissionDeed::Closed,
        "opening_asked" => SubmissionDeed::OpeningAsked {
            until: until.ok_or(bad("until_on"))?,
        },
        "opening_refused" => SubmissionDeed::OpeningRefused,
        "opened" => SubmissionDeed::Opened,
        "closed_again" => SubmissionDeed::ClosedAgain,
        _ => return Err(bad("deed")),
    };
    let figures = row.optional_text(5)?.map(|text| serde_json::from_str(&text));
    Ok(SubmissionDone {
        place,
        event: SubmissionEvent {
            deed,
            by: row.text(9)?,
            on: row.day(3, ("submission_event", place))?,
        },
        head: row.int(4)?,
        figures: figures.transpose().map_err(|_| bad("figures"))?,
        words: row.optional_text(7)?,
        recorded_at: row.text(8)?,
        remarks: Vec::new(),
    })
}

/// Gives the number of the submission of a key, making it where nothing was done yet.
///
/// # Errors
/// When the database refuses.
pub async fn open_submission(tx: &mut Tx, key: SubmissionKey) -> Result<i64, StoreError> {
    let (group, period) = (key.group.code(), key.period.to_string());
    let sql = "select id from submission where unit_id = $1 and figure_group = $2 and period = $3";
    let known = tx
        .row(sql, &[key.unit.into(), group.into(), period.as_str().into()])
        .await?;
    if let Some(row) = known {
        return row.int(0);
    }
    let id = next_id(tx, "submission").await?;
    let values: [Value; 6] = [
        id.into(),
        key.unit.into(),
        group.into(),
        period.as_str().into(),
        key.period.first_day().to_string().into(),
        key.period.last_day().to_string().into(),
    ];
    let sql = "insert into submission (id, unit_id, figure_group, period, from_on, to_on, standing) \
        values ($1, $2, $3, $4, $5, $6, 'draft')";
    tx.execute(sql, &values).await?;
    Ok(id)
}

/// Holds one thing that is done to a submission.
#[derive(Clone, Debug)]
pub struct NewEvent<'a> {
    /// What.
    pub deed: SubmissionDeed,
    /// The day.
    pub on: Day,
    /// Last entry known.
    pub head: i64,
    /// The figures that are said with it.
    pub figures: Option<&'a [Figure]>,
    /// Reasons given.
    pub words: Option<&'a str>,
    /// Reasons given for single figures.
    pub remarks: &'a [(String, String)],
}

/// Adds what is done to a submission and keeps how it stands afterwards.
///
/// # Errors
/// When the database refuses.
pub async fn add_event(
    act: &mut Act,
    id: i64,
    standing: SubmissionStanding,
    event: &NewEvent<'_>,
) -> Result<(), StoreError> {
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let tx = act.tx();
    let sql = "select coalesce(max(place), 0) + 1 from submission_event where submission_id = $1";
    let place = tx.row(sql, &[id.into()]).await?.map_or(Ok(1), |row| row.int(0))?;
    let figures = event.figures.map(written);
    let open_until = match standing {
        SubmissionStanding::Opened { until } => Some(until),
        SubmissionStanding::Draft
        | SubmissionStanding::Submitted
        | SubmissionStanding::Returned
        | SubmissionStanding::Accepted
        | SubmissionStanding::Closed => None,
    };
    let until = match &event.deed {
        SubmissionDeed::OpeningAsked { until } => Some(*until),
        SubmissionDeed::Submitted
        | SubmissionDeed::Returned
        | SubmissionDeed::Accepted
        | SubmissionDeed::Closed
        | SubmissionDeed::OpeningRefused
        | SubmissionDeed::Opened
        | SubmissionDeed::ClosedAgain => open_until,
    };
    let values: Vec<Value> = vec![
        id.into(),
        place.into(),
        event.deed.code().into(),
        event.on.to_string().into(),
        event.head.into(),
        figures.clone().into(),
        figures.as_deref().map(hash_of).into(),
        until.map(|until| until.to_string()).into(),
        event.words.map(str::to_owned).into(),
        at.into(),
        by.into(),
    ];
    let sql = "insert into submission_event \
        (submission_id, place, deed, happened_on, head, figures, content, until_on, words, recorded_at, recorded_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    tx.execute(sql, &values).await?;
    for (indicator, words) in event.remarks {
        let values: [Value; 4] = [
            id.into(),
            place.into(),
            indicator.as_str().into(),
            words.as_str().into(),
        ];
        let sql = "insert into submission_remark (submission_id, place, indicator, words) values ($1, $2, $3, $4)";
        tx.execute(sql, &values).await?;
    }
    let open_until = open_until.map(|until| until.to_string());
    let sql = "update submission set standing = $2, open_until = $3 where id = $1";
    tx.execute(sql, &[id.into(), standing.code().into(), open_until.into()])
        .await?;
    Ok(())
}

/// Writes figures as they are kept.
fn written(figures: &[Figure]) -> String {
    // Figures are plain data: writing them cannot fail; an empty text would be refused when the row is read.
    serde_json::to_string(figures).unwrap_or_default()
}

/// Gives the hash kept beside the figures.
pub(super) fn hash_of(figures: &str) -> String {
    content_hash(&[("figures", Some(figures))])
}

/// Gives, of some entries, those that came after a period was closed, each with that submission.
///
/// # Errors
/// When the database refuses.
pub async fn supplements_of(tx: &mut Tx, entries: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = format!(
        "select entry_no, submission_id from supplement where entry_no in ({}) order by entry_no",
        id_list(entries)
    );
    let rows = tx.rows(&sql, &[]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

/// Gives the period after whose closing an entry came.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn supplemented(tx: &mut Tx, entry: i64) -> Result<Option<(i64, SubmissionKey)>, StoreError> {
    let sql = "select s.id, s.unit_id, s.figure_group, s.period from supplement p join submission s on s.id = p.submission_id \
        where p.entry_no = $1";
    let row = tx.row(sql, &[entry.into()]).await?;
    row.map(|row| submission(&row).map(|found| (found.id, found.key)))
        .transpose()
}

/// Gives the periods of a unit that were closed, the latest first.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn closed_periods(tx: &mut Tx, unit: i64) -> Result<Vec<Period>, StoreError> {
    let sql = "select period, max(to_on) from submission where unit_id = $1 and standing in ('closed', 'opened') \
        group by period order by max(to_on) desc, period";
    let rows = tx.rows(sql, &[unit.into()]).await?;
    let period = |row: &Row| {
        row.text(0)?.parse().map_err(|_| StoreError::BadRow {
            table: "submission",
            no: unit,
            column: "period",
        })
    };
    rows.iter().map(period).collect()
}

/// Gives when each of some submissions was reminded of, by number.
///
/// # Errors
/// When the database refuses.
pub async fn reminders(tx: &mut Tx, submissions: &[i64]) -> Result<Vec<(i64, Day)>, StoreError> {
    let sql = format!(
        "select submission_id, happened_on from submission_reminder where submission_id in ({}) \
        order by submission_id, happened_on",
        id_list(submissions)
    );
    let rows = tx.rows(&sql, &[]).await?;
    rows.iter()
        .map(|row| {
            let id = row.int(0)?;
            Ok((id, row.day(1, ("submission_reminder", id))?))
        })
        .collect()
}

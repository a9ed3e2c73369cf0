//! Requests and proposals in the database.

use std::collections::HashMap;

use nennep_core::calendar::Day;
use nennep_core::progress::Shortfall;
use nennep_documents::blocks::Paper;

use super::record::{Answer, Asked, FollowUp, Making, StoodRow};
use crate::store::{Act, Row, StoreError, Tx, Value, id_list, next_id, officer_name};
use crate::web::papers::FollowUpKind;

/// Lines of a list at most.
const LISTED: i64 = 1_000;

fn bad(table: &'static str, no: i64, column: &'static str) -> StoreError {
    StoreError::BadRow { table, no, column }
}

/// Finds what a form with this key recorded already.
pub(super) async fn of_key(tx: &mut Tx, key: &str) -> Result<Option<i64>, StoreError> {
    let row = tx.row("select id from follow_up where key = $1", &[key.into()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// Writes a request or proposal with its receivers and rows; gives its number.
pub(super) async fn insert(act: &mut Act, making: &Making, paper: &Paper) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "follow_up").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let model = serde_json::to_string(paper).unwrap_or_default();
    let values: [Value; 12] = [
        id.into(),
        making.unit.0.into(),
        making.kind.code().into(),
        making.made_on.to_string().into(),
        making.due_on.to_string().into(),
        making.reason.as_str().into(),
        making.figures_on.to_string().into(),
        making.head.into(),
        model.into(),
        at.into(),
        by.into(),
        making.key.as_str().into(),
    ];
    let sql = "insert into follow_up (id, unit_id, kind, made_on, due_on, reason, figures_on, head, model, made_at, made_by, key) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    act.tx().execute(sql, &values).await?;
    for (place, receiver) in (1_i64..).zip(&making.receivers) {
        let sql = "insert into follow_up_receiver (follow_up_id, place, unit_id, member) values ($1, $2, $3, $4)";
        let values = [
            id.into(),
            place.into(),
            receiver.unit.0.into(),
            receiver.member.clone().into(),
        ];
        act.tx().execute(sql, &values).await?;
    }
    for (place, row) in (1_i64..).zip(&making.rows) {
        let sql = "insert into follow_up_row (follow_up_id, place, receiver, target_no, result, forecast, missing, shortfall) \
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values: [Value; 8] = [
            id.into(),
            place.into(),
            i64::try_from(row.receiver + 1).unwrap_or(i64::MAX).into(),
            row.target.into(),
            row.result.into(),
            row.forecast.into(),
            row.missing.into(),
            row.shortfall.code().into(),
        ];
        act.tx().execute(sql, &values).await?;
    }
    Ok(id)
}

fn follow_ups(condition: &str) -> String {
    format!(
        "select f.id, f.unit_id, f.kind, f.made_on, f.due_on, f.reason, f.figures_on, f.head, {}, f.closed_on, f.closing \
        from follow_up f where {condition} order by f.closed_on is not null, f.due_on, f.id limit {LISTED}",
        officer_name("f.made_by")
    )
}

fn follow_up(row: &Row) -> Result<FollowUp, StoreError> {
    let id = row.int(0)?;
    let of = ("follow_up", id);
    Ok(FollowUp {
        id,
        unit: row.int(1)?,
        kind: FollowUpKind::of(&row.text(2)?).ok_or(bad("follow_up", id, "kind"))?,
        made_on: row.day(3, of)?,
        due_on: row.day(4, of)?,
        reason: row.text(5)?,
        figures_on: row.day(6, of)?,
        head: row.int(7)?,
        officer: row.text(8)?,
        closing: row.optional_day(9, of)?.zip(row.optional_text(10)?),
        receivers: Vec::new(),
    })
}

/// Lists what the units ask or are asked, the open ones first, the one due first among them.
pub(super) async fn listed(tx: &mut Tx, units: &[i64]) -> Result<Vec<FollowUp>, StoreError> {
    let units = id_list(units);
    let sql = follow_ups(&format!(
        "f.unit_id in ({units}) or exists (select 1 from follow_up_receiver r where r.follow_up_id = f.id and r.unit_id in ({units}))"
    ));
    let rows = tx.rows(&sql, &[]).await?;
    let mut listed: Vec<FollowUp> = rows.iter().map(follow_up).collect::<Result<_, _>>()?;
    let ids: Vec<i64> = listed.iter().map(|one| one.id).collect();
    let mut receivers = receivers(tx, &ids).await?;
    for one in &mut listed {
        one.receivers = receivers.remove(&one.id).unwrap_or_default();
    }
    Ok(listed)
}

/// Finds a request or proposal, whoever may see it; the page asks for its units.
pub(super) async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<FollowUp>, StoreError> {
    let Some(row) = tx.row(&follow_ups("f.id = $1"), &[id.into()]).await? else {
        return Ok(None);
    };
    let mut found = follow_up(&row)?;
    found.receivers = receivers(tx, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Some(found))
}

async fn receivers(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Vec<Asked>>, StoreError> {
    let sql = format!(
        "select follow_up_id, place, unit_id, member, answered_on, answer from follow_up_receiver where follow_up_id in ({}) \
        order by follow_up_id, place",
        id_list(ids)
    );
    let mut receivers: HashMap<i64, Vec<Asked>> = HashMap::new();
    for row in tx.rows(&sql, &[]).await? {
        let id = row.int(0)?;
        let answer = row
            .optional_day(4, ("follow_up_receiver", id))?
            .zip(row.optional_text(5)?);
        receivers.entry(id).or_default().push(Asked {
            place: row.int(1)?,
            unit: row.int(2)?,
            member: row.optional_text(3)?,
            answer: answer.map(|(on, words)| Answer { on, words }),
        });
    }
    Ok(receivers)
}

/// Reads the targets as they stood.
pub(super) async fn stood(tx: &mut Tx, id: i64) -> Result<Vec<StoodRow>, StoreError> {
    let sql = "select r.receiver, t.indicator, t.giver, t.to_on, t.min, t.max, r.result, r.forecast, r.missing, r.shortfall, \
        t.giver_unit_id from follow_up_row r join target t on t.no = r.target_no where r.follow_up_id = $1 order by r.place";
    let read = |row: &Row| {
        Ok(StoodRow {
            receiver: row.int(0)?,
            indicator: row.text(1)?,
            giver: row.text(2)?,
            giver_unit: row.optional_int(10)?,
            to: row.day(3, ("follow_up_row", id))?,
            min: row.int(4)?,
            max: row.optional_int(5)?,
            result: row.optional_int(6)?,
            forecast: row.optional_int(7)?,
            missing: row.optional_int(8)?,
            shortfall: Shortfall::parse(&row.text(9)?).ok_or(bad("follow_up_row", id, "shortfall"))?,
        })
    };
    tx.rows(sql, &[id.into()]).await?.iter().map(read).collect()
}

/// Reads the paper as it was composed.
pub(super) async fn paper(tx: &mut Tx, id: i64) -> Result<Paper, StoreError> {
    let row = tx
        .row("select model from follow_up where id = $1", &[id.into()])
        .await?;
    let model = row.map(|row| row.text(0)).transpose()?.unwrap_or_default();
    serde_json::from_str(&model).map_err(|_| bad("follow_up", id, "model"))
}

/// Keeps what was answered; one that is mended stands in place of the former, and the trail tells of both.
pub(super) async fn answer(act: &mut Act, (id, place): (i64, i64), answer: &Answer) -> Result<(), StoreError> {
    let by = act.stamp().officer.clone();
    let sql = "update follow_up_receiver set answered_on = $1, answer = $2, answered_by = $3 \
        where follow_up_id = $4 and place = $5";
    let values = [
        answer.on.to_string().into(),
        answer.words.as_str().into(),
        by.into(),
        id.into(),
        place.into(),
    ];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

/// Closes a request or proposal.
pub(super) async fn close(act: &mut Act, id: i64, on: Day, words: &str) -> Result<(), StoreError> {
    let by = act.stamp().officer.clone();
    let sql = "update follow_up set closed_on = $1, closing = $2, closed_by = $3 where id = $4";
    act.tx()
        .execute(sql, &[on.to_string().into(), words.into(), by.into(), id.into()])
        .await?;
    Ok(())
}

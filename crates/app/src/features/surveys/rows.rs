//! Surveys in the database.

use nennep_core::calendar::Day;

use super::record::{Freshness, NUMBERS, Owed, Returned, Survey, SurveyDraft, TEXTS};
use crate::store::{Act, Host, Row, STEP_WAITS, StoreError, Tx, VISITED, Value, id_list, next_id, officer_name};

/// Lines of each list that are shown.
const SHOWN: i64 = 200;

fn surveys(condition: &str, limit: i64) -> String {
    let numbers: Vec<String> = NUMBERS.iter().map(|name| format!("s.{name}")).collect();
    let texts: Vec<String> = TEXTS.iter().map(|name| format!("s.{name}")).collect();
    format!(
        "select s.id, s.surveyed_on, s.outcome, s.attitude, s.next_on, s.recorded_at, {}, s.entry_no, r.no, s.returned_field, \
        s.returned_reason, {}, s.returned_at, s.answered_by, {}, {}, {} from survey s \
        join enterprise p on p.id = s.enterprise_id left join reversal r on r.fact_no = s.entry_no where {condition} \
        order by s.id limit {limit}",
        officer_name("s.recorded_by"),
        officer_name("s.returned_by"),
        numbers.join(", "),
        texts.join(", "),
        Host::COLUMNS
    )
}

/// Reads a survey; what stands in its way is read by itself.
fn survey(row: &Row) -> Result<Survey, StoreError> {
    let id = row.int(0)?;
    let returned = match (row.optional_text(9)?, row.optional_text(10)?) {
        (Some(field), Some(reason)) => Some(Returned {
            field,
            reason,
            by: row.optional_text(11)?.unwrap_or_default(),
            at: row.optional_text(12)?.unwrap_or_default(),
        }),
        (None, _) | (_, None) => None,
    };
    let mut numbers = [None; 8];
    for (place, number) in (14..).zip(numbers.iter_mut()) {
        *number = row.optional_int(place)?;
    }
    let mut texts = [const { None }; 3];
    for (place, text) in (22..).zip(texts.iter_mut()) {
        *text = row.optional_text(place)?;
    }
    Ok(Survey {
        id,
        host: Host::read(row, 25)?,
        on: row.day(1, ("survey", id))?,
        outcome: row.text(2)?,
        attitude: row.optional_text(3)?,
        numbers,
        texts,
        obstacles: Vec::new(),
        next_on: row.optional_day(4, ("survey", id))?,
        recorded_at: row.text(5)?,
        officer: row.text(6)?,
        entry: row.int(7)?,
        reversed_by: row.optional_int(8)?,
        returned,
        answered_by: row.optional_int(13)?,
    })
}

/// Reads what stands in the way by some surveys.
async fn with_obstacles(tx: &mut Tx, mut surveys: Vec<Survey>) -> Result<Vec<Survey>, StoreError> {
    let ids: Vec<i64> = surveys.iter().map(|survey| survey.id).collect();
    let sql = format!(
        "select survey_id, obstacle from survey_obstacle where survey_id in ({}) order by survey_id, obstacle",
        id_list(&ids)
    );
    for row in tx.rows(&sql, &[]).await? {
        let (id, obstacle) = (row.int(0)?, row.text(1)?);
        if let Some(survey) = surveys.iter_mut().find(|survey| survey.id == id) {
            survey.obstacles.push(obstacle);
        }
    }
    Ok(surveys)
}

/// Finds a survey, whoever may see it.
pub(super) async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<Survey>, StoreError> {
    let rows = tx.rows(&surveys("s.id = $1", 1), &[id.into()]).await?;
    let found = rows.iter().map(survey).collect::<Result<Vec<_>, _>>()?;
    Ok(with_obstacles(tx, found).await?.pop())
}

/// Lists the surveys of some units that stand, in the order of recording, from after one on; and after which the next go on.
pub(super) async fn told(
    tx: &mut Tx,
    units: &[i64],
    enterprise: Option<&str>,
    (after, size): (i64, i64),
) -> Result<(Vec<Survey>, Option<i64>), StoreError> {
    let condition = format!(
        "r.no is null and s.answered_by is null and p.unit_id in ({}) and s.id > $1 and ($2 = '' or p.tax_code = $2)",
        id_list(units)
    );
    let values: [Value; 2] = [after.into(), enterprise.unwrap_or_default().into()];
    let rows = tx.rows(&surveys(&condition, size + 1), &values).await?;
    let mut found = rows.iter().map(survey).collect::<Result<Vec<_>, _>>()?;
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let has_more = found.len() > size;
    found.truncate(size);
    let next = found.last().map(|survey| survey.id).filter(|_| has_more);
    Ok((with_obstacles(tx, found).await?, next))
}

/// Finds the survey of an enterprise that was recorded under a key.
pub(super) async fn of_key(tx: &mut Tx, tax_code: &str, key: &str) -> Result<Option<i64>, StoreError> {
    let sql = "select s.id from survey s join entry e on e.no = s.entry_no where e.sort = 'fact' and e.identity = $1";
    let row = tx.row(sql, &[identity(tax_code, key).into()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// Gives what the entry of a survey is known by.
pub(super) fn identity(tax_code: &str, key: &str) -> String {
    format!("survey-{tax_code}-{key}")
}

/// Finds the survey of an enterprise that stands for a day.
pub(super) async fn of_day(tx: &mut Tx, enterprise: i64, on: Day) -> Result<Option<i64>, StoreError> {
    let sql = "select max(s.id) from survey s left join reversal r on r.fact_no = s.entry_no \
        where s.enterprise_id = $1 and s.surveyed_on = $2 and r.no is null";
    let row = tx.row(sql, &[enterprise.into(), on.to_string().into()]).await?;
    row.map_or(Ok(None), |row| row.optional_int(0))
}

/// Writes a survey with its entry; gives its number.
pub(super) async fn insert(act: &mut Act, host: &Host, draft: &SurveyDraft, entry: i64) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "survey").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let mut values: Vec<Value> = vec![
        id.into(),
        host.id.into(),
        draft.on.to_string().into(),
        draft.outcome.code().into(),
        draft.attitude.map(str::to_owned).into(),
        draft.next_on.map(|day| day.to_string()).into(),
        at.into(),
        by.into(),
        entry.into(),
    ];
    values.extend(draft.numbers.iter().map(|number| Value::from(*number)));
    values.extend(draft.texts.iter().map(|text| Value::from(text.clone())));
    let places: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "insert into survey (id, enterprise_id, surveyed_on, outcome, attitude, next_on, recorded_at, recorded_by, entry_no, \
        {}, {}) values ({})",
        NUMBERS.join(", "),
        TEXTS.join(", "),
        places.join(", ")
    );
    act.tx().execute(&sql, &values).await?;
    for obstacle in &draft.obstacles {
        let sql = "insert into survey_obstacle (survey_id, obstacle) values ($1, $2)";
        act.tx().execute(sql, &[id.into(), obstacle.as_str().into()]).await?;
    }
    Ok(id)
}

/// Notes which survey answers a returned one.
pub(super) async fn answer(tx: &mut Tx, returned: i64, by: i64) -> Result<(), StoreError> {
    tx.execute(
        "update survey set answered_by = $1 where id = $2",
        &[by.into(), returned.into()],
    )
    .await?;
    Ok(())
}

/// Notes in the campaigns that run which survey makes their visit to an enterprise; one whose survey was taken back is open.
pub(super) async fn answer_campaigns(tx: &mut Tx, enterprise: i64, survey: i64, on: Day) -> Result<(), StoreError> {
    let sql = "update campaign_part set survey_id = $1 where enterprise_id = $2 \
        and campaign_id in (select id from campaign where closed_at is null and from_on <= $3) \
        and (survey_id is null or exists (select 1 from survey s join reversal r on r.fact_no = s.entry_no \
        where s.id = campaign_part.survey_id))";
    tx.execute(sql, &[survey.into(), enterprise.into(), on.to_string().into()])
        .await?;
    Ok(())
}

/// Notes which field of a survey somebody asks about again, and why.
pub(super) async fn send_back(act: &mut Act, id: i64, field: &str, reason: &str) -> Result<(), StoreError> {
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql =
        "update survey set returned_field = $1, returned_reason = $2, returned_at = $3, returned_by = $4 where id = $5";
    let values: [Value; 5] = [field.into(), reason.into(), at.into(), by.into(), id.into()];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

/// Reads the surveys that were returned and not answered, and the next steps whose day has come; the earliest first.
pub(super) async fn owed(tx: &mut Tx, units: &[i64], which: Which, today: Day) -> Result<Vec<Owed>, StoreError> {
    let (words, order, condition) = match which {
        Which::Returned => (
            "s.returned_reason",
            "s.returned_at",
            "s.returned_field is not null and s.answered_by is null and $1 = $1".to_owned(),
        ),
        Which::Due => ("s.next_step", "s.next_on", format!("s.next_on <= $1 and {STEP_WAITS}")),
    };
    let sql = format!(
        "select s.id, p.tax_code, p.name, p.unit_id, coalesce({words}, ''), s.next_on from survey s \
        join enterprise p on p.id = s.enterprise_id left join reversal r on r.fact_no = s.entry_no \
        where r.no is null and p.unit_id in ({}) and {condition} order by {order}, s.id limit {SHOWN}",
        id_list(units)
    );
    let rows = tx.rows(&sql, &[today.to_string().into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Owed {
                survey: row.int(0)?,
                tax_code: row.text(1)?,
                name: row.text(2)?,
                unit: row.int(3)?,
                words: row.text(4)?,
                on: row.optional_day(5, ("survey", row.int(0)?))?,
            })
        })
        .collect()
}

/// Says which surveys are owed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Returned to a field.
    Returned,
    /// The day of the next step has come.
    Due,
}

/// Counts a committee's enterprises, those surveyed ever, and those surveyed since a day, by facts of the book that name them.
pub(super) async fn freshness(tx: &mut Tx, units: &[i64], since: Day) -> Result<Vec<Freshness>, StoreError> {
    let sql = format!(
        "select p.unit_id, count(*), count(l.last_on), cast(sum(case when l.last_on >= $1 then 1 else 0 end) as bigint) \
        from enterprise p left join (select f.enterprise, max(e.happened_on) as last_on from fact f \
        join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where f.fact = 'enterprise_surveyed' and f.enterprise is not null and r.no is null group by f.enterprise) l \
        on l.enterprise = p.tax_code where {VISITED} and p.unit_id in ({}) \
        group by p.unit_id",
        id_list(units)
    );
    let rows = tx.rows(&sql, &[since.to_string().into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Freshness {
                unit: row.int(0)?,
                listed: row.int(1)?,
                surveyed: row.int(2)?,
                fresh: row.int(3)?,
            })
        })
        .collect()
}

//! What a board reads besides figures: what is late or waits, enterprises nobody surveyed, entries that came late.

use nennep_core::calendar::Day;

use crate::store::{Row, STEP_WAITS, StoreError, Tx, VISITED, Value};

/// Holds a part and the whole it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) part: i64,
    pub(super) whole: i64,
}

/// Counts the year's tasks that are past their day and not done, of all.
pub(super) async fn late_tasks(tx: &mut Tx, units: &[i64], year: i32, today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when done_no is null and due_on < $1 then 1 else 0 end), 0), count(*) \
        from task where year = $2";
    share(
        tx,
        sql,
        "unit_id",
        units,
        &[today.to_string().into(), i64::from(year).into()],
    )
    .await
}

/// Counts the enterprises to be visited that no survey names, of all.
pub(super) async fn never_surveyed(tx: &mut Tx, units: &[i64]) -> Result<Share, StoreError> {
    let sql = format!(
        "select coalesce(sum(case when not exists (select 1 from fact f where f.enterprise = p.tax_code \
        and f.fact = 'enterprise_surveyed' and not exists (select 1 from reversal r where r.fact_no = f.no)) \
        then 1 else 0 end), 0), count(*) from enterprise p where {VISITED}"
    );
    share(tx, &sql, "p.unit_id", units, &[]).await
}

/// Counts the facts recorded by hand since an instant for days before the period, of all so recorded since; what an import
/// carried in from before the records is no news. The trail knows what was recorded by hand, and its index keeps a whole
/// import out of the count.
pub(super) async fn came_late(tx: &mut Tx, units: &[i64], since_at: &str, first_on: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when e.happened_on < $1 then 1 else 0 end), 0), count(*) \
        from audit a join entry e on e.no = cast(a.subject as bigint) where a.deed = 'fact-recorded' and a.at >= $2";
    let values = [first_on.to_string().into(), since_at.into()];
    share(tx, sql, "a.unit_id", units, &values).await
}

/// Counts the open cases of which a step is past its day, of all open ones; none is late while another body has the file.
pub(super) async fn late_cases(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when due_on < $1 then 1 else 0 end), 0), count(*) \
        from procedure_case where standing in ('open', 'out')";
    share(tx, sql, "unit_id", units, &[today.to_string().into()]).await
}

/// Counts the next steps of surveys whose day has passed and that nobody took up, of all that wait.
pub(super) async fn due_steps(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = format!(
        "select coalesce(sum(case when s.next_on < $1 then 1 else 0 end), 0), count(*) \
        from survey s join enterprise p on p.id = s.enterprise_id left join reversal r on r.fact_no = s.entry_no \
        where s.next_on is not null and r.no is null and {STEP_WAITS}"
    );
    share(tx, &sql, "p.unit_id", units, &[today.to_string().into()]).await
}

/// Counts the visits of running campaigns past their day that were not made, of all visits of running campaigns.
pub(super) async fn late_visits(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when c.until_on < $1 and (s.id is null or r.no is not null) then 1 else 0 end), 0), \
        count(*) from campaign c join campaign_part p on p.campaign_id = c.id left join survey s on s.id = p.survey_id \
        left join reversal r on r.fact_no = s.entry_no where c.closed_at is null";
    share(tx, sql, "c.unit_id", units, &[today.to_string().into()]).await
}

/// Counts the difficulties and proposals whose answer is past its day, of all not answered.
pub(super) async fn late_matters(tx: &mut Tx, units: &[i64], today: Day) -> Result<Share, StoreError> {
    let sql = "select coalesce(sum(case when due_on < $1 then 1 else 0 end), 0), count(*) \
        from matter where answered_on is null";
    share(tx, sql, "unit_id", units, &[today.to_string().into()]).await
}

/// Sums both numbers over the units, some at a time: an engine takes only so long a list.
async fn share(
    tx: &mut Tx,
    sql: &str,
    column: &'static str,
    units: &[i64],
    values: &[Value],
) -> Result<Share, StoreError> {
    let mut sum = Share::default();
    for some in units.chunks(500) {
        let first = values.len() + 1;
        let places: Vec<String> = (first..first + some.len()).map(|place| format!("${place}")).collect();
        let values: Vec<Value> = values
            .iter()
            .cloned()
            .chain(some.iter().map(|unit| (*unit).into()))
            .collect();
        let sql = format!("{sql} and {column} in ({})", places.join(", "));
        if let Some(row) = tx.row(&sql, &values).await? {
            let one = read(&row)?;
            sum.part += one.part;
            sum.whole += one.whole;
        }
    }
    Ok(sum)
}

fn read(row: &Row) -> Result<Share, StoreError> {
    Ok(Share {
        part: row.int(0)?,
        whole: row.int(1)?,
    })
}

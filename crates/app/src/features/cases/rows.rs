//! Cases in the database.

use nennep_core::calendar::Day;
use nennep_core::progress::{CaseDeed, CaseEvent};

use super::record::{Case, CaseRow, Founding, LetterLine, Opening, StoredEvent, deed_parts};
use crate::store::{Act, Host, Row, StoreError, Tx, Value, id_list, next_id, officer_name};
use crate::web::papers::LetterKind;

/// Cases listed at most.
const LISTED: i64 = 1000;

fn bad(no: i64, column: &'static str) -> StoreError {
    StoreError::BadRow {
        table: "procedure_case",
        no,
        column,
    }
}

/// Finds a case, whoever may see it; the page asks for its unit.
pub(super) async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<Case>, StoreError> {
    let sql = "select c.id, c.number, c.procedure, c.unit_id, c.opened_on, a.name, c.founded_unit_id, c.founded_no, \
        c.override_reason, c.founded_heads from procedure_case c left join account a on a.id = c.account_id where c.id = $1";
    let Some(row) = tx.row(sql, &[id.into()]).await? else {
        return Ok(None);
    };
    let hosts = Host::of_case(tx, id).await?;
    let events = format!(
        "select e.happened_on, e.deed, e.paper, e.words, {} from case_event e where e.case_id = $1 order by e.place",
        officer_name("e.recorded_by")
    );
    let events = tx.rows(&events, &[id.into()]).await?;
    Ok(Some(Case {
        id,
        number: row.text(1)?,
        procedure: row.text(2)?,
        unit: row.int(3)?,
        opened_on: row.day(4, ("procedure_case", id))?,
        keeper: row.optional_text(5)?,
        founded_unit: row.optional_int(6)?,
        founded_no: row.optional_int(7)?,
        override_reason: row.optional_text(8)?,
        founded_heads: row.optional_int(9)?,
        hosts,
        events: events.iter().map(|row| event(id, row)).collect::<Result<_, _>>()?,
    }))
}

fn event(id: i64, row: &Row) -> Result<StoredEvent, StoreError> {
    let deed = CaseDeed::read(&row.text(1)?, row.optional_text(2)?).ok_or(bad(id, "deed"))?;
    Ok(StoredEvent {
        event: CaseEvent {
            on: row.day(0, ("case_event", id))?,
            deed,
        },
        words: row.optional_text(3)?,
        officer: row.text(4)?,
    })
}

/// Lists the cases of some units, the one due first first; over ones only when asked.
pub(super) async fn listed(tx: &mut Tx, units: &[i64], with_over: bool) -> Result<Vec<CaseRow>, StoreError> {
    let units = id_list(units);
    let over = if with_over {
        ""
    } else {
        "and c.standing in ('open', 'out')"
    };
    let sql = format!(
        "select c.id, c.number, c.procedure, c.unit_id, c.opened_on, c.standing, c.step, c.due_on, \
        (select p.name from case_host h join enterprise p on p.id = h.enterprise_id where h.case_id = c.id \
        order by p.name_key, p.id limit 1), \
        (select count(*) from case_host h where h.case_id = c.id), a.name \
        from procedure_case c left join account a on a.id = c.account_id where c.unit_id in ({units}) {over} \
        order by coalesce(c.due_on, '9999-12-31'), c.id limit {LISTED}"
    );
    tx.rows(&sql, &[]).await?.iter().map(case_row).collect()
}

fn case_row(row: &Row) -> Result<CaseRow, StoreError> {
    let id = row.int(0)?;
    Ok(CaseRow {
        id,
        number: row.text(1)?,
        procedure: row.text(2)?,
        unit: row.int(3)?,
        opened_on: row.day(4, ("procedure_case", id))?,
        standing: row.text(5)?,
        step: usize::try_from(row.int(6)?).unwrap_or(0),
        due_on: row.optional_day(7, ("procedure_case", id))?,
        host: row.optional_text(8)?.unwrap_or_default(),
        hosts: row.int(9)?,
        keeper: row.optional_text(10)?,
    })
}

/// Reads the letters of a case, in the order they were written.
pub(super) async fn letters(tx: &mut Tx, case: i64) -> Result<Vec<LetterLine>, StoreError> {
    let sql = "select id, kind, number_line, unit_id, dated_on from letter where case_id = $1 order by id";
    let rows = tx.rows(sql, &[case.into()]).await?;
    let mut letters = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.int(0)?;
        letters.push(LetterLine {
            id,
            kind: LetterKind::of(&row.text(1)?).ok_or(StoreError::BadRow {
                table: "letter",
                no: id,
                column: "kind",
            })?,
            number: row.text(2)?,
            issuer: row.int(3)?,
            dated: row.day(4, ("letter", id))?,
        });
    }
    Ok(letters)
}

/// Gives the number of an open case of the same procedure for an enterprise.
pub(super) async fn open_of(tx: &mut Tx, enterprise: i64, procedure: &str) -> Result<Option<String>, StoreError> {
    let sql = "select min(c.number) from procedure_case c join case_host h on h.case_id = c.id \
        where h.enterprise_id = $1 and c.procedure = $2 and c.standing in ('open', 'out')";
    let row = tx.row(sql, &[enterprise.into(), procedure.into()]).await?;
    row.map_or(Ok(None), |row| row.optional_text(0))
}

/// Writes a new case with its enterprises; gives its number in the database.
pub(super) async fn insert(act: &mut Act, opening: &Opening, account: i64) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "procedure_case").await?;
    let year = opening.on.year();
    let like = format!("TL-{year}-%");
    let sql = "select count(*) from procedure_case where unit_id = $1 and number like $2";
    let row = act.tx().row(sql, &[opening.unit.0.into(), like.into()]).await?;
    let place = row.map_or(Ok(0), |row| row.int(0))? + 1;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into procedure_case (id, number, procedure, unit_id, opened_on, made_at, made_by, account_id, standing, step) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 0)";
    let values: [Value; 8] = [
        id.into(),
        format!("TL-{year}-{place:03}").into(),
        opening.procedure.as_str().into(),
        opening.unit.0.into(),
        opening.on.to_string().into(),
        at.into(),
        by.into(),
        account.into(),
    ];
    act.tx().execute(sql, &values).await?;
    for host in &opening.hosts {
        let sql = "insert into case_host (case_id, enterprise_id) values ($1, $2)";
        act.tx().execute(sql, &[id.into(), host.id.into()]).await?;
    }
    Ok(id)
}

/// Adds what happened to a case.
pub(super) async fn add(
    act: &mut Act,
    case: i64,
    on: Day,
    deed: &CaseDeed,
    words: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "select coalesce(max(place), 0) + 1 from case_event where case_id = $1";
    let row = act.tx().row(sql, &[case.into()]).await?;
    let place = row.map_or(Ok(1), |row| row.int(0))?;
    let (name, paper) = deed_parts(deed);
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into case_event (case_id, place, happened_on, deed, paper, words, recorded_at, recorded_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values: [Value; 8] = [
        case.into(),
        place.into(),
        on.to_string().into(),
        name.into(),
        paper.map(str::to_owned).into(),
        words.map(str::to_owned).into(),
        at.into(),
        by.into(),
    ];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

/// Says again how a case stands.
pub(super) async fn stand(
    tx: &mut Tx,
    case: i64,
    standing: &str,
    step: usize,
    due: Option<Day>,
) -> Result<(), StoreError> {
    let values: [Value; 4] = [
        standing.into(),
        i64::try_from(step).unwrap_or(i64::MAX).into(),
        due.map(|day| day.to_string()).into(),
        case.into(),
    ];
    let sql = "update procedure_case set standing = $1, step = $2, due_on = $3 where id = $4";
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Notes what a case founded: the unit, the entry that counts it, how many there were, and why the rule was set aside.
pub(super) async fn founded(
    tx: &mut Tx,
    case: i64,
    (unit, entry, step): (i64, i64, usize),
    founding: &Founding,
) -> Result<(), StoreError> {
    let sql = "update procedure_case set founded_unit_id = $1, founded_no = $2, founded_heads = $3, override_reason = $4, \
        founded_step = $5 where id = $6";
    let values: [Value; 6] = [
        unit.into(),
        entry.into(),
        founding.heads.into(),
        founding.override_reason.clone().into(),
        i64::try_from(step).unwrap_or(i64::MAX).into(),
        case.into(),
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

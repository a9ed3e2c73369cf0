//! Dialogues and matters in the database.

use super::record::{Answer, Dialogue, Held, Matter, Raised};
use crate::store::{Act, Host, Row, StoreError, Tx, Value, id_list, next_id, officer_name};

/// Lines of a list at most.
const LISTED: i64 = 2_000;

/// Finds what a form with this key recorded already.
pub(super) async fn of_key(tx: &mut Tx, table: &'static str, key: &str) -> Result<Option<i64>, StoreError> {
    let sql = format!("select id from {table} where key = $1");
    let row = tx.row(&sql, &[key.into()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// Writes a dialogue with the entry that counts it; gives its number.
pub(super) async fn insert(act: &mut Act, held: &Held, entry: i64) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "dialogue").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let values: [Value; 10] = [
        id.into(),
        held.unit.0.into(),
        held.audience.into(),
        held.on.to_string().into(),
        held.place.clone().into(),
        held.people.into(),
        entry.into(),
        at.into(),
        by.into(),
        held.key.as_str().into(),
    ];
    let sql = "insert into dialogue (id, unit_id, audience, held_on, place, people, entry_no, made_at, made_by, key) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    act.tx().execute(sql, &values).await?;
    for host in &held.hosts {
        let sql = "insert into dialogue_host (dialogue_id, enterprise_id) values ($1, $2)";
        act.tx().execute(sql, &[id.into(), host.id.into()]).await?;
    }
    Ok(id)
}

fn dialogues(condition: &str) -> String {
    format!(
        "select d.id, d.unit_id, d.audience, d.held_on, d.place, d.people, d.entry_no, \
        cast(case when r.no is null then 0 else 1 end as bigint), {}, \
        (select count(*) from matter m where m.dialogue_id = d.id), \
        (select count(*) from matter m where m.dialogue_id = d.id and m.answered_on is not null) \
        from dialogue d left join reversal r on r.fact_no = d.entry_no where {condition} \
        order by d.held_on desc, d.id desc limit {LISTED}",
        officer_name("d.made_by")
    )
}

fn dialogue(row: &Row) -> Result<Dialogue, StoreError> {
    let id = row.int(0)?;
    Ok(Dialogue {
        id,
        unit: row.int(1)?,
        audience: row.text(2)?,
        on: row.day(3, ("dialogue", id))?,
        place: row.optional_text(4)?,
        people: row.optional_int(5)?,
        entry: row.int(6)?,
        is_reversed: row.int(7)? == 1,
        officer: row.text(8)?,
        matters: row.int(9)?,
        answered: row.int(10)?,
    })
}

/// Lists the dialogues of some units, the latest first.
pub(super) async fn listed(tx: &mut Tx, units: &[i64]) -> Result<Vec<Dialogue>, StoreError> {
    let sql = dialogues(&format!("d.unit_id in ({})", id_list(units)));
    tx.rows(&sql, &[]).await?.iter().map(dialogue).collect()
}

/// Finds a dialogue, whoever may see it; the page asks for its unit.
pub(super) async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<Dialogue>, StoreError> {
    let row = tx.row(&dialogues("d.id = $1"), &[id.into()]).await?;
    row.as_ref().map(dialogue).transpose()
}

/// Reads the enterprises that took part.
pub(super) async fn hosts(tx: &mut Tx, dialogue: i64) -> Result<Vec<Host>, StoreError> {
    let sql = format!(
        "select {} from dialogue_host h join enterprise p on p.id = h.enterprise_id where h.dialogue_id = $1 \
        order by p.name_key, p.id",
        Host::COLUMNS
    );
    let rows = tx.rows(&sql, &[dialogue.into()]).await?;
    rows.iter().map(|row| Host::read(row, 0)).collect()
}

/// Writes a matter; gives its number.
pub(super) async fn raise(act: &mut Act, raised: &Raised) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "matter").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let values: Vec<Value> = vec![
        id.into(),
        raised.unit.0.into(),
        raised.dialogue.into(),
        raised.host.into(),
        raised.on.to_string().into(),
        raised.content.as_str().into(),
        raised.answerer.as_str().into(),
        raised.due.map(|day| day.to_string()).into(),
        at.into(),
        by.into(),
        raised.key.as_str().into(),
    ];
    let sql = "insert into matter (id, unit_id, dialogue_id, enterprise_id, raised_on, content, answerer, due_on, made_at, \
        made_by, key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    act.tx().execute(sql, &values).await?;
    Ok(id)
}

fn matters(condition: &str) -> String {
    format!(
        "select m.id, m.unit_id, m.dialogue_id, p.tax_code, p.name, m.raised_on, m.content, m.answerer, m.due_on, \
        m.answered_on, m.answer, {} from matter m left join enterprise p on p.id = m.enterprise_id where {condition} \
        order by m.answered_on is not null, coalesce(m.due_on, '9999-12-31'), m.id limit {LISTED}",
        officer_name("m.made_by")
    )
}

fn matter(row: &Row) -> Result<Matter, StoreError> {
    let id = row.int(0)?;
    let of = ("matter", id);
    Ok(Matter {
        id,
        unit: row.int(1)?,
        dialogue: row.optional_int(2)?,
        host: row.optional_text(3)?.zip(row.optional_text(4)?),
        on: row.day(5, of)?,
        content: row.text(6)?,
        answerer: row.text(7)?,
        due: row.optional_day(8, of)?,
        answer: row
            .optional_day(9, of)?
            .zip(row.optional_text(10)?)
            .map(|(on, words)| Answer { on, words }),
        officer: row.text(11)?,
    })
}

/// Lists the matters of some units, those not answered first, the one due first among them.
pub(super) async fn matters_of(tx: &mut Tx, units: &[i64], with_answered: bool) -> Result<Vec<Matter>, StoreError> {
    let open = if with_answered {
        ""
    } else {
        " and m.answered_on is null"
    };
    let sql = matters(&format!("m.unit_id in ({}){open}", id_list(units)));
    tx.rows(&sql, &[]).await?.iter().map(matter).collect()
}

/// Lists the matters raised in a dialogue.
pub(super) async fn matters_in(tx: &mut Tx, dialogue: i64) -> Result<Vec<Matter>, StoreError> {
    let rows = tx.rows(&matters("m.dialogue_id = $1"), &[dialogue.into()]).await?;
    rows.iter().map(matter).collect()
}

/// Finds a matter, whoever may see it.
pub(super) async fn find_any_matter(tx: &mut Tx, id: i64) -> Result<Option<Matter>, StoreError> {
    let row = tx.row(&matters("m.id = $1"), &[id.into()]).await?;
    row.as_ref().map(matter).transpose()
}

/// Keeps what was answered; one that is mended stands in place of the former, and the trail tells of both.
pub(super) async fn answer(act: &mut Act, id: i64, answer: &Answer) -> Result<(), StoreError> {
    let by = act.stamp().officer.clone();
    let sql = "update matter set answered_on = $1, answer = $2, answered_by = $3 where id = $4";
    let values = [
        answer.on.to_string().into(),
        answer.words.as_str().into(),
        by.into(),
        id.into(),
    ];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

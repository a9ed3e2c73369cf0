//! Letters in the database.

use nennep_core::calendar::Day;
use nennep_documents::blocks::Paper;

use super::record::{Asked, CaseOf, Letter};
use crate::store::{Act, Host, Row, StoreError, Tx, Value, next_id, officer_name};
use crate::web::papers::LetterKind;

fn bad(no: i64, column: &'static str) -> StoreError {
    StoreError::BadRow {
        table: "letter",
        no,
        column,
    }
}

/// Finds the case of a letter, whoever may see it; the page asks for its unit.
pub(super) async fn find_any_case(tx: &mut Tx, id: i64) -> Result<Option<CaseOf>, StoreError> {
    let sql = "select number, procedure, opened_on, unit_id, standing, step from procedure_case where id = $1";
    let Some(row) = tx.row(sql, &[id.into()]).await? else {
        return Ok(None);
    };
    let hosts = Host::of_case(tx, id).await?;
    // A paper is there when it came after it was last found wanting.
    let papers = "select e.paper from case_event e where e.case_id = $1 and e.deed = 'paper' and not exists \
        (select 1 from case_event l where l.case_id = e.case_id and l.paper = e.paper and l.deed = 'paper_lost' \
        and l.place > e.place) order by e.place";
    let papers = tx.rows(papers, &[id.into()]).await?;
    Ok(Some(CaseOf {
        id,
        number: row.text(0)?,
        procedure: row.text(1)?,
        opened_on: row.day(2, ("procedure_case", id))?,
        unit: row.int(3)?,
        hosts,
        standing: row.text(4)?,
        step: usize::try_from(row.int(5)?).unwrap_or(usize::MAX),
        papers: papers.iter().map(|row| row.text(0)).collect::<Result<_, _>>()?,
    }))
}

/// Gives the last number a body used in a series with its day; none before the first.
pub(super) async fn last_used(
    tx: &mut Tx,
    unit: i64,
    kind: LetterKind,
    series: &str,
) -> Result<Option<(i64, Day)>, StoreError> {
    let sql = "select number, dated_on from letter where unit_id = $1 and kind = $2 and series = $3 order by number desc limit 1";
    let row = tx.row(sql, &[unit.into(), kind.code().into(), series.into()]).await?;
    row.map(|row| Ok((row.int(0)?, row.day(1, ("letter", unit))?)))
        .transpose()
}

/// Finds the letter that a form with this key made already.
pub(super) async fn of_key(tx: &mut Tx, key: &str) -> Result<Option<i64>, StoreError> {
    let row = tx.row("select id from letter where key = $1", &[key.into()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// Writes a letter; gives its number in the database.
pub(super) async fn insert(
    act: &mut Act,
    (case, unit): (&CaseOf, i64),
    asked: &Asked,
    (series, number): (&str, i64),
    paper: &Paper,
) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "letter").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let values: Vec<Value> = vec![
        id.into(),
        case.id.into(),
        asked.kind.code().into(),
        unit.into(),
        series.into(),
        number.into(),
        paper.number_line.as_str().into(),
        asked.gap_reason.clone().into(),
        asked.dated.to_string().into(),
        serde_json::to_string(paper).map_err(|_| bad(id, "model"))?.into(),
        at.into(),
        by.into(),
        asked.key.as_str().into(),
    ];
    let sql = "insert into letter (id, case_id, kind, unit_id, series, number, number_line, gap_reason, dated_on, model, made_at, made_by, key) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    act.tx().execute(sql, &values).await?;
    Ok(id)
}

/// Finds a letter, whoever may see it.
pub(super) async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<Letter>, StoreError> {
    let sql = format!(
        "select l.id, l.case_id, l.unit_id, l.kind, l.number, l.dated_on, l.model, l.made_at, {} from letter l where l.id = $1",
        officer_name("l.made_by")
    );
    tx.row(&sql, &[id.into()]).await?.as_ref().map(letter).transpose()
}

fn letter(row: &Row) -> Result<Letter, StoreError> {
    let id = row.int(0)?;
    Ok(Letter {
        id,
        case: row.int(1)?,
        unit: row.int(2)?,
        kind: LetterKind::of(&row.text(3)?).ok_or(bad(id, "kind"))?,
        number: row.int(4)?,
        dated: row.day(5, ("letter", id))?,
        paper: serde_json::from_str(&row.text(6)?).map_err(|_| bad(id, "model"))?,
        made_at: row.text(7)?,
        made_by: row.text(8)?,
    })
}

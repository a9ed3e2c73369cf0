//! Papers that were made, as they are kept.

use nennep_core::reports::Signer;

use super::form::{kept_day, period};
use super::record::{Asking, Made};
use crate::store::{Act, Row, SIGNED_NUMBER, StoreError, Tx, Value, next_id};
use crate::web::reports::ReportKind;

/// Keeps a paper that is asked for; gives its number.
pub(super) async fn keep(act: &mut Act, asking: &Asking) -> Result<i64, StoreError> {
    let (made_at, made_by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let tx = act.tx();
    let id = next_id(tx, "paper").await?;
    let values: Vec<Value> = vec![
        id.into(),
        asking.unit.into(),
        asking.report.code().into(),
        asking.period.to_string().into(),
        asking.dated.map(|day| day.to_string()).into(),
        asking.number.clone().into(),
        asking.signer.as_ref().map(|signer| signer.title.clone()).into(),
        asking.signer.as_ref().map(|signer| signer.name.clone()).into(),
        asking.head.into(),
        made_at.into(),
        made_by.into(),
        asking.basis.clone().into(),
        asking.figures_of.into(),
    ];
    tx.execute(
        "insert into paper (id, unit_id, report, period, dated_on, number, signer_title, signer_name, head, made_at, made_by, \
        basis, figures_of) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &values,
    )
    .await?;
    Ok(id)
}

fn papers() -> String {
    format!(
        "select p.id, p.unit_id, p.report, p.period, p.dated_on, coalesce({SIGNED_NUMBER}, p.number), p.signer_title, p.signer_name, \
        p.head, p.made_at, coalesce(a.name, p.made_by), p.basis, p.figures_of from paper p left join account a on a.sign_in = p.made_by left join signing s on s.paper_id = p.id"
    )
}

/// Finds a paper by its number; whose scope it lies in is asked by the page.
pub(super) async fn find_any_paper(tx: &mut Tx, id: i64) -> Result<Option<Made>, StoreError> {
    let sql = format!("{} where p.id = $1", papers());
    tx.row(&sql, &[id.into()]).await?.map(|row| made(&row)).transpose()
}

/// Lists all papers, the newest first; whose scope each lies in is asked by the page.
pub(super) async fn list_any_papers(tx: &mut Tx) -> Result<Vec<Made>, StoreError> {
    let sql = format!("{} order by p.id desc", papers());
    tx.rows(&sql, &[]).await?.iter().map(made).collect()
}

/// Lists the papers that say the figures of a report; their unit is the report's.
pub(super) async fn list_companions(tx: &mut Tx, report: i64) -> Result<Vec<Made>, StoreError> {
    let sql = format!("{} where p.figures_of = $1 order by p.id", papers());
    tx.rows(&sql, &[report.into()]).await?.iter().map(made).collect()
}

fn made(row: &Row) -> Result<Made, StoreError> {
    let id = row.int(0)?;
    let bad = |column| StoreError::BadRow {
        table: "paper",
        no: id,
        column,
    };
    let signer = row.optional_text(6)?.zip(row.optional_text(7)?);
    Ok(Made {
        id,
        asking: Asking {
            unit: row.int(1)?,
            report: ReportKind::of(&row.text(2)?).ok_or(bad("report"))?,
            period: period(&row.text(3)?).ok_or(bad("period"))?,
            dated: kept_day(row.optional_text(4)?),
            number: row.optional_text(5)?,
            signer: signer.map(|(title, name)| Signer { title, name }),
            head: row.int(8)?,
            basis: row.optional_text(11)?,
            figures_of: row.optional_int(12)?,
        },
        made_at: row.text(9)?,
        made_by: row.text(10)?,
    })
}

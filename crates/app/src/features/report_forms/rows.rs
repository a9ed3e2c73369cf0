//! Forms as they are kept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nennep_core::ledger::content_hash;

use super::record::ReportForm;
use crate::store::{Act, Row, StoreError, Tx, Value, id_list, next_id};

const FORMS: &str = "select f.id, f.unit_id, f.name, f.file_name, f.bytes, f.made_at, coalesce(a.name, f.made_by), w.made_at \
    from report_form f left join account a on a.sign_in = f.made_by left join report_form_withdrawn w on w.form_id = f.id";

/// Keeps a form; gives its number.
pub(super) async fn keep(act: &mut Act, form: &ReportForm) -> Result<i64, StoreError> {
    let (made_at, made_by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let tx = act.tx();
    let id = next_id(tx, "report_form").await?;
    let bytes = STANDARD.encode(&form.bytes);
    let values: Vec<Value> = vec![
        id.into(),
        form.unit.into(),
        form.name.clone().into(),
        form.file_name.clone().into(),
        content_hash(&[("bytes", Some(&bytes))]).into(),
        bytes.into(),
        made_at.into(),
        made_by.into(),
    ];
    let sql = "insert into report_form (id, unit_id, name, file_name, content, bytes, made_at, made_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.execute(sql, &values).await?;
    Ok(id)
}

/// Withdraws a form; one that is withdrawn stays so.
pub(super) async fn withdraw(act: &mut Act, id: i64) -> Result<(), StoreError> {
    let (made_at, made_by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into report_form_withdrawn (form_id, made_at, made_by) values ($1, $2, $3)";
    let values: Vec<Value> = vec![id.into(), made_at.into(), made_by.into()];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

/// Finds a form by its number; who may see it is asked by the page.
pub(super) async fn find_any_form(tx: &mut Tx, id: i64) -> Result<Option<ReportForm>, StoreError> {
    let row = tx.row(&format!("{FORMS} where f.id = $1"), &[id.into()]).await?;
    row.map(|row| form(&row)).transpose()
}

/// Lists the forms units give, the newest first.
pub(super) async fn list_forms_of(tx: &mut Tx, units: &[i64]) -> Result<Vec<ReportForm>, StoreError> {
    // What a list shows is without the files.
    let listed = FORMS.replace("f.bytes", "''");
    let sql = format!("{listed} where f.unit_id in ({}) order by f.id desc", id_list(units));
    tx.rows(&sql, &[]).await?.iter().map(form).collect()
}

fn form(row: &Row) -> Result<ReportForm, StoreError> {
    let id = row.int(0)?;
    let bad = StoreError::BadRow {
        table: "report_form",
        no: id,
        column: "bytes",
    };
    Ok(ReportForm {
        id,
        unit: row.int(1)?,
        name: row.text(2)?,
        file_name: row.text(3)?,
        bytes: STANDARD.decode(row.text(4)?).map_err(|_| bad)?,
        made_at: row.text(5)?,
        made_by: row.text(6)?,
        is_withdrawn: row.optional_text(7)?.is_some(),
    })
}

//! Ties in the database.

use crate::store::{Act, Host, StoreError, Tx, Value};

/// Reads the units tied to an enterprise by hand.
pub(super) async fn tied(tx: &mut Tx, host: &Host) -> Result<Vec<i64>, StoreError> {
    let sql = "select unit_id from enterprise_organization where enterprise_id = $1 order by unit_id";
    let rows = tx.rows(sql, &[host.id.into()]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// Ties a unit to an enterprise; tells whether it was not tied before.
pub(super) async fn tie(act: &mut Act, host: &Host, unit: i64) -> Result<bool, StoreError> {
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into enterprise_organization (enterprise_id, unit_id, made_at, made_by) values ($1, $2, $3, $4) \
        on conflict (enterprise_id, unit_id) do nothing";
    let values: [Value; 4] = [host.id.into(), unit.into(), at.into(), by.into()];
    Ok(act.tx().execute(sql, &values).await? > 0)
}

/// Takes a tie away; tells whether there was one.
pub(super) async fn untie(act: &mut Act, host: &Host, unit: i64) -> Result<bool, StoreError> {
    let sql = "delete from enterprise_organization where enterprise_id = $1 and unit_id = $2";
    Ok(act.tx().execute(sql, &[host.id.into(), unit.into()]).await? > 0)
}

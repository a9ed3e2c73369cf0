//! What the book tells of an organization that is to end.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactOf, HostKind};
use nennep_core::register::Line;

use super::record::Origin;
use crate::store::{StoreError, Tx, tree_went_on};

/// Reads how an organization came about: the latest fact that founded it or carried it in.
pub(super) async fn origin(tx: &mut Tx, unit: i64, line: Line) -> Result<Origin, StoreError> {
    let sql = "select f.host_kind, f.enterprise from fact f left join reversal r on r.fact_no = f.no \
        where f.unit_id = $1 and f.fact in ($2, $3) and r.no is null order by f.no desc limit 1";
    let [new, opening] = [FactOf::New, FactOf::Opening].map(|of| Fact::Organization(line, of).code());
    let Some(row) = tx.row(sql, &[unit.into(), new.into(), opening.into()]).await? else {
        return Ok(Origin::default());
    };
    Ok(Origin {
        host_kind: row.optional_text(0)?.as_deref().and_then(HostKind::parse),
        enterprise: row.optional_text(1)?,
    })
}

/// Gives the day of the last fact at a unit.
pub(super) async fn last_fact(tx: &mut Tx, unit: i64) -> Result<Option<Day>, StoreError> {
    let sql = "select max(e.happened_on) from fact f join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where (f.unit_id = $1 or f.to_unit_id = $1) and r.no is null";
    let row = tx.row(sql, &[unit.into()]).await?;
    row.map_or(Ok(None), |row| row.optional_day(0, ("fact", unit)))
}

/// Tells whether the tree, or what is counted at a unit, changed after an entry.
pub(super) async fn went_on(tx: &mut Tx, unit: i64, since: i64) -> Result<bool, StoreError> {
    let sql = "select min(entry_no) from posting where entry_no > $1 and (unit_id = $2 or other_id = $2)";
    let row = tx.row(sql, &[since.into(), unit.into()]).await?;
    let counted = row.map_or(Ok(None), |row| row.optional_int(0))?;
    Ok(counted.is_some() || tree_went_on(tx, since).await?)
}

/// Tells by which entry a form with this key ended an organization already.
pub(super) async fn of_key(tx: &mut Tx, key: &str) -> Result<Option<i64>, StoreError> {
    let sql = "select no from entry where sort = 'fact' and identity = $1";
    let row = tx.row(sql, &[key.into()]).await?;
    row.map(|row| row.int(0)).transpose()
}

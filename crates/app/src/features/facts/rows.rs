//! Asking the book for a fact as it was recorded.

use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;
use nennep_core::register::UnitId;

use super::record::RecordedFact;
use crate::store::{StoreError, Tx};

/// Gives the fact of entry `no`; nothing when it records something else.
pub(super) async fn recorded(tx: &mut Tx, no: i64) -> Result<Option<RecordedFact>, StoreError> {
    let sql = "select e.identity, e.happened_on, f.fact, f.unit_id, f.to_unit_id, f.count, f.org_kind, f.host_kind, f.tags, \
        f.enterprise, f.grade, f.note, e.decision_no, e.decision_on, e.decision_by, r.no \
        from entry e join fact f on f.no = e.no left join reversal r on r.fact_no = e.no \
        where e.sort = 'fact' and e.no = $1";
    let Some(row) = tx.row(sql, &[no.into()]).await? else {
        return Ok(None);
    };
    let bad = |column| StoreError::BadRow {
        table: "fact",
        no,
        column,
    };
    let on: Day = row.text(1)?.parse().map_err(|_| bad("happened_on"))?;
    let mut texts = vec![("count", row.int(5)?.to_string()), ("tags", row.text(8)?)];
    let columns = [
        (6, "org_kind"),
        (7, "host_kind"),
        (9, "enterprise"),
        (10, "grade"),
        (11, "note"),
        (12, "decision_no"),
        (13, "decision_on"),
        (14, "decision_by"),
    ];
    for (place, column) in columns {
        if let Some(text) = row.optional_text(place)? {
            texts.push((column, text));
        }
    }
    Ok(Some(RecordedFact {
        key: row.text(0)?,
        on,
        fact: Fact::parse(&row.text(2)?).ok_or(bad("fact"))?,
        unit: UnitId(row.int(3)?),
        to_unit: row.optional_int(4)?.map(UnitId),
        texts,
        reversed_by: row.optional_int(15)?,
        locked: None,
    }))
}

/// Gives the number of the fact recorded under a key.
pub(super) async fn named(tx: &mut Tx, key: &str) -> Result<Option<i64>, StoreError> {
    let sql = "select no from entry where sort = 'fact' and identity = $1";
    tx.row(sql, &[key.trim().into()])
        .await?
        .map(|row| row.int(0))
        .transpose()
}

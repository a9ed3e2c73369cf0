//! What is sought in the book: entries by number and by decision.

use crate::store::{StoreError, Tx, Value};

/// An entry as the search shows it.
#[derive(Clone, Debug)]
pub(super) struct EntryRow {
    pub(super) no: i64,
    pub(super) sort: String,
    pub(super) on: String,
    pub(super) decision: Option<String>,
    pub(super) fact: Option<String>,
    pub(super) unit: Option<i64>,
}

/// Entries of one decision that are looked through.
const LOOKED_THROUGH: i64 = 2000;

/// Reads the entry of a number.
pub(super) async fn entry(tx: &mut Tx, no: i64) -> Result<Vec<EntryRow>, StoreError> {
    entries(tx, "e.no = $1", no.into()).await
}

/// Reads the latest entries whose decision begins with the digits.
pub(super) async fn entries_of_decision(tx: &mut Tx, digits: &str) -> Result<Vec<EntryRow>, StoreError> {
    entries(tx, "e.decision_no like $1", format!("{digits}%").into()).await
}

async fn entries(tx: &mut Tx, which: &str, value: Value) -> Result<Vec<EntryRow>, StoreError> {
    let sql = format!(
        "select e.no, e.sort, e.happened_on, e.decision_no, coalesce(f.fact, b.fact), \
        coalesce(f.unit_id, b.unit_id, v.unit_id, u.no, t.unit_id, c.unit_id) \
        from entry e left join fact f on f.no = e.no left join reversal r on r.no = e.no \
        left join fact b on b.no = r.fact_no left join unit_event v on v.no = e.no left join unit u on u.no = e.no \
        left join target t on t.no = e.no left join claim c on c.no = e.no \
        where {which} order by e.no desc limit $2"
    );
    let rows = tx.rows(&sql, &[value, LOOKED_THROUGH.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(EntryRow {
                no: row.int(0)?,
                sort: row.text(1)?,
                on: row.text(2)?,
                decision: row.optional_text(3)?,
                fact: row.optional_text(4)?,
                unit: row.optional_int(5)?,
            })
        })
        .collect()
}

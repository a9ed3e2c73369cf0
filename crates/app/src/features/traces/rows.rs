//! What a page about one figure needs besides the figure: who recorded its entries, and what was taken back since.

use std::collections::HashMap;

use crate::store::{StoreError, Tx, Value};

/// Holds what is known of an entry besides what counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Name of who recorded it; none for a command.
    pub(super) recorder: Option<String>,
    /// Number of the entry that took it back.
    pub(super) taken_back_by: Option<i64>,
    /// Tax code of the enterprise it concerns.
    pub(super) enterprise: Option<String>,
    /// Its note.
    pub(super) note: Option<String>,
}

/// Finds what stands beside the entries.
pub(super) async fn beside(tx: &mut Tx, numbers: &[i64]) -> Result<HashMap<i64, Beside>, StoreError> {
    let mut found = HashMap::new();
    for some in numbers.chunks(500) {
        let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select e.no, a.name, r.no, f.enterprise, f.note \
            from entry e left join account a on a.sign_in = e.recorded_by left join fact f on f.no = e.no \
            left join reversal r on r.fact_no = e.no where e.no in ({})",
            places.join(", ")
        );
        let values: Vec<Value> = some.iter().map(|no| (*no).into()).collect();
        for row in tx.rows(&sql, &values).await? {
            found.insert(
                row.int(0)?,
                Beside {
                    recorder: row.optional_text(1)?,
                    taken_back_by: row.optional_int(2)?,
                    enterprise: row.optional_text(3)?,
                    note: row.optional_text(4)?,
                },
            );
        }
    }
    Ok(found)
}

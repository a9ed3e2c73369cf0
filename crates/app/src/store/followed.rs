//! What was asked last because of a target, as lists of targets say it.

use std::collections::HashMap;

use nennep_core::calendar::Day;

use super::{StoreError, Tx, id_list};

/// Targets asked for at once: an engine takes only so long a list.
const AT_ONCE: usize = 500;

/// Holds what was asked last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Its number.
    pub id: i64,
    /// `review` or `inspection`.
    pub kind: String,
    /// The day.
    pub made_on: Day,
}

/// Gives what was asked last because of each of the targets, by their numbers.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn followed(tx: &mut Tx, targets: &[i64]) -> Result<HashMap<i64, Followed>, StoreError> {
    let mut followed = HashMap::new();
    for some in targets.chunks(AT_ONCE) {
        let sql = format!(
            "select r.target_no, f.id, f.kind, f.made_on from follow_up_row r join follow_up f on f.id = r.follow_up_id \
            where r.target_no in ({}) order by f.made_on, f.id",
            id_list(some)
        );
        for row in tx.rows(&sql, &[]).await? {
            let id = row.int(1)?;
            let last = Followed {
                id,
                kind: row.text(2)?,
                made_on: row.day(3, ("follow_up", id))?,
            };
            followed.insert(row.int(0)?, last);
        }
    }
    Ok(followed)
}

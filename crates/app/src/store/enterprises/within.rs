//! Which enterprises of the list an officer may see, as a condition the database understands.

use nennep_core::register::{Inside, Tree, UnitIndex};

use crate::store::bulk::id_list;
use crate::store::{Scope, StoreError, Tx};

/// Enterprises up to which those of some units are read by their units; above, the list is walked in its own order.
const FEW: i64 = 20_000;

/// Holds the units whose enterprises are asked for.
///
/// An enterprise that waits for its committee belongs to the unit whose list brought it; one brought by nobody's list is
/// seen only by whoever sees the whole tree.
#[derive(Clone, Debug)]
pub struct Within {
    units: Option<Vec<i64>>,
    is_few: bool,
}

impl Within {
    /// Takes the enterprises of everything the officer sees, of which only those inside a unit when one is stated.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of(tx: &mut Tx, scope: &Scope, tree: &Tree, inside: Option<&Inside>) -> Result<Self, StoreError> {
        let units: Vec<UnitIndex> = scope
            .units(tree)
            .filter(|unit| inside.is_none_or(|inside| inside.contains(*unit)))
            .collect();
        let units = (units.len() < tree.len())
            .then(|| units.into_iter().map(|unit| tree.unit(unit).id.0).collect::<Vec<i64>>());
        let mut within = Self { units, is_few: true };
        if within.units.is_some() {
            let sql = format!(
                "select count(*) from (select 1 from enterprise where {} limit {}) few",
                within.condition(),
                FEW + 1
            );
            let found = tx.row(&sql, &[]).await?.map_or(Ok(0), |row| row.int(0))?;
            within.is_few = found <= FEW;
        } else {
            within.is_few = false;
        }
        Ok(within)
    }

    /// Tells whether they are so few that they are best read by their units.
    #[must_use]
    pub fn is_few(&self) -> bool {
        self.is_few
    }

    /// Gives the condition; where they are many it is written so that neither engine takes the index of units for it.
    #[must_use]
    pub(super) fn condition(&self) -> String {
        match &self.units {
            None => "0 = 0".to_owned(),
            Some(units) => {
                let units = id_list(units);
                let many = if self.is_few { "" } else { "0 + " };
                format!("{many}coalesce(unit_id, told_unit_id) in ({units})")
            }
        }
    }
}

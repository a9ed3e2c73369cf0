//! Whether enterprises of a kind are held as a list or as a number at, above or below a unit.

use nennep_core::calendar::Day;
use nennep_core::ledger::HostKind;
use nennep_core::register::{Tree, UnitId, UnitIndex};

use super::{Act, StoreError};

/// Gives a kind of which an enterprise is listed at the unit, above or below it; only `kind` when one is stated.
///
/// # Errors
/// When the database refuses.
pub async fn enterprises_near(
    act: &mut Act,
    tree: &Tree,
    unit: UnitId,
    on: Day,
    kind: Option<HostKind>,
) -> Result<Option<String>, StoreError> {
    let rows = act
        .tx()
        .rows(
            "select distinct unit_id, kind from enterprise where listed_no is not null",
            &[],
        )
        .await?;
    let mut near = Near::new(tree, unit, on);
    for row in rows {
        let (other, listed) = (UnitId(row.int(0)?), row.text(1)?);
        if kind.is_none_or(|kind| kind.code() == listed) && near.is_near(other) {
            return Ok(Some(listed));
        }
    }
    Ok(None)
}

/// Tells whether enterprises of the kind are held as a number at the unit, above or below it.
///
/// # Errors
/// When the database refuses.
pub async fn numbers_near(
    act: &mut Act,
    tree: &Tree,
    unit: UnitId,
    on: Day,
    kind: HostKind,
) -> Result<bool, StoreError> {
    let sql = "select distinct f.unit_id from fact f join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where e.sort = 'fact' and f.fact in ('enterprise_opening', 'enterprise_ended') and r.no is null and (f.host_kind is null or f.host_kind = $1)";
    let rows = act.tx().rows(sql, &[kind.code().into()]).await?;
    let mut near = Near::new(tree, unit, on);
    for row in rows {
        if near.is_near(UnitId(row.int(0)?)) {
            return Ok(true);
        }
    }
    Ok(false)
}

struct Near<'a> {
    tree: &'a Tree,
    on: Day,
    unit: Option<UnitIndex>,
    above: Option<Vec<UnitIndex>>,
}

impl<'a> Near<'a> {
    fn new(tree: &'a Tree, unit: UnitId, on: Day) -> Self {
        Self {
            tree,
            on,
            unit: tree.index_of(unit),
            above: None,
        }
    }

    fn is_near(&mut self, other: UnitId) -> bool {
        let (Some(unit), Some(other)) = (self.unit, self.tree.index_of(other)) else {
            return false;
        };
        if self.above.is_none() {
            self.above = Some(self.chain(unit));
        }
        self.above.as_ref().is_some_and(|above| above.contains(&other)) || self.chain(other).contains(&unit)
    }

    /// The unit and its superiors on the day.
    fn chain(&self, unit: UnitIndex) -> Vec<UnitIndex> {
        let mut chain = vec![unit];
        let mut at = self.tree.parent_on(unit, self.on);
        while let Some(superior) = at.filter(|superior| !chain.contains(superior)) {
            chain.push(superior);
            at = self.tree.parent_on(superior, self.on);
        }
        chain
    }
}

//! Settling what an enterprise that waits still lacks.

use nennep_core::calendar::Day;
use nennep_core::ledger::{HostKind, content_hash};
use nennep_core::register::{Tree, UnitId};

use super::batch::keep_told;
use super::listing::bring_up_to_date;
use super::record::Enterprise;
use super::rows::Listed;
use crate::store::near::numbers_near;
use crate::store::{Act, StoreError};

/// Says what settling an enterprise came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is counted from the day.
    Counted(Day),
    /// It still lacks its kind or its committee.
    StillLacks,
    /// Enterprises of its kind are held there as a number, so it waits.
    NumberHeld,
}

/// Settles kind and committee of an enterprise that waits, as part of a batch; what is not given stays as it was told.
///
/// It is counted from its registration, but not before its committee was there.
///
/// # Errors
/// When the database refuses.
pub async fn settle(
    act: &mut Act,
    tree: &Tree,
    batch: i64,
    (tax_code, known): (&str, &Listed),
    (kind, unit): (Option<HostKind>, Option<UnitId>),
) -> Result<Settled, StoreError> {
    let today = act.stamp().today;
    let kind = kind.or_else(|| known.kind.as_deref().and_then(HostKind::parse));
    let unit = unit.or(known.unit.map(UnitId)).and_then(|unit| tree.index_of(unit));
    let day = |column: &str| known.told(column).and_then(|day| day.parse::<Day>().ok());
    let told = Enterprise {
        tax_code: tax_code.to_owned(),
        kind,
        unit: unit.map(|unit| (tree.unit(unit).id, tree.unit(unit).code.clone())),
        from: day("from_on"),
        registered_on: day("registered_on"),
        to: known.ended.map(|(_, day)| day),
        ..Enterprise::default()
    };
    let has = |head: &str| matches!(head, "kind" | "unit");
    let code = told.unit.as_ref().map(|(_, code)| code.as_str());
    let content = content_hash(&[
        ("settled", Some(&known.content)),
        ("kind", kind.map(HostKind::code)),
        ("unit", code),
    ]);
    let (settled, on) = match told.place() {
        None => (Settled::StillLacks, None),
        Some((kind, unit, _)) => {
            let first = tree.index_of(unit).map(|unit| tree.unit(unit).from);
            let on = told.listed_from().unwrap_or(today).max(first.unwrap_or(today));
            if numbers_near(act, tree, unit, on, kind).await? {
                (Settled::NumberHeld, None)
            } else {
                (Settled::Counted(on), Some(on))
            }
        }
    };
    keep_told(act, (batch, known.id), &content, Some((known, &["kind", "unit_id"])))?;
    bring_up_to_date(act, &told, has, (&content, "danh sách chờ xếp"), known, (on, false)).await?;
    Ok(settled)
}

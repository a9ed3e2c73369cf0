//! Whether a row changes the place an enterprise is listed at.

use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitId};

use crate::store::{Enterprise, Listed};

/// Tells whether the row names the place the enterprise is listed at, also when that unit is read as the named one today.
pub(super) fn is_same_place(tree: &Tree, today: Day, known: &Listed, told: &Enterprise) -> bool {
    let (Some(at), Some((kind, named, _)), Some(_)) = (known.unit, told.place(), known.listed) else {
        return false;
    };
    let read = tree
        .index_of(UnitId(at))
        .map(|unit| tree.placement(today).read_as(unit));
    let is_named = at == named.0 || (read.is_some() && read == tree.index_of(named));
    is_named && known.kind.as_deref() == Some(kind.code())
}

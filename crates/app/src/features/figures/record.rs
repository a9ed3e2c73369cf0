//! What programs are told of units and indicators.

use nennep_core::accounts::{Indicator, Shape};
use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{Book, Scope};

/// Holds the units that exist for whoever asks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UnitList {
    /// Each unit, in the order of their codes.
    pub(super) units: Vec<UnitLine>,
}

/// Holds one unit as it stands today, or as it stood on its last day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UnitLine {
    /// Its code, our permanent handle.
    #[schema(example = "CITY")]
    code: String,
    /// Its name.
    name: String,
    /// Its kind.
    #[schema(example = "district_committee")]
    kind: String,
    /// Code of the unit it hangs on; null for a root and where that unit cannot be seen.
    #[schema(required = true)]
    parent: Option<String>,
    /// First day.
    from: Day,
    /// Last day; null while it stands.
    #[schema(required = true)]
    to: Option<Day>,
}

/// Holds what can be asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IndicatorList {
    /// Each indicator, in the order of the catalogue.
    pub(super) indicators: Vec<IndicatorLine>,
}

/// Holds one indicator.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IndicatorLine {
    /// Its code; a filter may follow after a colon, as in `party_member_admitted:owner`.
    #[schema(example = "party_org_founded")]
    code: String,
    /// Other codes understood for it.
    aliases: Vec<String>,
    /// Its name in Vietnamese.
    name: String,
    /// What it counts in, in Vietnamese.
    counted_in: String,
    /// How it is computed.
    shape: ShapeName,
    /// Whether figures list it unasked.
    is_listed: bool,
}

/// Names how an indicator is computed.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ShapeName {
    /// A sum over the period.
    Flow,
    /// What stands on the last day.
    Stock,
    /// A flow over the opening of a stock, in percent.
    Ratio,
    /// Units for which nothing was recorded in the period.
    Coverage,
}

impl UnitLine {
    pub(super) fn of(book: &Book, scope: &Scope, unit: UnitIndex, today: Day) -> Self {
        let tree = &book.tree;
        let held = tree.unit(unit);
        let last = tree.last_day(unit);
        let day = last.unwrap_or(today).min(today).max(held.from);
        Self {
            code: held.code.clone(),
            name: tree.name_on(unit, day).to_owned(),
            kind: tree.kind_on(unit, day).to_owned(),
            parent: tree
                .parent_on(unit, day)
                .filter(|parent| scope.sees(*parent))
                .map(|parent| tree.unit(parent).code.clone()),
            from: held.from,
            to: last,
        }
    }
}

impl From<&Indicator> for IndicatorLine {
    fn from(indicator: &Indicator) -> Self {
        Self {
            code: indicator.code.clone(),
            aliases: indicator.aliases.clone(),
            name: indicator.name_vi.clone(),
            counted_in: indicator.unit_vi.clone(),
            shape: match indicator.shape {
                Shape::Flow => ShapeName::Flow,
                Shape::Stock => ShapeName::Stock,
                Shape::Ratio { .. } => ShapeName::Ratio,
                Shape::Coverage { .. } => ShapeName::Coverage,
            },
            is_listed: indicator.listed,
        }
    }
}

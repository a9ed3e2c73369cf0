//! One fact with everything that was said of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Fact, HostKind, Tag};
use crate::calendar::Day;
use crate::register::UnitId;

/// Names the decision that made something true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Number and symbol, `12-QĐ/QU`.
    pub no: Option<String>,
    /// Its day.
    pub on: Option<Day>,
    /// The issuing body.
    pub by: Option<String>,
}

impl Decision {
    /// Makes a decision of what is known of it; `None` when nothing is.
    #[must_use]
    pub fn of(no: Option<String>, on: Option<Day>, by: Option<String>) -> Option<Self> {
        (no.is_some() || on.is_some() || by.is_some()).then_some(Self { no, on, by })
    }
}

/// Holds one fact, parsed and checked against the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRecord {
    /// Effective day.
    pub on: Day,
    /// What happened.
    pub fact: Fact,
    /// Where; for a move, from where.
    pub unit: UnitId,
    /// How many; 0 says that there is known to be none.
    pub count: i64,
    /// For a move, where to.
    pub to_unit: Option<UnitId>,
    /// Kind of the organizations counted.
    pub org_kind: Option<String>,
    /// For a change of kind, the kind before it.
    pub from_kind: Option<String>,
    /// Kind of the body they stand in.
    pub host_kind: Option<HostKind>,
    /// Marks.
    pub tags: BTreeSet<Tag>,
}

impl FactRecord {
    /// Makes a record that says no more than what happened where, when and how often.
    #[must_use]
    pub fn of(fact: Fact, unit: UnitId, on: Day, count: i64) -> Self {
        Self {
            on,
            fact,
            unit,
            count,
            to_unit: None,
            org_kind: None,
            from_kind: None,
            host_kind: None,
            tags: BTreeSet::new(),
        }
    }
}

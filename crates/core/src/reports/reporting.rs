//! Who has submitted the figures of a period, and which reported figures are known otherwise.

use serde::{Deserialize, Serialize};

use crate::calendar::Day;

/// Holds how the figures of a period stand, as of the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportingPart {
    /// One row a unit and group; also of one that is owed and missing while others of the unit are there.
    pub rows: Vec<ReportingRow>,
    /// Units below of which nothing was submitted.
    pub silent: Vec<String>,
    /// Figures that are known otherwise than they were reported.
    pub restated: Vec<RestatedRow>,
}

/// Holds how one group of a unit stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportingRow {
    /// Name of the unit.
    pub unit_name: String,
    /// Stable name of the group.
    pub group: String,
    /// Stable name of the standing.
    pub standing: String,
    /// The day it came to that; none where nothing was submitted.
    pub since: Option<Day>,
}

/// Holds one figure that was reported otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestatedRow {
    /// Name of the unit.
    pub unit_name: String,
    /// Name of the indicator.
    pub indicator: String,
    /// Code of the indicator.
    pub code: String,
    /// What was reported, as printed; empty where nothing was.
    pub reported: String,
    /// What the paper knows, as printed; empty where nothing is recorded.
    pub known: String,
    /// Numbers of the papers that carry the old value.
    pub papers: Vec<String>,
}

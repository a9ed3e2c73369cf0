//! An organization that is to end, and how.

use nennep_core::ledger::{Decision, HostKind};
use nennep_core::register::{Line, UnitIndex};

/// The organization.
#[derive(Clone, Copy, Debug)]
pub(super) struct Organization {
    pub(super) unit: UnitIndex,
    pub(super) line: Line,
}

/// How it came about, as the fact that founded it tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    pub(super) host_kind: Option<HostKind>,
    pub(super) enterprise: Option<String>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// Its day is the organization's last.
    pub(super) decision: Decision,
    pub(super) on: nennep_core::calendar::Day,
    pub(super) reason: String,
    /// Members that stand at the organization on that day, and where they go.
    pub(super) members: i64,
    pub(super) members_to: Option<UnitIndex>,
    pub(super) key: String,
}

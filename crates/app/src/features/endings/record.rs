//! An organization that is to end, and how.

use std::collections::BTreeSet;

use nennep_core::ledger::{Decision, HostKind, Tag};
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

/// Members that bear the same marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MembersAlike {
    pub(super) host_kind: Option<HostKind>,
    pub(super) tags: BTreeSet<Tag>,
    pub(super) count: i64,
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// Its day is the organization's last.
    pub(super) decision: Decision,
    pub(super) on: nennep_core::calendar::Day,
    pub(super) reason: String,
    /// Members that stand at the organization on that day by their marks, and where they go.
    pub(super) members: Vec<MembersAlike>,
    pub(super) members_to: Option<UnitIndex>,
    pub(super) key: String,
}

//! A unit as it was recorded, and what happens to it later.

use super::{EntryNo, UnitId};
use crate::calendar::Day;

/// Holds a unit as first recorded; later names, kinds and superiors come from its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Number of the recording entry.
    pub id: UnitId,
    /// Permanent handle, compared exactly.
    pub code: String,
    /// First name.
    pub name: String,
    /// First kind.
    pub kind: String,
    /// First superior; `None` for a root.
    pub parent: Option<UnitId>,
    /// First day.
    pub from: Day,
    /// Last day when it was known at recording.
    pub to: Option<Day>,
    /// Official code in force at recording.
    pub official_code: Option<String>,
}

/// Holds an event of a unit, in force from the beginning of its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEvent {
    /// Number of the entry.
    pub no: EntryNo,
    /// The day.
    pub on: Day,
    /// The unit it happens to.
    pub unit: UnitId,
    /// What happens.
    pub change: Change,
}

/// Says what an event changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new superior, perhaps with a new kind and name.
    Moved {
        /// The new superior.
        parent: UnitId,
        /// The new kind, when it changes too.
        kind: Option<String>,
        /// The new name, when it changes too.
        name: Option<String>,
    },
    /// A new name.
    Renamed {
        /// The new name.
        name: String,
    },
    /// A new kind.
    Retyped {
        /// The new kind.
        kind: String,
    },
    /// The unit ends inside another.
    Merged {
        /// The unit it goes into.
        into: UnitId,
    },
    /// Another unit becomes a successor.
    Split {
        /// The successor.
        into: UnitId,
    },
    /// The unit ends; its last day is the day before.
    Ended,
}

impl Change {
    /// Gives the word used in the workbook and in traces.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Change::Moved { .. } => "moved",
            Change::Renamed { .. } => "renamed",
            Change::Retyped { .. } => "retyped",
            Change::Merged { .. } => "merged",
            Change::Split { .. } => "split",
            Change::Ended => "ended",
        }
    }

    /// Tells whether the unit's last day is the day before the event.
    #[must_use]
    pub fn ends_unit(&self) -> bool {
        matches!(self, Change::Merged { .. } | Change::Ended)
    }

    /// Tells whether the event can change what stands below whom.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        !matches!(self, Change::Renamed { .. } | Change::Retyped { .. })
    }
}

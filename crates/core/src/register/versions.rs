//! What a unit was called, of which kind it was and below whom it stood, time after time.

use super::{Change, EntryNo, Tree, UnitIndex};
use crate::calendar::Day;

/// Holds one time in which name, kind and superior of a unit stayed as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// First day.
    pub from: Day,
    /// Last day; `None` while it goes on.
    pub to: Option<Day>,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: String,
    /// The superior; `None` for a root.
    pub parent: Option<UnitIndex>,
    /// The entry with which it began: the unit's own, then that of an event.
    pub by: EntryNo,
}

impl Tree {
    /// Gives the times of a unit from its first day on; events of one day make one version.
    #[must_use]
    pub fn versions(&self, index: UnitIndex) -> Vec<Version> {
        let unit = self.unit(index);
        let version = |from: Day, by: EntryNo| Version {
            from,
            to: None,
            name: self.name_on(index, from).to_owned(),
            kind: self.kind_on(index, from).to_owned(),
            parent: self.parent_on(index, from),
            by,
        };
        let mut versions = vec![version(unit.from, EntryNo(unit.id.0))];
        for event in self.events().iter().filter(|event| event.unit == unit.id) {
            if matches!(
                event.change,
                Change::Merged { .. } | Change::Split { .. } | Change::Ended
            ) {
                continue;
            }
            let next = version(event.on, event.no);
            let Some(last) = versions.last_mut() else { continue };
            if last.from >= event.on {
                *last = Version {
                    from: last.from,
                    ..next
                };
            } else {
                last.to = Some(event.on.previous());
                versions.push(next);
            }
        }
        if let Some(last) = versions.last_mut() {
            last.to = self.last_day(index);
        }
        versions
    }

    /// Gives the entry of the event that ended the unit, when it was one.
    #[must_use]
    pub fn ended_by(&self, index: UnitIndex) -> Option<EntryNo> {
        let id = self.unit(index).id;
        self.events()
            .iter()
            .find(|event| event.unit == id && event.change.ends_unit())
            .map(|event| event.no)
    }

    /// Gives the units that took the unit over, in the order of their events.
    #[must_use]
    pub fn successors(&self, index: UnitIndex) -> &[UnitIndex] {
        &self.node(index).successors
    }

    /// Gives the units that the unit took over, in the order of their events.
    #[must_use]
    pub fn predecessors(&self, index: UnitIndex) -> &[UnitIndex] {
        &self.node(index).predecessors
    }
}

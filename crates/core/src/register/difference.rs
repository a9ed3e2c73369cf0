//! What is different between the tree on one day and on another, with the entries that made it so.

use std::collections::{HashMap, VecDeque};

use super::{Change, EntryNo, Living, Tree, Unit, UnitEvent, UnitId, UnitIndex};
use crate::calendar::Day;

#[cfg(test)]
mod tests;

/// Holds one difference of one unit; a unit may have several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The unit.
    pub unit: UnitIndex,
    /// What is different.
    pub change: DifferenceKind,
    /// Numbers of the entries that made it so, in the order of their days, which lie after the earlier day up to the later;
    /// only an end already known when the unit was recorded is that older entry.
    pub events: Vec<EntryNo>,
}

/// Says what is different on the second day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The unit is there, and was not.
    Began,
    /// The unit is no more there.
    Ended {
        /// The units it goes on in; none when nothing took it over.
        heirs: Vec<UnitIndex>,
    },
    /// The unit stands below another superior, perhaps because its own went into another.
    Moved {
        /// The superior on the first day; `None` for a root.
        from_parent: Option<UnitIndex>,
        /// The superior on the second day; `None` for a root.
        to_parent: Option<UnitIndex>,
    },
    /// The unit bears another name.
    Renamed {
        /// The name on the first day.
        old: String,
        /// The name on the second day.
        new: String,
    },
    /// The unit is of another kind.
    Retyped {
        /// Code of the kind on the first day.
        old: String,
        /// Code of the kind on the second day.
        new: String,
    },
}

impl DifferenceKind {
    /// Gives the word used in JSON and locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            DifferenceKind::Began => "began",
            DifferenceKind::Ended { .. } => "ended",
            DifferenceKind::Moved { .. } => "moved",
            DifferenceKind::Renamed { .. } => "renamed",
            DifferenceKind::Retyped { .. } => "retyped",
        }
    }
}

/// Gives what is different on the second day from the first, superiors before what stands below them.
///
/// With `below` only units counted at or below that unit on either day, which takes in those that went into it. The days
/// may be asked in either order. What began and ended between them, or was changed and changed back, is no difference.
#[must_use]
pub fn differences(tree: &Tree, first_on: Day, second_on: Day, below: Option<UnitIndex>) -> Vec<Difference> {
    let comparison = Comparison::of(tree, first_on, second_on);
    let inside = below.map(|top| {
        let days = [&comparison.first, &comparison.second];
        days.map(|living| living.placement().inside(top))
    });
    let is_asked = |index: &UnitIndex| match &inside {
        Some(days) => days.iter().any(|inside| inside.contains(*index)),
        None => true,
    };
    let mut units: Vec<(Vec<&str>, Vec<Difference>)> = tree
        .indices()
        .filter(is_asked)
        .map(|index| (index, comparison.of_unit(index)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(index, found)| (comparison.path(index), found))
        .collect();
    units.sort_by(|(one, _), (other, _)| one.cmp(other));
    units.into_iter().flat_map(|(_, found)| found).collect()
}

struct Comparison<'a> {
    tree: &'a Tree,
    first: Living<'a>,
    second: Living<'a>,
    /// The events of the days after the earlier up to the later day, in their order.
    between: &'a [UnitEvent],
    /// Those that happen to a unit.
    own: HashMap<UnitIndex, Vec<&'a UnitEvent>>,
    /// Those by which another unit goes into a unit.
    into: HashMap<UnitIndex, Vec<&'a UnitEvent>>,
    earlier: Day,
    later: Day,
}

impl<'a> Comparison<'a> {
    fn of(tree: &'a Tree, first_on: Day, second_on: Day) -> Self {
        let (earlier, later) = (first_on.min(second_on), first_on.max(second_on));
        let events = tree.events();
        let after = |day: Day| events.partition_point(|event| event.on <= day);
        let between = events.get(after(earlier)..after(later)).unwrap_or(&[]);
        let mut own: HashMap<UnitIndex, Vec<&UnitEvent>> = HashMap::new();
        let mut into: HashMap<UnitIndex, Vec<&UnitEvent>> = HashMap::new();
        for event in between {
            if let Some(unit) = tree.index_of(event.unit) {
                own.entry(unit).or_default().push(event);
            }
            if let Some(heir) = heir_of(&event.change).and_then(|heir| tree.index_of(heir)) {
                into.entry(heir).or_default().push(event);
            }
        }
        Self {
            tree,
            first: tree.living_on(first_on),
            second: tree.living_on(second_on),
            between,
            own,
            into,
            earlier,
            later,
        }
    }

    fn of_unit(&self, index: UnitIndex) -> Vec<Difference> {
        let found = match (self.first.is_there(index), self.second.is_there(index)) {
            (false, false) => Vec::new(),
            (false, true) => vec![(DifferenceKind::Began, self.border(index, self.first.day()).1)],
            (true, false) => {
                let (heirs, events) = self.border(index, self.second.day());
                let heirs = heirs.to_vec();
                vec![(DifferenceKind::Ended { heirs }, events)]
            }
            (true, true) => [self.moved(index), self.renamed(index), self.retyped(index)]
                .into_iter()
                .flatten()
                .collect(),
        };
        found
            .into_iter()
            .map(|(change, events)| Difference {
                unit: index,
                change,
                events: in_order(events),
            })
            .collect()
    }

    /// Who goes on with a unit on a day on which it is not there, and the entries that brought it or took it away.
    fn border(&self, index: UnitIndex, absent_on: Day) -> (&'a [UnitIndex], Vec<(Day, EntryNo)>) {
        let node = self.tree.node(index);
        if absent_on < node.unit.from {
            (&node.predecessors, self.beginnings(index))
        } else {
            (&node.successors, self.endings(index))
        }
    }

    /// The entry that recorded the unit, and those by which others went into it on its first day.
    fn beginnings(&self, index: UnitIndex) -> Vec<(Day, EntryNo)> {
        let unit = self.tree.unit(index);
        if !self.is_between(unit.from) {
            return Vec::new();
        }
        let origins = events_of(&self.into, index, |event| event.on == unit.from);
        origins.chain([recording(unit)]).collect()
    }

    /// The entries by which the unit ends or goes into others; that which recorded it when its end was known from then on.
    fn endings(&self, index: UnitIndex) -> Vec<(Day, EntryNo)> {
        let node = self.tree.node(index);
        let mut found: Vec<(Day, EntryNo)> = events_of(&self.own, index, |event| match event.change {
            Change::Merged { .. } | Change::Split { .. } | Change::Ended => true,
            Change::Moved { .. } | Change::Renamed { .. } | Change::Retyped { .. } => false,
        })
        .collect();
        let ended_on = node.last.map(Day::next).filter(|on| self.is_between(*on));
        let by_event = events_of(&self.own, index, |event| event.change.ends_unit())
            .next()
            .is_some();
        if ended_on.is_some() && !by_event {
            found.push(recording(&node.unit));
        }
        found
    }

    fn moved(&self, index: UnitIndex) -> Option<(DifferenceKind, Vec<(Day, EntryNo)>)> {
        let (from_parent, to_parent) = (self.first.superior(index), self.second.superior(index));
        (from_parent != to_parent).then(|| {
            let change = DifferenceKind::Moved { from_parent, to_parent };
            (change, self.moves(index))
        })
    }

    /// The moves of the unit itself, and what happened to recorded superiors that are not there on their day.
    fn moves(&self, index: UnitIndex) -> Vec<(Day, EntryNo)> {
        let is_move = |event: &UnitEvent| matches!(event.change, Change::Moved { .. });
        let mut found: Vec<(Day, EntryNo)> = events_of(&self.own, index, is_move).collect();
        for living in [&self.first, &self.second] {
            let day = living.day();
            let mut waiting: VecDeque<UnitIndex> = self.tree.parent_on(index, day).into_iter().collect();
            let mut seen = Vec::new();
            while let Some(superior) = waiting.pop_front() {
                if !living.is_there(superior) && !seen.contains(&superior) {
                    let (heirs, events) = self.border(superior, day);
                    found.extend(events);
                    waiting.extend(heirs);
                    waiting.extend(self.tree.parent_on(superior, day));
                    seen.push(superior);
                }
            }
        }
        if found.is_empty() {
            // Of several heirs of an ended superior one moved: then every change of place of these days may be the cause.
            let places = self.between.iter().filter(|event| event.change.is_structural());
            found.extend(places.map(|event| (event.on, event.no)));
        }
        found
    }

    fn renamed(&self, index: UnitIndex) -> Option<(DifferenceKind, Vec<(Day, EntryNo)>)> {
        let name_on = |living: &Living<'_>| self.tree.name_on(index, living.day()).to_owned();
        let (old, new) = (name_on(&self.first), name_on(&self.second));
        (old != new).then(|| {
            let names = events_of(&self.own, index, |event| match &event.change {
                Change::Renamed { .. } => true,
                Change::Moved { name, .. } => name.is_some(),
                Change::Retyped { .. } | Change::Merged { .. } | Change::Split { .. } | Change::Ended => false,
            });
            (DifferenceKind::Renamed { old, new }, names.collect())
        })
    }

    fn retyped(&self, index: UnitIndex) -> Option<(DifferenceKind, Vec<(Day, EntryNo)>)> {
        let kind_on = |living: &Living<'_>| self.tree.kind_on(index, living.day()).to_owned();
        let (old, new) = (kind_on(&self.first), kind_on(&self.second));
        (old != new).then(|| {
            let kinds = events_of(&self.own, index, |event| match &event.change {
                Change::Retyped { .. } => true,
                Change::Moved { kind, .. } => kind.is_some(),
                Change::Renamed { .. } | Change::Merged { .. } | Change::Split { .. } | Change::Ended => false,
            });
            (DifferenceKind::Retyped { old, new }, kinds.collect())
        })
    }

    /// Codes from the root down to the unit, each unit in its place on the second day, else on the first.
    fn path(&self, index: UnitIndex) -> Vec<&'a str> {
        let mut seen = Vec::new();
        let mut at = Some(index);
        while let Some(unit) = at.filter(|unit| !seen.contains(unit)) {
            seen.push(unit);
            let living = if self.second.is_there(unit) {
                &self.second
            } else {
                &self.first
            };
            at = living.superior(unit);
        }
        seen.iter()
            .rev()
            .map(|unit| self.tree.unit(*unit).code.as_str())
            .collect()
    }

    fn is_between(&self, day: Day) -> bool {
        self.earlier < day && day <= self.later
    }
}

fn heir_of(change: &Change) -> Option<UnitId> {
    match change {
        Change::Merged { into } | Change::Split { into } => Some(*into),
        Change::Moved { .. } | Change::Renamed { .. } | Change::Retyped { .. } | Change::Ended => None,
    }
}

/// A unit is named by the number of the entry that recorded it.
fn recording(unit: &Unit) -> (Day, EntryNo) {
    (unit.from, EntryNo(unit.id.0))
}

fn events_of<'e>(
    events: &'e HashMap<UnitIndex, Vec<&'e UnitEvent>>,
    index: UnitIndex,
    is_asked: impl Fn(&UnitEvent) -> bool + 'e,
) -> impl Iterator<Item = (Day, EntryNo)> + 'e {
    let all = events.get(&index).map_or(&[][..], Vec::as_slice);
    all.iter()
        .filter(move |event| is_asked(event))
        .map(|event| (event.on, event.no))
}

fn in_order(mut events: Vec<(Day, EntryNo)>) -> Vec<EntryNo> {
    events.sort_unstable();
    events.dedup();
    events.into_iter().map(|(_, no)| no).collect()
}

//! The dated tree: every unit's superiors, names and kinds over time.

use std::collections::{BTreeSet, HashMap};

use super::{Change, Placement, Unit, UnitEvent, UnitId};
use crate::calendar::Day;

/// Points at a unit of one tree; only meaningful for the tree that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIndex(pub(super) usize);

/// Holds all units and events known at one head of the book.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    by_code: HashMap<String, UnitIndex>,
    by_id: HashMap<UnitId, UnitIndex>,
    events: Vec<UnitEvent>,
    structural_days: Vec<Day>,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) unit: Unit,
    /// Last day of the unit; `None` while it goes on.
    pub(super) last: Option<Day>,
    pub(super) parents: Vec<(Day, Option<UnitIndex>)>,
    names: Vec<(Day, String)>,
    kinds: Vec<(Day, String)>,
    pub(super) successors: Vec<UnitIndex>,
    pub(super) predecessors: Vec<UnitIndex>,
}

impl Node {
    pub(super) fn is_alive(&self, day: Day) -> bool {
        self.unit.from <= day && self.last.is_none_or(|last| day <= last)
    }

    /// Superior on the day, with the first one before the unit's first day and the last one after its end.
    pub(super) fn parent_on(&self, day: Day) -> Option<UnitIndex> {
        version_on(&self.parents, day).copied().flatten()
    }
}

fn version_on<T>(versions: &[(Day, T)], day: Day) -> Option<&T> {
    let later = versions.partition_point(|(from, _)| *from <= day);
    versions.get(later.saturating_sub(1)).map(|(_, value)| value)
}

impl Tree {
    /// Builds the tree from units and events; references to unknown units are left out.
    #[must_use]
    pub fn new(units: Vec<Unit>, mut events: Vec<UnitEvent>) -> Self {
        events.sort_by_key(|event| (event.on, event.no));
        let by_code = units
            .iter()
            .enumerate()
            .map(|(place, unit)| (unit.code.clone(), UnitIndex(place)))
            .collect();
        let by_id: HashMap<UnitId, UnitIndex> = units
            .iter()
            .enumerate()
            .map(|(place, unit)| (unit.id, UnitIndex(place)))
            .collect();
        let nodes = units
            .into_iter()
            .map(|unit| Node {
                last: unit.to,
                parents: vec![(unit.from, unit.parent.and_then(|parent| by_id.get(&parent).copied()))],
                names: vec![(unit.from, unit.name.clone())],
                kinds: vec![(unit.from, unit.kind.clone())],
                successors: Vec::new(),
                predecessors: Vec::new(),
                unit,
            })
            .collect();
        let mut tree = Self {
            nodes,
            by_code,
            by_id,
            events: Vec::new(),
            structural_days: Vec::new(),
        };
        for event in &events {
            tree.apply(event);
        }
        let ends = tree.nodes.iter().filter_map(|node| node.last).map(Day::next);
        let changes = events
            .iter()
            .filter(|event| event.change.is_structural())
            .map(|event| event.on);
        // A unit with a predecessor is read through it until it begins, so its beginning moves what is read.
        let births = tree
            .nodes
            .iter()
            .filter(|node| !node.predecessors.is_empty())
            .map(|node| node.unit.from);
        let days: BTreeSet<Day> = ends.chain(changes).chain(births).collect();
        tree.structural_days = days.into_iter().collect();
        tree.events = events;
        tree
    }

    fn apply(&mut self, event: &UnitEvent) {
        let Some(&index) = self.by_id.get(&event.unit) else {
            return;
        };
        let link = match event.change {
            Change::Merged { into } | Change::Split { into } => self.by_id.get(&into).copied(),
            Change::Moved { .. } | Change::Renamed { .. } | Change::Retyped { .. } | Change::Ended => None,
        };
        if let Some(successor) = link {
            if let Some(node) = self
                .nodes
                .get_mut(successor.0)
                .filter(|node| !node.predecessors.contains(&index))
            {
                node.predecessors.push(index);
            }
            if let Some(node) = self
                .nodes
                .get_mut(index.0)
                .filter(|node| !node.successors.contains(&successor))
            {
                node.successors.push(successor);
            }
        }
        let parent_of = |id: &UnitId| self.by_id.get(id).copied();
        let new_parent = if let Change::Moved { parent, .. } = &event.change {
            parent_of(parent)
        } else {
            None
        };
        let Some(node) = self.nodes.get_mut(index.0) else {
            return;
        };
        match &event.change {
            Change::Moved { kind, name, .. } => {
                if new_parent.is_some() {
                    node.parents.push((event.on, new_parent));
                }
                node.kinds.extend(kind.clone().map(|kind| (event.on, kind)));
                node.names.extend(name.clone().map(|name| (event.on, name)));
            }
            Change::Renamed { name } => node.names.push((event.on, name.clone())),
            Change::Retyped { kind } => node.kinds.push((event.on, kind.clone())),
            Change::Split { .. } => {}
            Change::Merged { .. } | Change::Ended => {
                let last = event.on.previous();
                node.last = Some(node.last.map_or(last, |known| known.min(last)));
            }
        }
    }

    /// Finds a unit by its permanent code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<UnitIndex> {
        self.by_code.get(code).copied()
    }

    /// Finds a unit by its number.
    #[must_use]
    pub fn index_of(&self, id: UnitId) -> Option<UnitIndex> {
        self.by_id.get(&id).copied()
    }

    /// Gives the unit as first recorded.
    ///
    /// # Panics
    /// When the index was given by another tree.
    #[must_use]
    pub fn unit(&self, index: UnitIndex) -> &Unit {
        &self.node(index).unit
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "an index is only made by this tree for a node it holds, and nodes are never taken out"
    )]
    pub(super) fn node(&self, index: UnitIndex) -> &Node {
        &self.nodes[index.0]
    }

    /// Gives all units in the order of recording.
    pub fn indices(&self) -> impl Iterator<Item = UnitIndex> + use<> {
        (0..self.nodes.len()).map(UnitIndex)
    }

    /// Gives the number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Tells whether no unit is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Gives the events in the order of their days.
    #[must_use]
    pub fn events(&self) -> &[UnitEvent] {
        &self.events
    }

    /// Gives the days on which something may stand elsewhere than the day before, in order.
    #[must_use]
    pub fn structural_days(&self) -> &[Day] {
        &self.structural_days
    }

    /// Tells whether the unit is there on the day.
    #[must_use]
    pub fn is_alive(&self, index: UnitIndex, day: Day) -> bool {
        self.node(index).is_alive(day)
    }

    /// Gives the unit's last day, when it ended.
    #[must_use]
    pub fn last_day(&self, index: UnitIndex) -> Option<Day> {
        self.node(index).last
    }

    /// Gives the recorded superior on the day; the first before the unit's time, the last after it.
    #[must_use]
    pub fn parent_on(&self, index: UnitIndex, day: Day) -> Option<UnitIndex> {
        self.node(index).parent_on(day)
    }

    /// Gives the name on the day; the first before the unit's time.
    #[must_use]
    pub fn name_on(&self, index: UnitIndex, day: Day) -> &str {
        let node = self.node(index);
        version_on(&node.names, day).map_or(node.unit.name.as_str(), String::as_str)
    }

    /// Gives the kind on the day; the first before the unit's time.
    #[must_use]
    pub fn kind_on(&self, index: UnitIndex, day: Day) -> &str {
        let node = self.node(index);
        version_on(&node.kinds, day).map_or(node.unit.kind.as_str(), String::as_str)
    }

    /// Finds the only unit that bears exactly this name on some day.
    #[must_use]
    pub fn find_by_name(&self, name: &str) -> Option<UnitIndex> {
        let mut found = self
            .indices()
            .filter(|index| self.node(*index).names.iter().any(|(_, known)| known == name));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Says through which unit every unit is counted on the day.
    #[must_use]
    pub fn placement(&self, day: Day) -> Placement {
        Placement::new(self, day)
    }
}

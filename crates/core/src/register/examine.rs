//! What is wrong with a set of units and events, all of it at once.

use super::{Change, EntryNo, Tree, UnitEvent, UnitIndex};
use crate::calendar::Day;

/// Names one unit or event that cannot stand, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFault {
    /// Number of the unit or event.
    pub about: EntryNo,
    /// What is wrong.
    pub kind: TreeFaultKind,
}

/// Says what is wrong with a unit or an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeFaultKind {
    /// The unit would stand below itself.
    Circle,
    /// The event names its own unit as the other one.
    Itself,
    /// The event lies before the unit's first day.
    BeforeFirstDay(Day),
    /// The event lies after the unit's last day.
    AfterLastDay(Day),
    /// The other unit is not there on the day.
    OtherNotThere(String),
    /// Units still hang on an ended one.
    StillHanging(Vec<String>),
    /// Another event of the day says otherwise.
    Contradiction,
    /// With it an entry already recorded could not stand.
    Recorded(EntryNo),
}

impl TreeFaultKind {
    /// Gives the stable name used in JSON and locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            TreeFaultKind::Circle => "circular_parent",
            TreeFaultKind::Itself => "same_unit",
            TreeFaultKind::BeforeFirstDay(_) => "before_first_day",
            TreeFaultKind::AfterLastDay(_) => "after_last_day",
            TreeFaultKind::OtherNotThere(_) => "other_unit_not_there",
            TreeFaultKind::StillHanging(_) => "units_still_hang",
            TreeFaultKind::Contradiction => "contradicting_events",
            TreeFaultKind::Recorded(_) => "contradicts_recorded",
        }
    }
}

/// Looks for every unit and event that cannot stand in the tree; looks only at those numbered above `since`.
#[must_use]
pub fn examine(tree: &Tree, since: EntryNo) -> Vec<TreeFault> {
    let mut faults = Vec::new();
    for index in tree.indices() {
        let unit = tree.unit(index);
        if unit.id.0 > since.0 && stands_below_itself(tree, index, unit.from) {
            faults.push(TreeFault {
                about: EntryNo(unit.id.0),
                kind: TreeFaultKind::Circle,
            });
        }
    }
    for event in tree.events().iter().filter(|event| event.no > since) {
        if let Some(index) = tree.index_of(event.unit) {
            faults.extend(event_fault(tree, event, index).map(|kind| TreeFault { about: event.no, kind }));
        }
    }
    faults
}

/// A circle that closes later closes with one of the events of that day, which is examined for itself.
fn stands_below_itself(tree: &Tree, index: UnitIndex, day: Day) -> bool {
    let mut at = tree.parent_on(index, day);
    for _ in 0..tree.len() {
        match at {
            Some(superior) if superior == index => return true,
            Some(superior) => at = tree.parent_on(superior, day),
            None => return false,
        }
    }
    false
}

fn event_fault(tree: &Tree, event: &UnitEvent, index: UnitIndex) -> Option<TreeFaultKind> {
    let unit = tree.unit(index);
    if event.on < unit.from {
        return Some(TreeFaultKind::BeforeFirstDay(unit.from));
    }
    if let Some(last) = tree
        .last_day(index)
        .filter(|last| event.on > last.next() || (event.on > *last && !may_fall_on_end(tree, event)))
    {
        return Some(TreeFaultKind::AfterLastDay(last));
    }
    let other = match &event.change {
        Change::Moved { parent, .. } => Some(*parent),
        Change::Merged { into } | Change::Split { into } => Some(*into),
        Change::Renamed { .. } | Change::Retyped { .. } | Change::Ended => None,
    };
    if let Some(other) = other.and_then(|other| tree.index_of(other)) {
        if other == index {
            return Some(TreeFaultKind::Itself);
        }
        if !tree.is_alive(other, event.on) {
            return Some(TreeFaultKind::OtherNotThere(tree.unit(other).code.clone()));
        }
    }
    if contradicted(tree, event) {
        return Some(TreeFaultKind::Contradiction);
    }
    match &event.change {
        Change::Moved { .. } => stands_below_itself(tree, index, event.on).then_some(TreeFaultKind::Circle),
        Change::Merged { into } => tree
            .index_of(*into)
            .filter(|into| hangs_below(tree, *into, index, event.on))
            .map(|_| TreeFaultKind::Circle),
        Change::Ended => {
            let hanging = hanging_on(tree, index, event.on);
            (!hanging.is_empty()).then_some(TreeFaultKind::StillHanging(hanging))
        }
        Change::Renamed { .. } | Change::Retyped { .. } | Change::Split { .. } => None,
    }
}

/// An end, a merger and the splits that go with it fall on the day after the last one.
fn may_fall_on_end(tree: &Tree, event: &UnitEvent) -> bool {
    let ends_that_day = tree
        .events()
        .iter()
        .any(|other| other.unit == event.unit && other.on == event.on && other.change.ends_unit());
    match event.change {
        Change::Merged { .. } | Change::Ended => true,
        Change::Split { .. } => ends_that_day,
        Change::Moved { .. } | Change::Renamed { .. } | Change::Retyped { .. } => false,
    }
}

/// Two moves to different superiors, or two mergers, of one unit on one day cannot both stand; the later one is named.
fn contradicted(tree: &Tree, event: &UnitEvent) -> bool {
    tree.events()
        .iter()
        .filter(|other| other.unit == event.unit && other.on == event.on && other.no < event.no)
        .any(|other| match (&other.change, &event.change) {
            (Change::Moved { parent: one, .. }, Change::Moved { parent: two, .. }) => one != two,
            (Change::Merged { into: one }, Change::Merged { into: two }) => one != two,
            (Change::Renamed { name: one }, Change::Renamed { name: two }) => one != two,
            (Change::Retyped { kind: one }, Change::Retyped { kind: two }) => one != two,
            _ => false,
        })
}

fn hangs_below(tree: &Tree, start: UnitIndex, top: UnitIndex, day: Day) -> bool {
    let mut at = tree.parent_on(start, day);
    for _ in 0..tree.len() {
        match at {
            Some(superior) if superior == top => return true,
            Some(superior) => at = tree.parent_on(superior, day),
            None => return false,
        }
    }
    false
}

fn hanging_on(tree: &Tree, index: UnitIndex, day: Day) -> Vec<String> {
    tree.indices()
        .filter(|other| tree.is_alive(*other, day) && tree.parent_on(*other, day) == Some(index))
        .map(|other| tree.unit(other).code.clone())
        .collect()
}

//! The units that are there on one day, as a tree of their own, for lists and for the way down to a unit.
//!
//! A unit stands below the superior it is counted below. Where that one is not there either, it stands below the nearest
//! one above that is, so that every living unit has one place. Siblings stand in the order of their codes.

use super::{Placement, Stand, Tree, UnitIndex};
use crate::calendar::Day;

/// Holds the living units of one day in their order.
#[derive(Clone, Debug)]
pub struct Living<'a> {
    tree: &'a Tree,
    day: Day,
    placement: Placement,
    roots: Vec<UnitIndex>,
    children: Vec<Vec<UnitIndex>>,
}

/// Holds one line of a list of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeLine {
    /// The unit.
    pub unit: UnitIndex,
    /// How many steps it stands below the first line.
    pub depth: usize,
}

impl<'a> Living<'a> {
    fn of(tree: &'a Tree, day: Day) -> Self {
        let mut living = Self {
            tree,
            day,
            placement: tree.placement(day),
            roots: Vec::new(),
            children: vec![Vec::new(); tree.len()],
        };
        let mut units: Vec<UnitIndex> = tree.indices().filter(|index| living.is_there(*index)).collect();
        units.sort_by_key(|index| (&tree.unit(*index).code, *index));
        for index in units {
            match living.superior(index) {
                Some(superior) => {
                    if let Some(children) = living.children.get_mut(superior.0) {
                        children.push(index);
                    }
                }
                None => living.roots.push(index),
            }
        }
        living
    }

    /// Gives the day.
    #[must_use]
    pub fn day(&self) -> Day {
        self.day
    }

    /// Gives through which unit every unit is counted on the day.
    #[must_use]
    pub fn placement(&self) -> &Placement {
        &self.placement
    }

    /// Tells whether the unit is there.
    #[must_use]
    pub fn is_there(&self, index: UnitIndex) -> bool {
        self.tree.is_alive(index, self.day)
    }

    /// Gives the living superior; `None` for a root. For a unit that is not there, that of its recorded place.
    #[must_use]
    pub fn superior(&self, index: UnitIndex) -> Option<UnitIndex> {
        let mut at = self.tree.parent_on(index, self.day);
        for _ in 0..=self.tree.len() {
            let above = self.placement.read_as(at?);
            if self.is_there(above) {
                return Some(above);
            }
            at = match self.placement.stand(above) {
                Stand::Below(parent) => parent,
                Stand::ReadAs(_) => None,
            };
        }
        None
    }

    /// Gives the units without superior.
    #[must_use]
    pub fn roots(&self) -> &[UnitIndex] {
        &self.roots
    }

    /// Gives the units directly below; none when the unit is not there.
    #[must_use]
    pub fn children(&self, index: UnitIndex) -> &[UnitIndex] {
        self.children.get(index.0).map_or(&[], Vec::as_slice)
    }

    /// Gives everything above the unit, the root first and without the unit itself.
    #[must_use]
    pub fn ancestors(&self, index: UnitIndex) -> Vec<UnitIndex> {
        let mut above = Vec::new();
        let mut at = self.superior(index);
        while let Some(superior) = at.filter(|superior| *superior != index && !above.contains(superior)) {
            above.push(superior);
            at = self.superior(superior);
        }
        above.reverse();
        above
    }

    /// Gives the unit and everything below it, each superior right before what stands below it; nothing when the unit is
    /// not there.
    #[must_use]
    pub fn subtree(&self, top: UnitIndex) -> Vec<TreeLine> {
        let mut lines = Vec::new();
        let mut waiting = Vec::new();
        if self.is_there(top) {
            waiting.push(TreeLine { unit: top, depth: 0 });
        }
        // A circle, which the book refuses, would otherwise never end.
        while let Some(line) = waiting.pop().filter(|_| lines.len() < self.tree.len()) {
            let depth = line.depth + 1;
            let below = self.children(line.unit).iter().rev();
            waiting.extend(below.map(|unit| TreeLine { unit: *unit, depth }));
            lines.push(line);
        }
        lines
    }
}

/// Each looks at the whole tree; for several questions about one day ask `living_on` once.
impl Tree {
    /// Gives the units that are there on the day, in their order.
    #[must_use]
    pub fn living_on(&self, day: Day) -> Living<'_> {
        Living::of(self, day)
    }

    /// Gives everything above the unit on the day, the root first and without the unit itself.
    ///
    /// Outside the unit's own time it is what stood above it on its first or its last day.
    #[must_use]
    pub fn ancestors_on(&self, index: UnitIndex, day: Day) -> Vec<UnitIndex> {
        let begun = day.max(self.unit(index).from);
        let within = self.last_day(index).map_or(begun, |last| begun.min(last));
        self.living_on(within).ancestors(index)
    }

    /// Gives the units directly below on the day, in the order of their codes.
    #[must_use]
    pub fn children_on(&self, index: UnitIndex, day: Day) -> Vec<UnitIndex> {
        self.living_on(day).children(index).to_vec()
    }

    /// Gives the units without superior on the day, in the order of their codes.
    #[must_use]
    pub fn roots_on(&self, day: Day) -> Vec<UnitIndex> {
        self.living_on(day).roots().to_vec()
    }

    /// Gives the unit and everything below it on the day, each superior right before what stands below it; nothing when
    /// the unit is not there.
    #[must_use]
    pub fn subtree_on(&self, index: UnitIndex, day: Day) -> Vec<TreeLine> {
        self.living_on(day).subtree(index)
    }
}

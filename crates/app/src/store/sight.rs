//! What an officer sees of the book over all its days, asked for many entries at once.

use std::collections::HashMap;

use nennep_core::calendar::Day;
use nennep_core::register::{Change, Inside, Tree, UnitId, UnitIndex};

use super::{Deed, Scope};

/// Answers as `Scope::sees_on` does, and remembers each stretch of days between two changes of the tree.
#[derive(Debug)]
pub struct Sight<'a> {
    scope: &'a Scope,
    tree: &'a Tree,
    stretches: HashMap<usize, Vec<Inside>>,
}

impl<'a> Sight<'a> {
    /// Makes the sight of an officer.
    #[must_use]
    pub fn new(scope: &'a Scope, tree: &'a Tree) -> Self {
        Self {
            scope,
            tree,
            stretches: HashMap::new(),
        }
    }

    /// Tells whether the officer sees what happened at the unit on the day: by the present tree or by that day's own.
    pub fn sees(&mut self, unit: UnitIndex, day: Day) -> bool {
        if self.scope.sees(unit) {
            return true;
        }
        if self.scope.is_narrowed() {
            return false;
        }
        let (scope, tree) = (self.scope, self.tree);
        let stretch = tree.structural_days().partition_point(|change| *change <= day);
        let insides = self.stretches.entry(stretch).or_insert_with(|| {
            let placement = tree.placement(day);
            let grants = scope.grants().iter();
            grants
                .filter(|grant| grant.role.deeds.contains(&Deed::See))
                .map(|grant| placement.inside(grant.unit))
                .collect()
        });
        insides.iter().any(|inside| inside.contains(unit))
    }

    /// Tells the same of a unit by its number in the book.
    pub fn sees_id(&mut self, unit: i64, day: Day) -> bool {
        self.tree
            .index_of(UnitId(unit))
            .is_some_and(|index| self.sees(index, day))
    }

    /// Gives every unit that stands below one of the grants on some day, and perhaps a few more: what is worth asking for.
    #[must_use]
    pub fn candidates(&self) -> Vec<i64> {
        if self.scope.is_narrowed() {
            return self
                .scope
                .units(self.tree)
                .map(|unit| self.tree.unit(unit).id.0)
                .collect();
        }
        let below = links(self.tree);
        let mut open: Vec<UnitId> = self
            .scope
            .grants()
            .iter()
            .filter(|grant| grant.role.deeds.contains(&Deed::See))
            .map(|grant| self.tree.unit(grant.unit).id)
            .chain(self.scope.units(self.tree).map(|unit| self.tree.unit(unit).id))
            .collect();
        let mut found: Vec<i64> = Vec::new();
        let mut known = std::collections::HashSet::new();
        while let Some(unit) = open.pop() {
            if known.insert(unit.0) {
                found.push(unit.0);
                open.extend(below.get(&unit.0).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found
    }
}

/// From every unit to those that hang on it on some day, or are read through it.
fn links(tree: &Tree) -> HashMap<i64, Vec<UnitId>> {
    let mut below: HashMap<i64, Vec<UnitId>> = HashMap::new();
    for index in tree.indices() {
        let unit = tree.unit(index);
        if let Some(parent) = unit.parent {
            below.entry(parent.0).or_default().push(unit.id);
        }
    }
    for event in tree.events() {
        match &event.change {
            Change::Moved { parent, .. } => below.entry(parent.0).or_default().push(event.unit),
            Change::Merged { into } | Change::Split { into } => {
                below.entry(into.0).or_default().push(event.unit);
                below.entry(event.unit.0).or_default().push(*into);
            }
            Change::Renamed { .. } | Change::Retyped { .. } | Change::Ended => {}
        }
    }
    below
}

//! The tree of a day as a page writes it down.

use std::collections::{HashMap, HashSet};

use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitIndex};
use nennep_core::text::{fold, vietnamese};

use crate::store::Scope;

/// Units that are rendered at once; more wait behind a link.
const SHOWN_AT_ONCE: usize = 200;

/// Children of one unit that are rendered; the list has them all.
const SHOWN_BELOW: usize = 500;

/// Holds the units an officer sees on a day, each below the superior it is read below.
#[derive(Debug)]
pub(super) struct Forest {
    pub(super) on: Day,
    pub(super) tops: Vec<UnitIndex>,
    pub(super) below: HashMap<UnitIndex, Vec<UnitIndex>>,
    pub(super) count: usize,
}

/// Says which branches stand open and which units are shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Only these, when something is sought.
    pub(super) only: Option<HashSet<UnitIndex>>,
    /// Opened by the address, with everything above them.
    pub(super) open: HashSet<UnitIndex>,
}

/// One step of a tree written down line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A unit.
    Leaf(UnitIndex),
    /// Its branch begins, open or not.
    Down(UnitIndex, bool),
    /// The branch ends.
    Up,
    /// A branch of so many units that is not written down yet.
    Closed(UnitIndex, usize),
    /// So many more units of the branch stand in the list alone.
    More(usize),
    /// The unit ends.
    End,
}

impl Forest {
    /// Gathers what the scope sees of the tree of a day; what has no superior inside the scope is a top.
    pub(super) fn on(tree: &Tree, scope: &Scope, on: Day) -> Self {
        let placement = tree.placement(on);
        let seen: HashSet<UnitIndex> = scope.units(tree).filter(|unit| tree.is_alive(*unit, on)).collect();
        let mut tops = Vec::new();
        let mut below: HashMap<UnitIndex, Vec<UnitIndex>> = HashMap::new();
        for unit in &seen {
            match placement.superior(*unit).filter(|superior| seen.contains(superior)) {
                Some(superior) if superior != *unit => below.entry(superior).or_default().push(*unit),
                Some(_) | None => tops.push(*unit),
            }
        }
        let in_order = |units: &mut Vec<UnitIndex>| {
            units.sort_by(|one, other| {
                vietnamese(tree.name_on(*one, on), tree.name_on(*other, on))
                    .then_with(|| tree.unit(*one).code.cmp(&tree.unit(*other).code))
            });
        };
        in_order(&mut tops);
        below.values_mut().for_each(in_order);
        Self {
            on,
            tops,
            below,
            count: seen.len(),
        }
    }

    /// Gives what stands directly below a unit.
    pub(super) fn children(&self, unit: UnitIndex) -> &[UnitIndex] {
        self.below.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Gives all units in the order of the tree.
    pub(super) fn units(&self) -> Vec<UnitIndex> {
        let mut units = Vec::new();
        let mut waiting: Vec<UnitIndex> = self.tops.iter().rev().copied().collect();
        while let Some(unit) = waiting.pop() {
            units.push(unit);
            waiting.extend(self.children(unit).iter().rev());
        }
        units
    }

    /// Adds everything that stands above the units.
    pub(super) fn with_superiors(&self, units: impl Iterator<Item = UnitIndex>) -> HashSet<UnitIndex> {
        let above: HashMap<UnitIndex, UnitIndex> = self
            .below
            .iter()
            .flat_map(|(superior, units)| units.iter().map(|unit| (*unit, *superior)))
            .collect();
        let mut all = HashSet::new();
        for unit in units {
            let mut at = Some(unit);
            while let Some(unit) = at.filter(|unit| all.insert(*unit)) {
                at = above.get(&unit).copied();
            }
        }
        all
    }

    /// Writes the tree down line by line: two levels, what is open, and all of a small tree.
    pub(super) fn steps(&self, shown: &Shown) -> Vec<Step> {
        let mut steps = Vec::new();
        for top in &self.tops {
            self.write(*top, 0, shown, &mut steps);
        }
        steps
    }

    fn write(&self, unit: UnitIndex, depth: usize, shown: &Shown, steps: &mut Vec<Step>) {
        let is_shown = |unit: &UnitIndex| shown.only.as_ref().is_none_or(|only| only.contains(unit));
        if !is_shown(&unit) {
            return;
        }
        steps.push(Step::Leaf(unit));
        let children: Vec<UnitIndex> = self.children(unit).iter().copied().filter(is_shown).collect();
        let is_open = depth == 0 || shown.only.is_some() || shown.open.contains(&unit);
        if children.is_empty() {
            steps.push(Step::End);
            return;
        }
        if is_open || self.count <= SHOWN_AT_ONCE {
            steps.push(Step::Down(unit, is_open));
            for child in children.iter().take(SHOWN_BELOW) {
                self.write(*child, depth + 1, shown, steps);
            }
            if let Some(more @ 1..) = children.len().checked_sub(SHOWN_BELOW) {
                steps.push(Step::More(more));
            }
            steps.push(Step::Up);
        } else {
            steps.push(Step::Closed(unit, children.len()));
        }
        steps.push(Step::End);
    }
}

/// Cuts a name into parts; those that match the words sought are marked.
pub(super) fn marked(name: &str, sought: &str) -> Vec<(String, bool)> {
    let letters: Vec<char> = name.chars().collect();
    let mut folded = String::new();
    let mut places = Vec::new();
    for (place, letter) in letters.iter().enumerate() {
        let part = fold(&letter.to_string());
        let part = if part.is_empty() { " " } else { part.as_str() };
        folded.push_str(part);
        places.extend(std::iter::repeat_n(place, part.len()));
    }
    let found = (!sought.is_empty()).then(|| folded.find(sought)).flatten();
    let Some((first, last)) = found.and_then(|at| Some((*places.get(at)?, *places.get(at + sought.len() - 1)?))) else {
        return vec![(name.to_owned(), false)];
    };
    let part = |from: usize, to: usize| letters.iter().skip(from).take(to - from).collect::<String>();
    let mut parts = vec![
        (part(0, first), false),
        (part(first, last + 1), true),
        (part(last + 1, letters.len()), false),
    ];
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

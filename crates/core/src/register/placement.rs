//! Where every unit, also one that ended or has not begun, is counted on a stated day.
//!
//! A living unit stands below its superior. One that ended is read through its successor; with several successors it
//! stands, undivided, below their lowest common superior; with none, below its last superior. One that begins later is
//! read through its predecessor in the same manner. So every entry is counted exactly once under any tree day.

use super::{Tree, UnitIndex};
use crate::calendar::Day;

/// Says how one unit is counted on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It stands as a line of its own below a superior; `None` for a root.
    Below(Option<UnitIndex>),
    /// It is read as another unit.
    ReadAs(UnitIndex),
}

/// Holds the stand of every unit on one day.
#[derive(Clone, Debug)]
pub struct Placement {
    stands: Vec<Option<Stand>>,
}

/// Tells which units are counted at or below one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside(Vec<bool>);

impl Inside {
    /// Tells whether the unit is counted there.
    #[must_use]
    pub fn contains(&self, index: UnitIndex) -> bool {
        self.0.get(index.0).copied().unwrap_or(false)
    }

    /// Gives the units counted there.
    pub fn members(&self) -> impl Iterator<Item = UnitIndex> + '_ {
        self.0
            .iter()
            .enumerate()
            .filter(|(_, inside)| **inside)
            .map(|(place, _)| UnitIndex(place))
    }

    /// Tells whether every unit of the tree is counted there.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.0.iter().all(|inside| *inside)
    }
}

impl Placement {
    pub(super) fn new(tree: &Tree, day: Day) -> Self {
        let mut placement = Self {
            stands: vec![None; tree.len()],
        };
        let mut walk = Walk {
            tree,
            day,
            placement: &mut placement,
            open: vec![false; tree.len()],
        };
        for index in tree.indices() {
            walk.settle(index);
        }
        placement
    }

    /// Gives the stand of the unit.
    #[must_use]
    pub fn stand(&self, index: UnitIndex) -> Stand {
        self.stands
            .get(index.0)
            .copied()
            .flatten()
            .unwrap_or(Stand::Below(None))
    }

    /// Gives the unit as which this one is read: itself unless it ended or begins later.
    #[must_use]
    pub fn read_as(&self, index: UnitIndex) -> UnitIndex {
        let mut at = index;
        for _ in 0..self.stands.len() {
            match self.stand(at) {
                Stand::ReadAs(other) => at = other,
                Stand::Below(_) => break,
            }
        }
        at
    }

    /// Gives the superior the unit is counted below, read through successors; `None` for a root.
    #[must_use]
    pub fn superior(&self, index: UnitIndex) -> Option<UnitIndex> {
        match self.stand(self.read_as(index)) {
            Stand::Below(parent) => parent.map(|parent| self.read_as(parent)),
            Stand::ReadAs(_) => None,
        }
    }

    /// Tells which units are counted at or below `top`; none when `top` itself is read as another unit.
    #[must_use]
    pub fn inside(&self, top: UnitIndex) -> Inside {
        let mut known: Vec<Option<bool>> = vec![None; self.stands.len()];
        if let Some(place) = known.get_mut(top.0) {
            *place = Some(matches!(self.stand(top), Stand::Below(_)));
        }
        let mut path = Vec::new();
        for start in 0..self.stands.len() {
            let mut at = Some(UnitIndex(start));
            let answer = loop {
                let Some(index) = at else { break false };
                if let Some(answer) = known.get(index.0).copied().flatten() {
                    break answer;
                }
                path.push(index);
                at = match self.stand(index) {
                    Stand::Below(parent) => parent,
                    Stand::ReadAs(other) => Some(other),
                };
                if path.len() > self.stands.len() {
                    break false;
                }
            };
            for index in path.drain(..) {
                if let Some(place) = known.get_mut(index.0) {
                    *place = Some(answer);
                }
            }
        }
        Inside(known.into_iter().map(|inside| inside.unwrap_or(false)).collect())
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    day: Day,
    placement: &'a mut Placement,
    open: Vec<bool>,
}

impl Walk<'_> {
    /// Settles the unit and all it depends on. Its heirs must be settled first; a circle of heirs counts as none.
    fn settle(&mut self, index: UnitIndex) {
        if self.placement.stands.get(index.0).is_none_or(Option::is_some) || self.mark_open(index, true) {
            return;
        }
        let node = self.tree.node(index);
        let stand = if node.is_alive(self.day) {
            Stand::Below(node.parent_on(self.day))
        } else {
            let heirs = if node.unit.from > self.day {
                &node.predecessors
            } else {
                &node.successors
            };
            self.stand_of_absent(index, heirs)
        };
        if let Some(place) = self.placement.stands.get_mut(index.0) {
            *place = Some(stand);
        }
        self.mark_open(index, false);
    }

    fn stand_of_absent(&mut self, index: UnitIndex, heirs: &[UnitIndex]) -> Stand {
        let mut read: Vec<UnitIndex> = Vec::new();
        for heir in heirs {
            self.settle(*heir);
            if self.placement.stands.get(heir.0).is_none_or(Option::is_none) {
                continue;
            }
            let as_unit = self.placement.read_as(*heir);
            // An heir that still hangs on the unit itself takes nothing out of it.
            let hangs_on_it = self.chain(as_unit).contains(&index);
            if as_unit != index && !hangs_on_it && !read.contains(&as_unit) {
                read.push(as_unit);
            }
        }
        match read.as_slice() {
            [] => Stand::Below(self.tree.node(index).parent_on(self.day)),
            [only] => Stand::ReadAs(*only),
            [first, others @ ..] => Stand::Below(self.common_superior(*first, others)),
        }
    }

    fn common_superior(&mut self, first: UnitIndex, others: &[UnitIndex]) -> Option<UnitIndex> {
        let chain = self.chain(first);
        let other_chains: Vec<Vec<UnitIndex>> = others.iter().map(|other| self.chain(*other)).collect();
        chain
            .into_iter()
            .find(|superior| other_chains.iter().all(|chain| chain.contains(superior)))
    }

    /// The unit and everything above it.
    fn chain(&mut self, start: UnitIndex) -> Vec<UnitIndex> {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at {
            self.settle(index);
            if chain.contains(&index) {
                break;
            }
            at = match self.placement.stands.get(index.0).copied().flatten() {
                Some(Stand::Below(parent)) => {
                    chain.push(index);
                    parent
                }
                Some(Stand::ReadAs(other)) => Some(other),
                None => {
                    chain.push(index);
                    None
                }
            };
        }
        chain
    }

    /// Marks the unit and gives the mark it had.
    fn mark_open(&mut self, index: UnitIndex, open: bool) -> bool {
        self.open
            .get_mut(index.0)
            .is_some_and(|mark| std::mem::replace(mark, open))
    }
}

//! Which lines make a figure: whose, of which days, by the tree of which day.
//!
//! A flow is counted where it happened, so the period is cut at the days on which something below the unit changed place.
//! A stock is counted where it stands on the last day. With a stated tree day both are counted by that one tree, in which
//! no unit ever crosses a border.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Crossing;
use crate::calendar::Day;
use crate::register::{EntryNo, Inside, Placement, Stand, Tree, UnitIndex};

/// Holds one stretch of days with the units counted in it.
#[derive(Clone, Debug)]
pub struct Segment {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Whose lines count.
    pub inside: Arc<Inside>,
}

/// Says that a unit came below the asked one, or left it, by an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BorderCrossing {
    /// Number of the event.
    pub event: EntryNo,
    /// Its day; what crosses is the stock of the end of the day before.
    pub on: Day,
    /// The unit that crosses.
    pub unit: UnitIndex,
    /// Which way.
    pub crossing: Crossing,
}

/// Holds everything to be summed for one unit and period.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The period, cut where the tree below the unit changed.
    pub segments: Vec<Segment>,
    /// Units counted in a stock of the last day.
    pub stock: Arc<Inside>,
    /// Units counted in a stock of the day before the first.
    pub opening: Arc<Inside>,
    /// Units that crossed the border.
    pub borders: Vec<BorderCrossing>,
}

/// Placements kept at once: 10,000 units on 64 days are some 10 MB.
const PLACEMENTS_KEPT: usize = 64;

/// Makes plans over one tree and keeps the placements it worked out.
#[derive(Debug)]
pub struct Planner<'a> {
    tree: &'a Tree,
    placements: Mutex<HashMap<Day, Arc<Placement>>>,
}

impl<'a> Planner<'a> {
    /// Makes a planner.
    #[must_use]
    pub fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            placements: Mutex::default(),
        }
    }

    /// Gives the tree.
    #[must_use]
    pub fn tree(&self) -> &'a Tree {
        self.tree
    }

    /// Gives the placement of a day.
    #[must_use]
    pub fn placement(&self, day: Day) -> Arc<Placement> {
        // A poisoned map only ever misses entries, never holds a half-made one.
        let mut placements = self.placements.lock().unwrap_or_else(PoisonError::into_inner);
        if placements.len() >= PLACEMENTS_KEPT {
            placements.clear();
        }
        placements
            .entry(day)
            .or_insert_with(|| Arc::new(self.tree.placement(day)))
            .clone()
    }

    /// Plans the figures of `unit` from one day to another, by the tree of `tree_on` when it is given.
    #[must_use]
    pub fn plan(&self, unit: UnitIndex, from: Day, to: Day, tree_on: Option<Day>) -> Plan {
        let inside = |day: Day| Arc::new(self.placement(day).inside(unit));
        if let Some(day) = tree_on {
            let all = inside(day);
            let segments = vec![Segment {
                from,
                to,
                inside: all.clone(),
            }];
            return Plan {
                segments,
                stock: all.clone(),
                opening: all,
                borders: Vec::new(),
            };
        }
        Plan {
            segments: self.segments(unit, from, to),
            stock: inside(to),
            opening: inside(from.previous()),
            borders: self.borders(unit, from, to),
        }
    }

    /// Cuts the days from one to another where the tree below `unit` changed: what a flow alone needs of a plan.
    #[must_use]
    pub fn segments(&self, unit: UnitIndex, from: Day, to: Day) -> Vec<Segment> {
        let inside = |day: Day| Arc::new(self.placement(day).inside(unit));
        let days = self.tree.structural_days();
        let cuts = days
            .get(days.partition_point(|day| *day <= from)..days.partition_point(|day| *day <= to))
            .unwrap_or(&[]);
        let mut segments: Vec<Segment> = Vec::new();
        let mut start = from;
        for end in cuts.iter().map(|cut| cut.previous()).chain([to]) {
            // By the end of a stretch everything born in it is there, and nothing ends inside one.
            let now = inside(end);
            match segments.last_mut().filter(|last| last.inside == now) {
                Some(last) => last.to = end,
                None => segments.push(Segment {
                    from: start,
                    to: end,
                    inside: now,
                }),
            }
            start = end.next();
        }
        segments
    }

    fn borders(&self, unit: UnitIndex, from: Day, to: Day) -> Vec<BorderCrossing> {
        let mut borders = Vec::new();
        let events = self.tree.events();
        let mut days: Vec<Day> = events
            .iter()
            .filter(|event| event.change.is_structural())
            .map(|event| event.on)
            .collect();
        days.dedup();
        for on in days.into_iter().filter(|day| (from..=to).contains(day)) {
            let (before, after) = (self.placement(on.previous()), self.placement(on));
            let (was, is) = (before.inside(unit), after.inside(unit));
            if was == is {
                continue;
            }
            for crosser in self.tree.indices() {
                let crossing = match (was.contains(crosser), is.contains(crosser)) {
                    (false, true) => Crossing::In,
                    (true, false) => Crossing::Out,
                    (true, true) | (false, false) => continue,
                };
                let cause = self
                    .cause(&after, crosser, on)
                    .or_else(|| self.cause(&before, crosser, on));
                // A line of its own moves with its heirs: then the first event of the day stands for all.
                let cause = cause.or_else(|| {
                    events
                        .iter()
                        .find(|event| event.on == on && event.change.is_structural())
                        .map(|event| event.no)
                });
                borders.extend(cause.map(|event| BorderCrossing {
                    event,
                    on,
                    unit: crosser,
                    crossing,
                }));
            }
        }
        borders
    }

    /// The event of the day that carried the unit over: its own, else that of the nearest unit above it.
    fn cause(&self, placement: &Placement, crosser: UnitIndex, on: Day) -> Option<EntryNo> {
        let mut at = Some(crosser);
        for _ in 0..=self.tree.len() {
            let index = at?;
            let id = self.tree.unit(index).id;
            let event = self
                .tree
                .events()
                .iter()
                .find(|event| event.on == on && event.unit == id && event.change.is_structural());
            if let Some(event) = event {
                return Some(event.no);
            }
            at = match placement.stand(index) {
                Stand::Below(parent) => parent,
                Stand::ReadAs(other) => Some(other),
            };
        }
        None
    }
}

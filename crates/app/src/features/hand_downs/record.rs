//! What a hand-down is: who hands what down to whom, and what stands already.

use std::collections::{BTreeMap, BTreeSet};

use nennep_core::accounts::Measure;
use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::content_hash;
use nennep_core::progress::{Promise, Target};
use nennep_core::register::{UnitId, UnitIndex};

use crate::store::Book;
use crate::web::bar::day_of;
use crate::web::faults::Fault;
use crate::web::target_words::promise_of;
use crate::web::visit::Visit;

/// Says which hand-down is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) unit: UnitIndex,
    pub(super) period: Period,
    /// The giver as it is recorded.
    pub(super) giver: String,
    /// The giving unit, when it is one of ours.
    pub(super) giver_unit: Option<UnitId>,
    pub(super) measures: Vec<Measure>,
}

impl Asked {
    pub(super) fn days(&self) -> (Day, Day) {
        (self.period.first_day(), self.period.last_day())
    }

    /// Tells whether a target is of this hand-down.
    fn holds(&self, target: &Target) -> bool {
        (target.from, target.to) == self.days() && target.is_of_giver(&self.giver, self.giver_unit)
    }
}

/// Says where one target of a hand-down stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) unit: UnitId,
    pub(super) member: Option<String>,
    pub(super) indicator: String,
}

/// What the name of a cell's field begins with.
const CELL: &str = "v";

impl Place {
    /// Gives the name of the cell's field.
    pub(super) fn name(&self) -> String {
        let member = self.member.as_deref().unwrap_or_default();
        format!("{CELL}.{}.{}.{member}", self.unit.0, self.indicator)
    }

    /// Reads the name of a cell's field.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let mut parts = name.splitn(4, '.');
        let (begin, unit, indicator, member) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        (begin == CELL).then_some(())?;
        Some(Self {
            unit: UnitId(unit.parse().ok()?),
            indicator: indicator.to_owned(),
            member: Some(member.to_owned()).filter(|member| !member.is_empty()),
        })
    }
}

/// Holds one cell as it was filled.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) place: Place,
    pub(super) text: String,
    /// Sheet, row and column, where it came from a file.
    pub(super) at: Option<(String, u32, String)>,
}

/// Holds one row: a unit, or a seat at one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receiver {
    pub(super) unit: UnitIndex,
    pub(super) member: Option<String>,
}

impl Receiver {
    pub(super) fn place(&self, book: &Book, measure: &Measure) -> Place {
        Place {
            unit: book.tree.unit(self.unit).id,
            member: self.member.clone(),
            indicator: measure.code.clone(),
        }
    }
}

/// Says what becomes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing stood there.
    New,
    /// Another number stood there, by an older decision.
    Changed { was: Promise, decision: Option<String> },
    /// It stands there already.
    Same,
}

/// Holds one cell as it would be recorded.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) place: Place,
    pub(super) promise: Promise,
    pub(super) outcome: Outcome,
}

/// Holds a fault with the field it stands at, also where its own column names the column of a file.
#[derive(Clone, Debug)]
pub(super) struct CellFault {
    pub(super) field: String,
    pub(super) fault: Fault,
}

/// Holds what a hand-down comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    pub(super) lines: Vec<Line>,
    pub(super) faults: Vec<CellFault>,
}

impl Outline {
    /// Makes the mark of what was shown: what is recorded must be that, also where somebody else was first.
    pub(super) fn mark(&self) -> String {
        content_hash(&[("lines", Some(&format!("{:?}", self.lines)))])
    }

    /// Tells whether everything stands already.
    pub(super) fn is_all_same(&self) -> bool {
        self.lines.iter().all(|line| line.outcome == Outcome::Same)
    }

    /// Counts new, changed and same cells.
    pub(super) fn counts(&self) -> [usize; 3] {
        let count = |fits: fn(&Outcome) -> bool| self.lines.iter().filter(|line| fits(&line.outcome)).count();
        [
            count(|outcome| matches!(outcome, Outcome::New)),
            count(|outcome| matches!(outcome, Outcome::Changed { .. })),
            count(|outcome| matches!(outcome, Outcome::Same)),
        ]
    }
}

/// Gives the decisions that stand at each place, in the order in which they replace one another.
pub(super) fn standing<'a>(book: &'a Book, asked: &Asked) -> BTreeMap<Place, Vec<&'a Target>> {
    let mut found: BTreeMap<Place, Vec<&Target>> = BTreeMap::new();
    for target in book.targets.iter().filter(|target| asked.holds(target)) {
        let place = Place {
            unit: target.unit,
            member: target.member.clone(),
            indicator: target.indicator.clone(),
        };
        found.entry(place).or_default().push(target);
    }
    for chain in found.values_mut() {
        chain.sort_by_key(|target| target.decided());
    }
    found
}

/// Gives what the unit itself received for the period, by giver: the newest decision of each promise.
pub(super) fn received<'a>(book: &'a Book, asked: &Asked, indicator: &str) -> Vec<&'a Target> {
    let unit = book.tree.unit(asked.unit).id;
    let own: Vec<&Target> = book
        .targets
        .iter()
        .filter(|target| target.unit == unit && target.member.is_none() && target.indicator == indicator)
        .filter(|target| (target.from, target.to) == asked.days())
        .collect();
    let is_newest = |target: &&&Target| {
        own.iter()
            .filter(|other| other.is_same_promise(target))
            .all(|other| other.decided() <= target.decided())
    };
    own.iter().filter(is_newest).copied().collect()
}

/// Gives the rows: the units directly below on the first day of the period, with those that hold a share all the same, and the
/// seats that hold one.
pub(super) fn receivers(visit: &Visit, book: &Book, asked: &Asked) -> (Vec<Receiver>, Vec<Receiver>) {
    let tree = &book.tree;
    let placement = tree.placement(day_of(tree, asked.unit, asked.days().0));
    let is_below = |unit: UnitIndex| placement.read_as(unit) == unit && placement.superior(unit) == Some(asked.unit);
    let held: BTreeSet<Place> = standing(book, asked).into_keys().collect();
    let holds = |unit: UnitIndex| {
        let id = tree.unit(unit).id;
        held.iter().any(|place| place.unit == id && place.member.is_none())
    };
    let day = day_of(tree, asked.unit, asked.days().0);
    let mut units: Vec<UnitIndex> = visit
        .scope
        .units(tree)
        .filter(|unit| *unit != asked.unit)
        .filter(|unit| (is_below(*unit) && tree.unit(*unit).from <= day && tree.is_alive(*unit, day)) || holds(*unit))
        .collect();
    units.sort_by_key(|unit| &tree.unit(*unit).code);
    let known = |unit: UnitIndex| unit == asked.unit || units.contains(&unit);
    let seats: BTreeSet<(UnitId, &String)> = held
        .iter()
        .filter_map(|place| Some((place.unit, place.member.as_ref()?)))
        .collect();
    let seats = seats.into_iter().filter_map(|(unit, member)| {
        let unit = tree.index_of(unit).filter(|unit| known(*unit))?;
        Some(Receiver {
            unit,
            member: Some(member.clone()),
        })
    });
    let seats = seats.collect();
    let units = units.into_iter().map(|unit| Receiver { unit, member: None });
    (units.collect(), seats)
}

/// Gives what stands at a place.
pub(super) fn newest(standing: &BTreeMap<Place, Vec<&Target>>, place: &Place) -> Option<Promise> {
    standing.get(place)?.last().map(|target| promise_of(target))
}

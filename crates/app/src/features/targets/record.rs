//! Targets with what they came to.

use std::collections::{BTreeMap, HashMap};

use nennep_core::accounts::{Measure, Sums};
use nennep_core::calendar::Day;
use nennep_core::progress::{Percent, Target, in_force};
use nennep_core::register::{UnitId, UnitIndex};

use crate::store::{Figures, Source, StoreError};
use crate::web::target_words::standing;
use crate::web::visit::Visit;

/// Says where a target stands among the decisions and days of its promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Force {
    /// It holds on the day.
    Holding,
    /// Its first day is still to come.
    Ahead,
    /// Its last day has passed.
    Over,
    /// A later decision stands in its place, or it waits for the day of its own.
    Replaced,
}

impl Force {
    /// All of them.
    pub(super) const ALL: [Force; 4] = [Force::Holding, Force::Ahead, Force::Over, Force::Replaced];

    /// Gives the stable name.
    pub(super) fn code(self) -> &'static str {
        match self {
            Force::Holding => "in_force",
            Force::Ahead => "ahead",
            Force::Over => "over",
            Force::Replaced => "replaced",
        }
    }
}

/// Holds one target of the scope on a day.
#[derive(Clone, Debug)]
pub(super) struct Promised<'a> {
    pub(super) target: &'a Target,
    pub(super) unit: UnitIndex,
    pub(super) measure: Measure,
    pub(super) force: Force,
    /// What it came to; of a seat nothing is told apart.
    pub(super) result: Option<i64>,
    /// The last day of the result.
    pub(super) until: Day,
    /// The word of its state, and whether somebody must act.
    pub(super) state: (&'static str, bool),
}

impl Promised<'_> {
    /// Gives the rate; none for a range, a target of zero, or where nothing is recorded.
    pub(super) fn rate(&self) -> Option<i64> {
        self.target.rate(self.result).map(Percent::whole_percent)
    }
}

/// Tells of every target where it stands on the day.
pub(super) fn forces(targets: &[Target], on: Day) -> HashMap<i64, Force> {
    let mut promises: HashMap<(UnitId, &str), Vec<&Target>> = HashMap::new();
    for target in targets {
        let promise = (target.unit, target.indicator.as_str());
        promises.entry(promise).or_default().push(target);
    }
    let mut found = HashMap::new();
    for same in promises.values() {
        let holding: Vec<i64> = in_force(same, on).iter().map(|target| target.no.0).collect();
        for target in same {
            let newest = same.iter().filter(|other| other.is_same_promise(target));
            let is_newest = newest.map(|other| other.decided()).max() == Some(target.decided());
            let force = if holding.contains(&target.no.0) {
                Force::Holding
            } else if !is_newest || (target.from <= on && on <= target.to) {
                Force::Replaced
            } else if on < target.from {
                Force::Ahead
            } else {
                Force::Over
            };
            found.insert(target.no.0, force);
        }
    }
    found
}

/// Counts what targets came to up to the end of the day: the flow since their own first day, or the stock.
pub(super) async fn counted<'a>(
    visit: &'a Visit,
    targets: &[(&'a Target, UnitIndex, Force)],
    on: Day,
) -> Result<Vec<Promised<'a>>, StoreError> {
    let book = visit.book();
    let figures = Figures::new(book, &visit.house.catalogs.indicators);
    let mut source = Source::Tally(&visit.snapshot.tally);
    let mut known: BTreeMap<(i64, Day, Day), Sums> = BTreeMap::new();
    let mut found = Vec::new();
    for (target, unit, force) in targets.iter().copied() {
        let Some(measure) = figures.catalog().resolve(&target.indicator) else {
            continue;
        };
        let last = book.tree.last_day(unit).map_or(on, |last| last.min(on));
        let until = last.min(target.to);
        let mut result = None;
        if target.member.is_none() && target.from <= until {
            let key = (target.unit.0, target.from, until);
            if let std::collections::btree_map::Entry::Vacant(place) = known.entry(key) {
                place.insert(figures.sums(&mut source, unit, (target.from, until)).await?);
            }
            result = known.get(&key).and_then(|sums| sums.value(&measure, &book.classes));
        }
        found.push(Promised {
            state: standing(target, &measure.indicator.shape, result, on),
            target,
            unit,
            measure,
            force,
            result,
            until,
        });
    }
    Ok(found)
}

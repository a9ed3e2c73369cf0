//! What was promised, by whom, and how far it is reached.

use serde::{Deserialize, Serialize};

use super::{Percent, percent};
use crate::calendar::Day;
use crate::ledger::Decision;
use crate::register::{EntryNo, Tree, UnitId};

/// Holds one target as a contract between a giver and a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Number of the entry.
    pub no: EntryNo,
    /// Code of the indicator.
    pub indicator: String,
    /// Who gave it: a unit, or free text.
    pub giver: String,
    /// The giving unit, when it is one of ours.
    pub giver_unit: Option<UnitId>,
    /// Who received it.
    pub unit: UnitId,
    /// The seat that received it; shown under the unit, never added to it.
    pub member: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What is promised at least.
    pub min: i64,
    /// What is promised at most, when it differs.
    pub max: Option<i64>,
    /// The decision that set it.
    pub decision: Option<Decision>,
}

/// Says how a result stands to a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Below the least.
    Below,
    /// Inside the range.
    Within,
    /// Above the most.
    Above,
}

impl Target {
    /// Gives the rate of a result; `None` where no rate exists: nothing recorded, a zero target, or a range.
    #[must_use]
    pub fn rate(&self, result: Option<i64>) -> Option<Percent> {
        if self.is_range() {
            None
        } else {
            result.and_then(|result| percent(result, self.min))
        }
    }

    /// Names the giver as it is called on a day; one that is no unit of ours as it was written.
    #[must_use]
    pub fn giver_on(&self, tree: &Tree, on: Day) -> String {
        match self.giver_unit.and_then(|unit| tree.index_of(unit)) {
            Some(giver) => tree.name_on(giver, on).to_owned(),
            None => self.giver.clone(),
        }
    }

    /// Gives how a result stands to the range; `None` for a single number or when nothing is recorded.
    #[must_use]
    pub fn reach(&self, result: Option<i64>) -> Option<Reach> {
        let max = self.max.filter(|_| self.is_range())?;
        let result = result?;
        Some(match result {
            low if low < self.min => Reach::Below,
            high if high > max => Reach::Above,
            _ => Reach::Within,
        })
    }

    /// Tells whether the target was given by a giver: the same unit, or the same words.
    #[must_use]
    pub fn is_of_giver(&self, giver: &str, giver_unit: Option<UnitId>) -> bool {
        // A giver written as text before its unit was known is still the same giver.
        let same_unit = self.giver_unit.is_some() && self.giver_unit == giver_unit;
        same_unit || self.giver == giver
    }

    fn is_range(&self) -> bool {
        self.max.is_some_and(|max| max != self.min)
    }

    /// Tells whether two targets promise the same thing, perhaps by different decisions.
    #[must_use]
    pub fn is_same_promise(&self, other: &Self) -> bool {
        self.is_of_giver(&other.giver, other.giver_unit)
            && (self.unit, &self.indicator, &self.member, self.from, self.to)
                == (other.unit, &other.indicator, &other.member, other.from, other.to)
    }

    /// Gives the order in which decisions replace one another: by their day, then by the order of recording.
    #[must_use]
    pub fn decided(&self) -> (Option<Day>, EntryNo) {
        (self.decision.as_ref().and_then(|decision| decision.on), self.no)
    }
}

/// Gives the targets in force on the day, in the order of recording.
///
/// A target with a new decision replaces the older one from the new decision's own day on.
#[must_use]
pub fn in_force<'a>(targets: &[&'a Target], day: Day) -> Vec<&'a Target> {
    let running = || {
        targets
            .iter()
            .copied()
            .filter(|target| target.from <= day && day <= target.to)
    };
    let decided_by_then = |target: &Target| target.decided().0.is_none_or(|on| on <= day);
    running()
        .filter(|target| {
            !running().any(|other| {
                let replaces = (decided_by_then(other), other.decided()) > (decided_by_then(target), target.decided());
                // Of decisions still ahead the earliest stands in, of those taken the latest.
                let replaces = if decided_by_then(target) || decided_by_then(other) {
                    replaces
                } else {
                    other.decided() < target.decided()
                };
                other.is_same_promise(target) && replaces
            })
        })
        .collect()
}

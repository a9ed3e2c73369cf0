//! How a promise stands in time: its even pace on a day, and a verdict that can be checked on the page.
//!
//! While the days of a target run, the whole percent of the promise reached is compared with the whole percent of the days
//! elapsed, both half up: more is ahead, the same is on pace, less is behind. These are the two numbers a page prints,
//! so that whoever reads them comes to the same word.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::rate::{decimal, half_up};
use super::{FigureTarget, Percent, Target, percent};
use crate::accounts::Shape;
use crate::calendar::Day;

/// Holds what was promised for which days; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The least promised; the pace is that of this number.
    pub min: i64,
    /// The most promised, when it differs.
    pub max: Option<i64>,
}

/// Holds what an even pace would have reached by the end of a day, as an exact fraction of the promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvenPace {
    promised: i64,
    share: Percent,
}

/// Says how a result stands to its promise on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaceVerdict {
    /// More percent reached than days elapsed.
    Ahead,
    /// As many.
    OnPace,
    /// Fewer.
    Behind,
    /// The least promised is reached; a promise of zero is reached at once and never exceeded.
    Reached,
    /// More than the most promised.
    Exceeded,
    /// Nothing is recorded, which is not zero.
    NotRecorded,
    /// The first day is still to come.
    NotBegun,
    /// The last day has passed, and the least promised is not reached.
    Missed,
}

/// Holds how a promise stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// What an even pace would have reached.
    pub expected: EvenPace,
    /// Days elapsed over all days, in percent.
    pub share: Percent,
    /// What is still missing to the least promised, 0 when it is reached; `None` when nothing is recorded.
    pub remaining: Option<i64>,
    /// How the result stands.
    pub verdict: PaceVerdict,
}

impl PaceVerdict {
    /// All verdicts.
    pub const ALL: [PaceVerdict; 8] = [
        PaceVerdict::Ahead,
        PaceVerdict::OnPace,
        PaceVerdict::Behind,
        PaceVerdict::Reached,
        PaceVerdict::Exceeded,
        PaceVerdict::NotRecorded,
        PaceVerdict::NotBegun,
        PaceVerdict::Missed,
    ];

    /// Gives the word used in JSON and locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PaceVerdict::Ahead => "ahead",
            PaceVerdict::OnPace => "on_pace",
            PaceVerdict::Behind => "behind",
            PaceVerdict::Reached => "reached",
            PaceVerdict::Exceeded => "exceeded",
            PaceVerdict::NotRecorded => "not_recorded",
            PaceVerdict::NotBegun => "not_begun",
            PaceVerdict::Missed => "missed",
        }
    }
}

impl Promised {
    /// Gives the percent of the days elapsed by the end of the day asked: 0 before the first, 100 from the last on.
    #[must_use]
    pub fn share(self, asked_on: Day) -> Percent {
        // A promise holds at least its first day, so that the divisor is never zero.
        let days = days_to(self.from, self.to).max(1);
        Percent {
            part: days_to(self.from, asked_on).clamp(0, days),
            whole: days,
        }
    }

    /// Gives what an even pace would have reached by the end of the day asked.
    #[must_use]
    pub fn even(self, asked_on: Day) -> EvenPace {
        EvenPace {
            promised: self.min,
            share: self.share(asked_on),
        }
    }

    /// Gives how a result of its days, counted up to the day asked, stands to the promise.
    #[must_use]
    pub fn pace(self, result: Option<i64>, asked_on: Day) -> Pace {
        Pace {
            expected: self.even(asked_on),
            share: self.share(asked_on),
            remaining: result.map(|result| self.min.saturating_sub(result).max(0)),
            verdict: self.verdict(result, asked_on),
        }
    }

    fn verdict(self, result: Option<i64>, asked_on: Day) -> PaceVerdict {
        if asked_on < self.from {
            return PaceVerdict::NotBegun;
        }
        let Some(result) = result else {
            return PaceVerdict::NotRecorded;
        };
        let most = self.max.unwrap_or(self.min);
        if result >= self.min {
            return if result > most && most > 0 {
                PaceVerdict::Exceeded
            } else {
                PaceVerdict::Reached
            };
        }
        // A figure is that of the end of its day, so nothing more can come in on the last one.
        if asked_on >= self.to {
            return PaceVerdict::Missed;
        }
        // Below a promise of zero or less no rate exists; it is short all the same.
        let Some(reached) = percent(result, self.min) else {
            return PaceVerdict::Behind;
        };
        match reached.whole_percent().cmp(&self.share(asked_on).whole_percent()) {
            Ordering::Greater => PaceVerdict::Ahead,
            Ordering::Equal => PaceVerdict::OnPace,
            Ordering::Less => PaceVerdict::Behind,
        }
    }
}

/// Days from one to another, both counted; zero or less when the second lies before the first.
fn days_to(from: Day, to: Day) -> i64 {
    to.days_since(from) + 1
}

impl EvenPace {
    /// Gives the tenths, half up: 87 for 35 promised and 91 of 366 days elapsed.
    #[must_use]
    pub fn tenths(self) -> i64 {
        let tenths = i128::from(self.promised) * i128::from(self.share.part) * 10;
        half_up(tenths, self.share.whole)
    }
}

/// Writes at most one decimal, half up: `8.7`, `9`.
impl fmt::Display for EvenPace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&decimal(self.tenths(), 1))
    }
}

impl Serialize for EvenPace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<&Target> for Promised {
    fn from(target: &Target) -> Self {
        Self {
            from: target.from,
            to: target.to,
            min: target.min,
            max: target.max,
        }
    }
}

impl From<&FigureTarget> for Promised {
    fn from(target: &FigureTarget) -> Self {
        Self {
            from: target.from,
            to: target.to,
            min: target.min,
            max: target.max,
        }
    }
}

impl FigureTarget {
    /// Gives how the target of an indicator of the shape stands in time; `None` for all but flows.
    ///
    /// Only a flow grows from nothing on the target's first day; for a stock, a ratio or a coverage no even pace exists.
    /// What one seat brought in is not told apart in the book, so for a seat nothing counts as recorded.
    #[must_use]
    pub fn pace(&self, shape: &Shape, asked_on: Day) -> Option<Pace> {
        match shape {
            Shape::Flow => {
                let result = self.result.count().filter(|_| self.member.is_none());
                Some(Promised::from(self).pace(result, asked_on))
            }
            Shape::Stock | Shape::Ratio { .. } | Shape::Coverage { .. } => None,
        }
    }
}

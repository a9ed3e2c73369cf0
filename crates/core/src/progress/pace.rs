//! How a promise stands in time: its even pace on a day, and a verdict that can be checked on the page.
//!
//! While the days of a target run, the whole percent of the promise reached is compared with the whole percent of the days
//! elapsed, both half up: more is ahead, the same is on pace, less is behind. These are the two numbers a page prints,
//! so that whoever reads them comes to the same word. A stock does not begin at nothing: what is compared is how far it has
//! grown from what stood on the eve of the first day, of how far it is to grow.

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

/// Holds what an even pace would have reached by the end of a day: what it began with, and an exact fraction of the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvenPace {
    begun: i64,
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
        self.even_from(0, asked_on)
    }

    /// Gives what an even growth from an opening stock would have reached; one that holds the promise already stays at it.
    #[must_use]
    pub fn even_from(self, opening: i64, asked_on: Day) -> EvenPace {
        EvenPace {
            begun: opening.min(self.min),
            promised: self.min,
            share: self.share(asked_on),
        }
    }

    /// Gives how a result of its days, counted up to the day asked, stands to the promise.
    #[must_use]
    pub fn pace(self, result: Option<i64>, asked_on: Day) -> Pace {
        self.stock_pace(0, result, asked_on)
    }

    /// Gives how a stock of the day asked stands to the promise, when so much stood on the eve of the first day.
    #[must_use]
    pub fn stock_pace(self, opening: i64, result: Option<i64>, asked_on: Day) -> Pace {
        let compared = self.compare(result, asked_on);
        Pace {
            expected: self.even_from(opening, asked_on),
            share: self.share(asked_on),
            remaining: self.remaining(result),
            verdict: compared.unwrap_or_else(|| self.under_way(opening, result.unwrap_or(opening), asked_on)),
        }
    }

    /// Gives what is still missing to the least promised; `None` when nothing is recorded.
    #[must_use]
    pub fn remaining(self, result: Option<i64>) -> Option<i64> {
        result.map(|result| self.min.saturating_sub(result).max(0))
    }

    /// Gives what is known without a pace; `None` while a result is short and its days run.
    #[must_use]
    pub fn compare(self, result: Option<i64>, asked_on: Day) -> Option<PaceVerdict> {
        if asked_on < self.from {
            return Some(PaceVerdict::NotBegun);
        }
        let Some(result) = result else {
            return Some(PaceVerdict::NotRecorded);
        };
        let most = self.max.unwrap_or(self.min);
        if result >= self.min {
            return Some(if result > most && most > 0 {
                PaceVerdict::Exceeded
            } else {
                PaceVerdict::Reached
            });
        }
        // A figure is that of the end of its day, so nothing more can come in on the last one.
        (asked_on >= self.to).then_some(PaceVerdict::Missed)
    }

    fn under_way(self, opening: i64, result: i64, asked_on: Day) -> PaceVerdict {
        // Below a promise of zero or less no rate exists, nor below one that the opening held; it is short all the same.
        let (grown, growth) = (result.saturating_sub(opening), self.min.saturating_sub(opening));
        let Some(reached) = percent(grown, growth) else {
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
        let (begun, growth) = (
            i128::from(self.begun),
            i128::from(self.promised) - i128::from(self.begun),
        );
        let reached = begun * i128::from(self.share.whole) + growth * i128::from(self.share.part);
        half_up(reached * 10, self.share.whole)
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

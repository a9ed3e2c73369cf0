//! What will stand on the last day of a promise: by even pace, by the season of years past, and by cases under way.
//!
//! All numbers are whole; every division is half up. A forecast is never below what is there already, and each way to it
//! keeps the numbers it was made of, so that a page can show them.

use super::rate::half_up;
use super::{Measured, Percent, Promised, percent};
use crate::calendar::Day;

/// Holds what a past year had brought by the same day, and what the whole of it brought; both were recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastYear {
    /// Year of its first day.
    pub year: i32,
    /// The result at the end of the same day.
    pub by_day: i64,
    /// The result at the end of the same last day.
    pub whole: i64,
}

/// Holds the days of a promise, moved back by some years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SameDays {
    /// First day.
    pub from: Day,
    /// The day asked; the last of a month stays the last, so 29 February becomes the 28th.
    pub asked_on: Day,
    /// Last day.
    pub to: Day,
}

/// Says how many past years a season is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeasonYears {
    /// The fewest.
    pub min: usize,
    /// The most.
    pub max: usize,
}

/// Holds a forecast by season: the years together, what they had by the same day, and the whole of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    /// The years, the latest first.
    pub years: Vec<i32>,
    /// What they had reached by the same day, together.
    pub by_day: i64,
    /// What they reached in the end, together; more than zero.
    pub whole: i64,
    /// What the result comes to when it is the same share of its year.
    pub forecast: i64,
}

/// Says why there is no forecast by season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSeason {
    /// A stock has no result of a year.
    Stock,
    /// The promise runs for more than a year, so that its years overlap.
    LongerThanAYear,
    /// Too few past years have something recorded; how many have.
    FewYears(usize),
    /// The past years had nothing by the same day, or nothing in the end.
    NothingByDay,
}

/// Holds the cases that count for an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenCases {
    /// Those whose decision is expected by the last day.
    pub in_time: i64,
    /// Those among them that are past their clock.
    pub late: i64,
    /// Those whose decision is expected after the last day.
    pub after: i64,
    /// Those of which no day can be said.
    pub unknown: i64,
}

/// Says what will become of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForecastVerdict {
    /// The first day is still to come.
    NotBegun,
    /// Nothing is recorded.
    NotRecorded,
    /// The last day has passed, and it is not reached.
    Missed,
    /// No way reaches it.
    WillMiss,
    /// The season, or without one the even pace, does not reach it; another way does.
    AtRisk,
    /// The season, or without one the even pace, reaches it.
    WillReach,
    /// It is reached.
    Reached,
}

/// Holds the ways to a forecast of a promise under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Days elapsed over all days.
    pub share: Percent,
    /// What the even pace so far comes to.
    pub even: i64,
    /// What the season comes to.
    pub season: Result<Season, NoSeason>,
    /// Cases under way, where the indicator counts what they found; with the result they come to `with_cases`.
    pub cases: Option<OpenCases>,
    /// Result and cases in time; `None` where no case counts.
    pub with_cases: Option<i64>,
}

/// Holds what will become of a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// What is expected.
    pub verdict: ForecastVerdict,
    /// By how much the best way falls short; of a promise that is over, by how much it did. 0 when it does not.
    pub missing: i64,
    /// The ways, while its days run and it is not reached.
    pub ways: Option<Ways>,
}

impl ForecastVerdict {
    /// All verdicts.
    pub const ALL: [ForecastVerdict; 7] = [
        ForecastVerdict::NotBegun,
        ForecastVerdict::NotRecorded,
        ForecastVerdict::Missed,
        ForecastVerdict::WillMiss,
        ForecastVerdict::AtRisk,
        ForecastVerdict::WillReach,
        ForecastVerdict::Reached,
    ];

    /// Gives the word used in locales and in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ForecastVerdict::NotBegun => "not_begun",
            ForecastVerdict::NotRecorded => "not_recorded",
            ForecastVerdict::Missed => "missed",
            ForecastVerdict::WillMiss => "will_miss",
            ForecastVerdict::AtRisk => "at_risk",
            ForecastVerdict::WillReach => "will_reach",
            ForecastVerdict::Reached => "reached",
        }
    }
}

impl Promised {
    /// Gives the same days so many years earlier; `None` when the promise is longer than a year, or before the book begins.
    #[must_use]
    pub fn same_days(self, years_back: usize, asked_on: Day) -> Option<SameDays> {
        if self.to.year_earlier()? >= self.from {
            return None;
        }
        let back = |day: Day| (0..years_back).try_fold(day, |day, _| day.year_earlier());
        Some(SameDays {
            // Counted from the day after the one before, so that years follow one another without gap or overlap.
            from: back(self.from.previous())?.next(),
            asked_on: back(asked_on)?,
            to: back(self.to)?,
        })
    }

    /// Tells what will become of the promise; `None` where nothing can be said: a ratio or a stock of unknown opening that is
    /// short while its days run, a coverage, a seat.
    ///
    /// `past` holds the years of which something is recorded, `cases` those under way where the indicator counts them.
    #[must_use]
    pub fn forecast(
        self,
        measured: Measured,
        asked_on: Day,
        (past, wanted): (&[PastYear], SeasonYears),
        cases: Option<OpenCases>,
    ) -> Option<Forecast> {
        let begun = match measured {
            Measured::Coverage | Measured::OfSeat => return None,
            Measured::Flow(_) => Some(0),
            Measured::Stock { opening, .. } => opening,
            Measured::Ratio(_) => None,
        };
        let over = |verdict, missing| Forecast {
            verdict,
            missing,
            ways: None,
        };
        if asked_on < self.from {
            return Some(over(ForecastVerdict::NotBegun, 0));
        }
        let Some(result) = measured.result() else {
            return Some(over(ForecastVerdict::NotRecorded, 0));
        };
        let short = self.min.saturating_sub(result).max(0);
        if short == 0 {
            return Some(over(ForecastVerdict::Reached, 0));
        }
        if asked_on >= self.to {
            return Some(over(ForecastVerdict::Missed, short));
        }
        let ways = Ways {
            share: self.share(asked_on),
            even: self.even_end(begun?, result, asked_on),
            season: match measured {
                Measured::Stock { .. } => Err(NoSeason::Stock),
                Measured::Flow(_) | Measured::Ratio(_) | Measured::Coverage | Measured::OfSeat => {
                    self.season(result, past, wanted)
                }
            },
            with_cases: cases.map(|cases| result.saturating_add(cases.in_time)),
            cases,
        };
        Some(self.by(ways))
    }

    /// What came in so far goes on coming in as evenly; nothing that is there goes away.
    fn even_end(self, begun: i64, result: i64, asked_on: Day) -> i64 {
        let share = self.share(asked_on);
        let grown = i128::from(result) - i128::from(begun);
        let end = i128::from(begun) * i128::from(share.part) + grown * i128::from(share.whole);
        half_up(end, share.part.max(1)).max(result)
    }

    fn season(self, result: i64, past: &[PastYear], wanted: SeasonYears) -> Result<Season, NoSeason> {
        if self.same_days(1, self.from).is_none() {
            return Err(NoSeason::LongerThanAYear);
        }
        let mut past = past.to_vec();
        past.sort_by_key(|year| std::cmp::Reverse(year.year));
        past.truncate(wanted.max);
        if past.len() < wanted.min.max(1) {
            return Err(NoSeason::FewYears(past.len()));
        }
        let sum = |of: fn(&PastYear) -> i64| past.iter().map(of).fold(0, i64::saturating_add);
        let (by_day, whole) = (sum(|year| year.by_day), sum(|year| year.whole));
        if by_day <= 0 || whole <= 0 {
            return Err(NoSeason::NothingByDay);
        }
        let forecast = half_up(i128::from(result) * i128::from(whole), by_day).max(result);
        Ok(Season {
            years: past.iter().map(|year| year.year).collect(),
            by_day,
            whole,
            forecast,
        })
    }

    fn by(self, ways: Ways) -> Forecast {
        let (estimate, best) = (ways.estimate(), ways.best());
        let verdict = if best < self.min {
            ForecastVerdict::WillMiss
        } else if estimate < self.min {
            ForecastVerdict::AtRisk
        } else {
            ForecastVerdict::WillReach
        };
        Forecast {
            verdict,
            missing: self.min.saturating_sub(best).max(0),
            ways: Some(ways),
        }
    }
}

impl Ways {
    /// Gives the forecast that is believed first: the season's, or without one that of the even pace.
    #[must_use]
    pub fn estimate(&self) -> i64 {
        self.season.as_ref().map_or(self.even, |season| season.forecast)
    }

    /// Gives the most that any way comes to.
    #[must_use]
    pub fn best(&self) -> i64 {
        let others = self.with_cases.unwrap_or(i64::MIN);
        self.estimate().max(self.even).max(others)
    }
}

impl Season {
    /// Gives the share of their result that the past years had by the same day.
    #[must_use]
    pub fn share(&self) -> Option<Percent> {
        percent(self.by_day, self.whole)
    }
}

impl NoSeason {
    /// Gives the word used in locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NoSeason::Stock => "stock",
            NoSeason::LongerThanAYear => "long",
            NoSeason::FewYears(_) => "few",
            NoSeason::NothingByDay => "nothing",
        }
    }
}

#[cfg(test)]
mod tests;

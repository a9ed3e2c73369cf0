//! A result over the months of a period, beside its even pace and the year before.

use serde::Serialize;

use super::{EvenPace, Promised};
use crate::calendar::{Day, Period, months_between};

/// Holds the count of a day, or of several days named by their last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day, or the last of several.
    pub on: Day,
    /// How many; 0 says that there is known to be none.
    pub count: i64,
}

/// Holds what was reached from the first day of a period to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TrendPoint {
    /// The day.
    pub on: Day,
    /// Sum of all counts up to it.
    pub total: i64,
}

/// Holds a result added up month by month; every series has one place for each month of the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// Last day of each month; that of the period where it ends inside a month.
    pub ends_on: Vec<Day>,
    /// The result at the end of each month, in the last month begun that of the day asked; `None` in it for months that
    /// begin later. `None` as a whole when nothing is recorded up to the day asked.
    pub result: Option<Vec<Option<TrendPoint>>>,
    /// The even pace at the end of each month, when something was promised.
    pub even: Option<Vec<EvenPace>>,
    /// The result at the end of each of the same months a year earlier; `None` when nothing is recorded in them, and for
    /// periods of more than twelve months.
    pub year_before: Option<Vec<i64>>,
}

/// Most months a period may have for the year before to be another year.
const MONTHS_COMPARED_MAX: usize = 12;

impl Trend {
    /// Adds up counts over the months of a period.
    ///
    /// `counted` may come in any order and hold days outside; counts of months asked for by `months_between` serve as well
    /// as those of days. Counts after `asked_on` are left out, save those of the year before.
    #[must_use]
    pub fn of(period: Period, asked_on: Day, counted: &[Counted], promised: Option<Promised>) -> Self {
        let first = period.first_day();
        let months = months_between(first, period.last_day());
        let known: Vec<Counted> = counted.iter().copied().filter(|each| each.on <= asked_on).collect();
        let recorded = any_between(&known, first, period.last_day());
        let points = || {
            let point = |(from, to): &(Day, Day)| {
                let on = asked_on.min(*to);
                (*from <= asked_on).then(|| TrendPoint {
                    on,
                    total: total_between(&known, first, on),
                })
            };
            months.iter().map(point).collect()
        };
        Self {
            result: recorded.then(points),
            even: promised.map(|promised| months.iter().map(|(_, to)| promised.even(*to)).collect()),
            year_before: year_before(&months, counted),
            ends_on: months.into_iter().map(|(_, to)| to).collect(),
        }
    }
}

fn year_before(months: &[(Day, Day)], counted: &[Counted]) -> Option<Vec<i64>> {
    if months.len() > MONTHS_COMPARED_MAX {
        return None;
    }
    // Counted from the day after the one before, so that years follow one another without gap or overlap.
    let first = months.first()?.0.previous().year_earlier()?.next();
    let ends: Vec<Day> = months
        .iter()
        .map(|(_, to)| to.year_earlier())
        .collect::<Option<Vec<Day>>>()?;
    any_between(counted, first, *ends.last()?)
        .then(|| ends.iter().map(|end| total_between(counted, first, *end)).collect())
}

fn any_between(counted: &[Counted], from: Day, to: Day) -> bool {
    counted.iter().any(|each| (from..=to).contains(&each.on))
}

fn total_between(counted: &[Counted], from: Day, to: Day) -> i64 {
    counted
        .iter()
        .filter(|each| (from..=to).contains(&each.on))
        .fold(0, |total: i64, each| total.saturating_add(each.count))
}

//! A calendar day without time or zone.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hours by which Việt Nam is ahead of UTC; there is no summer time.
pub const VIETNAM_HOURS: i32 = 7;

/// Holds one calendar day; written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema), schema(value_type = String, format = Date))]
pub struct Day(NaiveDate);

/// Says why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// The text is not of the shape `YYYY-MM-DD`.
    #[error("not of the shape YYYY-MM-DD")]
    Shape,
    /// The shape is right and the calendar has no such day (31 February).
    #[error("no such day in the calendar")]
    NoSuchDay,
}

impl Day {
    /// Earliest day the book accepts: records of the programme do not reach back further.
    pub const FIRST: Day = Day(match NaiveDate::from_ymd_opt(1900, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    });

    /// Latest day the book accepts, far beyond any target.
    pub const LAST: Day = Day(match NaiveDate::from_ymd_opt(2999, 12, 31) {
        Some(day) => day,
        None => NaiveDate::MAX,
    });

    /// Makes a day from year, month and day of month; `None` where the calendar has none.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day)
            .map(Day)
            .filter(|day| (Self::FIRST..=Self::LAST).contains(day))
    }

    /// Takes a day of the calendar library; `None` outside 1900–2999.
    #[must_use]
    pub fn from_naive(day: NaiveDate) -> Option<Self> {
        Self::new(day.year(), day.month(), day.day())
    }

    /// Gives the day of the calendar library.
    #[must_use]
    pub fn naive(self) -> NaiveDate {
        self.0
    }

    /// Gives the instant at which the day begins in Việt Nam, as instants are stored.
    #[must_use]
    pub fn begins_at(self) -> String {
        let midnight = self.0.and_time(NaiveTime::MIN) - Duration::hours(i64::from(VIETNAM_HOURS));
        midnight.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
    }

    /// Gives the day after; the last day of the book stays.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.succ_opt().map_or(self, Day)
    }

    /// Gives the day before; the first day of the calendar stays.
    #[must_use]
    pub fn previous(self) -> Self {
        self.0.pred_opt().map_or(self, Day)
    }

    /// Gives the year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Gives the month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Gives the day of the month, 1 to 31.
    #[must_use]
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// Tells whether the day is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Counts the days that passed since another; negative when that lies later.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        i64::from(self.ordinal()) - i64::from(other.ordinal())
    }

    /// Gives the day so many days later; `None` beyond the days of the book, and for fewer than none.
    #[must_use]
    pub fn plus(self, days: i64) -> Option<Self> {
        let days = chrono::Days::new(u64::try_from(days).ok()?);
        self.0.checked_add_days(days).and_then(Self::from_naive)
    }

    /// Gives a number that grows by one a day, for compact storage.
    #[must_use]
    pub fn ordinal(self) -> i32 {
        self.0.num_days_from_ce()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day_of_month()
        )
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(DayError::Shape);
        };
        let number = |part: &str, width: usize| -> Result<u32, DayError> {
            if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(DayError::Shape);
            }
            part.parse().map_err(|_| DayError::Shape)
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let year = i32::try_from(year).map_err(|_| DayError::Shape)?;
        Self::new(year, month, day).ok_or(DayError::NoSuchDay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

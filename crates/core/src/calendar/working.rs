//! Working days with the public holidays of Việt Nam as dated data.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Day;

/// Holds the public holidays and the weekend days that were worked in exchange.
#[derive(Clone, Debug, Default)]
pub struct Holidays {
    off: BTreeSet<Day>,
    worked: BTreeSet<Day>,
}

/// Says why the holiday table is unusable.
#[derive(Debug, thiserror::Error)]
#[error("the table of public holidays cannot be read")]
pub struct HolidaysError(#[from] pub toml::de::Error);

#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    holiday: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    on: Day,
    #[serde(default)]
    works: Vec<Day>,
}

impl Holidays {
    /// Reads `[[holiday]]` rows with `on` and the days `works` worked in exchange.
    ///
    /// # Errors
    /// When the text is no such table.
    pub fn parse(text: &str) -> Result<Self, HolidaysError> {
        let table: Table = toml::from_str(text)?;
        let mut holidays = Self::default();
        for row in table.holiday {
            holidays.off.insert(row.on);
            holidays.worked.extend(row.works);
        }
        Ok(holidays)
    }

    /// Tells whether offices work on the day.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> bool {
        if self.worked.contains(&day) {
            return true;
        }
        !day.is_weekend() && !self.off.contains(&day)
    }

    /// Counts the working days after one day up to another; 0 when that does not lie later.
    #[must_use]
    pub fn working_days_between(&self, from: Day, to: Day) -> u32 {
        let mut day = from;
        let mut count = 0;
        while day < to {
            day = day.next();
            count += u32::from(self.is_working_day(day));
        }
        count
    }

    /// Gives the day that lies `count` working days after `start`; `start` itself is not counted.
    #[must_use]
    pub fn add_working_days(&self, start: Day, count: u32) -> Day {
        let mut day = start;
        let mut left = count;
        while left > 0 && day < Day::LAST {
            day = day.next();
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// Gives the day that lies `count` working days before `end`; `end` itself is not counted.
    #[must_use]
    pub fn take_working_days(&self, end: Day, count: u32) -> Day {
        let mut day = end;
        let mut left = count;
        while left > 0 && day > Day::FIRST {
            day = day.previous();
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }
}

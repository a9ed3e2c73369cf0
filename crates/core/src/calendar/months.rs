//! The months between two days, and the same day a year earlier.

use super::Day;

/// Gives the months from one day to another in order, the first and the last cut to these days.
///
/// Each is its first and its last day; none when `from` lies after `to`.
#[must_use]
pub fn months_between(from: Day, to: Day) -> Vec<(Day, Day)> {
    let mut months = Vec::new();
    let mut start = from;
    while start <= to {
        let end = start.month_end().min(to);
        months.push((start, end));
        start = end.next();
    }
    months
}

impl Day {
    /// Gives the last day of the month.
    #[must_use]
    pub fn month_end(self) -> Self {
        (28..=31)
            .rev()
            .find_map(|last| Self::new(self.year(), self.month(), last))
            .unwrap_or(self)
    }

    /// Gives the same day a year earlier; the last day of a month stays the last. `None` before the first year.
    #[must_use]
    pub fn year_earlier(self) -> Option<Self> {
        let year = self.year() - 1;
        if self == self.month_end() {
            Self::new(year, self.month(), 1).map(Self::month_end)
        } else {
            Self::new(year, self.month(), self.day_of_month())
        }
    }
}

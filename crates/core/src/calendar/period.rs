//! The closed set of periods a figure is asked for.

use std::fmt;
use std::str::FromStr;

use super::Day;

/// Says which days a figure covers; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// `2024-03`.
    Month {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// `2024-Q1`.
    Quarter {
        /// The year.
        year: i32,
        /// 1 to 4.
        quarter: u32,
    },
    /// `2024-H1`.
    HalfYear {
        /// The year.
        year: i32,
        /// 1 or 2.
        half: u32,
    },
    /// `2024-9M`, January to September.
    NineMonths {
        /// The year.
        year: i32,
    },
    /// `2024`.
    Year {
        /// The year.
        year: i32,
    },
    /// `2021..2025`, whole years.
    Years {
        /// First year.
        first: i32,
        /// Last year.
        last: i32,
    },
    /// Two stated days, for terms and times since a resolution.
    Range {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
}

/// Says why a text or a pair of days is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// None of the known shapes.
    #[error("not a period of the shapes 2024-03, 2024-Q1, 2024-H1, 2024-9M, 2024, 2021..2025")]
    Shape,
    /// The first day lies after the last.
    #[error("the first day lies after the last")]
    Backwards,
    /// Outside the years the book accepts.
    #[error("outside the years 1900 to 2999")]
    OutOfRange,
}

impl Period {
    /// Gives the word of its shape, `quarter`.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Period::Month { .. } => "month",
            Period::Quarter { .. } => "quarter",
            Period::HalfYear { .. } => "half_year",
            Period::NineMonths { .. } => "nine_months",
            Period::Year { .. } => "year",
            Period::Years { .. } => "years",
            Period::Range { .. } => "range",
        }
    }

    /// Makes a period of two stated days.
    ///
    /// # Errors
    /// `Backwards` when `from` lies after `to`.
    pub fn range(from: Day, to: Day) -> Result<Self, PeriodError> {
        if from > to {
            return Err(PeriodError::Backwards);
        }
        Ok(Period::Range { from, to })
    }

    /// Names two days by the period they are the ends of; days that are no such ends stay two days.
    ///
    /// # Errors
    /// `Backwards` when `from` lies after `to`.
    pub fn of_days(from: Day, to: Day) -> Result<Self, PeriodError> {
        let (year, month) = (from.year(), from.month());
        let (quarter, half) = (month.div_ceil(3), month.div_ceil(6));
        let named = [
            Period::Month { year, month },
            Period::Quarter { year, quarter },
            Period::HalfYear { year, half },
            Period::NineMonths { year },
            Period::Year { year },
            Period::Years {
                first: year,
                last: to.year(),
            },
        ];
        let fits = |period: &Period| (period.first_day(), period.last_day()) == (from, to);
        named.into_iter().find(fits).map_or_else(|| Period::range(from, to), Ok)
    }

    /// Gives the first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        match self {
            Period::Month { year, month } => start_of(year, month),
            Period::Quarter { year, quarter } => start_of(year, quarter * 3 - 2),
            Period::HalfYear { year, half } => start_of(year, half * 6 - 5),
            Period::NineMonths { year } | Period::Year { year } | Period::Years { first: year, .. } => {
                start_of(year, 1)
            }
            Period::Range { from, .. } => from,
        }
    }

    /// Gives the last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        match self {
            Period::Month { year, month } => end_of(year, month),
            Period::Quarter { year, quarter } => end_of(year, quarter * 3),
            Period::HalfYear { year, half } => end_of(year, half * 6),
            Period::NineMonths { year } => end_of(year, 9),
            Period::Year { year } | Period::Years { last: year, .. } => end_of(year, 12),
            Period::Range { to, .. } => to,
        }
    }
}

/// Years are checked when a period is made, so the calendar always has the day; the fallback keeps the function total.
fn start_of(year: i32, month: u32) -> Day {
    Day::new(year, month, 1).unwrap_or(Day::FIRST)
}

fn end_of(year: i32, month: u32) -> Day {
    if month == 12 {
        Day::new(year, 12, 31).unwrap_or(Day::LAST)
    } else {
        start_of(year, month + 1).previous()
    }
}

fn year_of(text: &str) -> Result<i32, PeriodError> {
    if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PeriodError::Shape);
    }
    let year: i32 = text.parse().map_err(|_| PeriodError::Shape)?;
    if (1900..=2999).contains(&year) {
        Ok(year)
    } else {
        Err(PeriodError::OutOfRange)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (year_of(first)?, year_of(last)?);
            return if first <= last {
                Ok(Period::Years { first, last })
            } else {
                Err(PeriodError::Backwards)
            };
        }
        let Some((year, part)) = text.split_once('-') else {
            return Ok(Period::Year { year: year_of(text)? });
        };
        let year = year_of(year)?;
        match part {
            "Q1" => Ok(Period::Quarter { year, quarter: 1 }),
            "Q2" => Ok(Period::Quarter { year, quarter: 2 }),
            "Q3" => Ok(Period::Quarter { year, quarter: 3 }),
            "Q4" => Ok(Period::Quarter { year, quarter: 4 }),
            "H1" => Ok(Period::HalfYear { year, half: 1 }),
            "H2" => Ok(Period::HalfYear { year, half: 2 }),
            "9M" => Ok(Period::NineMonths { year }),
            month if month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit()) => {
                let month: u32 = month.parse().map_err(|_| PeriodError::Shape)?;
                if (1..=12).contains(&month) {
                    Ok(Period::Month { year, month })
                } else {
                    Err(PeriodError::Shape)
                }
            }
            _ => Err(PeriodError::Shape),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month { year, month } => write!(formatter, "{year:04}-{month:02}"),
            Period::Quarter { year, quarter } => write!(formatter, "{year:04}-Q{quarter}"),
            Period::HalfYear { year, half } => write!(formatter, "{year:04}-H{half}"),
            Period::NineMonths { year } => write!(formatter, "{year:04}-9M"),
            Period::Year { year } => write!(formatter, "{year:04}"),
            Period::Years { first, last } => write!(formatter, "{first:04}..{last:04}"),
            Period::Range { from, to } => write!(formatter, "{from}..{to}"),
        }
    }
}

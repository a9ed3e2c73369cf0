//! A promise as officers write it: one number, or a range.

use std::fmt;
use std::str::FromStr;

use crate::text::parse_count;

/// Above any count one target promises; sums of many of them still fit a whole number.
const PROMISED_MAX: i64 = 1_000_000_000_000;

/// Holds what is promised: at least so many, and at most, where that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The least.
    pub min: i64,
    /// The most, when it is another number.
    pub max: Option<i64>,
}

/// Says why a text is no promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError {
    /// Neither a whole number nor two of them with a line between.
    #[error("not a whole number or a range of the shape 12-15")]
    Shape,
    /// The most lies below the least.
    #[error("the most lies below the least, {least}")]
    Backwards {
        /// The least.
        least: i64,
    },
}

impl Promise {
    /// Makes a promise of a least and a most; a most that is the same number says nothing.
    #[must_use]
    pub fn of(min: i64, max: Option<i64>) -> Self {
        Self {
            min,
            max: max.filter(|max| *max != min),
        }
    }

    /// Gives the most that is promised.
    #[must_use]
    pub fn most(self) -> i64 {
        self.max.unwrap_or(self.min)
    }
}

/// Reads `12`, `1.200`, `12-15` or `12 – 15`.
impl FromStr for Promise {
    type Err = PromiseError;

    fn from_str(text: &str) -> Result<Self, PromiseError> {
        let read = |part: &str| parse_count(part.trim()).filter(|count| *count <= PROMISED_MAX);
        let Some((least, most)) = text.trim().split_once(['-', '–', '—']) else {
            return read(text).map(|min| Self::of(min, None)).ok_or(PromiseError::Shape);
        };
        match (read(least), read(most)) {
            (Some(least), Some(most)) if most < least => Err(PromiseError::Backwards { least }),
            (Some(least), Some(most)) => Ok(Self::of(least, Some(most))),
            (None, _) | (_, None) => Err(PromiseError::Shape),
        }
    }
}

/// Writes `12` or `12-15`, as it is typed.
impl fmt::Display for Promise {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.max {
            Some(max) => write!(formatter, "{}-{max}", self.min),
            None => write!(formatter, "{}", self.min),
        }
    }
}

//! A percent is a pair of whole numbers; how it rounds is said here and nowhere else.

use std::fmt;

use serde::{Serialize, Serializer};

/// Holds a rate as its exact fraction; the divisor is never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    pub(super) part: i64,
    pub(super) whole: i64,
}

/// Makes the rate of `part` to `whole`; `None` when `whole` is zero or less, where no rate exists.
#[must_use]
pub fn percent(part: i64, whole: i64) -> Option<Percent> {
    (whole > 0).then_some(Percent { part, whole })
}

impl Percent {
    /// Gives part and whole.
    #[must_use]
    pub fn parts(self) -> (i64, i64) {
        (self.part, self.whole)
    }

    /// Gives the percent as a whole number, half up.
    #[must_use]
    pub fn whole_percent(self) -> i64 {
        self.scaled(100)
    }

    /// Gives `part × scale ÷ whole`, half up; widened so that no product overflows.
    fn scaled(self, scale: i128) -> i64 {
        half_up(i128::from(self.part) * scale, self.whole)
    }
}

/// Divides, half up; `whole` is more than zero.
pub(super) fn half_up(part: i128, whole: i64) -> i64 {
    let whole = i128::from(whole);
    i64::try_from((2 * part + whole).div_euclid(2 * whole)).unwrap_or(i64::MAX)
}

/// Writes a count of the smallest places as a decimal string without trailing zeros: 87 tenths as `8.7`.
pub(super) fn decimal(scaled: i64, places: usize) -> String {
    let digits = format!("{:0width$}", scaled.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if scaled < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{fraction}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes the percent with at most four decimals, half up, without trailing zeros: `40`, `35.2941`.
impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&decimal(self.scaled(1_000_000), 4))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! A percent is a pair of whole numbers; how it rounds is said here and nowhere else.

use std::fmt;

/// Holds a rate as its exact fraction; the divisor is never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    part: i64,
    whole: i64,
}

/// Makes the rate of `part` to `whole`; `None` when `whole` is zero or less, where no rate exists.
#[must_use]
pub fn percent(part: i64, whole: i64) -> Option<Percent> {
    (whole > 0).then_some(Percent { part, whole })
}

impl Percent {
    /// Gives the percent as a whole number, half up.
    #[must_use]
    pub fn whole_percent(self) -> i64 {
        self.scaled(100)
    }

    /// Gives `part × scale ÷ whole`, half up; widened so that no product overflows.
    fn scaled(self, scale: i128) -> i64 {
        let (part, whole) = (i128::from(self.part), i128::from(self.whole));
        let rounded = (2 * part * scale + whole).div_euclid(2 * whole);
        i64::try_from(rounded).unwrap_or(i64::MAX)
    }
}

/// Writes the percent with at most four decimals, half up, without trailing zeros: `40`, `35.2941`.
impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scaled = self.scaled(1_000_000);
        let (sign, scaled) = if scaled < 0 {
            ("-", scaled.unsigned_abs())
        } else {
            ("", scaled.unsigned_abs())
        };
        let text = format!("{sign}{}.{:04}", scaled / 10_000, scaled % 10_000);
        formatter.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

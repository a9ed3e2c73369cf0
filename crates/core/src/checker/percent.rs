//! Percents printed beside figures, and whether they fit.

use super::mention::Bound;
use super::phrases::Cue;
use super::sentence::Clause;
use super::words::Span;

/// A percent as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Digits with a decimal point.
    pub text: String,
    /// What it measures.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    pub(super) bound: Bound,
}

/// What a percent measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Result over promise.
    Rate,
    /// What lies beyond the promise.
    Beyond,
    /// A part of a whole.
    Share,
}

/// How a percent was rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// It is exact.
    Exact,
    /// Half up.
    HalfUp,
    /// Cut off.
    Floor,
}

/// Says what a percent is from the words before it; `None` for a change against an earlier time.
pub(super) fn kind(clause: &Clause<'_>, at: usize) -> Option<Kind> {
    let cue = clause.cue_before(at, &[Cue::Beyond, Cue::Change, Cue::Share, Cue::Base]);
    let near = cue.filter(|cue| at - cue.tokens.end <= REACH);
    Some(match near {
        Some(cue) if cue.meaning.is(Cue::Beyond) => Kind::Beyond,
        Some(cue) if cue.meaning.is(Cue::Change) => return None,
        Some(cue) if cue.meaning.is(Cue::Share) => Kind::Share,
        Some(_) | None => Kind::Rate,
    })
}

const REACH: usize = 2;

impl Stated {
    /// Tells how the printed percent comes from a fraction; `None` when it does not.
    #[must_use]
    pub fn rounding(&self, value: i64, of: i64) -> Option<Rounding> {
        let (printed, scale) = self.scaled()?;
        let scaled = i128::from(value).checked_mul(100)?.checked_mul(scale)?;
        let base = match self.kind {
            Kind::Beyond => i128::from(of).checked_mul(100)?.checked_mul(scale)?,
            Kind::Rate | Kind::Share => 0,
        };
        let over = scaled.checked_sub(base)?;
        let of = i128::from(of);
        if of <= 0 {
            return None;
        }
        let (floor, rest) = (over.div_euclid(of), over.rem_euclid(of));
        let half_up = floor + i128::from(rest * 2 >= of);
        let fits = match self.bound {
            Bound::AtLeast => printed <= floor && (floor - printed) <= LOOSE * scale,
            Bound::AtMost | Bound::About => (half_up - printed).abs() <= LOOSE * scale,
            Bound::Exact => false,
        };
        if rest == 0 && printed == floor {
            Some(Rounding::Exact)
        } else if printed == half_up || fits {
            Some(Rounding::HalfUp)
        } else if printed == floor {
            Some(Rounding::Floor)
        } else {
            None
        }
    }

    /// Gives the percent of a fraction to one place more than was printed, half up, with a decimal point.
    #[must_use]
    pub fn computed(&self, value: i64, of: i64) -> Option<String> {
        let (_, scale) = self.scaled()?;
        let scale = scale.checked_mul(10)?;
        let base = if self.kind == Kind::Beyond { i128::from(of) } else { 0 };
        let over = (i128::from(value) - base).checked_mul(100)?.checked_mul(scale)?;
        let of = Some(i128::from(of)).filter(|of| *of > 0)?;
        let rounded = over.checked_mul(2)?.checked_add(of)?.div_euclid(of * 2);
        let places = scale.to_string().len() - 1;
        let digits = format!("{:0>width$}", rounded.unsigned_abs(), width = places + 1);
        let (head, tail) = digits.split_at_checked(digits.len() - places)?;
        let tail = tail.trim_end_matches('0');
        let sign = if rounded < 0 { "-" } else { "" };
        Some(if tail.is_empty() {
            format!("{sign}{head}")
        } else {
            format!("{sign}{head}.{tail}")
        })
    }

    /// The printed number times its scale, and the scale: `35.3` is 353 and 10.
    fn scaled(&self) -> Option<(i128, i128)> {
        let (head, tail) = self.text.split_once('.').unwrap_or((&self.text, ""));
        let scale = 10_i128.checked_pow(u32::try_from(tail.len()).ok()?)?;
        Some((format!("{head}{tail}").parse().ok()?, scale))
    }
}

/// `hơn 35%` and `khoảng 35%` may be this many percents away.
const LOOSE: i128 = 5;

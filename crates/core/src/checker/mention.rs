//! What the checker found: figures, and what is wrong with them.

use std::ops::Range;

use super::finding::Verdict;
use super::findings::base;
use super::percent::{Rounding, Stated};
use super::words::Span;

/// A number of the text that is a figure, or was looked at and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// The count; `None` when only a percent is given.
    pub value: Option<i64>,
    /// What it is over, in a fraction.
    pub of: Option<i64>,
    /// Percents printed for it, the first being the one of the figure.
    pub stated: Vec<Stated>,
    /// It is assigned or planned, not reached.
    pub is_target: bool,
    /// Code of the catalogue with a filter after a colon; `None` when the catalogue has none for it.
    pub indicator: Option<String>,
    /// It counts nothing of the programme.
    pub is_noise: bool,
    /// Number of the sentence.
    pub(super) sentence: usize,
    /// Tokens of the sentence: the number and what it counts.
    pub(super) tokens: Range<usize>,
    pub(super) class: Option<usize>,
    pub(super) deed: Option<String>,
    /// The mention of which this is a part.
    pub(super) part_of: Option<usize>,
    pub(super) intro: Option<Intro>,
    /// It is a part that overlaps with others, as women among members.
    pub(super) is_tagged: bool,
    /// How exactly it is said.
    pub bound: Bound,
}

impl Mention {
    /// Tells whether what is printed for a figure fits, as far as the text alone can tell.
    #[must_use]
    pub fn verdict(&self, all: &[Self]) -> Verdict {
        let tested = self.stated.iter().filter_map(|stated| {
            let (of, _) = base(all, self, stated)?;
            Some(stated.rounding(self.value?, of))
        });
        let tested: Vec<Option<Rounding>> = tested.collect();
        match tested.as_slice() {
            [] => Verdict::Unmatched,
            [first, ..] if tested.iter().all(Option::is_some) => first.map_or(Verdict::Disagrees, Verdict::Agrees),
            [..] => Verdict::Disagrees,
        }
    }
}

/// How a part is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intro {
    /// `gồm`: the parts make the whole.
    Whole,
    /// `trong đó`: parts, perhaps not all.
    Some,
}

/// How exactly an amount is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number and nothing beside it.
    Exact,
    /// `hơn`, `ít nhất`.
    AtLeast,
    /// `gần`.
    AtMost,
    /// `khoảng`.
    About,
}

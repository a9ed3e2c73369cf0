//! What is wrong, or may be, with a text's figures.

use super::percent::Rounding;
use super::words::Span;

/// One doubt about a text, with its place and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// Where.
    pub span: Span,
    /// Other places that show it.
    pub evidence: Vec<Span>,
}

/// What may be wrong, with the numbers that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A printed percent is not that of its fraction.
    PercentMismatch {
        /// As printed.
        stated: String,
        /// As computed, to as many places.
        computed: String,
    },
    /// Parts do not make their whole.
    SumMismatch {
        /// The whole.
        whole: i64,
        /// What the parts make.
        parts: i64,
    },
    /// A sentence stands twice.
    RepeatedSentence,
    /// Words are said again inside one sentence.
    RepeatedPhrase {
        /// How many words.
        words: usize,
    },
    /// A class was named in a list without its number.
    MissingNumber,
    /// A list is not as long as was announced.
    ListLength {
        /// Announced.
        announced: i64,
        /// Lines.
        lines: i64,
        /// Names, where a line bears more than one.
        names: i64,
    },
    /// A share is told without what it is a share of.
    ShareWithoutBase,
    /// A fraction may be part of another.
    PartInWhole {
        /// The one that may be a part.
        part: (i64, i64),
        /// The other.
        whole: (i64, i64),
    },
    /// A period is named that its days do not make.
    PeriodLabel {
        /// As named.
        label: String,
        /// What the days make.
        days: String,
    },
    /// The ledger says another number.
    LedgerMismatch {
        /// As printed.
        printed: i64,
        /// As counted.
        counted: i64,
    },
}

impl FindingKind {
    /// Gives the name of the contract.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::PercentMismatch { .. } => "percent_mismatch",
            Self::SumMismatch { .. } => "sum_mismatch",
            Self::RepeatedSentence => "repeated_sentence",
            Self::RepeatedPhrase { .. } => "repeated_phrase",
            Self::MissingNumber => "missing_number",
            Self::ListLength { .. } => "list_length",
            Self::ShareWithoutBase => "share_without_base",
            Self::PartInWhole { .. } => "part_in_whole",
            Self::PeriodLabel { .. } => "period_label",
            Self::LedgerMismatch { .. } => "ledger_mismatch",
        }
    }
}

/// Says how a printed percent was tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It fits, rounded so.
    Agrees(Rounding),
    /// It does not fit.
    Disagrees,
    /// There was nothing to test it against.
    Unmatched,
}

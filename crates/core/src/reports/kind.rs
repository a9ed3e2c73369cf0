//! Kinds of reports.

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal;)+) => {
        /// Says which report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ReportKind { $($(#[$doc])* $variant,)+ }

        impl ReportKind {
            /// All kinds, in the order in which they are offered.
            pub const ALL: &'static [ReportKind] = &[$(ReportKind::$variant,)+];

            /// Gives the word it is kept under; also the name of the file of its wording.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(ReportKind::$variant => $code,)+ }
            }
        }
    };
}

kinds! {
    /// Of a quarter, or any other running period.
    Quarter = "quarter";
    /// Of half a year.
    HalfYear = "half_year";
    /// Of January to September.
    NineMonths = "nine_months";
    /// Of a year.
    Year = "year";
    /// Of a term or of years.
    Term = "term";
    /// Of the years since a resolution, while it is carried out.
    InterimReview = "interim_review";
    /// Of the years since a resolution, at its end.
    FinalReview = "final_review";
    /// Each unit below beside the others.
    ByChild = "by_child";
    /// Units below that are behind what they promised.
    Behind = "behind";
    /// What the chair of a conference concluded.
    Conclusion = "conclusion";
    /// What the press is told of a conference.
    PressNote = "press_note";
}

impl ReportKind {
    /// Finds a kind by its word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == word)
    }

    /// Tells whether it looks back on the carrying out of a paper, which it names.
    #[must_use]
    pub fn is_review(self) -> bool {
        matches!(self, ReportKind::InterimReview | ReportKind::FinalReview)
    }

    /// Papers of a conference beside its report; they say the report's own figures.
    pub const COMPANIONS: [ReportKind; 2] = [ReportKind::Conclusion, ReportKind::PressNote];
}

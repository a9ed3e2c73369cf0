//! Kinds of reports.

use clap::ValueEnum;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $about:literal;)+) => {
        /// Says which report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
        pub enum ReportKind { $($(#[$doc])* #[value(help = $about, alias = $code)] $variant,)+ }

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
    Quarter = "quarter", "Báo cáo kết quả quý hoặc kỳ khác trong năm";
    /// Of half a year.
    HalfYear = "half_year", "Báo cáo sáu tháng";
    /// Of January to September.
    NineMonths = "nine_months", "Báo cáo chín tháng";
    /// Of a year.
    Year = "year", "Báo cáo năm";
    /// Of a term or of years.
    Term = "term", "Báo cáo tổng kết nhiệm kỳ, giai đoạn";
    /// Of the years since a resolution, while it is carried out.
    InterimReview = "interim_review", "Báo cáo sơ kết nhiều năm thực hiện một văn bản";
    /// Of the years since a resolution, at its end.
    FinalReview = "final_review", "Báo cáo tổng kết nhiều năm thực hiện một văn bản";
    /// Each unit below beside the others.
    ByChild = "by_child", "Báo cáo tổng hợp theo đơn vị trực thuộc";
    /// Units below that are behind what they promised.
    Behind = "behind", "Thông báo đơn vị chậm tiến độ";
    /// What the chair of a conference concluded.
    Conclusion = "conclusion", "Thông báo kết luận của người chủ trì hội nghị";
    /// What the press is told of a conference.
    PressNote = "press_note", "Thông tin báo chí về hội nghị";
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

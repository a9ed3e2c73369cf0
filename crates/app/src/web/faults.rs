//! Faults: what a person can mend, as data; the words are in the locales.

use nennep_documents::sheets::ReadFault;
use serde::Serialize;

use super::wording::FaultWords;
use super::words::Language;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// Says what is wrong, by a stable name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultKind { $($(#[$doc])* $variant,)+ }

        impl FaultKind {
            /// All kinds.
            pub const ALL: &'static [FaultKind] = &[$(FaultKind::$variant,)+];

            /// Gives the stable name.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(FaultKind::$variant => $word,)+ }
            }
        }
    };
}

kinds! {
    /// A needed column is not there.
    MissingColumn = "missing_column",
    /// A cell stands beyond the last head.
    BeyondHead = "beyond_head",
    /// A needed cell is empty.
    MissingValue = "missing_value",
    /// The cell holds a spreadsheet error.
    ErrorCell = "error_cell",
    /// Not a day.
    BadDay = "bad_day",
    /// Not a period.
    BadPeriod = "bad_period",
    /// A period of another shape than is asked for.
    OtherPeriod = "other_period",
    /// The report whose figures a paper says is not signed.
    ReportNotSigned = "report_not_signed",
    /// Numbers of a text are not what its figures say, and nobody says why.
    NumbersApart = "numbers_apart",
    /// A paper is signed and stays as it is.
    PaperSigned = "paper_signed",
    /// A form carries a program, or would fetch something.
    FormUnsafe = "form_unsafe",
    /// A form asks for nothing.
    FormWithoutNames = "form_without_names",
    /// A form asks for something that is not known.
    FormName = "form_name",
    /// A wording is not well formed.
    WordingShape = "wording_shape",
    /// A wording asks for something that is not there.
    WordingUnknown = "wording_unknown",
    /// A wording asks for a figure nothing is recorded for.
    WordingNoFigure = "wording_no_figure",
    /// A wording takes too many steps.
    WordingEndless = "wording_endless",
    /// The calendar has no such day.
    NoSuchDay = "no_such_day",
    /// Not a count.
    BadCount = "bad_count",
    /// Not one of the words.
    UnknownWord = "unknown_word",
    /// No such unit.
    UnknownUnit = "unknown_unit",
    /// No such unit for this officer.
    UnitNotInScope = "unit_not_in_scope",
    /// Longer than the book keeps.
    TooLong = "too_long",
    /// More than the one that is asked for.
    OneAlone = "one_alone",
    /// More than one form takes.
    TooMany = "too_many",
    /// The code belongs to another unit.
    CodeInUse = "code_in_use",
    /// Not a code a unit may have.
    BadCode = "bad_code",
    /// Another unit below the same superior has the name.
    NameInUse = "name_in_use",
    /// A change of kind is undone by a new decision alone.
    RetypedStays = "retyped_stays",
    /// The day has passed.
    DayPast = "day_past",
    /// Open again for longer than the rule allows.
    OpenTooLong = "open_too_long",
    /// Somebody did something since the page was shown.
    DoneMeanwhile = "done_meanwhile",
    /// The period is not over.
    PeriodRuns = "period_runs",
    /// What is signed is not what was shown.
    FiguresChanged = "figures_changed",
    /// What was accepted is not what is known now.
    ChangedSince = "changed_since",
    /// The day lies in a closed period.
    PeriodClosed = "period_closed",
    /// The number of a paper was used already.
    NumberUsed = "number_used",
    /// A target that is fulfilled, or one nobody below received.
    NotShort = "not_short",
    /// Nothing is of the kind asked for.
    NothingFits = "nothing_fits",
    /// Numbers before it were left out, and nobody says why.
    NumbersLeftOut = "numbers_left_out",
    /// An end lies before its beginning.
    EndBeforeBeginning = "end_before_beginning",
    /// Later than the present day.
    InTheFuture = "in_the_future",
    /// Before the unit's first day.
    BeforeFirstDay = "before_first_day",
    /// After the unit's last day.
    AfterLastDay = "after_last_day",
    /// Facts of the unit were recorded on or after that day.
    FactsAfterEnd = "facts_after_end",
    /// Recorded with other content.
    OtherContent = "other_content",
    /// Stands in the file twice with different contents.
    TwiceInFile = "twice_in_file",
    /// Stands below itself.
    CircularParent = "circular_parent",
    /// It is already what it would become.
    AlreadySo = "already_so",
    /// The other unit is the unit itself.
    SameUnit = "same_unit",
    /// The other unit is not there on the day.
    OtherUnitNotThere = "other_unit_not_there",
    /// Units still hang on an ended one.
    UnitsStillHang = "units_still_hang",
    /// Events of one day contradict one another.
    ContradictingEvents = "contradicting_events",
    /// It would contradict an event already recorded.
    ContradictsRecorded = "contradicts_recorded",
    /// This word may not stand here.
    NotHere = "not_here",
    /// A survey needs exactly one outcome.
    OneOutcome = "one_outcome",
    /// The unit itself is moved that day.
    UnitMovedThatDay = "unit_moved_that_day",
    /// Enterprises of the kind are held as a list here.
    ListHeldHere = "list_held_here",
    /// Enterprises of the kind are held as a number here.
    NumberHeldHere = "number_held_here",
    /// Given more than once.
    GivenTwice = "given_twice",
    /// No such indicator.
    UnknownIndicator = "unknown_indicator",
    /// No fact with that key.
    UnknownFact = "unknown_fact",
    /// Taken back already.
    AlreadyReversed = "already_reversed",
    /// A reversal cannot lie before its fact.
    BeforeTheFact = "before_the_fact",
    /// More women than workers.
    WomenAboveWorkers = "women_above_workers",
    /// More members of what workers alone are members of than there are workers.
    AboveWorkers = "above_workers",
    /// Surveyed on that day already.
    SurveyedThatDay = "surveyed_that_day",
    /// The most is below the least.
    MaxBelowMin = "max_below_min",
    /// A tax code of an impossible shape.
    BadTaxCode = "bad_tax_code",
    /// A tax code whose last digit does not follow from the others.
    BadCheckDigit = "bad_check_digit",
    /// A year, or a month of a year, where a day is needed.
    IncompleteDay = "incomplete_day",
    /// Later than the day the list speaks of.
    AfterTheList = "after_the_list",
    /// Letters that a wrong reading left.
    UnreadableLetters = "unreadable_letters",
    /// A household's business, which the programme does not count among enterprises.
    HouseholdBusiness = "household_business",
    /// No line of the file names the columns that are needed.
    NoHead = "no_head",
    /// A file larger than is taken.
    FileTooLarge = "file_too_large",
    /// A case of the procedure is open for the enterprise.
    CaseOpen = "case_open",
    /// Of an enterprise that is no more.
    EnterpriseEnded = "enterprise_ended",
    /// Before a day that must come first.
    TooEarly = "too_early",
    /// People who may not record at the unit.
    NotAtUnit = "not_at_unit",
    /// More than two years from today.
    FarFromToday = "far_from_today",
    /// In the list already.
    EnterpriseKnown = "enterprise_known",
    /// No phone number.
    BadPhone = "bad_phone",
    /// Sent before with something else.
    SentOtherwise = "sent_otherwise",
    /// Not in force on the day.
    NotInForce = "not_in_force",
    /// No such enterprise for this officer.
    UnknownEnterprise = "unknown_enterprise",
    /// More than one is needed.
    SeveralNeeded = "several_needed",
    /// A procedure for other kinds of enterprises.
    NotForKind = "not_for_kind",
    /// Fewer than the rule of the day asks for.
    BelowThreshold = "below_threshold",
    /// The numbers of a survey say another outcome.
    OutcomeDiffers = "outcome_differs",
    /// Neither a whole number nor a range of two.
    BadPromise = "bad_promise",
    /// A target is changed by a decision of another number.
    SameDecision = "same_decision",
    /// A target that stands is not taken away by an empty cell.
    EmptiedTarget = "emptied_target",
    /// The targets of a giver are assigned by its own officers.
    NotGiver = "not_giver",
    /// A unit that does not stand directly below.
    NotBelow = "not_below",
    /// A sheet made for another unit.
    OtherSheet = "other_sheet",
    /// What was sent did not come whole.
    Unread = "unread",
    /// Figures of a paper that changed since it was drafted.
    DraftChanged = "draft_changed",
    /// A file in which no letters are found.
    NoLetters = "no_letters",
    /// Word's form of before 2007.
    OldWord = "old_word",
    /// A file of no form that reports come in.
    NotAReport = "not_a_report",
}

/// Holds one fault with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// Sheet as the file names it.
    pub sheet: Option<String>,
    /// Row as a person sees it, from 1; null for the whole file.
    pub row: Option<u32>,
    /// Column, by our name.
    pub column: Option<String>,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What to do.
    pub remedy: String,
    /// The stable name.
    pub kind: String,
    /// What stands in its words where they have `{}`, kept to say them in another language.
    #[serde(skip)]
    detail: String,
}

impl Fault {
    /// Words a fault of a kind; `detail` stands where the wording has `{}`.
    #[must_use]
    pub fn new(kind: FaultKind, found: impl Into<String>, detail: &str) -> Self {
        Self::named(kind.code(), found, detail)
    }

    /// Words a fault by the stable name a reader of files gave it.
    #[must_use]
    pub fn named(kind: &str, found: impl Into<String>, detail: &str) -> Self {
        let words = FaultWords::of(kind, detail, Language::Vietnamese);
        Self {
            sheet: None,
            row: None,
            column: None,
            found: found.into(),
            expected: words.expected,
            remedy: words.remedy,
            kind: kind.to_owned(),
            detail: detail.to_owned(),
        }
    }

    /// Words what kept a file, a sheet or a row from being read.
    #[must_use]
    pub fn of_reading(fault: ReadFault) -> Self {
        let found = if fault.found.is_empty() {
            fault.file.clone()
        } else {
            fault.found
        };
        let mut worded = Self::named(fault.kind.as_str(), found, &fault.expected);
        worded.sheet = Some(fault.sheet.unwrap_or(fault.file));
        worded.row = fault.row;
        worded
    }

    /// Words it in a language.
    #[must_use]
    pub fn said_in(mut self, language: Language) -> Self {
        let words = FaultWords::of(&self.kind, &self.detail, language);
        self.expected = words.expected;
        self.remedy = words.remedy;
        self
    }

    /// Says at which field of a form it stands, where there is neither sheet nor row.
    #[must_use]
    pub fn in_field(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// Says on which line of a field it stands.
    #[must_use]
    pub fn in_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// Leaves sheet and row away: a form or a program sends neither.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.sheet = None;
        self.row = None;
        self
    }

    /// Says where it stands.
    #[must_use]
    pub fn at(mut self, sheet: &str, row: Option<u32>, column: Option<&str>) -> Self {
        self.sheet = Some(sheet.to_owned());
        self.row = row;
        self.column = column.map(str::to_owned);
        self
    }
}

/// Holds one thing worth a look that stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Sheet as the file names it.
    pub sheet: Option<String>,
    /// Row as a person sees it.
    pub row: Option<u32>,
    /// The stable name.
    pub kind: &'static str,
    /// What it is about.
    pub found: String,
}

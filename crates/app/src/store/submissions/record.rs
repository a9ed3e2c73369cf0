//! What is kept of figures on their way up.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Figure, SubmissionDeed, SubmissionEvent, SubmissionStanding, SubmissionState};

/// Names whose figures of which group and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SubmissionKey {
    /// Number of the unit.
    pub unit: i64,
    /// The group.
    pub group: FigureGroup,
    /// The period.
    pub period: Period,
}

/// Holds the figures of a unit, a group and a period with all that was done to them.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Its number.
    pub id: i64,
    /// Whose, which, when.
    pub key: SubmissionKey,
    /// What was done, in its order.
    pub done: Vec<SubmissionDone>,
}

/// Holds one thing that was done.
#[derive(Clone, Debug)]
pub struct SubmissionDone {
    /// Its place in the order.
    pub place: i64,
    /// What, by whom, when.
    pub event: SubmissionEvent,
    /// Last entry known then.
    pub head: i64,
    /// The figures as they were said; of what was submitted and of what was closed.
    pub figures: Option<Vec<Figure>>,
    /// Reasons given.
    pub words: Option<String>,
    /// The instant.
    pub recorded_at: String,
    /// Reasons given for single figures: code of the indicator, and the reason.
    pub remarks: Vec<(String, String)>,
}

impl Submission {
    /// Gives how it stands after everything.
    #[must_use]
    pub fn state(&self) -> SubmissionState {
        let events: Vec<SubmissionEvent> = self.done.iter().map(|done| done.event.clone()).collect();
        SubmissionState::of(&events)
    }

    /// Gives how it stands on a day.
    #[must_use]
    pub fn standing(&self, day: Day) -> SubmissionStanding {
        self.state().standing_on(day)
    }

    /// Gives the figures said last: those of the last closing, else those submitted last.
    #[must_use]
    pub fn reported(&self) -> Option<&SubmissionDone> {
        let closes =
            |done: &&SubmissionDone| matches!(done.event.deed, SubmissionDeed::Closed | SubmissionDeed::ClosedAgain);
        let closed = self
            .done
            .iter()
            .rev()
            .filter(closes)
            .find(|done| done.figures.is_some());
        closed.or_else(|| self.submitted())
    }

    /// Gives the figures submitted last.
    #[must_use]
    pub fn submitted(&self) -> Option<&SubmissionDone> {
        self.done
            .iter()
            .rev()
            .find(|done| done.event.deed == SubmissionDeed::Submitted)
    }

    /// Gives the remarks with which it was returned last, while nothing was submitted since.
    #[must_use]
    pub fn open_remarks(&self) -> &[(String, String)] {
        let mut last = self.done.iter().rev();
        let answered =
            |done: &&SubmissionDone| matches!(done.event.deed, SubmissionDeed::Returned | SubmissionDeed::Submitted);
        match last.find(answered) {
            Some(done) if done.event.deed == SubmissionDeed::Returned => &done.remarks,
            Some(_) | None => &[],
        }
    }
}

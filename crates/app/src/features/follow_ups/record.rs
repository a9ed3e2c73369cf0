//! A request or proposal: as it is made, and as it stands.

use nennep_core::calendar::Day;
use nennep_core::progress::Shortfall;
use nennep_core::register::UnitId;

use crate::web::papers::FollowUpKind;

/// One target with its figures as they stand when something is asked because of it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Number of the target's entry.
    pub(super) target: i64,
    /// Place of its receiver.
    pub(super) receiver: usize,
    pub(super) result: Option<i64>,
    /// What is forecast, while its days run.
    pub(super) forecast: Option<i64>,
    /// By how much it falls short.
    pub(super) missing: Option<i64>,
    pub(super) shortfall: Shortfall,
}

/// Who is to answer: a unit, or a seat of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receiver {
    pub(super) unit: UnitId,
    pub(super) member: Option<String>,
}

/// A request or proposal as it is made.
#[derive(Clone, Debug)]
pub(super) struct Making {
    pub(super) kind: FollowUpKind,
    pub(super) unit: UnitId,
    pub(super) made_on: Day,
    pub(super) due_on: Day,
    pub(super) reason: String,
    /// The day by whose end the figures stood.
    pub(super) figures_on: Day,
    pub(super) head: i64,
    pub(super) receivers: Vec<Receiver>,
    pub(super) rows: Vec<Row>,
    pub(super) key: String,
    /// Hash of everything the form holds.
    pub(super) form: String,
}

/// A request or proposal as it stands.
#[derive(Clone, Debug)]
pub(super) struct FollowUp {
    pub(super) id: i64,
    pub(super) unit: i64,
    pub(super) kind: FollowUpKind,
    pub(super) made_on: Day,
    pub(super) due_on: Day,
    pub(super) reason: String,
    pub(super) figures_on: Day,
    pub(super) head: i64,
    pub(super) officer: String,
    /// Day and words of its closing.
    pub(super) closing: Option<(Day, String)>,
    pub(super) receivers: Vec<Asked>,
}

/// One of those who are to answer, with the answer.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) place: i64,
    pub(super) unit: i64,
    pub(super) member: Option<String>,
    pub(super) answer: Option<Answer>,
}

/// What was answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) on: Day,
    pub(super) words: String,
}

/// One target as it stood.
#[derive(Clone, Debug)]
pub(super) struct StoodRow {
    /// Place of its receiver.
    pub(super) receiver: i64,
    pub(super) indicator: String,
    pub(super) giver: String,
    pub(super) giver_unit: Option<i64>,
    pub(super) to: Day,
    pub(super) min: i64,
    pub(super) max: Option<i64>,
    pub(super) result: Option<i64>,
    pub(super) forecast: Option<i64>,
    pub(super) missing: Option<i64>,
    pub(super) shortfall: Shortfall,
}

impl FollowUp {
    /// Gives those who have not answered.
    pub(super) fn silent(&self) -> Vec<&Asked> {
        self.receivers.iter().filter(|asked| asked.answer.is_none()).collect()
    }

    /// Tells whether it is open, and the day of the answers has passed without all of them.
    pub(super) fn is_overdue(&self, today: Day) -> bool {
        self.closing.is_none() && self.due_on < today && !self.silent().is_empty()
    }
}

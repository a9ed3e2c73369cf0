//! What every entry carries.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Decision, FactRecord, Grade};
use nennep_core::register::EntryNo;

/// Says what an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A unit.
    Unit,
    /// An event of a unit.
    UnitEvent,
    /// A line of the enterprise list.
    Listing,
    /// A fact.
    Fact,
    /// A fact taken back.
    Reversal,
    /// A target.
    Target,
    /// A total printed elsewhere.
    Claim,
}

impl Sort {
    /// Gives the word stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Sort::Unit => "unit",
            Sort::UnitEvent => "unit_event",
            Sort::Listing => "listing",
            Sort::Fact => "fact",
            Sort::Reversal => "reversal",
            Sort::Target => "target",
            Sort::Claim => "claim",
        }
    }
}

/// Says who writes and when: read from the clock once for the whole act.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The instant, UTC with microseconds and `Z`.
    pub at: String,
    /// The present day in Việt Nam.
    pub today: Day,
    /// Who writes.
    pub officer: String,
    /// The account that writes; none for a command.
    pub account: Option<i64>,
    /// The request it is part of; empty for a command.
    pub request: String,
}

/// Holds what every entry carries.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it records.
    pub sort: Sort,
    /// What it is known by among its sort.
    pub identity: String,
    /// Hash of its content.
    pub content: String,
    /// Effective day.
    pub happened_on: Day,
    /// Where it was taken from.
    pub source: String,
    /// The decision behind it.
    pub decision: Option<Decision>,
}

/// Holds what is recorded under an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Number of the entry.
    pub no: EntryNo,
    /// Hash of its content.
    pub content: String,
}

/// Holds a fact with what is described of it but not counted.
#[derive(Clone, Copy, Debug)]
pub struct FactRow<'a> {
    /// What is counted.
    pub record: &'a FactRecord,
    /// Kind of organization as written; the record may have taken the unit's.
    pub org_kind: Option<&'a str>,
    /// The enterprise it concerns.
    pub enterprise: Option<&'a str>,
    /// How well it is evidenced.
    pub grade: Grade,
    /// A note.
    pub note: Option<&'a str>,
}

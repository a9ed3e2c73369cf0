//! A survey: as drafted on a visit, and as it stands.

use nennep_core::calendar::Day;
use nennep_core::ledger::Tag;

use crate::store::Host;

/// Outcomes of a survey; exactly one holds, so that they add up to the surveys made.
pub(super) const OUTCOMES: [Tag; 4] = [Tag::Eligible, Tag::MembersNotEligible, Tag::NoMembers, Tag::Refused];

/// How the owner stands to an organization.
pub(super) const ATTITUDES: [&str; 4] = ["supports", "neutral", "hesitant", "refuses"];

/// Numbers a survey asks for, in the order of the columns that keep them.
pub(super) const NUMBERS: [&str; 8] = [
    "workers",
    "workers_female",
    "party_official",
    "party_probationary",
    "outstanding",
    "union_members",
    "youth_members",
    "women_members",
];

/// Texts a survey asks for.
pub(super) const TEXTS: [&str; 3] = ["party_elsewhere", "next_step", "note"];

/// What was found on a visit.
#[derive(Clone, Debug)]
pub(super) struct SurveyDraft {
    pub(super) on: Day,
    pub(super) outcome: Tag,
    pub(super) attitude: Option<&'static str>,
    /// In the order of `NUMBERS`.
    pub(super) numbers: [Option<i64>; 8],
    /// In the order of `TEXTS`.
    pub(super) texts: [Option<String>; 3],
    pub(super) obstacles: Vec<String>,
    pub(super) next_on: Option<Day>,
    pub(super) key: String,
    /// The returned survey this one answers.
    pub(super) answers: Option<i64>,
}

/// A survey as it stands.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    pub(super) id: i64,
    pub(super) host: Host,
    pub(super) on: Day,
    pub(super) outcome: String,
    pub(super) attitude: Option<String>,
    pub(super) numbers: [Option<i64>; 8],
    pub(super) texts: [Option<String>; 3],
    pub(super) obstacles: Vec<String>,
    pub(super) next_on: Option<Day>,
    pub(super) recorded_at: String,
    pub(super) officer: String,
    pub(super) entry: i64,
    pub(super) reversed_by: Option<i64>,
    pub(super) returned: Option<Returned>,
    pub(super) answered_by: Option<i64>,
}

/// What somebody asks about again.
#[derive(Clone, Debug)]
pub(super) struct Returned {
    pub(super) field: String,
    pub(super) reason: String,
    pub(super) by: String,
    pub(super) at: String,
}

/// A survey that is owed something, as the list shows it.
#[derive(Clone, Debug)]
pub(super) struct Owed {
    pub(super) survey: i64,
    pub(super) tax_code: String,
    pub(super) name: String,
    pub(super) unit: i64,
    pub(super) words: String,
    pub(super) on: Option<Day>,
}

/// How fresh what is known of a committee's enterprises is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Freshness {
    pub(super) unit: i64,
    pub(super) listed: i64,
    pub(super) surveyed: i64,
    pub(super) fresh: i64,
}

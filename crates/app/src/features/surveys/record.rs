//! A survey: as drafted on a visit, and as it stands.

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use nennep_core::ledger::Tag;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::Host;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::places::code_in_charge;
use crate::web::visit::Visit;

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
    /// Hash of everything the form holds.
    pub(super) form: String,
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

/// Letters of a key at most.
const KEY_MAX: usize = 200;

/// One survey as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SurveyBody {
    /// What the survey is known by; the same key of an enterprise is recorded once.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) key: String,
    /// Tax code of the enterprise.
    pub(super) enterprise: String,
    /// Day of the visit.
    #[schema(format = Date)]
    pub(super) surveyed_on: String,
    /// `eligible`, `members_not_eligible`, `no_members` or `refused`; the numbers must say the same.
    pub(super) outcome: String,
    /// How the owner stands: `supports`, `neutral`, `hesitant` or `refuses`.
    #[serde(default)]
    pub(super) attitude: Option<String>,
    /// Numbers of people, by name: `workers`, `workers_female`, `party_official`, `party_probationary`, `outstanding`,
    /// `union_members`, `youth_members`, `women_members`; who is not counted is left out.
    #[serde(default)]
    pub(super) numbers: BTreeMap<String, i64>,
    /// Where members of the Party who work there belong, if elsewhere.
    #[serde(default)]
    pub(super) party_elsewhere: Option<String>,
    /// Obstacles, by their codes.
    #[serde(default)]
    pub(super) obstacles: Vec<String>,
    /// What is done next.
    #[serde(default)]
    pub(super) next_step: Option<String>,
    /// By when.
    #[serde(default)]
    #[schema(format = Date)]
    pub(super) next_on: Option<String>,
    /// A note.
    #[serde(default)]
    pub(super) note: Option<String>,
}

impl SurveyBody {
    /// Tells what no form could send: no key, and numbers of no such people.
    pub(super) fn misnamed(&self) -> Vec<Fault> {
        let is_known = |name: &&String| NUMBERS.contains(&name.as_str());
        let unknown = self.numbers.keys().filter(|name| !is_known(name));
        let known = NUMBERS.join(", ");
        let unknown = unknown.map(|name| Fault::new(FaultKind::UnknownWord, name, &known).in_field("numbers"));
        let keyless = self.key.trim().is_empty();
        let keyless = keyless.then(|| Fault::new(FaultKind::MissingValue, "", "").in_field("key"));
        let long = self.key.chars().count() > KEY_MAX;
        let long = long.then(|| Fault::new(FaultKind::TooLong, "", &KEY_MAX.to_string()).in_field("key"));
        unknown.chain(keyless).chain(long).collect()
    }

    /// Gives what a form with the same answers would send.
    pub(super) fn typed(&self) -> Typed {
        let mut typed = Typed::default();
        let told = [
            ("key", Some(&self.key)),
            ("surveyed_on", Some(&self.surveyed_on)),
            ("outcome", Some(&self.outcome)),
            ("attitude", self.attitude.as_ref()),
            ("party_elsewhere", self.party_elsewhere.as_ref()),
            ("next_step", self.next_step.as_ref()),
            ("next_on", self.next_on.as_ref()),
            ("note", self.note.as_ref()),
        ];
        for (name, text) in told {
            typed.set(name, text.cloned().unwrap_or_default());
        }
        for (name, number) in &self.numbers {
            typed.set(name, number.to_string());
        }
        for obstacle in &self.obstacles {
            typed.add("obstacle", obstacle.clone());
        }
        typed
    }
}

/// What was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SurveyWritten {
    /// Number of the survey.
    pub(super) id: i64,
    /// Number of the entry that counts it.
    pub(super) entry: i64,
}

/// Holds the surveys programs are told of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SurveyList {
    /// Each survey, in the order of recording.
    pub(super) surveys: Vec<SurveyTold>,
    /// What to ask as `after` for the next page; null on the last one.
    #[schema(required = true)]
    pub(super) next: Option<i64>,
}

/// Holds one survey as programs are told of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SurveyTold {
    id: i64,
    /// Tax code of the enterprise.
    #[schema(example = "9828700737")]
    enterprise: String,
    /// Code of the committee in charge.
    #[schema(required = true)]
    unit: Option<String>,
    surveyed_on: Day,
    outcome: String,
    #[schema(required = true)]
    attitude: Option<String>,
    /// Numbers of people by name; who was not counted is left out.
    numbers: BTreeMap<&'static str, i64>,
    obstacles: Vec<String>,
    #[schema(required = true)]
    next_step: Option<String>,
    #[schema(required = true)]
    next_on: Option<Day>,
    /// Number of the entry that counts it.
    entry: i64,
    /// The field somebody asks about again, while it waits for its answer.
    #[schema(required = true)]
    returned_field: Option<String>,
}

impl SurveyTold {
    pub(super) fn of(visit: &Visit, survey: &Survey) -> Self {
        let numbers = NUMBERS.iter().zip(survey.numbers);
        let [_, next_step, _] = &survey.texts;
        Self {
            id: survey.id,
            enterprise: survey.host.tax_code.clone(),
            unit: code_in_charge(visit, survey.host.unit),
            surveyed_on: survey.on,
            outcome: survey.outcome.clone(),
            attitude: survey.attitude.clone(),
            numbers: numbers.filter_map(|(name, number)| Some((*name, number?))).collect(),
            obstacles: survey.obstacles.clone(),
            next_step: next_step.clone(),
            next_on: survey.next_on,
            entry: survey.entry,
            returned_field: survey.returned.as_ref().map(|returned| returned.field.clone()),
        }
    }
}

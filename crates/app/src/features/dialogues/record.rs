//! A dialogue and a matter: as they are recorded, and as they stand.

use nennep_core::calendar::Day;
use nennep_core::register::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::Host;

/// Whom a dialogue is held with.
pub(super) const AUDIENCES: [&str; 3] = ["owners", "workers", "both"];

/// A dialogue as it is recorded.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) unit: UnitId,
    pub(super) unit_code: String,
    pub(super) audience: &'static str,
    pub(super) on: Day,
    pub(super) place: Option<String>,
    pub(super) people: Option<i64>,
    pub(super) hosts: Vec<Host>,
    pub(super) key: String,
    /// Hash of everything the form holds.
    pub(super) form: String,
}

/// A dialogue as it stands.
#[derive(Clone, Debug)]
pub(super) struct Dialogue {
    pub(super) id: i64,
    pub(super) unit: i64,
    pub(super) audience: String,
    pub(super) on: Day,
    pub(super) place: Option<String>,
    pub(super) people: Option<i64>,
    pub(super) entry: i64,
    pub(super) is_reversed: bool,
    pub(super) officer: String,
    pub(super) matters: i64,
    pub(super) answered: i64,
}

/// A matter as it is recorded.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    pub(super) unit: UnitId,
    pub(super) dialogue: Option<i64>,
    pub(super) host: Option<i64>,
    pub(super) on: Day,
    pub(super) content: String,
    pub(super) answerer: String,
    pub(super) due: Option<Day>,
    pub(super) key: String,
    /// Hash of everything the form holds.
    pub(super) form: String,
}

/// A matter as it stands.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub(super) id: i64,
    pub(super) unit: i64,
    pub(super) dialogue: Option<i64>,
    /// Tax code and name.
    pub(super) host: Option<(String, String)>,
    pub(super) on: Day,
    pub(super) content: String,
    pub(super) answerer: String,
    pub(super) due: Option<Day>,
    pub(super) answer: Option<Answer>,
    pub(super) officer: String,
}

/// Holds the matters programs are told of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatterList {
    /// Each matter, those not answered first.
    pub(super) matters: Vec<MatterTold>,
}

/// Holds one difficulty or proposal as programs are told of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatterTold {
    pub(super) id: i64,
    /// Code of the committee that recorded it.
    #[schema(required = true)]
    pub(super) unit: Option<String>,
    /// Number of the dialogue it was raised in; null for a proposal.
    #[schema(required = true)]
    pub(super) dialogue: Option<i64>,
    /// Tax code of the enterprise it is about.
    #[schema(required = true)]
    pub(super) enterprise: Option<String>,
    pub(super) raised_on: Day,
    pub(super) content: String,
    /// Who is to answer.
    pub(super) answerer: String,
    #[schema(required = true)]
    pub(super) due_on: Option<Day>,
    #[schema(required = true)]
    pub(super) answered_on: Option<Day>,
    #[schema(required = true)]
    pub(super) answer: Option<String>,
}

/// What was answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) on: Day,
    pub(super) words: String,
}

/// Holds the dialogues programs are told of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DialogueList {
    /// Each dialogue, the latest first.
    pub(super) dialogues: Vec<DialogueTold>,
}

/// Holds one dialogue as programs are told of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DialogueTold {
    pub(super) id: i64,
    /// Code of the committee that held it.
    #[schema(required = true)]
    pub(super) unit: Option<String>,
    /// `owners`, `workers` or `both`.
    pub(super) audience: String,
    pub(super) held_on: Day,
    /// How many came.
    #[schema(required = true)]
    pub(super) people: Option<i64>,
    /// Difficulties that were raised.
    pub(super) matters: i64,
    /// Those of them that were answered.
    pub(super) answered: i64,
    /// Number of the entry that counts it.
    pub(super) entry: i64,
    /// Whether that entry was taken back.
    pub(super) is_taken_back: bool,
}

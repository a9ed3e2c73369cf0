//! A dialogue and a matter: as they are recorded, and as they stand.

use nennep_core::calendar::Day;
use nennep_core::register::UnitId;

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

/// What was answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) on: Day,
    pub(super) words: String,
}

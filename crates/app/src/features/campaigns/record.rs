//! A campaign: as it is planned, and as it stands.

use nennep_core::calendar::Day;
use nennep_core::register::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

/// Enterprises of one campaign at most: more is no plan that people walk.
pub(super) const PARTS_MAX: usize = 2_000;

/// Says which enterprises a campaign goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Nobody was there yet.
    Never,
    /// Nobody was there for a year.
    Stale,
    /// Party members are known there and no cell: the second and third rung of the ladder.
    Members,
    /// All in the list.
    All,
}

impl Choice {
    pub(super) const ALL: [Self; 4] = [Self::Never, Self::Stale, Self::Members, Self::All];

    /// Gives its stable name.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Stale => "stale",
            Self::Members => "members",
            Self::All => "all",
        }
    }

    /// Finds one by its word.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == word)
    }
}

/// A campaign as it is planned.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) unit: UnitId,
    /// The units whose enterprises it may go to, by number.
    pub(super) units: Vec<i64>,
    pub(super) choice: Choice,
    pub(super) from: Day,
    pub(super) until: Day,
    /// Enterprises at most.
    pub(super) most: usize,
    /// Who goes, by account.
    pub(super) surveyors: Vec<i64>,
    pub(super) key: String,
    /// Hash of everything the form holds.
    pub(super) form: String,
}

/// A campaign as it stands.
#[derive(Clone, Debug)]
pub(super) struct Campaign {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) unit: i64,
    pub(super) from: Day,
    pub(super) until: Day,
    pub(super) is_closed: bool,
    pub(super) all: i64,
    pub(super) done: i64,
}

/// Holds the campaigns programs are told of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CampaignList {
    /// Each campaign, the one that ends first first, closed ones last.
    pub(super) campaigns: Vec<CampaignTold>,
}

/// Holds one campaign as programs are told of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CampaignTold {
    pub(super) id: i64,
    pub(super) name: String,
    /// Code of the committee that planned it.
    #[schema(required = true)]
    pub(super) unit: Option<String>,
    pub(super) from: Day,
    pub(super) until: Day,
    pub(super) is_closed: bool,
    /// Enterprises it goes to.
    pub(super) all: i64,
    /// Those that were surveyed.
    pub(super) done: i64,
}

/// One enterprise of a campaign.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) tax_code: String,
    pub(super) name: String,
    pub(super) ward: Option<String>,
    pub(super) account: i64,
    pub(super) surveyor: String,
    /// The survey that stands, with its day and outcome.
    pub(super) done: Option<(i64, Day, String)>,
}

/// Gives how many each of some people gets of some things: no two differ by more than one.
pub(super) fn shares(things: usize, people: usize) -> Vec<usize> {
    let (each, over) = match (things.checked_div(people), things.checked_rem(people)) {
        (Some(each), Some(over)) => (each, over),
        _ => return Vec::new(),
    };
    (0..people).map(|place| each + usize::from(place < over)).collect()
}

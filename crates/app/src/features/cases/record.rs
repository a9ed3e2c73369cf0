//! A case: as it is stored, and what is asked of it.

use nennep_core::calendar::{Day, Holidays};
use nennep_core::ledger::Decision;
use nennep_core::progress::{CaseDeed, CaseEvent, CaseStanding, CaseState};
use nennep_core::register::{Procedure, Tree, UnitId, UnitIndex};

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::Host;
use crate::web::papers::LetterKind;

/// Deeds a person records on the page of a case, besides the founding.
pub(super) const DEEDS: [&str; 7] = [
    "paper",
    "paper_lost",
    "step_done",
    "sent",
    "returned",
    "refused",
    "closed",
];

/// One thing that happened to a case.
#[derive(Clone, Debug)]
pub(super) struct StoredEvent {
    pub(super) event: CaseEvent,
    pub(super) words: Option<String>,
    pub(super) officer: String,
}

/// A letter of a case, as its page names it.
#[derive(Clone, Debug)]
pub(super) struct LetterLine {
    pub(super) id: i64,
    pub(super) kind: LetterKind,
    /// `Số 12-QĐ/ĐU`.
    pub(super) number: String,
    pub(super) issuer: i64,
    pub(super) dated: Day,
}

/// A case as stored.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) procedure: String,
    pub(super) unit: i64,
    pub(super) opened_on: Day,
    pub(super) keeper: Option<String>,
    /// The unit it founded, also when the founding was taken back.
    pub(super) founded_unit: Option<i64>,
    /// The entry that counts it; none when that was taken back.
    pub(super) founded_no: Option<i64>,
    pub(super) override_reason: Option<String>,
    pub(super) founded_heads: Option<i64>,
    pub(super) hosts: Vec<Host>,
    pub(super) events: Vec<StoredEvent>,
}

/// A case as the list shows it.
#[derive(Clone, Debug)]
pub(super) struct CaseRow {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) procedure: String,
    pub(super) unit: i64,
    pub(super) opened_on: Day,
    pub(super) standing: String,
    pub(super) step: usize,
    pub(super) due_on: Option<Day>,
    pub(super) host: String,
    pub(super) hosts: i64,
    pub(super) keeper: Option<String>,
}

/// Holds the cases programs are told of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CaseList {
    /// Each case, the one due first first.
    pub(super) cases: Vec<CaseTold>,
}

/// Holds one case as programs are told of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CaseTold {
    pub(super) id: i64,
    /// Number at the committee that opened it.
    #[schema(example = "TL-2026-001")]
    pub(super) number: String,
    #[schema(example = "found_private_cell")]
    pub(super) procedure: String,
    /// Code of the committee in charge.
    #[schema(required = true)]
    pub(super) unit: Option<String>,
    pub(super) opened_on: Day,
    /// `open`, `out` while another body has it, `refused`, `closed`, `done`.
    pub(super) standing: String,
    /// Steps done.
    pub(super) step: usize,
    /// Day by which the step is due; null while another body has the file.
    #[schema(required = true)]
    pub(super) due_on: Option<Day>,
    /// Enterprises it is for.
    pub(super) hosts: i64,
}

impl Case {
    /// Folds what happened.
    pub(super) fn state(&self, procedure: &Procedure, holidays: &Holidays) -> Option<CaseState> {
        let events: Vec<CaseEvent> = self.events.iter().map(|stored| stored.event.clone()).collect();
        CaseState::of(procedure, &events, holidays)
    }

    /// Gives the unit it founded, also one that a founding taken back left in the tree.
    pub(super) fn left_unit(&self, tree: &Tree) -> Option<UnitIndex> {
        tree.index_of(UnitId(self.founded_unit?))
    }

    /// Gives the last day on which something moved the file; papers come in as they come.
    pub(super) fn last_on(&self) -> Day {
        self.events
            .iter()
            .filter(|stored| !is_paper(&stored.event.deed))
            .map(|stored| stored.event.on)
            .max()
            .unwrap_or(self.opened_on)
    }
}

/// Tells whether a deed is about a paper alone.
pub(super) fn is_paper(deed: &CaseDeed) -> bool {
    matches!(deed, CaseDeed::Paper(_) | CaseDeed::PaperLost(_))
}

/// Gives the stable name of a deed with its paper.
pub(super) fn deed_parts(deed: &CaseDeed) -> (&'static str, Option<&str>) {
    match deed {
        CaseDeed::Opened => ("opened", None),
        CaseDeed::Paper(paper) => ("paper", Some(paper)),
        CaseDeed::PaperLost(paper) => ("paper_lost", Some(paper)),
        CaseDeed::StepDone => ("step_done", None),
        CaseDeed::Sent => ("sent", None),
        CaseDeed::Returned => ("returned", None),
        CaseDeed::Refused => ("refused", None),
        CaseDeed::Founded => ("founded", None),
        CaseDeed::Undone => ("undone", None),
        CaseDeed::Closed => ("closed", None),
    }
}

/// Gives the stable name of how a case stands.
pub(super) fn standing_code(standing: CaseStanding) -> &'static str {
    match standing {
        CaseStanding::Open => "open",
        CaseStanding::Out(_) => "out",
        CaseStanding::Refused => "refused",
        CaseStanding::Closed => "closed",
        CaseStanding::Done => "done",
    }
}

/// What is asked when a case is opened.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) procedure: String,
    pub(super) on: Day,
    pub(super) unit: UnitId,
    pub(super) hosts: Vec<Host>,
}

/// How the organization of a case comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is founded.
    New,
    /// It is a unit already, and becomes of another kind, or goes below another superior.
    Standing(UnitIndex),
    /// It comes from a unit that only counts its organizations, with so many members.
    Handed(UnitIndex, i64),
}

/// What is asked of a founding.
#[derive(Clone, Debug)]
pub(super) struct Founding {
    pub(super) origin: Origin,
    pub(super) decision: Decision,
    pub(super) on: Day,
    /// The code of the new unit; of no meaning for one that stands.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    /// How many of those the rule counts there are on the day of the decision.
    pub(super) heads: Option<i64>,
    pub(super) override_reason: Option<String>,
}

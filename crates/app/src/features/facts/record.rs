//! A fact as read from a sheet.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Decision, Fact, FactRecord, Grade, content_hash};
use nennep_core::register::{EntryNo, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::{Draft, Sort};
use crate::web::errors::WebError;
use crate::web::faults::Fault;
use crate::web::intake::{Intake, decision_parts};
use crate::web::locked::Locked;
use crate::web::visit::Visit;

/// A fact as read, with the codes it was written with.
#[derive(Clone, Debug)]
pub(super) struct FactDraft {
    pub(super) row: u32,
    pub(super) source: String,
    pub(super) key: String,
    pub(super) record: FactRecord,
    pub(super) unit: String,
    pub(super) to_unit: Option<String>,
    /// As written; the record may have taken the unit's kind of the day.
    pub(super) org_kind: Option<String>,
    pub(super) enterprise: Option<String>,
    pub(super) grade: Grade,
    pub(super) note: Option<String>,
    pub(super) decision: Option<Decision>,
    /// Faults against the present day and tree; they hold back a new row, never one that is recorded already.
    pub(super) present: Vec<Fault>,
}

impl FactDraft {
    pub(super) fn content(&self) -> String {
        let (on, fact, count) = (
            self.record.on.to_string(),
            self.record.fact.code(),
            self.record.count.to_string(),
        );
        let tags: Vec<&str> = self.record.tags.iter().map(|tag| tag.code()).collect();
        let [no, decided_on, by] = decision_parts(self.decision.as_ref());
        content_hash(&[
            ("on", Some(&on)),
            ("fact", Some(&fact)),
            ("unit", Some(&self.unit)),
            ("count", Some(&count)),
            ("to_unit", self.to_unit.as_deref()),
            ("org_kind", self.org_kind.as_deref()),
            ("host_kind", self.record.host_kind.map(|kind| kind.code())),
            ("tags", Some(&tags.join(";"))),
            ("enterprise", self.enterprise.as_deref()),
            ("grade", Some(self.grade.code())),
            ("note", self.note.as_deref()),
            ("decision_no", no.as_deref()),
            ("decision_on", decided_on.as_deref()),
            ("decision_by", by.as_deref()),
        ])
    }

    pub(super) fn entry(&self, content: String) -> Draft {
        Draft {
            sort: Sort::Fact,
            identity: self.key.clone(),
            content,
            happened_on: self.record.on,
            source: self.source.clone(),
            decision: self.decision.clone(),
        }
    }
}

/// A reversal as read.
#[derive(Clone, Debug)]
pub(super) struct ReversalDraft {
    pub(super) row: u32,
    pub(super) source: String,
    pub(super) key: String,
    pub(super) on: Day,
    pub(super) reason: String,
    pub(super) decision: Option<Decision>,
}

impl ReversalDraft {
    pub(super) fn content(&self) -> String {
        let on = self.on.to_string();
        let no = self.decision.as_ref().and_then(|decision| decision.no.as_deref());
        content_hash(&[("on", Some(&on)), ("reason", Some(&self.reason)), ("decision_no", no)])
    }
}

/// What was written by one deed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Written {
    /// Number of the entry.
    pub(super) no: i64,
    /// Whether it was written now; otherwise it stood in the book with the same content.
    pub(super) is_new: bool,
    /// Stocks that are below zero now, each as `unit: indicator amount`; the book refuses nothing for it.
    pub(super) warnings: Vec<String>,
}

impl Written {
    pub(super) fn known(no: i64) -> Self {
        Self {
            no,
            is_new: false,
            warnings: Vec::new(),
        }
    }

    pub(super) fn new(no: EntryNo, intake: &Intake<'_>) -> Self {
        Self {
            no: no.0,
            is_new: true,
            warnings: intake
                .report
                .warnings
                .iter()
                .map(|warning| warning.found.clone())
                .collect(),
        }
    }
}

/// A fact as it stands in the book, with everything that was said of it.
#[derive(Clone, Debug)]
pub(super) struct RecordedFact {
    pub(super) key: String,
    pub(super) on: Day,
    pub(super) fact: Fact,
    pub(super) unit: UnitId,
    pub(super) to_unit: Option<UnitId>,
    /// Everything else, by column.
    pub(super) texts: Vec<(&'static str, String)>,
    pub(super) reversed_by: Option<i64>,
    /// Why its own day is locked; looked up where the page asks for a day.
    pub(super) locked: Option<Locked>,
}

impl RecordedFact {
    /// Asks whether the officer may see either end, by the present tree or by that of its day.
    pub(super) fn seen_by(&self, visit: &Visit) -> Result<(), WebError> {
        let tree = &visit.book().tree;
        let mut ends = std::iter::once(self.unit).chain(self.to_unit);
        let is_seen = ends.any(|unit| {
            tree.index_of(unit)
                .is_some_and(|index| visit.scope.sees_on(tree, index, self.on))
        });
        if is_seen { Ok(()) } else { Err(WebError::NotFound) }
    }
}

/// One fact in the shape of the `facts` sheet, with its tags as a list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FactBody {
    /// What the fact is known by; the same key with the same content is recorded once.
    #[schema(min_length = 1, max_length = 500)]
    pub(super) key: String,
    /// Effective day.
    #[schema(format = Date)]
    pub(super) on: String,
    /// Code of the fact, such as `party_org_founded`.
    pub(super) fact: String,
    /// Code of the unit; for a move the giving one.
    pub(super) unit: String,
    /// How many, 1 when left out; 0 says that there is known to be none.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub(super) count: Option<i64>,
    /// Code of the receiving unit of a move.
    #[serde(default)]
    pub(super) to_unit: Option<String>,
    /// Kind of the organizations counted.
    #[serde(default)]
    pub(super) org_kind: Option<String>,
    /// Kind of the body they stand in.
    #[serde(default)]
    pub(super) host_kind: Option<String>,
    /// Marks.
    #[serde(default)]
    pub(super) tags: Option<Vec<String>>,
    /// Tax code of the enterprise it concerns.
    #[serde(default)]
    pub(super) enterprise: Option<String>,
    /// Number of the decision.
    #[serde(default)]
    pub(super) decision_no: Option<String>,
    /// Day of the decision.
    #[serde(default)]
    #[schema(format = Date)]
    pub(super) decision_on: Option<String>,
    /// Who decided.
    #[serde(default)]
    pub(super) decision_by: Option<String>,
    /// How well it is evidenced: `listed`, `counted` or `reported`.
    #[serde(default)]
    pub(super) grade: Option<String>,
    /// A note.
    #[serde(default)]
    pub(super) note: Option<String>,
}

impl FactBody {
    /// Gives the fields of the sheet `facts`.
    pub(super) fn fields(self) -> [(&'static str, String); 15] {
        let text = |text: Option<String>| text.unwrap_or_default();
        [
            ("key", self.key),
            ("on", self.on),
            ("fact", self.fact),
            ("unit", self.unit),
            ("count", text(self.count.map(|count| count.to_string()))),
            ("to_unit", text(self.to_unit)),
            ("org_kind", text(self.org_kind)),
            ("host_kind", text(self.host_kind)),
            ("tags", self.tags.unwrap_or_default().join(";")),
            ("enterprise", text(self.enterprise)),
            ("decision_no", text(self.decision_no)),
            ("decision_on", text(self.decision_on)),
            ("decision_by", text(self.decision_by)),
            ("grade", text(self.grade)),
            ("note", text(self.note)),
        ]
    }
}

/// What takes an entry back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReversalBody {
    /// The day on which it no longer counts.
    #[schema(format = Date)]
    pub(super) on: String,
    /// Why.
    #[schema(min_length = 1)]
    pub(super) reason: String,
    /// Number of the decision behind it.
    #[serde(default)]
    pub(super) decision_no: Option<String>,
}

impl ReversalBody {
    /// Gives the fields of the sheet `reversals`; the key is that of the entry and filled in later.
    pub(super) fn fields(self) -> [(&'static str, String); 4] {
        [
            ("key", "-".to_owned()),
            ("on", self.on),
            ("reason", self.reason),
            ("decision_no", self.decision_no.unwrap_or_default()),
        ]
    }
}

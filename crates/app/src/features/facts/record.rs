//! A fact as read from a sheet.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Decision, FactRecord, Grade, content_hash};

use crate::store::{Draft, Sort};
use crate::web::faults::Fault;
use crate::web::intake::decision_parts;

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

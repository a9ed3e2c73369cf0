//! An enterprise as read from a sheet.

use nennep_core::calendar::Day;
use nennep_core::ledger::{HostKind, content_hash};
use nennep_core::register::UnitId;

/// What is done with an enterprise at present.
pub(super) const ACTIVITIES: [&str; 4] = ["active", "suspended", "dissolving", "ended"];

/// An enterprise as read.
#[derive(Clone, Debug)]
pub(super) struct EnterpriseDraft {
    pub(super) row: u32,
    pub(super) source: String,
    pub(super) tax_code: String,
    pub(super) name: String,
    pub(super) kind: HostKind,
    pub(super) unit: UnitId,
    pub(super) unit_code: String,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    pub(super) registered_on: Option<Day>,
    pub(super) texts: Texts,
    pub(super) counts: Counts,
    pub(super) owner_foreign: Option<bool>,
    pub(super) counted_on: Option<Day>,
    pub(super) activity: &'static str,
}

/// What is only described.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) legal_form: Option<String>,
    pub(super) address: Option<String>,
    pub(super) ward: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) representative: Option<String>,
    pub(super) note: Option<String>,
}

/// Head counts as told on `counted_on`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) workers: Option<i64>,
    pub(super) workers_female: Option<i64>,
    pub(super) party_members: Option<i64>,
    pub(super) union_members: Option<i64>,
}

impl EnterpriseDraft {
    pub(super) fn content(&self) -> String {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let count = |count: Option<i64>| count.map(|count| count.to_string());
        let (from, to, registered_on, counted_on) = (
            day(self.from),
            day(self.to),
            day(self.registered_on),
            day(self.counted_on),
        );
        let counts = [
            self.counts.workers,
            self.counts.workers_female,
            self.counts.party_members,
            self.counts.union_members,
        ]
        .map(count);
        let [workers, women, party, union] = &counts;
        content_hash(&[
            ("name", Some(&self.name)),
            ("kind", Some(self.kind.code())),
            ("unit", Some(&self.unit_code)),
            ("from", from.as_deref()),
            ("to", to.as_deref()),
            ("registered_on", registered_on.as_deref()),
            ("legal_form", self.texts.legal_form.as_deref()),
            ("address", self.texts.address.as_deref()),
            ("ward", self.texts.ward.as_deref()),
            ("owner", self.texts.owner.as_deref()),
            (
                "owner_foreign",
                self.owner_foreign.map(|foreign| if foreign { "1" } else { "0" }),
            ),
            ("representative", self.texts.representative.as_deref()),
            ("workers", workers.as_deref()),
            ("workers_female", women.as_deref()),
            ("party_members", party.as_deref()),
            ("union_members", union.as_deref()),
            ("counted_on", counted_on.as_deref()),
            ("activity", Some(self.activity)),
            ("note", self.texts.note.as_deref()),
        ])
    }
}

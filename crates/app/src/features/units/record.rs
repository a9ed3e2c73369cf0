//! Units and events as read from a sheet, still by code and not yet numbered.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Decision, content_hash};

use crate::web::intake::{decision_parts, identity_of};

/// A unit as read.
#[derive(Clone, Debug)]
pub(super) struct UnitDraft {
    pub(super) row: u32,
    pub(super) sheet: usize,
    pub(super) source: String,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) parent: Option<String>,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    pub(super) official_code: Option<String>,
    pub(super) decision: Option<Decision>,
}

/// An event as read.
#[derive(Clone, Debug)]
pub(super) struct EventDraft {
    pub(super) row: u32,
    pub(super) sheet: usize,
    pub(super) source: String,
    pub(super) on: Day,
    pub(super) event: EventWord,
    pub(super) unit: String,
    pub(super) to_unit: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) name: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) decision: Option<Decision>,
}

/// The words of the `event` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventWord {
    Moved,
    Renamed,
    Retyped,
    Merged,
    Split,
    Ended,
}

impl EventWord {
    pub(super) const WORDS: [(&'static str, EventWord); 6] = [
        ("moved", EventWord::Moved),
        ("renamed", EventWord::Renamed),
        ("retyped", EventWord::Retyped),
        ("merged", EventWord::Merged),
        ("split", EventWord::Split),
        ("ended", EventWord::Ended),
    ];

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, event)| *event)
    }

    pub(super) fn code(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, event)| *event == self)
            .map_or("", |(word, _)| word)
    }
}

impl UnitDraft {
    pub(super) fn identity(&self) -> String {
        format!("{}@{}", self.code, self.from)
    }

    pub(super) fn content(&self) -> String {
        let to = self.to.map(|to| to.to_string());
        let [no, on, by] = decision_parts(self.decision.as_ref());
        content_hash(&[
            ("name", Some(&self.name)),
            ("kind", Some(&self.kind)),
            ("parent", self.parent.as_deref()),
            ("to", to.as_deref()),
            ("official_code", self.official_code.as_deref()),
            ("decision_no", no.as_deref()),
            ("decision_on", on.as_deref()),
            ("decision_by", by.as_deref()),
        ])
    }
}

impl EventDraft {
    pub(super) fn identity(&self) -> String {
        let on = self.on.to_string();
        identity_of(&[
            &on,
            self.event.code(),
            &self.unit,
            self.to_unit.as_deref().unwrap_or_default(),
        ])
    }

    pub(super) fn content(&self) -> String {
        let [no, on, by] = decision_parts(self.decision.as_ref());
        content_hash(&[
            ("parent", self.parent.as_deref()),
            ("name", self.name.as_deref()),
            ("kind", self.kind.as_deref()),
            ("decision_no", no.as_deref()),
            ("decision_on", on.as_deref()),
            ("decision_by", by.as_deref()),
        ])
    }
}

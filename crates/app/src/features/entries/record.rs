//! An entry of the book with whatever it records.

use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;

/// One entry.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) no: i64,
    pub(super) sort: String,
    pub(super) key: String,
    pub(super) on: Day,
    pub(super) recorded_at: String,
    pub(super) recorded_by: String,
    pub(super) source: String,
    pub(super) decision: [Option<String>; 3],
    pub(super) chain: String,
    /// The fact it records, or takes back.
    pub(super) fact: Option<FactPart>,
    /// What it takes back, and why.
    pub(super) reverses: Option<(i64, String)>,
    pub(super) reversed_by: Option<i64>,
    pub(super) unit: Option<UnitPart>,
    pub(super) event: Option<EventPart>,
    pub(super) target: Option<TargetPart>,
    pub(super) claim: Option<ClaimPart>,
}

/// The fact of an entry.
#[derive(Clone, Debug)]
pub(super) struct FactPart {
    pub(super) fact: Fact,
    pub(super) unit: i64,
    pub(super) to_unit: Option<i64>,
    pub(super) count: i64,
    pub(super) org_kind: Option<String>,
    pub(super) host_kind: Option<String>,
    pub(super) tags: String,
    pub(super) enterprise: Option<String>,
    pub(super) grade: String,
    pub(super) note: Option<String>,
}

/// The unit of an entry.
#[derive(Clone, Debug)]
pub(super) struct UnitPart {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) parent: Option<i64>,
    pub(super) to: Option<String>,
    pub(super) official_code: Option<String>,
}

/// The event of an entry.
#[derive(Clone, Debug)]
pub(super) struct EventPart {
    pub(super) unit: i64,
    pub(super) event: String,
    pub(super) to_unit: Option<i64>,
    pub(super) parent: Option<i64>,
    pub(super) name: Option<String>,
    pub(super) kind: Option<String>,
}

/// The target of an entry.
#[derive(Clone, Debug)]
pub(super) struct TargetPart {
    pub(super) indicator: String,
    pub(super) giver: String,
    pub(super) unit: i64,
    pub(super) member: Option<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) min: i64,
    pub(super) max: Option<i64>,
}

/// The total printed elsewhere of an entry.
#[derive(Clone, Debug)]
pub(super) struct ClaimPart {
    pub(super) indicator: String,
    pub(super) unit: i64,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) value: i64,
    pub(super) source: String,
}

/// One posted line of an entry.
#[derive(Clone, Debug)]
pub(super) struct PostedLine {
    pub(super) unit: i64,
    pub(super) class: i64,
    pub(super) amount: i64,
    pub(super) is_move: bool,
}

impl Entry {
    /// The units it speaks of: whoever sees one of them sees the entry.
    pub(super) fn units(&self) -> Vec<i64> {
        let fact = self.fact.iter().flat_map(|fact| [Some(fact.unit), fact.to_unit]);
        let event = self.event.iter().flat_map(|event| [Some(event.unit), event.to_unit]);
        let own = self.unit.as_ref().map(|_| self.no);
        let target = self.target.as_ref().map(|target| target.unit);
        let claim = self.claim.as_ref().map(|claim| claim.unit);
        fact.chain(event).chain([own, target, claim]).flatten().collect()
    }

    /// What it adds to the count: nothing for what counts nothing.
    pub(super) fn count(&self) -> Option<i64> {
        let fact = self.fact.as_ref()?;
        let sign = if self.reverses.is_some() { -1 } else { 1 };
        Some(sign * fact.count)
    }

    /// Whether it can be taken back by hand: facts alone, once.
    pub(super) fn can_be_reversed(&self) -> bool {
        self.sort == "fact" && self.reversed_by.is_none()
    }
}

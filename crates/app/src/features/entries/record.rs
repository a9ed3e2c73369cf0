//! An entry of the book with whatever it records, and how it is told.

use std::collections::HashMap;

use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;
use nennep_core::register::UnitId;
use nennep_core::text;

use crate::catalogs::Catalogs;
use crate::store::{Book, Sight};
use crate::web::fact_words::{self, signed};
use crate::web::names;
use crate::web::visit::Visit;
use crate::web::words::Words;

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
    /// The kind before, of a change of kind.
    pub(super) from_kind: Option<String>,
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
        let is_retyping = self.fact.as_ref().is_some_and(|fact| fact.fact.is_retyping());
        self.sort == "fact" && self.reversed_by.is_none() && !is_retyping
    }
}

/// Tells entries in the words of an officer; a unit outside the scope has no name.
pub(super) struct Teller<'a> {
    pub(super) words: Words,
    pub(super) book: &'a Book,
    pub(super) catalogs: &'a Catalogs,
    pub(super) sight: Sight<'a>,
    officers: HashMap<String, String>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(visit: &'a Visit, officers: Vec<(String, String, String)>) -> Self {
        let called = |(sign_in, name, title): (String, String, String)| {
            let shown = if title.is_empty() {
                name
            } else {
                format!("{name}, {title}")
            };
            (sign_in, shown)
        };
        Self {
            words: visit.words,
            book: visit.book(),
            catalogs: &visit.house.catalogs,
            sight: Sight::new(&visit.scope, &visit.book().tree),
            officers: officers.into_iter().map(called).collect(),
        }
    }

    pub(super) fn sees(&mut self, entry: &Entry) -> bool {
        entry.units().into_iter().any(|unit| self.sight.sees_id(unit, entry.on))
    }

    /// The unit's name on the day, or that it lies outside.
    pub(super) fn unit(&mut self, unit: i64, on: Day) -> String {
        let tree = &self.book.tree;
        match tree.index_of(UnitId(unit)) {
            Some(index) if self.sight.sees(index, on) => tree.name_on(index, on).to_owned(),
            Some(_) | None => self.words.say("entries-outside"),
        }
    }

    /// Who recorded it: a name where the account is known, else what the book says.
    pub(super) fn officer(&self, entry: &Entry) -> String {
        match self.officers.get(&entry.recorded_by) {
            Some(known) => known.clone(),
            // Commands write under a name of their own, which no account bears.
            None if ["command", "demo"].contains(&entry.recorded_by.as_str()) => self.words.say("entries-by-command"),
            None => entry.recorded_by.clone(),
        }
    }

    pub(super) fn indicator(&self, code: &str) -> String {
        let known = self.catalogs.indicators.resolve(code);
        known.map_or_else(|| code.to_owned(), |measure| names::indicator(&self.words, &measure))
    }

    pub(super) fn kind(&self, code: &str) -> String {
        let known = self.catalogs.kinds.get(code);
        known.map_or_else(|| code.to_owned(), |kind| names::kind(&self.words, kind))
    }

    /// What happened, in one line.
    pub(super) fn title(&mut self, entry: &Entry) -> String {
        let told = self.told(entry);
        if entry.reverses.is_some() {
            return self.words.with("entries-title-reversal", "told", told);
        }
        told
    }

    fn told(&mut self, entry: &Entry) -> String {
        let words = self.words;
        if let Some(fact) = &entry.fact {
            let count = signed(entry.count().unwrap_or(0));
            let (what, unit) = (fact_words::fact(&words, fact.fact), self.unit(fact.unit, entry.on));
            let to_unit = fact.to_unit.map(|unit| self.unit(unit, entry.on));
            if let Some(from) = fact.from_kind.as_deref() {
                let to = fact.org_kind.as_deref().map(|kind| self.kind(kind)).unwrap_or_default();
                let values = [("fact", what), ("unit", unit), ("from", self.kind(from)), ("to", to)];
                return words.fill("entries-title-retyping", &values);
            }
            let values = [("fact", what), ("count", count), ("unit", unit)];
            return match to_unit {
                Some(to_unit) => {
                    let plain = text::count(fact.count);
                    let [what, _, unit] = values;
                    words.fill("entries-title-move", &[what, ("count", plain), unit, ("to", to_unit)])
                }
                None => words.fill("entries-title-fact", &values),
            };
        }
        if let Some(unit) = &entry.unit {
            return words.with("entries-title-unit", "unit", &unit.name);
        }
        if let Some(event) = &entry.event {
            return self.told_event(event, entry.on);
        }
        if let Some(target) = &entry.target {
            let values = [
                ("indicator", self.indicator(&target.indicator)),
                ("least", text::count(target.min)),
                ("unit", self.unit(target.unit, entry.on)),
                ("giver", target.giver.clone()),
            ];
            return words.fill("entries-title-target", &values);
        }
        if let Some(claim) = &entry.claim {
            let values = [
                ("indicator", self.indicator(&claim.indicator)),
                ("value", text::count(claim.value)),
                ("unit", self.unit(claim.unit, entry.on)),
            ];
            return words.fill("entries-title-claim", &values);
        }
        words.say(&format!("entries-sort-{}", entry.sort))
    }

    fn told_event(&mut self, event: &EventPart, on: Day) -> String {
        let other = event.to_unit.or(event.parent).map(|unit| self.unit(unit, on));
        let kind = event.kind.as_deref().map(|kind| self.kind(kind));
        // The day before, so that the old name and superior are told beside the new.
        let values = [
            ("unit", self.unit(event.unit, on.previous())),
            ("other", other.unwrap_or_default()),
            ("name", event.name.clone().unwrap_or_default()),
            ("kind", kind.unwrap_or_default()),
        ];
        self.words.fill(&format!("entries-title-{}", event.event), &values)
    }
}

impl Entry {
    /// Units by the part they play.
    pub(super) fn named_units(&self) -> Vec<(&'static str, i64)> {
        let parent = self.unit.as_ref().and_then(|unit| unit.parent);
        let fact = self.fact.as_ref();
        let event = self.event.as_ref();
        let named = [
            ("unit", fact.map(|fact| fact.unit)),
            ("to_unit", fact.and_then(|fact| fact.to_unit)),
            ("unit", self.unit.as_ref().map(|_| self.no)),
            ("parent", parent),
            ("unit", event.map(|event| event.unit)),
            ("to_unit", event.and_then(|event| event.to_unit)),
            ("parent", event.and_then(|event| event.parent)),
            ("unit", self.target.as_ref().map(|target| target.unit)),
            ("unit", self.claim.as_ref().map(|claim| claim.unit)),
        ];
        named
            .into_iter()
            .filter_map(|(part, unit)| Some((part, unit?)))
            .collect()
    }

    /// What else it says, by the name of its label.
    pub(super) fn described(&self, teller: &Teller<'_>) -> Vec<(&'static str, Option<String>)> {
        let words = teller.words;
        let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), text::date_short);
        let mut told = vec![("on", Some(text::date_short(self.on)))];
        if let Some(fact) = &self.fact {
            let tags = fact.tags.split(';').filter(|tag| !tag.is_empty());
            let tags: Vec<String> = tags.map(|tag| words.say(&format!("fact-tag-{tag}"))).collect();
            let host = fact.host_kind.as_ref();
            told.extend([
                ("fact", Some(fact_words::fact(&words, fact.fact))),
                ("count", Some(signed(self.count().unwrap_or(0)))),
                ("from_kind", fact.from_kind.as_deref().map(|kind| teller.kind(kind))),
                ("org_kind", fact.org_kind.as_deref().map(|kind| teller.kind(kind))),
                ("host_kind", host.map(|kind| words.say(&format!("fact-host-{kind}")))),
                ("tags", (!tags.is_empty()).then(|| tags.join(", "))),
                ("enterprise", fact.enterprise.clone()),
                ("grade", Some(words.say(&format!("fact-grade-{}", fact.grade)))),
                ("note", fact.note.clone()),
                ("reason", self.reverses.as_ref().map(|(_, reason)| reason.clone())),
            ]);
        }
        if let Some(unit) = &self.unit {
            told.extend([
                ("code", Some(unit.code.clone())),
                ("kind", Some(teller.kind(&unit.kind))),
                ("last", unit.to.as_deref().map(day)),
                ("official_code", unit.official_code.clone()),
            ]);
        }
        if let Some(event) = &self.event {
            told.extend([
                ("event", Some(words.say(&format!("entries-event-{}", event.event)))),
                ("name", event.name.clone()),
                ("kind", event.kind.as_deref().map(|kind| teller.kind(kind))),
            ]);
        }
        if let Some(target) = &self.target {
            let promised = match target.max.filter(|max| *max != target.min) {
                Some(max) => format!("{}–{}", text::count(target.min), text::count(max)),
                None => text::count(target.min),
            };
            told.extend([
                ("indicator", Some(teller.indicator(&target.indicator))),
                ("giver", Some(target.giver.clone())),
                ("member", target.member.clone()),
                ("promised", Some(promised)),
                ("from", Some(day(&target.from))),
                ("last", Some(day(&target.to))),
            ]);
        }
        if let Some(claim) = &self.claim {
            told.extend([
                ("indicator", Some(teller.indicator(&claim.indicator))),
                ("value", Some(text::count(claim.value))),
                ("from", Some(day(&claim.from))),
                ("last", Some(day(&claim.to))),
                ("printed_in", Some(claim.source.clone())),
            ]);
        }
        told
    }

    /// The first digits of its link in the chain, in groups of four.
    pub(super) fn short_chain(&self) -> String {
        let groups = [(0, 4), (4, 8), (8, 12), (12, 16)];
        let parts = groups.into_iter().filter_map(|(from, to)| self.chain.get(from..to));
        parts.collect::<Vec<_>>().join(" ")
    }
}

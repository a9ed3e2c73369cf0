//! What the page about one figure shows.

use std::collections::HashMap;

use nennep_core::accounts::{Measure, Shape};
use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, Grade, HostKind, Tag};
use nennep_core::progress::{Amount, Figure, Percent, in_force, percent};
use nennep_core::text::{count, date_short, decimal};

use super::rows::Beside;
use crate::store::{Asked, Book, Deed, Trace, TraceLine};
use crate::web::bar::Bar;
use crate::web::clock::local;
use crate::web::errors::percent as encoded;
use crate::web::fact_words::{self, signed};
use crate::web::names;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Entries a page shows.
const ENTRIES: usize = 50;

/// Holds one figure opened.
#[derive(Clone, Debug, Default)]
pub(super) struct Opened {
    pub(super) over: String,
    pub(super) board: String,
    pub(super) value: String,
    pub(super) base: String,
    pub(super) strong: Option<String>,
    pub(super) beside: String,
    pub(super) explanation: String,
    pub(super) claims: Vec<Claimed>,
    pub(super) counted: String,
    pub(super) evidence: String,
    pub(super) entries: Vec<OpenedEntry>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) targets: Vec<Given>,
    pub(super) record: Option<String>,
    pub(super) export: String,
}

/// Holds what was printed elsewhere beside what is counted.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub(super) claimed: String,
    pub(super) source: String,
    pub(super) known: String,
    pub(super) counted: String,
    pub(super) difference: String,
}

/// Holds one entry behind the figure.
#[derive(Clone, Debug)]
pub(super) struct OpenedEntry {
    pub(super) amount: String,
    pub(super) title: String,
    pub(super) label: String,
    pub(super) href: String,
    pub(super) decision: String,
    pub(super) decision_by: Option<String>,
    pub(super) effective: String,
    pub(super) recorder: String,
    pub(super) grade: Option<(&'static str, String)>,
    pub(super) details: String,
    pub(super) reversal: Option<String>,
    pub(super) take_back: Option<String>,
    pub(super) is_struck: bool,
}

/// Holds one target of the figure.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) promised: String,
    pub(super) given: String,
    pub(super) decision: String,
    pub(super) href: String,
}

/// Everything the page is made of.
pub(super) struct Opening<'a> {
    pub(super) visit: &'a Visit,
    pub(super) bar: &'a Bar,
    pub(super) book: &'a Book,
    pub(super) asked: Asked,
    pub(super) measure: Measure,
    pub(super) code: String,
    pub(super) figure: Option<Figure>,
    pub(super) trace: Trace,
    pub(super) beside: HashMap<i64, Beside>,
}

impl Opening<'_> {
    pub(super) fn say(&self, key: &str, values: &[(&'static str, String)]) -> String {
        self.visit.words.fill(key, values)
    }

    pub(super) fn unit_name(&self) -> String {
        self.book.tree.name_on(self.asked.unit, self.asked.to).to_owned()
    }

    pub(super) fn address(&self, others: &[(&str, &str)]) -> String {
        let mut pairs = vec![("indicator", self.measure.code.as_str())];
        pairs.extend_from_slice(others);
        self.bar
            .address(&format!("/units/{}/trace", encoded(&self.code)), &pairs)
    }

    pub(super) fn page(&self, page: usize) -> Opened {
        let mut entries: Vec<&TraceLine> = self.trace.entries.iter().collect();
        entries.sort_by(|one, other| (&one.on, one.no).cmp(&(&other.on, other.no)));
        let pages = entries.len().div_ceil(ENTRIES).max(1);
        let page = page.min(pages);
        let turn = |page: usize| self.address(&[("page", &page.to_string())]);
        let (strong, beside) = self.beside_value();
        Opened {
            over: self.say(
                "trace-over",
                &[
                    ("unit", self.unit_name()),
                    ("from", date_short(self.asked.from)),
                    ("to", date_short(self.asked.to)),
                ],
            ),
            board: self.bar.address(&format!("/units/{}/board", encoded(&self.code)), &[]),
            value: amount_text(&self.trace.value),
            base: self
                .first_target()
                .map(|(min, _)| format!("/{}", count(min)))
                .unwrap_or_default(),
            strong,
            beside,
            explanation: self.explanation(),
            claims: self.claims(),
            counted: self.say("trace-entries", &[("count", count(len(entries.len())))]),
            evidence: self.evidence(),
            entries: entries
                .iter()
                .skip((page - 1) * ENTRIES)
                .take(ENTRIES)
                .map(|line| self.entry(line))
                .collect(),
            before: (page > 1).then(|| turn(page - 1)),
            after: (page < pages).then(|| turn(page + 1)),
            targets: self.targets(),
            record: self.record(),
            export: self.address(&[("format", "xlsx")]),
        }
    }

    /// The first target's least and its whole percent; a range has no one number to stand beside the value.
    pub(super) fn first_target(&self) -> Option<(i64, Option<i64>)> {
        let target = self.figure.as_ref()?.targets.first()?;
        let is_same_period = target.from <= self.asked.from && target.result == self.trace.value;
        let rate = target.result.count().and_then(|result| percent(result, target.min));
        (is_same_period && target.max.is_none_or(|max| max == target.min))
            .then_some((target.min, rate.map(Percent::whole_percent)))
    }

    pub(super) fn beside_value(&self) -> (Option<String>, String) {
        let Some(target) = self.figure.as_ref().and_then(|figure| figure.targets.first()) else {
            return (None, names::counted_in(&self.visit.words, &self.measure));
        };
        let rate = target.result.count().and_then(|result| percent(result, target.min));
        let strong = rate.map(|rate| {
            self.say(
                "trace-reached",
                &[
                    ("percent", rate.whole_percent().to_string()),
                    ("giver", target.giver.clone()),
                    ("result", amount_text(&target.result)),
                    ("min", count(target.min)),
                ],
            )
        });
        let missing = target
            .result
            .count()
            .map_or(target.min, |result| (target.min - result).max(0));
        let beside = self.say(
            "trace-remaining",
            &[
                ("missing", count(missing)),
                ("from", date_short(target.from)),
                ("to", date_short(target.to)),
            ],
        );
        (strong, beside)
    }

    pub(super) fn explanation(&self) -> String {
        let reversals = self
            .trace
            .entries
            .iter()
            .filter(|entry| entry.reverses.is_some())
            .count();
        let key = match &self.measure.indicator.shape {
            Shape::Flow if self.measure.indicator.crossing.is_some() => "trace-explains-crossing",
            Shape::Flow => "trace-explains-flow",
            Shape::Stock => "trace-explains-stock",
            Shape::Ratio { .. } => "trace-explains-ratio",
            Shape::Coverage { .. } => "trace-explains-coverage",
        };
        let tree = match self.asked.tree_on {
            Some(day) => self.say("trace-tree-of", &[("day", date_short(day))]),
            None => self.say("trace-tree-own", &[]),
        };
        let [part_of, whole] = self.figure.as_ref().and_then(|figure| figure.of).unwrap_or_default();
        let part = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), count);
        let said = self.say(
            key,
            &[
                ("value", amount_text(&self.trace.value)),
                ("name", names::indicator(&self.visit.words, &self.measure)),
                ("unit", self.unit_name()),
                ("from", date_short(self.asked.from)),
                ("to", date_short(self.asked.to)),
                ("tree", tree),
                ("head", count(self.book.head)),
                ("part", part(part_of)),
                ("whole", part(whole)),
            ],
        );
        let note = if reversals == 0 {
            self.say("trace-no-reversal", &[])
        } else {
            self.say("trace-reversals", &[("count", count(len(reversals)))])
        };
        format!("{said} {note}")
    }

    pub(super) fn evidence(&self) -> String {
        let listed = self
            .trace
            .entries
            .iter()
            .filter(|entry| entry.grade.as_deref() == Some("listed"));
        self.say(
            "trace-listed",
            &[
                ("listed", count(len(listed.count()))),
                ("all", count(len(self.trace.entries.len()))),
            ],
        )
    }

    pub(super) fn claims(&self) -> Vec<Claimed> {
        let claims = self.figure.iter().flat_map(|figure| &figure.claims);
        claims
            .map(|claim| Claimed {
                claimed: count(claim.value),
                source: claim.source.clone(),
                known: self.say("trace-known", &[("head", count(self.book.head))]),
                counted: amount_text(&self.trace.value),
                difference: claim.difference.map_or_else(|| "–".to_owned(), signed),
            })
            .collect()
    }

    pub(super) fn entry(&self, line: &TraceLine) -> OpenedEntry {
        let words = self.visit.words;
        let beside = self.beside.get(&line.no).cloned().unwrap_or_default();
        let on: Option<Day> = line.on.parse().ok();
        let name = |code: &str| self.name(code, on);
        let title = match &line.to_unit {
            Some(to_unit) => format!("{} → {}", name(&line.unit), name(to_unit)),
            None => name(&line.unit),
        };
        let decision = line.decision.as_ref();
        let (time, recorded_on) = local(&line.recorded_at).map_or_else(
            || (String::new(), line.recorded_at.clone()),
            |(time, on)| (time, date_short(on)),
        );
        let decided = decision.map_or_else(
            || words.with("trace-source", "source", &line.source),
            |decision| {
                let on = decision.on.as_deref().map(day_text).unwrap_or_default();
                self.say(
                    "trace-decided",
                    &[
                        ("no", decision.no.clone().unwrap_or_else(|| "…".to_owned())),
                        ("on", on),
                    ],
                )
            },
        );
        let struck = line.reverses.is_some() || beside.taken_back_by.is_some();
        OpenedEntry {
            amount: signed(line.count),
            title,
            label: words.with("trace-entry", "no", count(line.no)),
            href: format!("/entries/{}", line.no),
            decision: decided,
            decision_by: decision.and_then(|decision| decision.by.clone()),
            effective: self.effective(line, on),
            recorder: self.say(
                "trace-recorded",
                &[
                    (
                        "who",
                        beside.recorder.clone().unwrap_or_else(|| words.say("trace-by-command")),
                    ),
                    ("time", time),
                    ("day", recorded_on),
                ],
            ),
            grade: line
                .grade
                .as_deref()
                .map(|grade| (grade_class(grade), grade_words(&words, grade))),
            details: self.details(line, &beside),
            reversal: match (line.reverses, beside.taken_back_by) {
                (Some(no), _) => Some(words.with("trace-reverses", "no", count(no))),
                (None, Some(no)) => Some(words.with("trace-taken-back", "no", count(no))),
                (None, None) => None,
            },
            take_back: self.take_back(line, struck),
            is_struck: struck,
        }
    }

    pub(super) fn name(&self, code: &str, on: Option<Day>) -> String {
        let tree = &self.book.tree;
        match (tree.find(code), on) {
            (Some(unit), Some(on)) => tree.name_on(unit, on).to_owned(),
            _ => code.to_owned(),
        }
    }

    pub(super) fn effective(&self, line: &TraceLine, on: Option<Day>) -> String {
        let tree = &self.book.tree;
        let superior = on
            .and_then(|on| {
                tree.find(&line.unit)
                    .and_then(|unit| tree.parent_on(unit, on))
                    .map(|unit| (unit, on))
            })
            .map(|(superior, on)| tree.name_on(superior, on).to_owned());
        match superior {
            Some(superior) => self.say("trace-effective-at", &[("on", day_text(&line.on)), ("unit", superior)]),
            None => day_text(&line.on),
        }
    }

    pub(super) fn details(&self, line: &TraceLine, beside: &Beside) -> String {
        let words = self.visit.words;
        let kinds = &self.visit.house.catalogs.kinds;
        let mut details = vec![self.fact_words(&line.fact)];
        details.extend(line.org_kind.as_deref().map(|kind| {
            kinds
                .get(kind)
                .map_or_else(|| kind.to_owned(), |kind| names::kind(&words, kind))
        }));
        details.extend(
            line.host_kind.as_deref().map(|kind| {
                HostKind::parse(kind).map_or_else(|| kind.to_owned(), |kind| fact_words::host(&words, kind))
            }),
        );
        details.extend(
            line.tags
                .iter()
                .map(|tag| Tag::parse(tag).map_or_else(|| tag.clone(), |tag| fact_words::tag(&words, tag))),
        );
        details.extend(
            beside
                .enterprise
                .as_ref()
                .map(|code| words.with("trace-enterprise", "code", code)),
        );
        details.extend(beside.note.clone());
        details.retain(|detail| !detail.is_empty());
        details.join("; ")
    }

    /// Facts have words of their own, and so have events of the tree.
    pub(super) fn fact_words(&self, fact: &str) -> String {
        let words = &self.visit.words;
        match Fact::parse(fact) {
            Some(fact) => fact_words::fact(words, fact),
            None => words.keyed("trace-event", fact, ""),
        }
    }

    /// Offered where the right is held, for facts that stand.
    pub(super) fn take_back(&self, line: &TraceLine, struck: bool) -> Option<String> {
        line.key.as_ref()?;
        let tree = &self.visit.book().tree;
        let unit = tree.find(&line.unit)?;
        let fact = Fact::parse(&line.fact)?;
        (!struck && self.visit.scope.may_for(Deed::TakeBack, unit, fact.line()))
            .then(|| format!("/entries/{}#reversal", line.no))
    }

    pub(super) fn targets(&self) -> Vec<Given> {
        let unit = self.book.tree.unit(self.asked.unit).id;
        let received: Vec<_> = self
            .book
            .targets
            .iter()
            .filter(|target| target.unit == unit && target.indicator == self.measure.code)
            .collect();
        in_force(&received, self.asked.to)
            .into_iter()
            .map(|target| Given {
                promised: match target.max.filter(|max| *max != target.min) {
                    Some(max) => format!("{}–{}", count(target.min), count(max)),
                    None => count(target.min),
                },
                given: self.say(
                    "trace-given",
                    &[
                        ("giver", target.giver.clone()),
                        ("from", date_short(target.from)),
                        ("to", date_short(target.to)),
                    ],
                ),
                decision: target.decision.as_ref().map_or_else(
                    || self.say("trace-no-decision", &[]),
                    |decision| {
                        let on = decision.on.map(date_short).unwrap_or_default();
                        let no = decision.no.clone().unwrap_or_else(|| "…".to_owned());
                        self.say("trace-decided", &[("no", no), ("on", on)])
                    },
                ),
                href: format!("/entries/{}", target.no.0),
            })
            .collect()
    }

    pub(super) fn record(&self) -> Option<String> {
        let unit = self.visit.book().tree.find(&self.code)?;
        self.visit
            .scope
            .may(Deed::Record, unit)
            .then(|| format!("/facts/new?unit={}", encoded(&self.code)))
    }
}

pub(super) fn amount_text(amount: &Amount) -> String {
    match amount {
        Amount::Count(value) => count(*value),
        Amount::Percent(value) => format!("{}%", decimal(value)),
        Amount::Missing(_) => "–".to_owned(),
    }
}

pub(super) fn day_text(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date_short)
}

fn grade_words(words: &Words, grade: &str) -> String {
    Grade::parse(grade).map_or_else(|| grade.to_owned(), |grade| fact_words::grade(words, grade))
}

fn grade_class(grade: &str) -> &'static str {
    match grade {
        "listed" => "ok",
        "counted" => "info",
        _ => "",
    }
}

fn len(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

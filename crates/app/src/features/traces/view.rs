//! What the page about one figure shows.

use std::collections::HashMap;

use nennep_core::accounts::{Measure, Shape};
use nennep_core::progress::{Figure, Percent, in_force, percent};
use nennep_core::text::{count, date_short};

use super::rows::{Beside, Reported, Said};
use crate::store::{Asked, Book, Deed, Trace, TraceLine};
use crate::web::bar::Bar;
use crate::web::errors::percent as encoded;
use crate::web::fact_words::signed;
use crate::web::names;
use crate::web::submitted::said_words;
use crate::web::visit::Visit;

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
    pub(super) reported: Option<ReportedBeside>,
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

/// Holds what was reported beside what is known now.
#[derive(Clone, Debug)]
pub(super) struct ReportedBeside {
    /// Where it was said: words, and the address of a paper.
    pub(super) said: String,
    pub(super) href: Option<String>,
    pub(super) value: String,
    pub(super) known: String,
    pub(super) head: String,
    pub(super) difference: String,
    pub(super) differs: bool,
    /// Where every reason is told, with how many papers carry the old value.
    pub(super) reasons: Option<(String, String)>,
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
    pub(super) is_supplement: bool,
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
    pub(super) reported: Option<Reported>,
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
            value: names::amount(&self.trace.value),
            base: self
                .first_target()
                .map(|(min, _)| format!("/{}", count(min)))
                .unwrap_or_default(),
            strong,
            beside,
            explanation: self.explanation(),
            claims: self.claims(),
            reported: self.reported.as_ref().map(|reported| self.reported(reported)),
            counted: self.counted(),
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
                    ("result", names::amount(&target.result)),
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
                ("value", names::amount(&self.trace.value)),
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

    /// How many entries, and their sum where one entry counts more than once: two cells founded by one line are two.
    fn counted(&self) -> String {
        let entries = len(self.trace.entries.len());
        let has_other_sum = self.trace.value.count().is_some_and(|value| value != entries);
        let key = if has_other_sum {
            "trace-entries-sum"
        } else {
            "trace-entries"
        };
        self.say(
            key,
            &[("count", count(entries)), ("sum", names::amount(&self.trace.value))],
        )
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
                counted: names::amount(&self.trace.value),
                difference: claim.difference.map_or_else(|| "–".to_owned(), signed),
            })
            .collect()
    }

    fn reported(&self, reported: &Reported) -> ReportedBeside {
        let (said, href) = match &reported.said {
            Said::Submission(done) => (said_words(&self.visit.words, done), None),
            Said::Paper(paper) => {
                let number = paper.number.clone().unwrap_or_default();
                let on = paper.dated_on.map_or_else(String::new, date_short);
                let said = self.say("trace-said-paper", &[("number", number), ("on", on)]);
                let may = self.visit.scope.may_somewhere(Deed::MakePapers);
                (said, may.then(|| format!("/papers/{}", paper.id)))
            }
        };
        let known = &self.trace.value;
        let differs = reported.value != *known;
        let by = known.since(&reported.value);
        let reasons = differs.then(|| {
            let path = format!("/units/{}/restatements", encoded(&self.code));
            let href = self.bar.address(&path, &[("indicator", self.measure.code.as_str())]);
            let papers = len(reported.carriers);
            (href, self.say("trace-reasons", &[("papers", count(papers))]))
        });
        ReportedBeside {
            said,
            href,
            value: names::amount(&reported.value),
            known: names::amount(known),
            head: self.say("trace-known", &[("head", count(self.book.head))]),
            difference: by.map_or_else(|| "≠".to_owned(), signed),
            differs,
            reasons: reasons.filter(|_| matches!(reported.said, Said::Submission(_))),
        }
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

pub(super) fn day_text(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date_short)
}

fn len(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

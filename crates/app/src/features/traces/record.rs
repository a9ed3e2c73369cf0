//! What one entry behind a figure says.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, Grade, HostKind, Tag};
use nennep_core::text::{count, date_short};

use super::rows::Beside;
use super::view::{OpenedEntry, Opening, day_text};
use crate::store::{Deed, TraceLine};
use crate::web::clock::local;
use crate::web::fact_words::{self, signed};
use crate::web::names;
use crate::web::words::Words;

impl Opening<'_> {
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
            is_supplement: beside.is_supplement,
        }
    }

    pub(super) fn name(&self, code: &str, on: Option<Day>) -> String {
        let tree = &self.book.tree;
        match (tree.find(code), on) {
            (Some(unit), Some(on)) => tree.name_on(unit, on).to_owned(),
            _ => code.to_owned(),
        }
    }

    /// The day, and the unit on which the entry's own unit hung; nothing above the unit that was opened.
    pub(super) fn effective(&self, line: &TraceLine, on: Option<Day>) -> String {
        let tree = &self.book.tree;
        let superior = on
            .and_then(|on| {
                tree.find(&line.unit)
                    .filter(|unit| *unit != self.asked.unit)
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
        fact_words::happened(&self.visit.words, fact)
    }

    /// Offered where the right is held, for facts that stand.
    pub(super) fn take_back(&self, line: &TraceLine, struck: bool) -> Option<String> {
        line.key.as_ref()?;
        let tree = &self.visit.book().tree;
        let unit = tree.find(&line.unit)?;
        let fact = Fact::parse(&line.fact)?;
        (!struck && self.visit.scope.may_for(Deed::TakeBack, unit, fact.line()))
            .then(|| format!("/entries/{}/reversal", line.no))
    }
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

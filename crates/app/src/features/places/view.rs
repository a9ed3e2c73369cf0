//! What the page of a unit says, put together from the book as known where the bar says.

use std::collections::HashMap;
use std::sync::Arc;

use nennep_core::calendar::Day;
use nennep_core::register::{EntryNo, UnitId, UnitIndex};
use nennep_core::text::{count, date_short};

use crate::store::{Book, Ground, Happened, HistoryLine};
use crate::web::fact_words;
use crate::web::names;
use crate::web::places::{kind_words, unit_path};
use crate::web::visit::Visit;

/// A unit of a book that may be older than the visit's own.
pub(super) struct View<'a> {
    pub(super) visit: &'a Visit,
    pub(super) book: Arc<Book>,
    pub(super) unit: UnitIndex,
    pub(super) day: Day,
}

/// Words with the address they lead to, when there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) words: String,
    pub(super) href: Option<String>,
}

/// One time of the unit.
pub(super) struct VersionRow {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) superior: Option<Link>,
    pub(super) from: String,
    pub(super) to: Option<String>,
    pub(super) is_gone: bool,
    pub(super) ground: Link,
}

/// One line of the history.
pub(super) struct HistoryRow {
    pub(super) on: String,
    pub(super) printed_on: String,
    pub(super) sort: String,
    pub(super) sentence: String,
    pub(super) entry: Link,
    pub(super) officer: String,
}

impl View<'_> {
    /// Gives a unit's name on the day and its page; `None` outside the scope, as if it were not there.
    pub(super) fn link(&self, unit: UnitIndex) -> Option<Link> {
        let known = self.book.tree.unit(unit);
        let own = self.visit.book().tree.index_of(known.id)?;
        self.visit.scope.sees(own).then(|| Link {
            words: self.book.tree.name_on(unit, self.day).to_owned(),
            href: Some(unit_path(&known.code)),
        })
    }

    fn link_of(&self, id: i64) -> Option<Link> {
        self.link(self.book.tree.index_of(UnitId(id))?)
    }

    /// Gives the entries with which versions began, and the one that ended the unit.
    pub(super) fn turning_points(&self) -> Vec<i64> {
        let versions = self.book.tree.versions(self.unit);
        let ended = self.book.tree.ended_by(self.unit);
        versions
            .iter()
            .map(|version| version.by)
            .chain(ended)
            .map(|no| no.0)
            .collect()
    }

    /// Gives the times of the unit, the latest first.
    pub(super) fn versions(&self, grounds: &[Ground]) -> Vec<VersionRow> {
        let tree = &self.book.tree;
        let ground = |no: EntryNo| {
            let known = grounds.iter().find(|ground| ground.no == no.0);
            let decision = known.and_then(|ground| ground.decision.clone());
            Link {
                words: decision.unwrap_or_else(|| self.visit.words.with("places-entry", "no", count(no.0))),
                href: Some(format!("/entries/{no}")),
            }
        };
        let mut rows: Vec<VersionRow> = tree
            .versions(self.unit)
            .into_iter()
            .map(|version| VersionRow {
                kind: kind_words(self.visit, &version.kind),
                superior: version.parent.and_then(|superior| self.link(superior)),
                from: date_short(version.from),
                to: version.to.map(date_short),
                is_gone: version.to.is_some_and(|to| to < self.day),
                ground: ground(version.by),
                name: version.name,
            })
            .collect();
        rows.reverse();
        rows
    }

    /// Says how the unit ended, when it did.
    pub(super) fn end(&self, grounds: &[Ground]) -> Option<Link> {
        let no = self.book.tree.ended_by(self.unit)?;
        let known = grounds.iter().find(|ground| ground.no == no.0);
        let decision = known.and_then(|ground| ground.decision.clone());
        Some(Link {
            words: decision.unwrap_or_else(|| self.visit.words.with("places-entry", "no", count(no.0))),
            href: Some(format!("/entries/{no}")),
        })
    }

    /// Says the entries in plain words.
    pub(super) fn history(&self, lines: &[HistoryLine]) -> Vec<HistoryRow> {
        let words = self.visit.words;
        let row = |line: &HistoryLine| {
            Some(HistoryRow {
                on: line.on.to_string(),
                printed_on: date_short(line.on),
                sort: words.say(match line.happened {
                    Happened::Unit | Happened::Event { .. } => "places-sort-tree",
                    Happened::Fact { .. } => "places-sort-fact",
                    Happened::Reversal { .. } => "places-sort-reversal",
                    Happened::Target { .. } => "places-sort-target",
                }),
                sentence: self.sentence(line)?,
                entry: Link {
                    words: words.with("places-entry", "no", count(line.no)),
                    href: Some(format!("/entries/{}", line.no)),
                },
                officer: match line.officer.as_str() {
                    "command" | "demo" => words.say("places-by-command"),
                    other => other.to_owned(),
                },
            })
        };
        lines.iter().filter_map(row).collect()
    }

    /// Says one entry; a move that comes from outside the scope speaks of the receiving unit alone, and what happened to
    /// a unit outside is not told at all.
    fn sentence(&self, line: &HistoryLine) -> Option<String> {
        let words = self.visit.words;
        let name = |id: i64| self.link_of(id).map(|link| link.words);
        let (own, received) = (name(line.unit), line.received_by().and_then(name));
        let received = received.filter(|_| own.is_none());
        let comes_from_outside = received.is_some();
        let unit = own.or(received)?;
        // What lies outside the scope is left out, not hinted at.
        let fill = |key: &str, other: Option<i64>, more: &[(&'static str, String)]| {
            let other = other.filter(|_| !comes_from_outside).and_then(name);
            let key = if other.is_some() {
                format!("{key}-to")
            } else {
                key.to_owned()
            };
            let mut values = vec![("unit", unit.clone()), ("other", other.unwrap_or_default())];
            values.extend(more.iter().cloned());
            words.fill(&key, &values)
        };
        Some(match &line.happened {
            Happened::Unit => fill("places-said-unit", None, &[]),
            Happened::Event {
                event,
                other,
                name,
                kind,
            } => {
                let kind = kind.as_ref().map(|kind| kind_words(self.visit, kind));
                let more = [
                    ("name", name.clone().unwrap_or_default()),
                    ("kind", kind.unwrap_or_default()),
                ];
                fill(&format!("places-said-{event}"), *other, &more)
            }
            Happened::Fact {
                fact,
                count: number,
                other,
            } => {
                let more = [("what", fact_words::fact_code(&words, fact)), ("count", count(*number))];
                fill("places-said-fact", *other, &more)
            }
            Happened::Reversal {
                fact,
                count: number,
                of,
                ..
            } => {
                let more = [
                    ("what", fact_words::fact_code(&words, fact)),
                    ("count", count(*number)),
                    ("no", count(*of)),
                ];
                fill("places-said-reversal", None, &more)
            }
            Happened::Target {
                indicator,
                giver,
                min,
                max,
            } => {
                let more = [
                    ("what", self.indicator_words(indicator)),
                    ("giver", giver.clone()),
                    ("count", promised(*min, *max)),
                ];
                fill("places-said-target", None, &more)
            }
        })
    }

    fn indicator_words(&self, code: &str) -> String {
        let known = self.visit.house.catalogs.indicators.resolve(code);
        known.map_or_else(
            || code.to_owned(),
            |measure| names::indicator(&self.visit.words, &measure),
        )
    }

    /// Gives the units counted at or below this one that the officer may see, by number.
    pub(super) fn inside(&self) -> Vec<i64> {
        let tree = &self.book.tree;
        let own: HashMap<UnitId, UnitIndex> = self
            .visit
            .scope
            .units(&self.visit.book().tree)
            .map(|unit| (self.visit.book().tree.unit(unit).id, unit))
            .collect();
        let inside = tree.placement(self.day).inside(self.unit);
        inside
            .members()
            .chain([self.unit])
            .map(|unit| tree.unit(unit).id)
            .filter(|id| own.contains_key(id))
            .map(|id| id.0)
            .collect()
    }
}

/// A promise of one number, or of a range.
fn promised(min: i64, max: Option<i64>) -> String {
    match max {
        Some(max) if max != min => format!("{} – {}", count(min), count(max)),
        Some(_) | None => count(min),
    }
}

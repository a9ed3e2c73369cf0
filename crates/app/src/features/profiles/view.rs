//! What the page of an enterprise says.

use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;
use nennep_core::progress::{Ladder, Rung};
use nennep_core::register::{Heads, Line, Threshold, UnitId, UnitIndex};
use nennep_core::text::{count, date_short, whole};

use super::record::{CaseLine, Described, FactLine, Surveyed, TalkLine, known_of};
use crate::store::{FRESH_DAYS, HeadCount, HeadSource, Organization};
use crate::web::bar::day_of;
use crate::web::fact_words;
use crate::web::places::in_charge;
use crate::web::visit::Visit;

/// Events shown at once.
const EVENTS: usize = 60;

/// Sorts of events, in the order of their tabs.
const SORTS: [&str; 5] = ["survey", "case", "organization", "talk", "other"];

/// One box of the strip of facts.
pub(super) struct Facts {
    pub(super) label: String,
    pub(super) value: Option<String>,
    pub(super) more: String,
    pub(super) source: String,
    pub(super) age: Option<String>,
    pub(super) is_old: bool,
}

/// What happened, with the tabs by sort.
pub(super) struct Events {
    pub(super) tabs: Vec<(String, String, bool)>,
    pub(super) rows: Vec<EventRow>,
    pub(super) left: Option<String>,
}

/// One thing that happened.
pub(super) struct EventRow {
    pub(super) on: String,
    pub(super) printed_on: String,
    pub(super) sort: String,
    pub(super) sentence: String,
    pub(super) link: Option<(String, String)>,
    pub(super) officer: String,
    pub(super) is_gone: bool,
    kind: &'static str,
    day: Day,
    no: i64,
}

/// Everything read of one enterprise.
pub(super) struct View<'a> {
    pub(super) visit: &'a Visit,
    pub(super) described: &'a Described,
    pub(super) facts: &'a [FactLine],
    pub(super) surveys: &'a [Surveyed],
    pub(super) counts: &'a [HeadCount],
    pub(super) cases: &'a [CaseLine],
    pub(super) talks: &'a [TalkLine],
    pub(super) organizations: &'a [Organization],
}

impl<'a> View<'a> {
    /// Gives the committee in charge, where the officer sees it.
    pub(super) fn unit(&self) -> Option<UnitIndex> {
        in_charge(self.visit, self.described.place(), self.visit.now.today())
    }

    fn unit_name(&self, id: i64, on: Day) -> String {
        let tree = &self.visit.book().tree;
        match tree.index_of(UnitId(id)).filter(|unit| self.visit.scope.sees(*unit)) {
            Some(unit) => tree.name_on(unit, day_of(tree, unit, on)).to_owned(),
            None => self.visit.words.say("entries-outside"),
        }
    }

    /// Says code, form, kind and what is done with it in one line.
    pub(super) fn summary(&self) -> String {
        let (words, described) = (&self.visit.words, self.described);
        let mut parts = vec![words.with("profiles-code", "code", described.tax_code.clone())];
        parts.extend(described.legal_form.clone());
        parts.push(match described.kind {
            Some(kind) => fact_words::host(words, kind),
            None => words.say("profiles-kind-waiting"),
        });
        parts.push(words.say(&format!("enterprises-activity-{}", described.activity)));
        let sentence = |part: String| {
            let mut letters = part.chars();
            let first: String = letters
                .next()
                .map(|letter| letter.to_uppercase().to_string())
                .unwrap_or_default();
            format!("{first}{}.", letters.as_str())
        };
        parts.into_iter().map(sentence).collect::<Vec<_>>().join(" ")
    }

    /// Gives the strip of facts: people first, then who and where; each with its source and age.
    pub(super) fn boxes(&self) -> Vec<Facts> {
        let (words, counts) = (&self.visit.words, self.counts);
        let of = |heads: Heads| counts.iter().find(|count| count.heads == heads);
        let part = |heads: Heads, key: &str| {
            of(heads).map_or_else(String::new, |part| words.with(key, "count", count(part.number)))
        };
        let people = |key: &str, heads: Heads, more: String| {
            let known = of(heads);
            Facts {
                label: words.say(&format!("profiles-{key}")),
                value: known.map(|known| count(known.number)),
                more,
                source: known.map_or_else(|| words.say("profiles-not-recorded"), |known| self.source(known)),
                age: known.and_then(|known| known.on).map(|on| self.age(on)),
                is_old: known.and_then(|known| known.on).is_some_and(|on| self.is_old(on)),
            }
        };
        let mut boxes = vec![
            people(
                "workers",
                Heads::Workers,
                part(Heads::WorkersFemale, "profiles-of-them-women"),
            ),
            people(
                "party_members",
                if of(Heads::PartyMembers).is_some() {
                    Heads::PartyMembers
                } else {
                    Heads::PartyOfficial
                },
                part(Heads::PartyOfficial, "profiles-of-them-official"),
            ),
            people("union_members", Heads::UnionMembers, String::new()),
        ];
        let told = |key: &str, value: &Option<String>| {
            let on = self.described.told_by.as_ref().map(|(_, on)| *on);
            Facts {
                label: words.say(&format!("profiles-{key}")),
                value: value.clone(),
                more: String::new(),
                source: match value {
                    Some(_) => words.say("profiles-source-list"),
                    None => words.say("profiles-not-recorded"),
                },
                age: on.filter(|_| value.is_some()).map(|on| self.age(on)),
                is_old: value.is_some() && on.is_some_and(|on| self.is_old(on)),
            }
        };
        boxes.push(told("representative", &self.described.representative));
        boxes.push(told("address", &self.described.address));
        boxes
    }

    fn source(&self, known: &HeadCount) -> String {
        match known.source {
            HeadSource::List => self.visit.words.say("profiles-source-list"),
            HeadSource::Survey(_) => self.visit.words.say("profiles-source-survey"),
        }
    }

    fn days_since(&self, on: Day) -> i64 {
        self.visit.now.today().days_since(on)
    }

    fn is_old(&self, on: Day) -> bool {
        self.days_since(on) > i64::from(FRESH_DAYS)
    }

    /// Says a day with how long ago it was: days, and months from the third on.
    fn age(&self, on: Day) -> String {
        let days = self.days_since(on);
        let (key, number) = if days < 90 {
            ("profiles-age-days", days)
        } else {
            ("profiles-age-months", days / 30)
        };
        let values = [("day", date_short(on)), ("count", count(number.max(0)))];
        self.visit.words.fill(key, &values)
    }

    /// Computes the ladder of every line by the rules of today.
    pub(super) fn ladders(&self) -> Vec<(Line, Ladder, Option<&'a Threshold>)> {
        let (counts, today) = (self.counts, self.visit.now.today());
        Line::ALL
            .into_iter()
            .map(|line| {
                let threshold = self.visit.house.catalogs.rulebook.founding(line, today);
                let heads = threshold.map(|rule| rule.heads);
                let cases = self.cases_of(line);
                let told = (self.facts, self.surveys);
                let known = known_of(line, heads, counts, told, (&cases, self.organizations));
                (line, Ladder::of(&known, threshold), threshold)
            })
            .collect()
    }

    /// Gives the cases of procedures of a line, each by the version of its own day.
    fn cases_of(&self, line: Line) -> Vec<&'a CaseLine> {
        let procedures = &self.visit.house.catalogs.procedures;
        let is_of = |case: &&CaseLine| {
            let known = procedures.get(&case.procedure, case.opened_on);
            known.is_some_and(|known| known.line == line)
        };
        self.cases.iter().filter(is_of).collect()
    }

    /// Gives the case that is worked on, with the way to it.
    pub(super) fn open_case(&self) -> Option<(String, String)> {
        let case = self.cases.iter().find(|case| case.is_open())?;
        Some((case.number.clone(), format!("/cases/{}", case.id)))
    }

    fn case_row(&self, case: &CaseLine) -> EventRow {
        let words = &self.visit.words;
        EventRow {
            on: case.opened_on.to_string(),
            printed_on: date_short(case.opened_on),
            sort: words.say("profiles-sort-case"),
            sentence: words.say(&format!("procedure-{}", case.procedure)),
            link: Some((case.number.clone(), format!("/cases/{}", case.id))),
            officer: case.officer.clone(),
            is_gone: false,
            kind: "case",
            day: case.opened_on,
            no: 0,
        }
    }

    /// Says how many lines have an organization.
    pub(super) fn covered(&self, ladders: &[(Line, Ladder, Option<&Threshold>)]) -> String {
        let founded = ladders
            .iter()
            .filter(|(_, ladder, _)| ladder.rung >= Rung::Founded)
            .count();
        let values = [("founded", whole(founded)), ("all", whole(ladders.len()))];
        self.visit.words.fill("profiles-covered", &values)
    }

    /// Gives what happened, the latest first; `sort` leaves one sort alone.
    pub(super) fn events(&self, sort: Option<&str>) -> Events {
        let words = &self.visit.words;
        let surveyed: Vec<i64> = self.surveys.iter().map(|survey| survey.entry).collect();
        let mut all: Vec<EventRow> = self.surveys.iter().map(|survey| self.survey_row(survey)).collect();
        // A survey is told with what was found, not once more as the entry it counts by.
        all.extend(
            self.facts
                .iter()
                .filter(|fact| !surveyed.contains(&fact.no))
                .map(|fact| self.fact_row(fact)),
        );
        all.extend(self.cases.iter().map(|case| self.case_row(case)));
        all.extend(self.talks.iter().map(|talk| self.talk_row(talk)));
        all.extend(self.list_row());
        all.sort_by_key(|row| std::cmp::Reverse((row.day, row.no)));
        let chosen = SORTS.into_iter().find(|known| Some(*known) == sort);
        let tab = |name: Option<&'static str>, key: &str| {
            let number = all
                .iter()
                .filter(|row| name.is_none_or(|name| row.kind == name))
                .count();
            let label = words.with(&format!("profiles-events-{key}"), "count", whole(number));
            (
                label,
                name.map_or_else(String::new, |name| format!("?events={name}")),
                name == chosen,
                number,
            )
        };
        let tabs = std::iter::once(tab(None, "all"))
            .chain(SORTS.into_iter().map(|sort| tab(Some(sort), sort)))
            .filter(|(_, question, _, number)| question.is_empty() || *number > 0)
            .map(|(label, question, is_current, _)| (label, question, is_current))
            .collect();
        let mut rows: Vec<EventRow> = all
            .into_iter()
            .filter(|row| chosen.is_none_or(|chosen| row.kind == chosen))
            .collect();
        let left = rows.len().checked_sub(EVENTS).filter(|left| *left > 0).map(whole);
        rows.truncate(EVENTS);
        Events { tabs, rows, left }
    }

    fn survey_row(&self, survey: &Surveyed) -> EventRow {
        let words = &self.visit.words;
        let mut sentence = words.say(&format!("fact-tag-{}", survey.outcome));
        if let Some(step) = &survey.next_step {
            let on = survey.next_on.map(date_short).unwrap_or_default();
            let values = [("step", step.clone()), ("day", on)];
            let key = if survey.next_on.is_some() {
                "profiles-next-on"
            } else {
                "profiles-next"
            };
            sentence = format!("{sentence}. {}", words.fill(key, &values));
        }
        EventRow {
            on: survey.on.to_string(),
            printed_on: date_short(survey.on),
            sort: words.say("profiles-sort-survey"),
            sentence,
            link: Some((
                words.with("profiles-survey", "no", count(survey.id)),
                format!("/surveys/{}", survey.id),
            )),
            officer: survey.officer.clone(),
            is_gone: false,
            kind: "survey",
            day: survey.on,
            no: survey.entry,
        }
    }

    fn fact_row(&self, fact: &FactLine) -> EventRow {
        let words = &self.visit.words;
        let kind = match Fact::parse(&fact.fact) {
            Some(Fact::Organization(..)) => "organization",
            Some(Fact::Enterprise(nennep_core::ledger::Enterprise::Surveyed)) => "survey",
            Some(Fact::Member(..) | Fact::MemberConfirmed | Fact::Enterprise(_) | Fact::Activity(_)) | None => "other",
        };
        let mut sentence = fact_words::fact_code(words, &fact.fact);
        if let Some(outcome) = fact.outcome {
            sentence = format!("{sentence}: {}", words.say(&format!("fact-tag-{outcome}")));
        }
        if fact.count != 1 {
            sentence = format!("{sentence}: {}", count(fact.count));
        }
        sentence = format!("{sentence}, {}", self.unit_name(fact.unit, fact.on));
        if let Some(decision) = &fact.decision {
            sentence = format!(
                "{sentence}, {}",
                words.with("profiles-decision", "no", decision.clone())
            );
        }
        EventRow {
            on: fact.on.to_string(),
            printed_on: date_short(fact.on),
            sort: words.say(&format!("profiles-sort-{kind}")),
            sentence,
            link: Some((
                words.with("places-entry", "no", count(fact.no)),
                format!("/entries/{}", fact.no),
            )),
            officer: fact.officer.clone(),
            is_gone: fact.is_reversed,
            kind,
            day: fact.on,
            no: fact.no,
        }
    }

    fn talk_row(&self, talk: &TalkLine) -> EventRow {
        let words = &self.visit.words;
        let (sentence, href) = talk.told(words);
        EventRow {
            on: talk.on.to_string(),
            printed_on: date_short(talk.on),
            sort: words.say("profiles-sort-talk"),
            sentence,
            link: Some((words.say("profiles-open"), href)),
            officer: talk.officer.clone(),
            is_gone: false,
            kind: "talk",
            day: talk.on,
            no: 0,
        }
    }

    /// The list that told of it last.
    fn list_row(&self) -> Option<EventRow> {
        let words = &self.visit.words;
        let (file, on) = self.described.told_by.as_ref()?;
        Some(EventRow {
            on: on.to_string(),
            printed_on: date_short(*on),
            sort: words.say("profiles-sort-list"),
            sentence: words.with("profiles-told-by", "file", file.clone()),
            link: None,
            officer: String::new(),
            is_gone: false,
            kind: "other",
            day: *on,
            no: 0,
        })
    }
}

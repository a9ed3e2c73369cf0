//! An enterprise with everything known of it.

use nennep_core::calendar::Day;
use nennep_core::ledger::{HostKind, Tag};
use nennep_core::progress::{Ladder, LineKnown};
use nennep_core::register::{Heads, Line, Threshold, UnitId};
use nennep_core::text::{count, date_short};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{HeadCount, HeadSource, Organization};
use crate::web::places::code_in_charge;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// What the list holds of an enterprise.
#[derive(Clone, Debug)]
pub(super) struct Described {
    pub(super) id: i64,
    pub(super) tax_code: String,
    pub(super) name: String,
    pub(super) kind: Option<HostKind>,
    pub(super) unit: Option<i64>,
    pub(super) told_unit: Option<i64>,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    pub(super) registered_on: Option<Day>,
    pub(super) legal_form: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) address: Option<String>,
    pub(super) ward: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) owner_foreign: Option<bool>,
    pub(super) representative: Option<String>,
    pub(super) activity: String,
    pub(super) note: Option<String>,
    pub(super) listed_no: Option<i64>,
    pub(super) phone_end: Option<String>,
    /// File and day of the last list that told something of it.
    pub(super) told_by: Option<(String, Day)>,
}

/// Who goes to it next.
#[derive(Clone, Debug)]
pub(super) struct NextGoer {
    /// `case`, `campaign` or `step`.
    pub(super) why: &'static str,
    pub(super) officer: String,
    /// Number of the case, name of the campaign, or the step.
    pub(super) what: String,
    pub(super) until: Option<Day>,
}

/// One survey of it.
#[derive(Clone, Debug)]
pub(super) struct Surveyed {
    pub(super) id: i64,
    pub(super) on: Day,
    pub(super) outcome: String,
    pub(super) next_step: Option<String>,
    pub(super) next_on: Option<Day>,
    pub(super) officer: String,
    pub(super) entry: i64,
}

/// One case of a procedure that it is part of.
#[derive(Clone, Debug)]
pub(super) struct CaseLine {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) procedure: String,
    pub(super) opened_on: Day,
    pub(super) standing: String,
    /// Day of the decision, while its entry stands.
    pub(super) founded_on: Option<Day>,
    pub(super) officer: String,
}

/// A dialogue it took part in, or a matter about it.
#[derive(Clone, Debug)]
pub(super) struct TalkLine {
    pub(super) id: i64,
    pub(super) on: Day,
    pub(super) officer: String,
    pub(super) talk: Talk,
}

/// Says which of the two.
#[derive(Clone, Debug)]
pub(super) enum Talk {
    /// A dialogue, with whom.
    Dialogue(String),
    /// A matter: its words, who answers, and when it was answered.
    Matter {
        content: String,
        answerer: String,
        answered_on: Option<Day>,
    },
}

impl TalkLine {
    /// Says what it was, and where its page is.
    pub(super) fn told(&self, words: &Words) -> (String, String) {
        match &self.talk {
            Talk::Dialogue(audience) => (
                words.keyed("dialogues-with", audience, ""),
                format!("/dialogues/{}", self.id),
            ),
            Talk::Matter {
                content,
                answerer,
                answered_on,
            } => {
                let state = match answered_on {
                    Some(on) => words.with("matters-answered-on", "day", date_short(*on)),
                    None => words.with("profiles-waits-for", "who", answerer),
                };
                (format!("{content}. {state}"), format!("/matters/{}", self.id))
            }
        }
    }
}

impl CaseLine {
    /// Tells whether it is still worked on.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.standing.as_str(), "open" | "out") && self.founded_on.is_none()
    }
}

/// One fact of the book that names it.
#[derive(Clone, Debug)]
pub(super) struct FactLine {
    pub(super) no: i64,
    pub(super) fact: String,
    pub(super) on: Day,
    pub(super) count: i64,
    pub(super) unit: i64,
    pub(super) decision: Option<String>,
    pub(super) officer: String,
    /// The outcome, of a survey.
    pub(super) outcome: Option<&'static str>,
    pub(super) is_reversed: bool,
}

impl Described {
    /// Gives what the list says besides, each with its name.
    pub(super) fn pairs(&self, visit: &Visit) -> Vec<(String, String)> {
        let words = &visit.words;
        let law = |kind| visit.house.catalogs.host_kinds.of(kind, visit.now.today());
        let law = self.kind.and_then(law).map(|law| law.basis.clone());
        let day = |day: Option<Day>| day.map(date_short);
        let foreign = self
            .owner_foreign
            .map(|foreign| words.say(if foreign { "profiles-yes" } else { "profiles-no" }));
        let listed = self.listed_no.map(|no| words.with("places-entry", "no", count(no)));
        let told = [
            ("law", law),
            ("industry", self.industry.clone()),
            ("ward", self.ward.clone()),
            ("owner", self.owner.clone()),
            ("owner_foreign", foreign),
            ("registered_on", day(self.registered_on)),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("listed", listed),
            ("note", self.note.clone()),
        ];
        told.into_iter()
            .filter_map(|(key, value)| value.map(|value| (words.say(&format!("profiles-{key}")), value)))
            .collect()
    }

    /// Gives the unit it belongs to: its committee, or whose list brought it.
    pub(super) fn place(&self) -> Option<i64> {
        self.unit.or(self.told_unit)
    }
}

/// Gives what is known of a line in an enterprise: its organizations, and its people from lists and surveys.
pub(super) fn known_of(
    line: Line,
    heads: Option<Heads>,
    counts: &[HeadCount],
    (facts, surveys): (&[FactLine], &[Surveyed]),
    (cases, organizations): (&[&CaseLine], &[Organization]),
) -> LineKnown {
    let of = |heads: Heads| counts.iter().find(|count| count.heads == heads);
    let people = |count: &HeadCount| (count.number, count.on);
    let (counted, members) = match line {
        Line::Party => (of(Heads::PartyOfficial), of(Heads::PartyMembers)),
        Line::Union => (of(Heads::UnionMembers), None),
        Line::Youth => (of(Heads::YouthMembers), None),
        Line::Women => (of(Heads::WomenMembers), None),
    };
    let counted = heads.map_or(counted, of);
    let standing = || organizations.iter().filter(|known| known.line == line);
    let founded_on = standing().map(|known| known.since).min();
    // While one is worked on that is the case; once one stands, the case that founded it.
    let working = cases.iter().filter(|case| case.is_open()).map(|case| case.opened_on);
    let done = cases
        .iter()
        .filter(|case| case.founded_on.is_some())
        .map(|case| case.opened_on);
    let case_opened_on = working.min().or(done.min().filter(|_| founded_on.is_some()));
    let told = surveys.iter().map(|survey| (survey.on, survey.outcome.as_str()));
    // A survey that was only counted, in a sheet or a letter, tells its day and its outcome too.
    let only_counted = facts.iter().filter(|fact| !fact.is_reversed);
    let only_counted = only_counted.filter_map(|fact| fact.outcome.map(|outcome| (fact.on, outcome)));
    let survey = told.chain(only_counted).max_by_key(|(on, _)| *on);
    LineKnown {
        surveyed_on: survey.map(|(on, _)| on),
        is_refused: survey.is_some_and(|(_, outcome)| outcome == Tag::Refused.code()),
        heads: counted.map(people),
        members: members.map(people),
        case_opened_on,
        founded_on,
        steady_on: standing().filter_map(|known| known.steady_on).max(),
    }
}

/// Holds one enterprise as programs are told of it; who owns it and how to call it is not told.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EnterpriseTold {
    #[schema(example = "9828700737")]
    tax_code: String,
    name: String,
    /// Kind, when it is told.
    #[schema(required = true, example = "private")]
    kind: Option<String>,
    /// The law that says what the kind is today.
    #[schema(required = true)]
    law: Option<String>,
    /// Code of the committee in charge; null while it waits for one.
    #[schema(required = true)]
    unit: Option<String>,
    /// `active`, or why not.
    activity: String,
    #[schema(required = true)]
    registered_on: Option<Day>,
    #[schema(required = true)]
    legal_form: Option<String>,
    #[schema(required = true)]
    industry: Option<String>,
    #[schema(required = true)]
    address: Option<String>,
    #[schema(required = true)]
    ward: Option<String>,
    /// Number of the entry that lists it; null while it waits.
    #[schema(required = true)]
    entry: Option<i64>,
    /// People as counted last.
    pub(super) people: Vec<PeopleTold>,
    /// How far it is with each line.
    pub(super) lines: Vec<LineTold>,
}

impl EnterpriseTold {
    pub(super) fn of(visit: &Visit, described: &Described) -> Self {
        let law = |kind| visit.house.catalogs.host_kinds.of(kind, visit.now.today());
        Self {
            tax_code: described.tax_code.clone(),
            name: described.name.clone(),
            kind: described.kind.map(|kind| kind.code().to_owned()),
            law: described.kind.and_then(law).map(|law| law.basis.clone()),
            unit: code_in_charge(visit, described.place()),
            activity: described.activity.clone(),
            registered_on: described.registered_on,
            legal_form: described.legal_form.clone(),
            industry: described.industry.clone(),
            address: described.address.clone(),
            ward: described.ward.clone(),
            entry: described.listed_no,
            people: Vec::new(),
            lines: Vec::new(),
        }
    }
}

/// Holds a count of people.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PeopleTold {
    /// Who, such as `party_official`.
    who: &'static str,
    count: i64,
    #[schema(required = true)]
    counted_on: Option<Day>,
    /// `list` or `survey`.
    source: &'static str,
}

impl PeopleTold {
    pub(super) fn of(count: &HeadCount) -> Self {
        Self {
            who: count.heads.code(),
            count: count.number,
            counted_on: count.on,
            source: match count.source {
                HeadSource::List => "list",
                HeadSource::Survey(_) => "survey",
            },
        }
    }
}

/// Holds how far an enterprise is with one line.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineTold {
    #[schema(example = "party")]
    line: &'static str,
    /// `not_recorded`, `no_members`, `members_not_eligible`, `eligible`, `in_file`, `founded` or `consolidated`.
    rung: &'static str,
    /// How many are needed, and of whom; null where nothing is laid down.
    #[schema(required = true)]
    needed: Option<i64>,
    #[schema(required = true)]
    needed_of: Option<&'static str>,
    /// Document and clause.
    #[schema(required = true)]
    basis: Option<String>,
    /// Codes of its organizations that are units of the scope.
    organizations: Vec<String>,
}

impl LineTold {
    pub(super) fn of(
        visit: &Visit,
        (line, ladder, threshold): (Line, &Ladder, Option<&Threshold>),
        organizations: &[Organization],
    ) -> Self {
        let tree = &visit.book().tree;
        let units = organizations.iter().filter(|known| known.line == line);
        let units = units.filter_map(|known| tree.index_of(UnitId(known.unit)));
        Self {
            line: line.code(),
            rung: ladder.rung.code(),
            needed: threshold.map(|rule| rule.min),
            needed_of: threshold.map(|rule| rule.heads.code()),
            basis: threshold.map(|rule| rule.basis.clone()),
            organizations: units
                .filter(|unit| visit.scope.sees(*unit))
                .map(|unit| tree.unit(unit).code.clone())
                .collect(),
        }
    }
}

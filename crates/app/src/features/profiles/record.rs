//! An enterprise with everything known of it.

use nennep_core::calendar::Day;
use nennep_core::ledger::{HostKind, Tag};
use nennep_core::progress::LineKnown;
use nennep_core::register::{Heads, Line};
use nennep_core::text::{count, date_short};

use crate::store::{HeadCount, Organization};
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

#[cfg(test)]
mod tests {
    use nennep_core::progress::{Ladder, Rung};
    use nennep_core::register::{Heads, Line};

    use super::known_of;
    use crate::store::{HeadCount, HeadSource, Organization};

    #[test]
    fn an_organization_of_the_line_decides() {
        let organization = |line, steady: Option<&str>| Organization {
            line,
            unit: 1,
            since: "2020-01-01".parse().unwrap(),
            steady_on: steady.map(|on| on.parse().unwrap()),
        };
        let table: [(&[Organization], Rung); 4] = [
            (&[], Rung::NotRecorded),
            (&[organization(Line::Union, None)], Rung::NotRecorded),
            (&[organization(Line::Party, None)], Rung::Founded),
            (
                &[
                    organization(Line::Party, None),
                    organization(Line::Party, Some("2023-01-01")),
                ],
                Rung::Consolidated,
            ),
        ];
        for (organizations, rung) in table {
            let heads = Some(Heads::PartyOfficial);
            let known = known_of(Line::Party, heads, &[], (&[], &[]), (&[], organizations));
            assert_eq!(Ladder::of(&known, None).rung, rung, "{organizations:?}");
        }
    }

    #[test]
    fn the_line_asks_for_its_own_people() {
        let counts = [
            (Heads::Workers, 186),
            (Heads::PartyMembers, 5),
            (Heads::PartyOfficial, 4),
            (Heads::UnionMembers, 171),
        ]
        .map(|(heads, number)| HeadCount {
            heads,
            number,
            on: None,
            source: HeadSource::List,
        });
        let heads = |line| {
            let known = known_of(line, None, &counts, (&[], &[]), (&[], &[]));
            (
                known.heads.map(|(number, _)| number),
                known.members.map(|(number, _)| number),
            )
        };
        assert_eq!(heads(Line::Party), (Some(4), Some(5)));
        assert_eq!(heads(Line::Union), (Some(171), None));
        assert_eq!(heads(Line::Youth), (None, None));
    }
}

//! Facts in plain words, by groups, with the fields each of them takes.

use nennep_core::ledger::{Activity, Enterprise, Fact, FactOf, Grade, HostKind, Tag};
use nennep_core::register::Line;
use nennep_core::text;

use super::words::Words;

/// Names the groups in which facts are offered, in their order.
pub const GROUPS: [&str; 8] = [
    "party",
    "union",
    "youth",
    "women",
    "enterprises",
    "activities",
    "tasks",
    "meetings",
];

/// Gives the group a fact is offered in.
#[must_use]
pub fn group_of(fact: Fact) -> &'static str {
    match fact {
        Fact::Organization(line, _) | Fact::Member(line, _) => line.code(),
        Fact::MemberConfirmed => Line::Party.code(),
        Fact::Enterprise(_) => "enterprises",
        Fact::Activity(activity) => match activity {
            Activity::OutstandingIntroduced | Activity::AwarenessClassSent => Line::Party.code(),
            Activity::CommendedCollective
            | Activity::CommendedIndividual
            | Activity::ConferenceHeld
            | Activity::SpeechGiven
            | Activity::ProcedureIssued
            | Activity::DialogueHeld
            | Activity::TrainingHeld => "activities",
            Activity::TaskPlanned | Activity::TaskDone => "tasks",
            Activity::RegularMeetingHeld
            | Activity::ThematicMeetingHeld
            | Activity::InspectionDone
            | Activity::SupervisionDone => "meetings",
        },
    }
}

/// Says which fields a fact takes besides day, unit, count, decision, evidence and note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takes {
    /// The receiving unit of a move.
    pub to_unit: bool,
    /// The kind of the organizations counted.
    pub org_kind: bool,
    /// The kind of the body they stand in.
    pub host_kind: bool,
    /// Marks of persons.
    pub marks: bool,
    /// The outcome of a survey.
    pub outcome: bool,
    /// The reason for leaving.
    pub reason: bool,
    /// The enterprise it concerns.
    pub enterprise: bool,
    /// Whether the count is a stock carried in, which is rarely one.
    pub opening: bool,
}

/// Gives the fields a fact takes.
#[must_use]
pub fn takes(fact: Fact) -> Takes {
    let organization = matches!(fact, Fact::Organization(..));
    let member = matches!(fact, Fact::Member(..) | Fact::MemberConfirmed);
    let survey = fact == Fact::Enterprise(Enterprise::Surveyed);
    let persons = [
        Activity::OutstandingIntroduced,
        Activity::AwarenessClassSent,
        Activity::CommendedIndividual,
    ];
    let of_persons = persons.iter().any(|activity| fact == Fact::Activity(*activity));
    let opening = matches!(
        fact,
        Fact::Organization(_, FactOf::Opening)
            | Fact::Member(_, FactOf::Opening)
            | Fact::Enterprise(Enterprise::Opening)
    );
    Takes {
        to_unit: fact.is_move(),
        org_kind: organization,
        host_kind: organization || member || matches!(fact, Fact::Enterprise(_)),
        marks: member || of_persons,
        outcome: survey,
        reason: matches!(fact, Fact::Member(_, FactOf::Ended)),
        enterprise: !opening && (organization || member || of_persons || survey),
        opening,
    }
}

/// Says a fact.
#[must_use]
pub fn fact(words: &Words, fact: Fact) -> String {
    words.say(&format!("fact-{}", fact.code()))
}

/// Says a fact by its code; an unknown code stands for itself.
#[must_use]
pub fn fact_code(words: &Words, code: &str) -> String {
    Fact::parse(code).map_or_else(|| code.to_owned(), |known| fact(words, known))
}

/// Names what an entry of a trace tells: a fact, or an event of a unit.
#[must_use]
pub fn happened(words: &Words, code: &str) -> String {
    Fact::parse(code).map_or_else(|| words.keyed("trace-event", code, ""), |known| fact(words, known))
}

/// Says a mark, an outcome or a reason.
#[must_use]
pub fn tag(words: &Words, tag: Tag) -> String {
    words.say(&format!("fact-tag-{}", tag.code()))
}

/// Says the kind of a body.
#[must_use]
pub fn host(words: &Words, kind: HostKind) -> String {
    words.say(&format!("fact-host-{}", kind.code()))
}

/// Says how well something is evidenced.
#[must_use]
pub fn grade(words: &Words, grade: Grade) -> String {
    words.say(&format!("fact-grade-{}", grade.code()))
}

/// Writes what an entry adds with its sign: `+02`, `−3`, `00`.
#[must_use]
pub fn signed(count: i64) -> String {
    match count {
        0 => text::count(0),
        1.. => format!("+{}", text::count(count)),
        _ => format!("\u{2212}{}", text::count(count.saturating_neg())),
    }
}

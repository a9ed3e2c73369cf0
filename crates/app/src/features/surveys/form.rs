//! The form of a visit: its steps, and what was typed into a draft, or all its faults.

use nennep_core::calendar::Day;
use nennep_core::ledger::Tag;
use nennep_core::register::{Line, Threshold};

use super::record::{ATTITUDES, NUMBERS, OUTCOMES, SurveyDraft, TEXTS};
use crate::store::Host;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::places::in_charge;
use crate::web::visit::Visit;

/// Steps of a visit with the fields each asks, in the order of a real one.
pub(super) const STEPS: [(&str, &[&str]); 6] = [
    ("visit", &["surveyed_on", "attitude"]),
    ("workers", &["workers", "workers_female"]),
    (
        "party",
        &["party_official", "party_probationary", "party_elsewhere", "outstanding"],
    ),
    ("outcome", &["outcome", "obstacle"]),
    ("lines", &["union_members", "youth_members", "women_members"]),
    ("next", &["next_step", "next_on", "note"]),
];

/// Letters of a text at most.
const LETTERS_MAX: usize = 500;

/// Gives the step a field stands on.
pub(super) fn step_of(field: &str) -> usize {
    STEPS
        .iter()
        .position(|(_, fields)| fields.contains(&field))
        .unwrap_or(0)
}

/// Gives the step that follows: nobody who was not let in has counted anybody.
pub(super) fn next_from(step: usize, typed: &Typed) -> usize {
    let is_refused = typed.get("attitude") == "refuses";
    if step == 0 && is_refused {
        step_of("outcome")
    } else {
        step + 1
    }
}

/// Gives the step before.
pub(super) fn back_from(step: usize, typed: &Typed) -> usize {
    let is_refused = typed.get("attitude") == "refuses";
    if is_refused && step == step_of("outcome") {
        0
    } else {
        step.saturating_sub(1)
    }
}

/// Reads what was typed on all steps, or tells all that is wrong with it; the page shows what stands on its own step.
pub(super) fn draft(visit: &Visit, host: &Host, typed: &Typed) -> Result<SurveyDraft, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let on = surveyed_on(visit, &mut read, host);
    let outcome = OUTCOMES.into_iter().find(|known| known.code() == typed.get("outcome"));
    if outcome.is_none() {
        read.wrong("outcome", FaultKind::MissingValue, "");
    }
    let numbers = NUMBERS.map(|name| read.count(name));
    let texts = TEXTS.map(|name| read.text(name, LETTERS_MAX));
    let obstacles = obstacles(visit, typed, &mut read);
    let next_on = read.day("next_on");
    if let (Some(next), Some(on)) = (next_on, on)
        && next < on
    {
        read.wrong("next_on", FaultKind::EndBeforeBeginning, &on.to_string());
    }
    let attitude = ATTITUDES.into_iter().find(|known| *known == typed.get("attitude"));
    within_workers(&mut read, &numbers);
    if let (Some(outcome), Some(on)) = (outcome, on) {
        let threshold = visit.house.catalogs.rulebook.founding(Line::Party, on);
        if let Some((found, needed)) = contradiction(outcome, &numbers, threshold) {
            read.wrong_for("outcome", FaultKind::OutcomeDiffers, found, &needed);
        }
    }
    if next_on.is_some() && texts.get(1).is_none_or(Option::is_none) {
        read.wrong("next_step", FaultKind::MissingValue, "");
    }
    match (on, outcome, read.is_clean()) {
        (Some(on), Some(outcome), true) => Ok(SurveyDraft {
            on,
            outcome,
            attitude,
            numbers,
            texts,
            obstacles,
            next_on,
            key: typed.get("key").to_owned(),
            form: typed.content(),
            answers: typed.get("answers").parse().ok(),
        }),
        _ => Err(read.into_faults()),
    }
}

fn surveyed_on(visit: &Visit, read: &mut FormReader<'_>, host: &Host) -> Option<Day> {
    let on = read.past_day("surveyed_on")?;
    let tree = &visit.book().tree;
    let first = in_charge(visit, host.unit, on).map(|unit| tree.unit(unit).from);
    if let Some(first) = first.filter(|first| on < *first) {
        read.wrong("surveyed_on", FaultKind::BeforeFirstDay, &first.to_string());
    }
    Some(on)
}

fn obstacles(visit: &Visit, typed: &Typed, read: &mut FormReader<'_>) -> Vec<String> {
    let known: Vec<&str> = visit.house.catalogs.obstacles.on(visit.now.today()).collect();
    let mut chosen: Vec<String> = Vec::new();
    for code in typed.all("obstacle") {
        if !known.contains(&code) {
            read.wrong_for("obstacle", FaultKind::UnknownWord, code, &known.join(", "));
        } else if chosen.iter().all(|one| one != code) {
            chosen.push(code.to_owned());
        }
    }
    chosen
}

/// Women, and members of what workers alone are members of, are some of the workers; an owner may be of the Party.
fn within_workers(read: &mut FormReader<'_>, numbers: &[Option<i64>; 8]) {
    let of = |name: &str| NUMBERS.iter().zip(numbers).find(|(known, _)| **known == name);
    let Some(all) = of("workers").and_then(|(_, number)| *number) else {
        return;
    };
    let some = [
        ("workers_female", FaultKind::WomenAboveWorkers),
        ("union_members", FaultKind::AboveWorkers),
        ("youth_members", FaultKind::AboveWorkers),
        ("women_members", FaultKind::AboveWorkers),
    ];
    for (name, kind) in some {
        if of(name).and_then(|(_, number)| *number).is_some_and(|some| some > all) {
            read.wrong(name, kind, &all.to_string());
        }
    }
}

/// Gives the outcome that the numbers of Party members say, where they say one.
pub(super) fn said_by(official: Option<i64>, probationary: Option<i64>, threshold: Option<&Threshold>) -> Option<Tag> {
    let needed = threshold?.min;
    match (official?, probationary) {
        (official, _) if official >= needed => Some(Tag::Eligible),
        (0, Some(0)) => Some(Tag::NoMembers),
        (0, None) => None,
        (_, _) => Some(Tag::MembersNotEligible),
    }
}

/// The numbers decide: an outcome that says otherwise is wrong, told with both numbers and how many are needed.
fn contradiction(outcome: Tag, numbers: &[Option<i64>; 8], threshold: Option<&Threshold>) -> Option<(String, String)> {
    let [_, _, official, probationary, ..] = *numbers;
    if outcome == Tag::Refused {
        return None;
    }
    let said = said_by(official, probationary, threshold)?;
    (said != outcome).then(|| {
        let official = official.unwrap_or_default();
        let found = official.saturating_add(probationary.unwrap_or_default());
        let needed = threshold.map(|rule| rule.min).unwrap_or_default();
        (format!("{official}/{found}"), needed.to_string())
    })
}

#[cfg(test)]
mod tests {
    use nennep_core::ledger::Tag;
    use nennep_core::register::{Line, Rulebook};

    use super::{contradiction, said_by};

    #[test]
    fn the_numbers_say_the_outcome() {
        let book = Rulebook::parse(include_str!("../../../../../catalog/rulebook.toml")).unwrap();
        let three = book.founding(Line::Party, "2026-01-01".parse().unwrap());
        let table = [
            (Some(3), Some(2), Some(Tag::Eligible)),
            (Some(3), None, Some(Tag::Eligible)),
            (Some(2), Some(5), Some(Tag::MembersNotEligible)),
            (Some(0), Some(1), Some(Tag::MembersNotEligible)),
            (Some(0), Some(0), Some(Tag::NoMembers)),
            (Some(0), None, None),
            (None, Some(4), None),
            (None, None, None),
        ];
        for (official, probationary, expected) in table {
            assert_eq!(
                said_by(official, probationary, three),
                expected,
                "{official:?} {probationary:?}"
            );
            let mut numbers = [None; 8];
            numbers[2] = official;
            numbers[3] = probationary;
            for outcome in [Tag::Eligible, Tag::MembersNotEligible, Tag::NoMembers] {
                let is_wrong = expected.is_some_and(|expected| expected != outcome);
                assert_eq!(
                    contradiction(outcome, &numbers, three).is_some(),
                    is_wrong,
                    "{outcome:?}"
                );
            }
            assert!(contradiction(Tag::Refused, &numbers, three).is_none());
        }
    }
}

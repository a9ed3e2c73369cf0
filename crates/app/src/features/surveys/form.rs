//! The form of a visit: its steps, and what was typed into a draft, or all its faults.

use nennep_core::calendar::{Day, DayError};
use nennep_core::ledger::Tag;
use nennep_core::register::{Line, Threshold};
use nennep_core::text::parse_count;

use super::record::{ATTITUDES, NUMBERS, OUTCOMES, SurveyDraft, TEXTS};
use crate::store::Host;
use crate::web::days::read_day;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
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

/// Above any count of people in one enterprise.
const HEADS_MAX: i64 = 10_000_000;

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

/// Reads what was typed on the steps up to one; `None` for all of them.
pub(super) fn draft(visit: &Visit, host: &Host, typed: &Typed) -> Result<SurveyDraft, Vec<Fault>> {
    let mut reader = Reader {
        visit,
        typed,
        faults: Vec::new(),
    };
    let on = reader.surveyed_on(host);
    let outcome = reader.outcome();
    let numbers = NUMBERS.map(|name| reader.number(name));
    let texts = TEXTS.map(|name| reader.text(name));
    let obstacles = reader.obstacles();
    let next_on = reader.next_on(on);
    let attitude = ATTITUDES.into_iter().find(|known| *known == typed.get("attitude"));
    reader.women(&numbers);
    if let (Some(outcome), Some(on)) = (outcome, on) {
        let threshold = visit.house.catalogs.rulebook.founding(Line::Party, on);
        reader.faults.extend(contradiction(outcome, &numbers, threshold));
    }
    if next_on.is_some() && texts.get(1).is_none_or(Option::is_none) {
        reader.fault(FaultKind::MissingValue, "", "", "next_step");
    }
    match (on, outcome, reader.faults.is_empty()) {
        (Some(on), Some(outcome), true) => Ok(SurveyDraft {
            on,
            outcome,
            attitude,
            numbers,
            texts,
            obstacles,
            next_on,
            key: typed.get("key").to_owned(),
            answers: typed.get("answers").parse().ok(),
        }),
        _ => Err(reader.faults),
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

/// The numbers decide: an outcome that says otherwise is a fault with both numbers.
fn contradiction(outcome: Tag, numbers: &[Option<i64>; 8], threshold: Option<&Threshold>) -> Option<Fault> {
    let [_, _, official, probationary, ..] = *numbers;
    if outcome == Tag::Refused {
        return None;
    }
    let said = said_by(official, probationary, threshold)?;
    (said != outcome).then(|| {
        let found = official
            .unwrap_or_default()
            .saturating_add(probationary.unwrap_or_default());
        let needed = threshold.map(|rule| rule.min).unwrap_or_default();
        let found = format!("{}/{found}", official.unwrap_or_default());
        Fault::new(FaultKind::OutcomeDiffers, found, &needed.to_string()).in_field("outcome")
    })
}

struct Reader<'a> {
    visit: &'a Visit,
    typed: &'a Typed,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, kind: FaultKind, found: &str, detail: &str, field: &str) {
        self.faults.push(Fault::new(kind, found, detail).in_field(field));
    }

    fn day(&mut self, field: &'static str) -> Option<Day> {
        let typed = self.typed.get(field);
        if typed.is_empty() {
            return None;
        }
        match read_day(typed) {
            Ok(day) => Some(day),
            Err(error) => {
                let kind = if error == DayError::NoSuchDay {
                    FaultKind::NoSuchDay
                } else {
                    FaultKind::BadDay
                };
                self.fault(kind, typed, "", field);
                None
            }
        }
    }

    fn surveyed_on(&mut self, host: &Host) -> Option<Day> {
        if self.typed.get("surveyed_on").is_empty() {
            self.fault(FaultKind::MissingValue, "", "", "surveyed_on");
        }
        let on = self.day("surveyed_on")?;
        let (tree, today) = (&self.visit.book().tree, self.visit.now.today());
        let unit = in_charge(self.visit, host.unit, on);
        if on > today {
            self.fault(
                FaultKind::InTheFuture,
                &on.to_string(),
                &today.to_string(),
                "surveyed_on",
            );
        } else if let Some(first) = unit.map(|unit| tree.unit(unit).from).filter(|first| on < *first) {
            self.fault(
                FaultKind::BeforeFirstDay,
                &on.to_string(),
                &first.to_string(),
                "surveyed_on",
            );
        }
        Some(on)
    }

    fn next_on(&mut self, surveyed: Option<Day>) -> Option<Day> {
        let next = self.day("next_on")?;
        if let Some(surveyed) = surveyed.filter(|surveyed| next < *surveyed) {
            self.fault(
                FaultKind::EndBeforeBeginning,
                &next.to_string(),
                &surveyed.to_string(),
                "next_on",
            );
        }
        Some(next)
    }

    fn outcome(&mut self) -> Option<Tag> {
        let typed = self.typed.get("outcome");
        let outcome = OUTCOMES.into_iter().find(|known| known.code() == typed);
        if outcome.is_none() {
            self.fault(FaultKind::OneOutcome, typed, "", "outcome");
        }
        outcome
    }

    fn number(&mut self, field: &'static str) -> Option<i64> {
        let typed = self.typed.get(field);
        if typed.is_empty() {
            return None;
        }
        let number = parse_count(typed.trim()).filter(|number| *number <= HEADS_MAX);
        if number.is_none() {
            self.fault(FaultKind::BadCount, typed, "", field);
        }
        number
    }

    fn text(&mut self, field: &'static str) -> Option<String> {
        let typed = self.typed.get(field).trim();
        if typed.chars().count() > LETTERS_MAX {
            let start: String = typed.chars().take(40).collect();
            self.fault(
                FaultKind::TooLong,
                &format!("{start}…"),
                &LETTERS_MAX.to_string(),
                field,
            );
        }
        (!typed.is_empty()).then(|| typed.to_owned())
    }

    fn obstacles(&mut self) -> Vec<String> {
        let known: Vec<&str> = self.visit.house.catalogs.obstacles.on(self.visit.now.today()).collect();
        let mut chosen: Vec<String> = Vec::new();
        for typed in self.typed.all("obstacle") {
            if !known.contains(&typed) {
                self.faults
                    .push(Fault::new(FaultKind::UnknownWord, typed, &known.join(", ")).in_field("obstacle"));
            } else if chosen.iter().all(|code| code != typed) {
                chosen.push(typed.to_owned());
            }
        }
        chosen
    }

    fn women(&mut self, numbers: &[Option<i64>; 8]) {
        if let [Some(all), Some(women), ..] = *numbers
            && women > all
        {
            self.fault(
                FaultKind::WomenAboveWorkers,
                &women.to_string(),
                &all.to_string(),
                "workers_female",
            );
        }
    }
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

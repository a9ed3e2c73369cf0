//! What the pages of cases say.

use nennep_core::calendar::Day;
use nennep_core::progress::{CaseDeed, CaseStanding, CaseState};
use nennep_core::register::{Procedure, Takes, UnitId};
use nennep_core::text::{count, date_short, whole};

use super::record::{Case, CaseRow, CaseTold, LetterLine};
use crate::store::Deed;
use crate::web::papers::{LetterKind, bare_number};
use crate::web::places::code_in_charge;
use crate::web::table::{Cell, Column, TableRow};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// One step as shown.
pub(super) struct StepShown {
    pub(super) class: &'static str,
    pub(super) name: String,
    pub(super) told: String,
}

/// One paper as shown.
pub(super) struct PaperShown {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) on: Option<String>,
}

/// One event as shown.
pub(super) struct EventShown {
    pub(super) on: String,
    pub(super) printed_on: String,
    pub(super) sentence: String,
    pub(super) officer: String,
}

/// Names what a decision does: it founds, may also raise what stands, or receives.
pub(super) fn taking(procedure: &Procedure) -> &'static str {
    match procedure.takes {
        None => "new",
        Some(Takes::Standing) => "standing",
        Some(Takes::Elsewhere) => "elsewhere",
    }
}

/// Names a procedure.
pub(super) fn procedure(words: &Words, code: &str) -> String {
    words.say(&format!("procedure-{code}"))
}

/// Gives the columns of the list.
pub(super) fn columns(words: &Words) -> Vec<Column> {
    let head = |key: &str| words.say(&format!("cases-column-{key}"));
    vec![
        Column::unbroken("number", head("number")),
        Column::text("host", head("host")),
        Column::text("procedure", head("procedure")),
        Column::text("step", head("step")),
        Column::text("due", head("due")),
        Column::text("unit", head("unit")),
        Column::text("keeper", head("keeper")).unusual(),
        Column::unbroken("opened", head("opened")).unusual(),
    ]
}

/// Writes one row of the list.
pub(super) fn row(visit: &Visit, case: &CaseRow) -> TableRow {
    let words = &visit.words;
    let known = visit.house.catalogs.procedures.get(&case.procedure, case.opened_on);
    let step = known.and_then(|procedure| procedure.steps.get(case.step));
    let standing = match (case.standing.as_str(), step) {
        ("open" | "out", Some(step)) => {
            let values = [
                ("step", (case.step + 1).to_string()),
                ("steps", known.map_or(0, |known| known.steps.len()).to_string()),
                ("name", words.say(&format!("procedure-step-{}", step.code))),
            ];
            words.fill("cases-step-of", &values)
        }
        (standing, _) => words.say(&format!("cases-standing-{standing}")),
    };
    let mut host = Cell::text(case.host.clone());
    if case.hosts > 1 {
        host = host.noting(words.with("cases-hosts-more", "count", count(case.hosts - 1)));
    }
    let due = case.due_on.map(|due| due_words(visit, due));
    let due = match (due, case.standing.as_str()) {
        (Some((text, is_late)), _) => Cell::text(text).classed(if is_late { "late" } else { "" }),
        (None, "out") => Cell::text(words.say("cases-standing-out")),
        (None, _) => Cell::text("–"),
    };
    let due = Cell {
        order: case.due_on.map(|due| i64::from(due.ordinal())),
        ..due
    };
    let tree = &visit.book().tree;
    let unit = tree.index_of(UnitId(case.unit));
    let unit = unit.map(|unit| tree.name_on(unit, visit.now.today()).to_owned());
    vec![
        Cell::text(case.number.clone()).to(format!("/cases/{}", case.id)),
        host,
        Cell::text(procedure(words, &case.procedure)),
        Cell::text(standing),
        due,
        Cell::text(unit.unwrap_or_default()),
        Cell::text(case.keeper.clone().unwrap_or_default()),
        Cell::day(case.opened_on),
    ]
}

/// Says how many working days are left until a day, or how many it is late.
pub(super) fn due_words(visit: &Visit, due: Day) -> (String, bool) {
    let (words, today) = (&visit.words, visit.now.today());
    let holidays = &visit.house.catalogs.holidays;
    let is_late = due < today;
    let (from, until) = if is_late { (due, today) } else { (today, due) };
    let days = i64::from(holidays.working_days_between(from, until));
    let key = if is_late { "cases-late" } else { "cases-left" };
    let values = [("count", count(days)), ("day", date_short(due))];
    (words.fill(key, &values), is_late)
}

/// Gives the steps of a case: done, under way, ahead.
pub(super) fn steps(visit: &Visit, case: &Case, procedure: &Procedure, state: &CaseState) -> Vec<StepShown> {
    let words = &visit.words;
    let mut ends: Vec<Day> = Vec::new();
    for stored in &case.events {
        if matches!(stored.event.deed, CaseDeed::StepDone | CaseDeed::Founded) {
            ends.push(stored.event.on);
        }
    }
    procedure
        .steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let (class, told) = match place.cmp(&state.step) {
                std::cmp::Ordering::Less => ("reached", ends.get(place).copied().map(date_short).unwrap_or_default()),
                std::cmp::Ordering::Equal => match state.standing {
                    CaseStanding::Open => ("working", date_short(state.since)),
                    CaseStanding::Out(on) => ("working", words.with("cases-out-since", "day", date_short(on))),
                    CaseStanding::Refused | CaseStanding::Closed | CaseStanding::Done => ("unknown", String::new()),
                },
                std::cmp::Ordering::Greater => ("ahead", String::new()),
            };
            StepShown {
                class,
                name: words.say(&format!("procedure-step-{}", step.code)),
                told,
            }
        })
        .collect()
}

/// Gives the papers up to the step a case is on: those that are missing first.
pub(super) fn papers(visit: &Visit, procedure: &Procedure, state: &CaseState) -> (Vec<PaperShown>, Vec<PaperShown>) {
    let shown = |code: &str, on: Option<Day>| PaperShown {
        code: code.to_owned(),
        name: visit.words.say(&format!("procedure-paper-{code}")),
        on: on.map(date_short),
    };
    let missing = state
        .missing(procedure)
        .into_iter()
        .map(|code| shown(code, None))
        .collect();
    let there = state.papers.iter().map(|(code, on)| shown(code, Some(*on))).collect();
    (missing, there)
}

/// Gives what happened, the latest first.
pub(super) fn events(visit: &Visit, case: &Case) -> Vec<EventShown> {
    let words = &visit.words;
    let mut shown: Vec<EventShown> = case
        .events
        .iter()
        .map(|stored| {
            let (name, paper) = super::record::deed_parts(&stored.event.deed);
            let mut sentence = words.say(&format!("cases-deed-{name}"));
            if let Some(paper) = paper {
                sentence = format!("{sentence}: {}", words.say(&format!("procedure-paper-{paper}")));
            }
            if let Some(said) = &stored.words {
                sentence = format!("{sentence}. {said}");
            }
            EventShown {
                on: stored.event.on.to_string(),
                printed_on: date_short(stored.event.on),
                sentence,
                officer: stored.officer.clone(),
            }
        })
        .collect();
    shown.reverse();
    shown
}

/// A letter as the page of its case names it.
pub(super) struct LetterShown {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) on: String,
}

/// Names a letter.
pub(super) fn letter(words: &Words, letter: &LetterLine) -> LetterShown {
    let title = format!("letters-title-{}", letter.kind.code());
    LetterShown {
        id: letter.id,
        name: words.with(&title, "number", bare_number(&letter.number)),
        on: date_short(letter.dated),
    }
}

/// Gives the letters that can be written now.
pub(super) fn writes(
    words: &Words,
    procedure: &Procedure,
    state: &CaseState,
    may_write: bool,
) -> Vec<(&'static str, String)> {
    let is_going_on = matches!(state.standing, CaseStanding::Open | CaseStanding::Out(_));
    LetterKind::ALL
        .into_iter()
        .filter(|kind| may_write && is_going_on && kind.is_due(procedure, state.step))
        .map(|kind| (kind.code(), words.keyed("letters", kind.code(), "")))
        .collect()
}

/// Says in one line where a case stands.
pub(super) fn standing(visit: &Visit, procedure_known: &Procedure, state: &CaseState) -> (String, bool) {
    let words = &visit.words;
    let holidays = &visit.house.catalogs.holidays;
    let today = visit.now.today();
    match state.standing {
        CaseStanding::Open => {
            let clock = state.clock(procedure_known, today, holidays);
            let due = clock.map(|clock| due_words(visit, clock.due_on));
            let values = [
                ("step", (state.step + 1).to_string()),
                ("steps", procedure_known.steps.len().to_string()),
                (
                    "name",
                    state
                        .at(procedure_known)
                        .map(|step| words.say(&format!("procedure-step-{}", step.code)))
                        .unwrap_or_default(),
                ),
                ("due", due.as_ref().map(|(due, _)| due.clone()).unwrap_or_default()),
            ];
            (
                words.fill("cases-standing-at", &values),
                due.is_some_and(|(_, is_late)| is_late),
            )
        }
        CaseStanding::Out(on) => (words.with("cases-out-since", "day", date_short(on)), false),
        CaseStanding::Refused => (words.say("cases-standing-refused"), false),
        CaseStanding::Closed => (words.say("cases-standing-closed"), false),
        CaseStanding::Done => (words.say("cases-standing-done"), false),
    }
}

/// Counts cases in words.
pub(super) fn summary(visit: &Visit, rows: &[CaseRow]) -> String {
    let today = visit.now.today();
    let late = rows
        .iter()
        .filter(|row| row.due_on.is_some_and(|due| due < today))
        .count();
    let out = rows.iter().filter(|row| row.standing == "out").count();
    let values = [("all", whole(rows.len())), ("late", whole(late)), ("out", whole(out))];
    visit.words.fill("cases-sum", &values)
}

/// Tells programs of a case.
pub(super) fn told(visit: &Visit, case: CaseRow) -> CaseTold {
    CaseTold {
        unit: code_in_charge(visit, Some(case.unit)),
        id: case.id,
        number: case.number,
        procedure: case.procedure,
        opened_on: case.opened_on,
        standing: case.standing,
        step: case.step,
        due_on: case.due_on,
        hosts: case.hosts,
    }
}

/// Gives the buttons above the list: with or without what is over, and a new case.
pub(super) fn actions(visit: &Visit, with_over: bool) -> Vec<(String, String, bool)> {
    let words = &visit.words;
    let over = if with_over {
        (words.say("cases-without-over"), "/cases".to_owned(), false)
    } else {
        (words.say("cases-with-over"), "/cases?over=yes".to_owned(), false)
    };
    let mut actions = vec![(words.say("cases-board"), "/cases/board".to_owned(), false), over];
    if visit.scope.may_somewhere(Deed::Record) {
        actions.push((words.say("cases-new"), "/cases/new".to_owned(), true));
    }
    actions
}

/// A step with the cases that are on it.
pub(super) struct StepColumn {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) cards: Vec<CaseCard>,
}

/// A case on the board.
pub(super) struct CaseCard {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) host: String,
    pub(super) about: String,
    pub(super) due: String,
    pub(super) is_late: bool,
}

/// Puts open cases under their steps, in the order the procedures name these; the one due first stands first.
pub(super) fn board(visit: &Visit, cases: &[CaseRow]) -> Vec<StepColumn> {
    let words = &visit.words;
    let procedures = &visit.house.catalogs.procedures;
    let mut codes: Vec<&str> = Vec::new();
    for step in procedures.in_force(visit.now.today()).flat_map(|known| &known.steps) {
        if !codes.contains(&step.code.as_str()) {
            codes.push(&step.code);
        }
    }
    let step_of = |case: &CaseRow| {
        let known = procedures.get(&case.procedure, case.opened_on)?;
        known.steps.get(case.step).map(|step| step.code.as_str())
    };
    // A version that is over may have a step of its own.
    for code in cases.iter().filter_map(step_of) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let card = |case: &CaseRow| {
        let (due, is_late) = case
            .due_on
            .map_or_else(|| (words.say("cases-standing-out"), false), |due| due_words(visit, due));
        let keeper = case.keeper.clone().unwrap_or_default();
        CaseCard {
            href: format!("/cases/{}", case.id),
            number: case.number.clone(),
            host: case.host.clone(),
            about: format!("{}. {keeper}", procedure(words, &case.procedure)),
            due,
            is_late,
        }
    };
    let column = |code: &str| {
        let cards: Vec<CaseCard> = cases
            .iter()
            .filter(|case| step_of(case) == Some(code))
            .map(card)
            .collect();
        StepColumn {
            name: words.say(&format!("procedure-step-{code}")),
            count: whole(cards.len()),
            cards,
        }
    };
    codes.into_iter().map(column).collect()
}

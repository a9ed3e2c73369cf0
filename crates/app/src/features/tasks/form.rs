//! Forms of tasks into drafts, or all their faults.

use nennep_core::calendar::Day;
use nennep_core::register::{EntryNo, UnitIndex};

use super::record::{Completion, Plan, Wording};
use crate::store::Deed;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::intake::Intake;
use crate::web::sheet::{FoundSheet, RowReader};
use crate::web::unit_choice::unit_field;
use crate::web::visit::Visit;

/// Tasks one form may plan.
const TASKS_MAX: usize = 200;

/// Reads the form of new tasks: one by its fields, or several, one a line.
pub(super) fn plan(visit: &Visit, typed: &Typed) -> Result<Plan, Vec<Fault>> {
    let names = ["key", "unit", "year", "on", "decision_no", "decision_on", "decision_by"];
    let sheet = FoundSheet::of_fields("tasks", &names.map(|name| (name, typed.get(name).to_owned())));
    let intake = Intake::by_hand(visit, visit.book(), EntryNo(0));
    let mut row = sheet.only_row().ok_or_else(Vec::new)?;
    let key = row.needed("key");
    let unit = intake.unit(&mut row, "unit");
    let year = year(&mut row);
    let on = row.needed_day("on");
    if let Some(on) = on {
        intake.check_past(&mut row, "on", on);
        if let Some(unit) = unit {
            intake.check_there(&mut row, "on", unit, on);
        }
    }
    let decision = intake.decision(&mut row);
    let mut faults: Vec<Fault> = row.into_faults().into_iter().map(Fault::bare).collect();
    let tasks = if typed.get("many").is_empty() {
        wording(typed).map(|task| vec![task])
    } else {
        lines(typed)
    };
    match (tasks, faults.is_empty(), key, unit, year.zip(on)) {
        (Ok(tasks), true, Some(key), Some(unit), Some((year, on))) => Ok(Plan {
            key: format!("task-{key}"),
            unit: intake.tree.unit(unit).id,
            unit_code: code(&intake, unit),
            year,
            on,
            decision,
            tasks,
        }),
        (tasks, ..) => {
            faults.extend(tasks.err().unwrap_or_default());
            Err(faults)
        }
    }
}

fn code(intake: &Intake<'_>, unit: UnitIndex) -> String {
    intake.tree.unit(unit).code.clone()
}

fn year(row: &mut RowReader<'_>) -> Option<i64> {
    let text = row.needed("year")?;
    let year = text.parse::<i64>().ok().filter(|year| (2000..=2100).contains(year));
    if year.is_none() {
        row.fault("year", FaultKind::BadPeriod, text, "");
    }
    year
}

/// The words of one task.
pub(super) fn wording(typed: &Typed) -> Result<Wording, Vec<Fault>> {
    let names = ["content", "product", "due_on", "lead", "helpers"];
    let texts = names.map(|name| (name, typed.get(name).to_owned()));
    read_wording(&FoundSheet::of_fields("tasks", &texts))
}

fn read_wording(sheet: &FoundSheet) -> Result<Wording, Vec<Fault>> {
    let mut row = sheet.only_row().ok_or_else(Vec::new)?;
    let (content, due_on) = (row.needed("content"), row.day("due_on"));
    let mut text = |name| row.text(name).unwrap_or_default();
    let (product, lead, helpers) = (text("product"), text("lead"), text("helpers"));
    match (row.is_clean(), content) {
        (true, Some(content)) => Ok(Wording {
            content,
            product,
            due_on,
            lead,
            helpers,
        }),
        _ => Err(row.into_faults().into_iter().map(Fault::bare).collect()),
    }
}

/// One task a line, its parts between bars: content, product, deadline, lead, helpers.
pub(super) fn lines(typed: &Typed) -> Result<Vec<Wording>, Vec<Fault>> {
    let (mut tasks, mut faults) = (Vec::new(), Vec::new());
    let text = typed.get("lines");
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.split('|');
        let names = ["content", "product", "due_on", "lead", "helpers"];
        let texts = names.map(|name| (name, parts.next().unwrap_or_default().to_owned()));
        let named = |fault: Fault| fault.in_field("lines").in_row(number);
        if let Some(more) = parts.next() {
            faults.push(named(Fault::new(FaultKind::BeyondHead, more.trim(), "")));
        }
        match read_wording(&FoundSheet::of_fields("tasks", &texts)) {
            Ok(task) => tasks.push(task),
            Err(wrong) => faults.extend(wrong.into_iter().map(named)),
        }
    }
    if tasks.is_empty() && faults.is_empty() {
        faults.push(Fault::new(FaultKind::MissingValue, "", "").in_field("lines"));
    }
    if tasks.len() > TASKS_MAX {
        let found = tasks.len().to_string();
        faults.push(Fault::new(FaultKind::TooMany, found, &TASKS_MAX.to_string()).in_field("lines"));
    }
    if faults.is_empty() { Ok(tasks) } else { Err(faults) }
}

/// The day a task was done, and what shows it.
pub(super) fn completion(visit: &Visit, unit: UnitIndex, typed: &Typed) -> Result<Completion, Vec<Fault>> {
    let texts = ["on", "evidence"].map(|name| (name, typed.get(name).to_owned()));
    let sheet = FoundSheet::of_fields("tasks", &texts);
    let intake = Intake::by_hand(visit, visit.book(), EntryNo(0));
    let mut row = sheet.only_row().ok_or_else(Vec::new)?;
    let (on, evidence): (Option<Day>, _) = (row.needed_day("on"), row.needed("evidence"));
    if let Some(on) = on {
        intake.check_past(&mut row, "on", on);
        intake.check_there(&mut row, "on", unit, on);
    }
    match (row.is_clean(), on, evidence) {
        (true, Some(on), Some(evidence)) => Ok(Completion { on, evidence }),
        _ => Err(row.into_faults().into_iter().map(Fault::bare).collect()),
    }
}

/// The fields of new tasks.
pub(super) fn plan_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "tasks", typed, faults);
    let mut fields = vec![
        unit_field(visit, &make, typed, "unit", Some((Deed::PlanTasks, None))),
        make.field("year", Shape::Short),
        make.field("on", Shape::Short),
    ];
    if typed.get("many").is_empty() {
        fields.extend(wording_fields(&make));
    } else {
        fields.push(make.field("lines", Shape::List));
    }
    let decision = vec![
        make.optional("decision_no", Shape::Line),
        make.optional("decision_on", Shape::Short),
        make.optional("decision_by", Shape::Line),
    ];
    vec![
        Group { legend: None, fields },
        Group {
            legend: Some(visit.words.say("tasks-decision")),
            fields: decision,
        },
    ]
}

fn wording_fields(make: &FieldMaker<'_>) -> Vec<crate::web::fields::Field> {
    vec![
        make.field("content", Shape::Area),
        make.optional("product", Shape::Line),
        make.optional("due_on", Shape::Short),
        make.optional("lead", Shape::Line),
        make.optional("helpers", Shape::Line),
    ]
}

/// The fields of a task's words.
pub(super) fn wording_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "tasks", typed, faults);
    vec![Group {
        legend: None,
        fields: wording_fields(&make),
    }]
}

/// The fields of a completion.
pub(super) fn completion_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "tasks-done", typed, faults);
    vec![Group {
        legend: None,
        fields: vec![make.field("on", Shape::Short), make.field("evidence", Shape::Area)],
    }]
}

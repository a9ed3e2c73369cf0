//! A task as written on a form, and how it is told.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Activity, Decision, Fact, FactRecord, Grade};
use nennep_core::register::UnitId;
use nennep_core::reports::TaskStanding;
use nennep_core::text::{count, date_short, whole};

use crate::store::{Draft, Sort, Task, content_of};
use crate::web::intake::decision_parts;
use crate::web::table::{Cell, Column, TableRow};
use crate::web::words::Words;

/// The words of one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) content: String,
    pub(super) product: String,
    pub(super) due_on: Option<Day>,
    pub(super) lead: String,
    pub(super) helpers: String,
}

/// Tasks that are planned together.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) key: String,
    pub(super) unit: UnitId,
    pub(super) unit_code: String,
    pub(super) year: i64,
    pub(super) on: Day,
    pub(super) decision: Option<Decision>,
    pub(super) tasks: Vec<Wording>,
}

/// How a task was completed, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Completion {
    pub(super) on: Day,
    pub(super) evidence: String,
}

/// The fact that counts a task, with the entry it stands in.
pub(super) fn counted(
    activity: Activity,
    unit: (UnitId, &str),
    on: Day,
    decision: Option<&Decision>,
    note: &str,
    key: String,
) -> (FactRecord, Draft) {
    let record = FactRecord::of(Fact::Activity(activity), unit.0, on, 1);
    let (day, fact) = (on.to_string(), record.fact.code());
    let [decision_no, decision_on, decision_by] = decision_parts(decision);
    let content = content_of(
        Sort::Fact,
        &[
            Some(&day),
            Some(&fact),
            Some(unit.1),
            Some("1"),
            None,
            None,
            None,
            Some(""),
            None,
            Some(Grade::Listed.code()),
            Some(note),
            decision_no.as_deref(),
            decision_on.as_deref(),
            decision_by.as_deref(),
            None,
        ],
    );
    let draft = Draft {
        sort: Sort::Fact,
        identity: key,
        content,
        happened_on: on,
        source: "Danh sách nhiệm vụ năm".to_owned(),
        decision: decision.cloned(),
    };
    (record, draft)
}

pub(super) fn columns(words: &Words) -> Vec<Column> {
    let head = |key: &str| words.say(&format!("tasks-column-{key}"));
    vec![
        Column::number("place", head("place")),
        Column::text("content", head("content")),
        Column::text("product", head("product")),
        Column::unbroken("due", head("due")),
        Column::text("lead", head("lead")),
        Column::text("helpers", head("helpers")),
        Column::unbroken("standing", head("standing")),
        Column::text("evidence", head("evidence")).unusual(),
    ]
}

pub(super) fn row(words: &Words, task: &Task, today: Day) -> TableRow {
    let standing = standing(task, today);
    let due = task.due_on.map_or_else(Cell::default, Cell::day);
    let shown = Cell::text(told(words, task, standing));
    let evidence = task.done().map(|done| done.evidence.clone());
    vec![
        Cell::number(task.place, count(task.place)),
        Cell::text(task.content.clone()).to(format!("/tasks/{}", task.id)),
        Cell::text(task.product.clone()),
        due,
        Cell::text(task.lead.clone()),
        Cell::text(task.helpers.clone()),
        if is_late(task, standing) {
            shown.classed("late")
        } else {
            shown
        },
        Cell::text(evidence.unwrap_or_default()),
    ]
}

pub(super) fn standing(task: &Task, today: Day) -> TaskStanding {
    TaskStanding::on(today, task.due_on, task.done().map(|done| done.on))
}

pub(super) fn is_late(task: &Task, standing: TaskStanding) -> bool {
    task.withdrawn_no.is_none() && matches!(standing, TaskStanding::Overdue(_))
}

pub(super) fn told(words: &Words, task: &Task, standing: TaskStanding) -> String {
    if task.withdrawn_no.is_some() {
        return words.say("tasks-withdrawn");
    }
    match standing {
        TaskStanding::Done(on) => words.with("tasks-done", "on", date_short(on)),
        TaskStanding::Open => words.say("tasks-open"),
        TaskStanding::DaysLeft(0) => words.say("tasks-last-day"),
        TaskStanding::DaysLeft(days) => words.with("tasks-days-left", "days", count(days)),
        TaskStanding::Overdue(days) => words.with("tasks-overdue", "days", count(days)),
    }
}

/// `05/24 nhiệm vụ đã xong, 02 quá hạn.`: of tasks whose entries stand.
pub(super) fn summary(words: &Words, tasks: &[Task], today: Day) -> String {
    let standing: Vec<TaskStanding> = standing_tasks(tasks).map(|task| standing(task, today)).collect();
    let number = |of: usize| whole(of);
    let done = standing.iter().filter(|standing| standing.is_done()).count();
    let late = standing
        .iter()
        .filter(|standing| matches!(standing, TaskStanding::Overdue(_)))
        .count();
    if standing.is_empty() {
        return words.say("tasks-sum-none");
    }
    let key = if late == 0 { "tasks-sum-on-time" } else { "tasks-sum" };
    let values = [
        ("done", number(done)),
        ("all", number(standing.len())),
        ("late", number(late)),
    ];
    words.fill(key, &values)
}

pub(super) fn standing_tasks(tasks: &[Task]) -> impl Iterator<Item = &Task> {
    tasks.iter().filter(|task| task.withdrawn_no.is_none())
}

//! Planning tasks, wording them anew, and saying that they are done.

use nennep_core::accounts::post;
use nennep_core::ledger::{Activity, FactRecord, Grade};
use nennep_core::register::{EntryNo, Tree, UnitId};

use super::record::{Completion, Plan, Wording, counted};
use super::rows;
use crate::store::{Act, AuditLine, Draft, FactRow, Sort, StoreError, Task};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::{Verdict, verdict};
use crate::web::visit::Visit;

/// Plans the tasks of a form, all or none; a second press plans nothing more. Gives the first task's number.
pub(super) async fn plan(visit: &Visit, plan: &Plan) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let (first, is_new) = plan_in(&mut act, plan).await?;
    if is_new {
        act.commit().await?;
    }
    first.ok_or(WebError::NotFound)
}

/// Plans the tasks inside an open act; gives the first task's number, and whether anything was new.
pub(super) async fn plan_in(act: &mut Act, plan: &Plan) -> Result<(Option<i64>, bool), WebError> {
    let (mut first, mut place) = (None, rows::last_place(act.tx(), plan.unit, plan.year).await?);
    let mut planned = 0_usize;
    for (number, wording) in plan.tasks.iter().enumerate() {
        let key = format!("{}-{}-{}", plan.key, plan.year, number + 1);
        let (record, draft) = counted(
            Activity::TaskPlanned,
            (plan.unit, &plan.unit_code),
            plan.on,
            plan.decision.as_ref(),
            &wording.content,
            key,
        );
        let known = act.known(Sort::Fact, std::slice::from_ref(&draft.identity)).await?;
        let id = match verdict(known.get(&draft.identity), &draft.content) {
            Verdict::Same => {
                let no = known.get(&draft.identity).map_or(0, |known| known.no.0);
                rows::planned_by(act.tx(), no).await?
            }
            Verdict::Other(no) => {
                let fault = Fault::new(FaultKind::OtherContent, draft.identity, &no.to_string());
                return Err(WebError::Conflict(vec![fault.in_field("key")]));
            }
            Verdict::New => {
                let no = enter(act, &record, &draft, &wording.content).await?;
                place += 1;
                planned += 1;
                Some(rows::insert(act.tx(), (plan.unit, plan.year, place), wording, no).await?)
            }
        };
        first = first.or(id);
    }
    if planned > 0 {
        let line = AuditLine::new("task-planned", plan.year.to_string()).at(plan.unit.0);
        act.audit(line.with("count", planned.to_string()));
    }
    Ok((first, planned > 0))
}

async fn enter(act: &mut Act, record: &FactRecord, draft: &Draft, note: &str) -> Result<EntryNo, StoreError> {
    let row = FactRow {
        record,
        org_kind: None,
        enterprise: None,
        grade: Grade::Listed,
        note: Some(note),
    };
    let no = act.fact(draft, &row, &post(record)).await?;
    // The task points at its entry, so that must be there first.
    act.flush().await?;
    Ok(no)
}

/// Words a task anew while it is open.
pub(super) async fn reword(visit: &Visit, task: i64, wording: &Wording) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let task = open(&mut act, task).await?;
    if task.done().is_some() {
        return Err(WebError::Refused("task-done"));
    }
    rows::reword(act.tx(), task.id, wording).await?;
    act.audit(line("task-reworded", &task));
    act.commit().await?;
    Ok(())
}

/// Says that a task is done: the day and what shows it.
pub(super) async fn complete(visit: &Visit, task: i64, completion: &Completion) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    complete_in(&mut act, &visit.book().tree, task, completion).await?;
    Ok(act.commit().await?)
}

/// Says inside an open act that a task is done.
pub(super) async fn complete_in(
    act: &mut Act,
    tree: &Tree,
    task: i64,
    completion: &Completion,
) -> Result<(), WebError> {
    let task = open(act, task).await?;
    if let Some(done) = task.done() {
        if done.on == completion.on && done.evidence == completion.evidence {
            return Ok(());
        }
        let fault = Fault::new(FaultKind::OtherContent, done.on.to_string(), &done.no.to_string());
        return Err(WebError::Conflict(vec![fault]));
    }
    if completion.on < task.planned_on {
        let (found, planned) = (completion.on.to_string(), task.planned_on.to_string());
        let fault = Fault::new(FaultKind::BeforeTheFact, found, &planned);
        return Err(WebError::Faulty(vec![fault.in_field("on")]));
    }
    let unit = UnitId(task.unit);
    let index = tree.index_of(unit).ok_or(WebError::NotFound)?;
    let key = match task.undone_no {
        Some(undone) => format!("task-{}-done-{undone}", task.id),
        None => format!("task-{}-done", task.id),
    };
    let code = tree.unit(index).code.clone();
    let (record, draft) = counted(
        Activity::TaskDone,
        (unit, &code),
        completion.on,
        None,
        &task.content,
        key,
    );
    let no = enter(act, &record, &draft, &task.content).await?;
    rows::complete(act.tx(), task.id, no, completion).await?;
    act.audit(line("task-completed", &task).with("entry", no.0.to_string()));
    Ok(())
}

/// A task whose plan stands.
async fn open(act: &mut Act, task: i64) -> Result<Task, WebError> {
    let task = Task::find_any(act.tx(), task).await?.ok_or(WebError::NotFound)?;
    if task.withdrawn_no.is_some() {
        return Err(WebError::Refused("task-withdrawn"));
    }
    Ok(task)
}

fn line(deed: &'static str, task: &Task) -> AuditLine {
    AuditLine::new(deed, format!("{}/{}", task.place, task.year)).at(task.unit)
}

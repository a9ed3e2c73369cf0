//! Pages of the year's tasks.

use axum::extract::{Form, Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::calendar::Day;
use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::text::{count, date_short};

use super::record::{columns, is_late, row, standing, standing_tasks, summary, told};
use super::{act, form};
use crate::store::{Asked, Deed, Figures, Source, Task};
use crate::web::errors::{WebError, percent, show};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed, fault_lines};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::secrets::form_key;
use crate::web::shell::{Receipt, Shell};
use crate::web::table::{Filter, Listing, TableRow, export_rows, list as listing_of};
use crate::web::unit_choice::unit_choices;
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "tasks/list.html")]
struct ListPage {
    shell: Shell,
    sum: String,
    difference: Option<String>,
    listing: Listing,
    is_empty: bool,
    /// Address of the form of new tasks, where the officer may plan.
    plan: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "tasks/form.html")]
struct FormPage {
    shell: Shell,
    sum: String,
    action: String,
    submit: String,
    back: String,
    hidden: Vec<(&'static str, String)>,
    /// The other way to plan: words and address.
    other: Option<(String, String)>,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
}

#[derive(askama::Template)]
#[template(path = "tasks/task.html")]
struct TaskPage {
    shell: Shell,
    id: i64,
    sum: String,
    standing: String,
    is_late: bool,
    pairs: Vec<(String, String)>,
    planned_no: i64,
    done_no: Option<i64>,
    undone_no: Option<i64>,
    withdrawn_no: Option<i64>,
    /// Whether the officer may say that it is done, or word it anew.
    is_open_to: bool,
    list: String,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
}

/// Lists the tasks of a unit's year.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let receipt = query.others.remove("receipt").is_some();
    let code = match query.other("unit") {
        "" => visit.home_code().ok_or(WebError::NotFound)?,
        code => code.to_owned(),
    };
    let unit = visit.unit(&code)?;
    let today = visit.now.today();
    let year = query.other("year").parse().unwrap_or_else(|_| i64::from(today.year()));
    let mut tx = visit.house.db.read().await?;
    let tasks = Task::of_unit(&mut tx, visit.book().tree.unit(unit).id.0, (year, year)).await?;
    tx.rollback().await?;
    let columns = columns(&visit.words);
    let rows: Vec<TableRow> = tasks.iter().map(|task| row(&visit.words, task, today)).collect();
    let name = visit.book().tree.name_on(unit, today).to_owned();
    let values = [("unit", name), ("year", year.to_string())];
    let title = visit.words.fill("tasks-title", &values);
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook(
            "nhiem-vu",
            &title,
            &summary(&visit.words, &tasks, today),
            &columns,
            rows,
        );
    }
    let listing = listing_of("/tasks", &columns, rows, &query).filtered_by(filters(&visit, (&code, year)));
    let mut shell = Shell::of(&visit, title).about(&visit, unit);
    if receipt {
        shell.receipt = Some(Receipt {
            text: visit.words.say("tasks-receipt"),
            back: None,
        });
    }
    let page = ListPage {
        sum: summary(&visit.words, &tasks, today),
        difference: difference(&visit, unit, year, &tasks).await?,
        is_empty: tasks.is_empty(),
        plan: visit
            .scope
            .may(Deed::PlanTasks, unit)
            .then(|| format!("/tasks/new?unit={}&year={year}", percent(&code))),
        listing,
        shell,
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// What the book counts in the year may hold more than this list: units below, or tasks recorded without one.
async fn difference(visit: &Visit, unit: UnitIndex, year: i64, tasks: &[Task]) -> Result<Option<String>, WebError> {
    let catalog = &visit.house.catalogs.indicators;
    let figures = Figures::new(visit.book(), catalog);
    let days = i32::try_from(year)
        .ok()
        .map(|year| (Day::new(year, 1, 1), Day::new(year, 12, 31)));
    let Some((Some(from), Some(to))) = days else {
        return Ok(None);
    };
    let asked = Asked {
        unit,
        from,
        to,
        tree_on: None,
        measures: ["task_planned", "task_done"]
            .iter()
            .filter_map(|code| catalog.resolve(code))
            .collect(),
    };
    let set = figures.of(&mut Source::Tally(&visit.snapshot.tally), &asked).await?;
    let counted = |code: &str| {
        let figure = set.figures.iter().find(|figure| figure.indicator == code);
        figure.and_then(|figure| figure.value.count()).unwrap_or(0)
    };
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let planned = whole(standing_tasks(tasks).count());
    let done = whole(standing_tasks(tasks).filter(|task| task.done().is_some()).count());
    let book = (counted("task_planned"), counted("task_done"));
    if book == (planned, done) {
        return Ok(None);
    }
    let values = [("planned", count(book.0)), ("done", count(book.1))];
    Ok(Some(visit.words.fill("tasks-difference", &values)))
}

fn filters(visit: &Visit, asked: (&str, i64)) -> Vec<Filter> {
    let filter = |name, value: String, kind| Filter {
        name,
        label: visit.words.say(&format!("tasks-filter-{name}")),
        kind,
        value,
        choices: Vec::new(),
    };
    let unit = Filter {
        choices: unit_choices(visit),
        ..filter("unit", asked.0.to_owned(), "text")
    };
    vec![unit, filter("year", asked.1.to_string(), "number")]
}

/// Offers the form of new tasks.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::PlanTasks)?;
    let mut typed = Typed::of(pairs);
    let today = visit.now.today();
    typed.suggest("unit", visit.home_code().unwrap_or_default());
    typed.suggest("year", today.year().to_string());
    typed.suggest("on", date_short(today));
    typed.set("key", form_key()?);
    show(&plan_page(&visit, &typed, &[]))
}

fn plan_page(visit: &Visit, typed: &Typed, faults: &[Fault]) -> FormPage {
    let words = &visit.words;
    let groups = form::plan_groups(visit, typed, faults);
    let mut shell = Shell::of(visit, words.say("tasks-plan"));
    let unit = visit.scope.unit(&visit.book().tree, typed.get("unit"));
    if let Some(unit) = unit {
        shell = shell.about(visit, unit);
    }
    let question = format!(
        "unit={}&year={}",
        percent(typed.get("unit")),
        percent(typed.get("year"))
    );
    let is_many = !typed.get("many").is_empty();
    let other = if is_many {
        (words.say("tasks-plan-one"), format!("/tasks/new?{question}"))
    } else {
        (words.say("tasks-plan-many"), format!("/tasks/new?many=1&{question}"))
    };
    FormPage {
        sum: words.say("tasks-plan-sum"),
        action: "/tasks".to_owned(),
        submit: words.say("tasks-plan-do"),
        back: if unit.is_some() {
            format!("/tasks?{question}")
        } else {
            "/tasks".to_owned()
        },
        hidden: vec![
            ("key", typed.get("key").to_owned()),
            ("many", typed.get("many").to_owned()),
        ],
        other: Some(other),
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    }
}

/// Plans what the form says.
pub(super) async fn plan(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::PlanTasks)?;
    let typed = Typed::of(pairs);
    let plan = match form::plan(&visit, &typed) {
        Ok(plan) => plan,
        Err(faults) => return show(&plan_page(&visit, &typed, &faults)).map(unprocessable),
    };
    visit.needs(Deed::PlanTasks, visit.unit(&plan.unit_code)?)?;
    let first = act::plan(&visit, &plan).await?;
    let to = if plan.tasks.len() == 1 {
        format!("/tasks/{first}?receipt=planned")
    } else {
        format!(
            "/tasks?unit={}&year={}&receipt=planned",
            percent(&plan.unit_code),
            plan.year
        )
    };
    Ok(Redirect::to(&to).into_response())
}

fn unprocessable(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// A task inside the scope, with its unit.
async fn find(visit: &Visit, id: &str) -> Result<(Task, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let task = Task::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = visit.book().tree.index_of(UnitId(task.unit));
    let unit = unit.filter(|unit| visit.scope.sees(*unit)).ok_or(WebError::NotFound)?;
    Ok((task, unit))
}

/// Shows one task.
pub(super) async fn one(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (task, unit) = find(&visit, &id).await?;
    let mut typed = Typed::default();
    typed.suggest("on", date_short(visit.now.today()));
    let mut page = task_page(&visit, &task, unit, &typed, &[]);
    if let Some((_, deed)) = pairs.iter().find(|(name, _)| name == "receipt") {
        let key = if deed == "done" {
            "tasks-receipt-done"
        } else {
            "tasks-receipt"
        };
        page.shell.receipt = Some(Receipt {
            text: visit.words.say(key),
            back: None,
        });
    }
    show(&page)
}

fn task_page(visit: &Visit, task: &Task, unit: UnitIndex, typed: &Typed, faults: &[Fault]) -> TaskPage {
    let (words, today) = (&visit.words, visit.now.today());
    let tree = &visit.book().tree;
    let groups = form::completion_groups(visit, typed, faults);
    let standing = standing(task, today);
    let pair = |key: &str, text: &str| {
        let text = if text.is_empty() { "–" } else { text };
        (words.say(&format!("tasks-column-{key}")), text.to_owned())
    };
    let mut pairs = vec![
        pair("product", &task.product),
        pair("due", &task.due_on.map(date_short).unwrap_or_default()),
        pair("lead", &task.lead),
        pair("helpers", &task.helpers),
        pair("planned", &date_short(task.planned_on)),
    ];
    if let Some(done) = task.done() {
        pairs.push(pair("done", &date_short(done.on)));
        pairs.push(pair("evidence", &done.evidence));
    }
    let title = [("place", count(task.place)), ("year", task.year.to_string())];
    let open = task.withdrawn_no.is_none() && task.done().is_none();
    TaskPage {
        shell: Shell::of(visit, words.fill("tasks-one", &title)).about(visit, unit),
        id: task.id,
        sum: task.content.clone(),
        standing: told(words, task, standing),
        is_late: is_late(task, standing),
        pairs,
        planned_no: task.planned_no,
        done_no: task.done().map(|done| done.no),
        undone_no: task.undone_no,
        withdrawn_no: task.withdrawn_no,
        is_open_to: open && visit.scope.may(Deed::PlanTasks, unit),
        list: format!("/tasks?unit={}&year={}", percent(&tree.unit(unit).code), task.year),
        faults: fault_lines(words, &groups, faults),
        groups,
    }
}

/// Says that a task is done.
pub(super) async fn complete(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (task, unit) = find(&visit, &id).await?;
    visit.needs(Deed::PlanTasks, unit)?;
    let typed = Typed::of(pairs);
    let outcome = match form::completion(&visit, unit, &typed) {
        Ok(completion) => act::complete(&visit, task.id, &completion).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/tasks/{}?receipt=done", task.id)).into_response()),
        Err(WebError::Faulty(faults)) => show(&task_page(&visit, &task, unit, &typed, &faults)).map(unprocessable),
        Err(other) => Err(other),
    }
}

/// Offers the words of a task for change.
pub(super) async fn wording(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (task, unit) = find(&visit, &id).await?;
    visit.needs(Deed::PlanTasks, unit)?;
    let mut typed = Typed::default();
    for (name, text) in [
        ("content", task.content.clone()),
        ("product", task.product.clone()),
        ("due_on", task.due_on.map(date_short).unwrap_or_default()),
        ("lead", task.lead.clone()),
        ("helpers", task.helpers.clone()),
    ] {
        typed.set(name, text);
    }
    show(&wording_page(&visit, &task, unit, &typed, &[]))
}

fn wording_page(visit: &Visit, task: &Task, unit: UnitIndex, typed: &Typed, faults: &[Fault]) -> FormPage {
    let words = &visit.words;
    let groups = form::wording_groups(visit, typed, faults);
    FormPage {
        shell: Shell::of(visit, words.say("tasks-reword")).about(visit, unit),
        sum: words.say("tasks-reword-sum"),
        action: format!("/tasks/{}/wording", task.id),
        submit: words.say("tasks-reword-do"),
        back: format!("/tasks/{}", task.id),
        hidden: Vec::new(),
        other: None,
        faults: fault_lines(words, &groups, faults),
        groups,
    }
}

/// Words a task anew.
pub(super) async fn reword(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (task, unit) = find(&visit, &id).await?;
    visit.needs(Deed::PlanTasks, unit)?;
    let typed = Typed::of(pairs);
    match form::wording(&typed) {
        Ok(wording) => {
            act::reword(&visit, task.id, &wording).await?;
            Ok(Redirect::to(&format!("/tasks/{}", task.id)).into_response())
        }
        Err(faults) => show(&wording_page(&visit, &task, unit, &typed, &faults)).map(unprocessable),
    }
}

//! Pages of requests and proposals, their answers and their papers.

use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short};

use super::record::{Asked, FollowUp};
use super::view::{AskedShown, RowShown};
use super::{act, form, rows, view};
use crate::store::{Deed, Figures, OutlookOf};
use crate::web::days::read_day;
use crate::web::errors::{WebError, percent, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed, fault_lines};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::outlooks::outlooks;
use crate::web::pages::{FormPage, ListPage};
use crate::web::papers::{FollowUpKind, Format, paper_file};
use crate::web::places::in_charge;
use crate::web::secrets::form_key;
use crate::web::shell::Shell;
use crate::web::table::{TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "follow_ups/follow_up.html")]
struct FollowUpPage {
    shell: Shell,
    id: i64,
    sum: String,
    state: String,
    is_late: bool,
    reason: String,
    rows: Vec<RowShown>,
    asked: Vec<AskedShown>,
    closing: Option<(String, String)>,
    /// Endings and the name of the paper's files, where the whole of it is seen.
    files: Vec<(&'static str, String)>,
    may_close: bool,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
}

/// Lists what is asked in the scope, and what the scope is asked.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let mut tx = visit.house.db.read().await?;
    let listed = rows::listed(&mut tx, &visit.seen_units()).await?;
    tx.rollback().await?;
    let listed: Vec<FollowUp> = listed
        .into_iter()
        .filter_map(|one| seen(&visit, one))
        .map(|(one, _)| one)
        .collect();
    let words = &visit.words;
    let columns = view::columns(words);
    let rows: Vec<TableRow> = listed.iter().map(|one| view::row(&visit, one)).collect();
    let (title, sum) = (words.say("follow-ups"), view::summary(&visit, &listed));
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("kiem-diem-kiem-tra", &title, &sum, &columns, rows);
    }
    let mut shell = Shell::of(&visit, title);
    shell.crumbs = view::crumbs(&visit, false);
    let page = ListPage {
        sum,
        is_empty: listed.is_empty(),
        none: (words.say("follow-ups-none"), words.say("follow-ups-none-do")),
        actions: vec![(words.say("shortfalls"), "/shortfalls".to_owned(), false)],
        listing: listing_of("/follow-ups", &columns, rows, &query),
        shell,
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Leaves of a request what the officer sees: all of it at the unit that asks, else what those below are asked. Tells whether
/// it is the whole.
fn seen(visit: &Visit, mut one: FollowUp) -> Option<(FollowUp, bool)> {
    let today = visit.now.today();
    let sees = |unit: i64| in_charge(visit, Some(unit), today).is_some();
    if sees(one.unit) {
        return Some((one, true));
    }
    one.receivers.retain(|asked| sees(asked.unit));
    (!one.receivers.is_empty()).then_some((one, false))
}

/// The unit that asks and the day of the figures, for whoever closes figures of those below it for every line.
fn place(visit: &Visit, typed: &Typed) -> Result<(UnitIndex, Day), WebError> {
    let unit = visit.unit(typed.get("unit"))?;
    visit.needs_for(Deed::ClosePeriods, unit, None)?;
    let today = visit.now.today();
    if !visit.book().tree.is_alive(unit, today) {
        return Err(WebError::Refused("asker-ended"));
    }
    let on = match typed.get("on") {
        "" => today,
        on => read_day(on).map_err(|_| WebError::NotFound)?.min(today),
    };
    Ok((unit, on))
}

/// Offers the form with the rows that were picked.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    let mut typed = Typed::of(pairs);
    let (unit, on) = place(&visit, &typed)?;
    let picked: Vec<String> = typed.all("rows").map(str::to_owned).collect();
    for row in picked {
        typed.add("offered", row);
    }
    let (catalogs, today) = (&visit.house.catalogs, visit.now.today());
    if let Some(rule) = catalogs.forecasts.on(today) {
        let due = catalogs.holidays.add_working_days(today, rule.answer_working_days);
        typed.suggest("due_on", date_short(due));
    }
    typed.suggest("kind", FollowUpKind::Review.code());
    typed.set("key", form_key()?);
    render_form(&visit, (&typed, &[]), (unit, on)).await
}

async fn render_form(
    visit: &Visit,
    (typed, faults): (&Typed, &[Fault]),
    (unit, on): (UnitIndex, Day),
) -> Result<Response, WebError> {
    let words = &visit.words;
    let figures = Figures::new(visit.book(), &visit.house.catalogs.indicators);
    let mut tx = visit.house.db.read().await?;
    let found = outlooks(
        visit,
        (&figures, &visit.snapshot.tally),
        &mut tx,
        (unit, OutlookOf::UnitAndBelow, on),
    )
    .await?;
    tx.rollback().await?;
    let groups = view::groups(visit, (typed, faults), unit, &found);
    let code = visit.book().tree.unit(unit).code.clone();
    let mut hidden = vec![
        ("key", typed.get("key").to_owned()),
        ("unit", code.clone()),
        ("on", on.to_string()),
    ];
    hidden.extend(typed.all("offered").map(|row| ("offered", row.to_owned())));
    let values = [
        ("unit", visit.book().tree.name_on(unit, on).to_owned()),
        ("on", date_short(on)),
        ("head", count(visit.book().head)),
    ];
    let mut shell = Shell::of(visit, words.say("follow-ups-new")).about(visit, unit);
    shell.crumbs = view::crumbs(visit, true);
    let page = FormPage {
        sum: words.fill("follow-ups-new-sum", &values),
        action: "/follow-ups".to_owned(),
        submit: words.say("follow-ups-new-do"),
        back: format!("/shortfalls?unit={}&on={on}", percent(&code)),
        hidden,
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    };
    if faults.is_empty() {
        show(&page)
    } else {
        show_faulty(&page)
    }
}

/// Records a request or proposal.
pub(super) async fn create(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let (unit, on) = place(&visit, &typed)?;
    if typed.get("key").is_empty() {
        return Err(WebError::NotFound);
    }
    let making = {
        let figures = Figures::new(visit.book(), &visit.house.catalogs.indicators);
        let mut tx = visit.house.db.read().await?;
        let found = outlooks(
            &visit,
            (&figures, &visit.snapshot.tally),
            &mut tx,
            (unit, OutlookOf::UnitAndBelow, on),
        )
        .await?;
        tx.rollback().await?;
        form::making(&visit, &typed, (unit, on), &found)
    };
    match making {
        Ok(making) => {
            let id = act::make(&visit, &making).await?;
            Ok(Redirect::to(&format!("/follow-ups/{id}")).into_response())
        }
        Err(faults) => render_form(&visit, (&typed, &faults), (unit, on)).await,
    }
}

/// Finds a request or proposal with what of it is seen, and whether that is the whole.
async fn find(visit: &Visit, id: &str) -> Result<(FollowUp, bool), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let found = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    seen(visit, found).ok_or(WebError::NotFound)
}

/// Shows a request or proposal with its rows, answers and closing.
pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let found = find(&visit, &id).await?;
    show(&page(&visit, found, (&Typed::default(), &[])).await?)
}

async fn page(
    visit: &Visit,
    (one, is_whole): (FollowUp, bool),
    (typed, faults): (&Typed, &[Fault]),
) -> Result<FollowUpPage, WebError> {
    let (words, today) = (&visit.words, visit.now.today());
    let mut tx = visit.house.db.read().await?;
    let stood = rows::stood(&mut tx, one.id).await?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(one.unit), today);
    let may_close = unit.is_some_and(|unit| visit.scope.may_for(Deed::ClosePeriods, unit, None));
    let groups = view::closing_groups(visit, typed, faults);
    let mut shell = Shell::of(visit, view::title(words, one.kind));
    shell.crumbs = view::crumbs(visit, true);
    let values = [
        ("unit", view::asker(visit, one.unit, one.made_on)),
        ("made", date_short(one.made_on)),
        ("due", date_short(one.due_on)),
        ("on", date_short(one.figures_on)),
        ("head", count(one.head)),
        ("who", one.officer.clone()),
    ];
    let (state, is_late) = view::state(visit, &one);
    let formats = Format::ALL.iter().filter(|format| is_whole && is_paper(**format));
    Ok(FollowUpPage {
        id: one.id,
        sum: words.fill("follow-ups-one-sum", &values),
        state,
        is_late,
        reason: one.reason.clone(),
        rows: view::stood(visit, &one, &stood),
        asked: view::asked(visit, &one, |unit| visit.scope.may_for(Deed::Record, unit, None)),
        closing: one.closing.as_ref().map(|(on, words)| (date_short(*on), words.clone())),
        files: formats.map(|format| (format.ending(), file_name(&one))).collect(),
        may_close: may_close && one.closing.is_none(),
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    })
}

/// Finds one of those who are to answer, for whoever records at its unit.
async fn find_asked(visit: &Visit, (id, place): (&str, &str)) -> Result<(FollowUp, Asked), WebError> {
    let (one, _) = find(visit, id).await?;
    let asked = one.receivers.iter().find(|asked| asked.place.to_string() == place);
    let asked = asked.cloned().ok_or(WebError::NotFound)?;
    let unit = in_charge(visit, Some(asked.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    visit.needs_for(Deed::Record, unit, None)?;
    if one.closing.is_some() {
        return Err(WebError::Refused("follow-up-closed"));
    }
    Ok((one, asked))
}

fn answer_page(visit: &Visit, (one, asked): (&FollowUp, &Asked), (typed, faults): (&Typed, &[Fault])) -> FormPage {
    let words = &visit.words;
    let groups = view::answer_groups(visit, typed, faults);
    let mut shell = Shell::of(visit, words.say("follow-ups-answer-new"));
    shell.crumbs = view::crumbs(visit, true);
    let values = [
        ("receiver", view::receiver(visit, one, asked)),
        ("unit", view::asker(visit, one.unit, one.made_on)),
        ("due", date_short(one.due_on)),
    ];
    FormPage {
        sum: words.fill("follow-ups-answer-sum", &values),
        action: format!("/follow-ups/{}/answers/{}", one.id, asked.place),
        submit: words.say("follow-ups-answer-do"),
        back: format!("/follow-ups/{}", one.id),
        hidden: Vec::new(),
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    }
}

/// Offers the form of an answer, with what was answered before.
pub(super) async fn answer(visit: Visit, Path((id, place)): Path<(String, String)>) -> Result<Response, WebError> {
    let (one, asked) = find_asked(&visit, (&id, &place)).await?;
    let mut typed = Typed::default();
    match &asked.answer {
        Some(answer) => {
            typed.set("answer", answer.words.clone());
            typed.set("answered_on", date_short(answer.on));
        }
        None => typed.set("answered_on", date_short(visit.now.today())),
    }
    show(&answer_page(&visit, (&one, &asked), (&typed, &[])))
}

/// Records an answer.
pub(super) async fn answered(
    visit: Visit,
    Path((id, place)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (one, asked) = find_asked(&visit, (&id, &place)).await?;
    let typed = Typed::of(pairs);
    match form::answer(&visit, &typed, &one) {
        Ok(answer) => {
            act::answer(&visit, (&one, &asked), &answer).await?;
            Ok(Redirect::to(&format!("/follow-ups/{}", one.id)).into_response())
        }
        Err(faults) => show_faulty(&answer_page(&visit, (&one, &asked), (&typed, &faults))),
    }
}

/// Closes a request or proposal.
pub(super) async fn close(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let found = find(&visit, &id).await?;
    let unit = in_charge(&visit, Some(found.0.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    visit.needs_for(Deed::ClosePeriods, unit, None)?;
    let typed = Typed::of(pairs);
    match form::closing(&visit, &typed) {
        Ok(words) => {
            act::close(&visit, found.0.id, &words).await?;
            Ok(Redirect::to(&format!("/follow-ups/{}", found.0.id)).into_response())
        }
        Err(faults) => show_faulty(&page(&visit, found, (&typed, &faults)).await?),
    }
}

fn is_paper(format: Format) -> bool {
    match format {
        Format::Docx | Format::Pdf | Format::Html | Format::Xlsx => true,
        Format::Json => false,
    }
}

fn file_name(one: &FollowUp) -> String {
    let kind = match one.kind {
        FollowUpKind::Review => "yeu-cau-kiem-diem",
        FollowUpKind::Inspection => "de-xuat-kiem-tra",
    };
    format!("{kind}-{}", one.id)
}

/// Gives the paper as a file, for whoever sees the whole of it; the same bytes whenever it is asked for.
pub(super) async fn file(visit: Visit, Path((id, name)): Path<(String, String)>) -> Result<Response, WebError> {
    let (one, is_whole) = find(&visit, &id).await?;
    let format = name
        .rsplit_once('.')
        .and_then(|(_, ending)| Format::of(ending))
        .filter(|format| is_whole && is_paper(*format))
        .ok_or(WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let paper = rows::paper(&mut tx, one.id).await?;
    tx.rollback().await?;
    paper_file(&file_name(&one), paper, format).await
}

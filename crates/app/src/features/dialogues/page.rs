//! Pages of dialogues and matters.

use axum::Json;
use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short};

use super::record::{Dialogue, Matter, MatterList, MatterTold};
use super::{act, form, rows, view};
use crate::store::{Deed, Host};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::fields::Typed;
use crate::web::form_reader::tax_codes;
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::openapi::{Words, asked, yes};
use crate::web::pages::ListPage;
use crate::web::places::{code_in_charge, enterprise_path, in_charge, name_in_charge};
use crate::web::secrets::form_key;
use crate::web::shell::Shell;
use crate::web::table::{Listing, TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "dialogues/dialogue.html")]
struct DialoguePage {
    shell: Shell,
    id: i64,
    sum: String,
    entry: i64,
    is_reversed: bool,
    hosts: Vec<(String, String)>,
    listing: Listing,
    is_empty: bool,
    may_record: bool,
}

/// Lists the dialogues of the scope.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let mut tx = visit.house.db.read().await?;
    let dialogues = rows::listed(&mut tx, &visit.seen_units()).await?;
    tx.rollback().await?;
    let words = &visit.words;
    let columns = view::columns(words);
    let rows: Vec<TableRow> = dialogues.iter().map(|dialogue| view::row(&visit, dialogue)).collect();
    let (title, sum) = (words.say("dialogues"), view::summary(words, &dialogues));
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("doi-thoai", &title, &sum, &columns, rows);
    }
    let mut actions = vec![(words.say("matters"), "/matters".to_owned(), false)];
    if visit.scope.home_for(Deed::Record).is_some() {
        actions.push((words.say("dialogues-new"), "/dialogues/new".to_owned(), true));
    }
    let page = ListPage {
        shell: Shell::of(&visit, title),
        sum,
        is_empty: dialogues.is_empty(),
        none: (words.say("dialogues-none"), words.say("dialogues-none-do")),
        actions,
        listing: listing_of("/dialogues", &columns, rows, &query),
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Lists what waits for an answer, and what was answered when asked.
pub(super) async fn matters(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let with_answered = query.other("answered") == "yes";
    let mut tx = visit.house.db.read().await?;
    let matters = rows::matters_of(&mut tx, &visit.seen_units(), with_answered).await?;
    tx.rollback().await?;
    let words = &visit.words;
    let columns = view::matter_columns(words);
    let rows: Vec<TableRow> = matters.iter().map(|matter| view::matter_row(&visit, matter)).collect();
    let (title, sum) = (words.say("matters"), view::matters_summary(&visit, &matters));
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("kien-nghi", &title, &sum, &columns, rows);
    }
    let mut actions = vec![if with_answered {
        (words.say("matters-without-answered"), "/matters".to_owned(), false)
    } else {
        (
            words.say("matters-with-answered"),
            "/matters?answered=yes".to_owned(),
            false,
        )
    }];
    if visit.scope.home_for(Deed::Record).is_some() {
        actions.push((words.say("matters-propose"), "/matters/new".to_owned(), true));
    }
    let mut shell = Shell::of(&visit, title);
    shell.crumbs = vec![view::crumb(&visit, "dialogues", "/dialogues")];
    let page = ListPage {
        shell,
        sum,
        is_empty: matters.is_empty(),
        none: (words.say("matters-none"), words.say("matters-none-do")),
        actions,
        listing: listing_of("/matters", &columns, rows, &query),
    };
    show(&page).map(|response| keeping_size(response, &query))
}

fn began(visit: &Visit, pairs: Pairs, day: &str) -> Result<Typed, WebError> {
    let home = visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let mut typed = Typed::of(pairs);
    typed.suggest("unit", visit.book().tree.unit(home).code.clone());
    typed.suggest(day, date_short(visit.now.today()));
    typed.set("key", form_key()?);
    Ok(typed)
}

fn has_key(typed: &Typed) -> Result<(), WebError> {
    if typed.get("key").is_empty() {
        return Err(WebError::NotFound);
    }
    Ok(())
}

async fn named_hosts(visit: &Visit, text: &str) -> Result<Vec<Host>, WebError> {
    let mut tx = visit.house.db.read().await?;
    let hosts = Host::find_any_of(&mut tx, &tax_codes(text)).await?;
    tx.rollback().await?;
    Ok(hosts)
}

/// Offers the form of a dialogue.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    let typed = began(&visit, pairs, "held_on")?;
    show(&view::dialogue_form(&visit, &typed, &[]))
}

/// Records a dialogue.
pub(super) async fn create(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let typed = Typed::of(pairs);
    has_key(&typed)?;
    let hosts = named_hosts(&visit, typed.get("hosts")).await?;
    match form::held(&visit, &typed, hosts) {
        Ok(held) => {
            let id = act::hold(&visit, &held).await?;
            Ok(Redirect::to(&format!("/dialogues/{id}")).into_response())
        }
        Err(faults) => show_faulty(&view::dialogue_form(&visit, &typed, &faults)),
    }
}

/// Finds a dialogue of the scope with its committee.
async fn find(visit: &Visit, id: &str) -> Result<(Dialogue, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let dialogue = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(dialogue.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    Ok((dialogue, unit))
}

/// Shows a dialogue with what was raised.
pub(super) async fn one(
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (dialogue, unit) = find(&visit, &id).await?;
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let mut tx = visit.house.db.read().await?;
    let hosts = rows::hosts(&mut tx, dialogue.id).await?;
    let matters = rows::matters_in(&mut tx, dialogue.id).await?;
    tx.rollback().await?;
    let words = &visit.words;
    let rows: Vec<TableRow> = matters.iter().map(|matter| view::matter_row(&visit, matter)).collect();
    let mut shell = Shell::of(&visit, view::title(words, &dialogue.audience)).about(&visit, unit);
    shell.crumbs = vec![view::crumb(&visit, "dialogues", "/dialogues")];
    let values = [
        ("day", date_short(dialogue.on)),
        ("unit", name_in_charge(&visit, dialogue.unit)),
        ("place", dialogue.place.clone().unwrap_or_else(|| "–".to_owned())),
        ("people", dialogue.people.map_or_else(|| "–".to_owned(), count)),
        ("who", dialogue.officer.clone()),
    ];
    let mut listing = listing_of(
        &format!("/dialogues/{}", dialogue.id),
        &view::matter_columns(words),
        rows,
        &query,
    );
    listing.export.clear();
    let page = DialoguePage {
        shell,
        id: dialogue.id,
        sum: words.fill("dialogues-one-sum", &values),
        entry: dialogue.entry,
        is_reversed: dialogue.is_reversed,
        hosts: hosts
            .into_iter()
            .map(|host| (enterprise_path(&host.tax_code), host.name))
            .collect(),
        is_empty: matters.is_empty(),
        may_record: !dialogue.is_reversed && visit.scope.may_for(Deed::Record, unit, None),
        listing,
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Offers the form of what was raised in a dialogue.
pub(super) async fn raise(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (dialogue, _) = find_held(&visit, &id).await?;
    let mut typed = began(&visit, Vec::new(), "raised_on")?;
    typed.set("raised_on", date_short(dialogue.on));
    show(&view::matter_form(&visit, &typed, &[], Some(dialogue.id)))
}

/// Records what was raised in a dialogue.
pub(super) async fn raised(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (dialogue, unit) = find_held(&visit, &id).await?;
    record(&visit, Typed::of(pairs), Some((&dialogue, unit))).await
}

/// Finds a dialogue that stands, for whoever may record at its committee.
async fn find_held(visit: &Visit, id: &str) -> Result<(Dialogue, UnitIndex), WebError> {
    let (dialogue, unit) = find(visit, id).await?;
    visit.needs_for(Deed::Record, unit, None)?;
    if dialogue.is_reversed {
        return Err(WebError::Refused("dialogue-gone"));
    }
    Ok((dialogue, unit))
}

/// Offers the form of a proposal.
pub(super) async fn propose(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    let typed = began(&visit, pairs, "raised_on")?;
    show(&view::matter_form(&visit, &typed, &[], None))
}

/// Records a proposal.
pub(super) async fn proposed(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    record(&visit, Typed::of(pairs), None).await
}

async fn record(visit: &Visit, typed: Typed, dialogue: Option<(&Dialogue, UnitIndex)>) -> Result<Response, WebError> {
    has_key(&typed)?;
    let hosts = named_hosts(visit, typed.get("host")).await?;
    let about = dialogue.map(|(dialogue, _)| dialogue.id);
    match form::raised(visit, &typed, dialogue, hosts) {
        Ok(raised) => {
            let id = act::raise(visit, &raised).await?;
            let to = about.map_or_else(|| format!("/matters/{id}"), |id| format!("/dialogues/{id}"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(faults) => show_faulty(&view::matter_form(visit, &typed, &faults, about)),
    }
}

async fn find_matter(visit: &Visit, id: &str) -> Result<(Matter, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let matter = rows::find_any_matter(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(matter.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    Ok((matter, unit))
}

/// Shows a matter with its answer, or the form of one.
pub(super) async fn matter(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (matter, unit) = find_matter(&visit, &id).await?;
    let mut typed = Typed::default();
    match &matter.answer {
        Some(answer) => {
            typed.set("answer", answer.words.clone());
            typed.set("answered_on", date_short(answer.on));
        }
        None => typed.set("answered_on", date_short(visit.now.today())),
    }
    show(&view::matter_page(&visit, &matter, unit, (&typed, &[])))
}

/// Records what was answered.
pub(super) async fn answered(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (matter, unit) = find_matter(&visit, &id).await?;
    visit.needs_for(Deed::Record, unit, None)?;
    let typed = Typed::of(pairs);
    match form::answer(&visit, &typed, matter.on) {
        Ok(answer) => {
            act::answer(&visit, &matter, &answer).await?;
            Ok(Redirect::to(&format!("/matters/{}", matter.id)).into_response())
        }
        Err(faults) => show_faulty(&view::matter_page(&visit, &matter, unit, (&typed, &faults))),
    }
}

/// Lists the difficulties and proposals of the scope.
#[utoipa::path(
    get,
    path = "/matters",
    operation_id = "matters",
    tag = "work",
    params(("answered" = Option<bool>, Query, description = "Those that were answered too.")),
    responses((status = 200, body = MatterList))
)]
pub(super) async fn told(visit: Visit, Query(words): Query<Words>) -> Result<Json<MatterList>, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let with_answered = yes(&asked(words, &["answered"])?, "answered")?;
    let mut tx = visit.house.db.read().await?;
    let matters = rows::matters_of(&mut tx, &visit.seen_units(), with_answered).await?;
    tx.rollback().await?;
    let told = matters.into_iter().map(|matter| {
        let (answered_on, answer) = matter.answer.map(|answer| (answer.on, answer.words)).unzip();
        MatterTold {
            unit: code_in_charge(&visit, Some(matter.unit)),
            id: matter.id,
            dialogue: matter.dialogue,
            enterprise: matter.host.map(|(code, _)| code),
            raised_on: matter.on,
            content: matter.content,
            answerer: matter.answerer,
            due_on: matter.due,
            answered_on,
            answer,
        }
    });
    Ok(Json(MatterList {
        matters: told.collect(),
    }))
}

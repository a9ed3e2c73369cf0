//! The pages of roles.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::text::{date_short, whole};
use serde::Deserialize;

use super::act;
use crate::store::{Deed, People, Role, guarded_roles};
use crate::web::errors::{WebError, percent, show as render};
use crate::web::held::{HeldLine, When, held_line};
use crate::web::once::Once;
use crate::web::shell::Shell;
use crate::web::visit::Visit;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "roles/sheet.html")]
struct SheetPage {
    shell: Shell,
    counted: String,
    roles: Vec<RoleLine>,
    may_guard: bool,
}

struct RoleLine {
    code: String,
    name: String,
    rights: Vec<String>,
    is_guarded: bool,
}

/// Shows what each role may do.
pub(super) async fn sheet(visit: Visit, headers: HeaderMap) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let guarded = guarded_roles(&mut tx).await?;
    tx.rollback().await?;
    let line = |role: &Role| RoleLine {
        code: role.code.clone(),
        name: visit.words.keyed("role", &role.code, ""),
        rights: rights(role, visit.words),
        is_guarded: guarded.contains(&role.code),
    };
    let receipt = Once::Receipt.take(&visit.house, visit.now, &headers);
    let mut response = render(&SheetPage {
        shell: Shell::of(&visit, visit.words.say("roles")).saying(receipt),
        counted: whole(visit.house.catalogs.roles.iter().count()),
        roles: visit.house.catalogs.roles.iter().map(line).collect(),
        may_guard: act::is_at_root(&visit),
    })?;
    Once::Receipt.forget(&mut response);
    Ok(response)
}

/// Says what a role may do.
fn rights(role: &Role, words: Words) -> Vec<String> {
    let lines: Vec<String> = role
        .lines
        .iter()
        .map(|line| words.keyed("right-line", line.code(), ""))
        .collect();
    role.deeds
        .iter()
        .map(|deed| {
            let said = words.keyed("right", deed.code(), "");
            match deed {
                Deed::Record | Deed::TakeBack | Deed::AssignTargets | Deed::SubmitFigures | Deed::ClosePeriods
                    if !lines.is_empty() =>
                {
                    format!("{said}, {}", lines.join(", "))
                }
                Deed::See
                | Deed::Record
                | Deed::TakeBack
                | Deed::AssignTargets
                | Deed::SubmitFigures
                | Deed::ClosePeriods
                | Deed::PlanTasks
                | Deed::MakePapers
                | Deed::SeeAudit
                | Deed::SeeViewers
                | Deed::ManageAccounts
                | Deed::ViewAs => said,
            }
        })
        .collect()
}

/// Holds whether a role shall need a second factor.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GuardForm {
    demanded: String,
}

/// Lets a role need a second factor, or no longer.
pub(super) async fn guard(
    visit: Visit,
    Path(role): Path<String>,
    Form(form): Form<GuardForm>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::ManageAccounts)?;
    if visit.house.catalogs.roles.get(&role).is_none() {
        return Err(WebError::NotFound);
    }
    if !act::is_at_root(&visit) {
        return Err(WebError::Refused("only-at-root"));
    }
    act::guard(&visit, &role, form.demanded == "yes").await?;
    Once::Receipt.redirect(&visit.house, visit.now, "/roles", "roles-guard-kept")
}

#[derive(Template)]
#[template(path = "roles/viewers.html")]
struct ViewersPage {
    shell: Shell,
    sum: String,
    seeing: Vec<Seeing>,
    ahead: Vec<Seeing>,
    ended: Vec<Seeing>,
    may_give: bool,
}

struct Seeing {
    account: i64,
    name: String,
    title: String,
    rights: String,
    line: HeldLine,
}

/// Shows who can see a unit: by which role, given where, until when.
pub(super) async fn viewers(visit: Visit, Path(code): Path<String>) -> Result<Response, WebError> {
    let unit = visit.unit(&code)?;
    visit.needs(Deed::SeeViewers, unit)?;
    act::note_viewers(&visit, unit).await?;
    let mut tx = visit.house.db.read().await?;
    let people = People::load(&mut tx).await?;
    tx.rollback().await?;
    let (tree, words, today) = (&visit.book().tree, visit.words, visit.now.today());
    let placement = tree.placement(today);
    let mut lines = Vec::new();
    for held in &people.held {
        let line = held_line(tree, held, words, today);
        let covers = line.unit.is_some_and(|at| placement.inside(at).contains(unit));
        let account = people.account(held.account);
        let Some(account) = account.filter(|account| covers && account.disabled_at.is_none()) else {
            continue;
        };
        let role = visit.house.catalogs.roles.get(&held.role);
        lines.push(Seeing {
            account: account.id,
            name: account.name.clone(),
            title: account.title.clone(),
            rights: role.map_or_else(String::new, |role| rights(role, words).join("; ")),
            line,
        });
    }
    let (seeing, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|one| one.line.when == When::Now);
    let (ahead, ended): (Vec<_>, Vec<_>) = others.into_iter().partition(|one| one.line.when == When::Ahead);
    let mut different: Vec<i64> = seeing.iter().map(|one| one.account).collect();
    different.sort_unstable();
    different.dedup();
    let persons = whole(different.len());
    let values = [("count", persons), ("day", date_short(today))];
    let title = words.with("viewers-title", "unit", tree.name_on(unit, today));
    render(&ViewersPage {
        shell: Shell::of(&visit, title).about(&visit, unit),
        sum: words.fill("viewers-sum", &values),
        seeing,
        ahead,
        ended,
        may_give: visit.scope.may(Deed::ManageAccounts, unit),
    })
}

/// Begins to look through another's view.
pub(super) async fn view(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::ViewAs)?;
    act::view(&visit, id).await?;
    Ok(Redirect::to("/").into_response())
}

/// Ends looking through another's view.
pub(super) async fn end_view(visit: Visit) -> Result<Response, WebError> {
    act::end_view(&visit).await?;
    let to = match &visit.viewer {
        Some(_) => format!("/accounts/{}", percent(&visit.account.id.to_string())),
        None => "/".to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

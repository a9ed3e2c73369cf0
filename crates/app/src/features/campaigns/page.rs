//! Pages of campaigns.

use axum::Json;
use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::UnitIndex;
use nennep_core::text::date_short;

use super::record::{Campaign, CampaignList, CampaignTold};
use super::view::{self, Share};
use super::{act, form, rows};
use crate::store::{Account, Deed, RoleHeld, Scope};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{Typed, fault_lines};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::openapi::{Words, asked};
use crate::web::pages::{FormPage, ListPage};
use crate::web::places::{code_in_charge, in_charge};
use crate::web::secrets::form_key;
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{Listing, TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "campaigns/campaign.html")]
struct CampaignPage {
    shell: Shell,
    id: i64,
    sum: String,
    is_late: bool,
    people: Vec<Share>,
    listing: Listing,
    is_mine: bool,
    may_change: bool,
    others: Vec<(i64, String)>,
}

/// Lists the campaigns of the scope.
pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let units = visit.seen_units();
    let mut tx = visit.house.db.read().await?;
    let campaigns = rows::listed(&mut tx, &units).await?;
    tx.rollback().await?;
    let columns = view::columns(&visit.words);
    let rows: Vec<TableRow> = campaigns.iter().map(|campaign| view::row(&visit, campaign)).collect();
    let (title, sum) = (visit.words.say("campaigns"), view::summary(&visit, &campaigns));
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("dot-khao-sat", &title, &sum, &columns, rows);
    }
    let mut shell = Shell::of(&visit, title);
    shell.crumbs = vec![surveys(&visit)];
    let page = ListPage {
        shell,
        sum,
        is_empty: campaigns.is_empty(),
        none: (visit.words.say("campaigns-none"), visit.words.say("campaigns-none-do")),
        actions: visit
            .scope
            .home_for(Deed::Record)
            .map(|_| (visit.words.say("campaigns-new"), "/campaigns/new".to_owned(), true))
            .into_iter()
            .collect(),
        listing: listing_of("/campaigns", &columns, rows, &query),
    };
    show(&page).map(|response| keeping_size(response, &query))
}

fn surveys(visit: &Visit) -> Crumb {
    Crumb {
        label: visit.words.say("surveys"),
        href: "/surveys".to_owned(),
    }
}

fn campaigns(visit: &Visit) -> Crumb {
    Crumb {
        label: visit.words.say("campaigns"),
        href: "/campaigns".to_owned(),
    }
}

/// Reads who may record at a unit today, by name.
async fn surveyors(visit: &Visit, unit: Option<UnitIndex>) -> Result<Vec<(i64, String)>, WebError> {
    let mut tx = visit.house.db.read().await?;
    let (accounts, held) = (Account::list(&mut tx).await?, RoleHeld::list(&mut tx).await?);
    tx.rollback().await?;
    let (tree, roles, today) = (&visit.book().tree, &visit.house.catalogs.roles, visit.now.today());
    let goes = |account: &Account| {
        let own: Vec<RoleHeld> = held.iter().filter(|role| role.account == account.id).cloned().collect();
        let scope = Scope::on(tree, roles, &own, today);
        match unit {
            Some(unit) => scope.may_for(Deed::Record, unit, None),
            None => false,
        }
    };
    let mut going: Vec<(i64, String)> = accounts
        .iter()
        .filter(|account| account.disabled_at.is_none() && goes(account))
        .map(|account| (account.id, account.name.clone()))
        .collect();
    going.sort_by_cached_key(|(_, name)| nennep_core::text::sort_key(name));
    Ok(going)
}

/// Offers the form of a campaign.
pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    let home = visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let mut typed = Typed::of(pairs);
    typed.suggest("unit", visit.book().tree.unit(home).code.clone());
    typed.suggest("from", date_short(visit.now.today()));
    typed.suggest("choice", "never");
    typed.set("key", form_key()?);
    let known = surveyors(&visit, Some(home)).await?;
    show(&form_page(&visit, &typed, &[], &known))
}

fn form_page(visit: &Visit, typed: &Typed, faults: &[Fault], known: &[(i64, String)]) -> FormPage {
    let words = &visit.words;
    let groups = view::groups(visit, typed, faults, known);
    let mut shell = Shell::of(visit, words.say("campaigns-new"));
    shell.crumbs = vec![surveys(visit), campaigns(visit)];
    FormPage {
        shell,
        sum: words.say("campaigns-new-sum"),
        action: "/campaigns".to_owned(),
        submit: words.say("campaigns-plan"),
        back: "/campaigns".to_owned(),
        hidden: vec![("key", typed.get("key").to_owned())],
        faults: fault_lines(words, &groups, faults),
        groups,
    }
}

/// Plans a campaign.
pub(super) async fn create(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    let home = visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let typed = Typed::of(pairs);
    if typed.get("key").is_empty() {
        return Err(WebError::NotFound);
    }
    let unit = visit.scope.unit(&visit.book().tree, typed.get("unit"));
    let known = surveyors(&visit, unit.or(Some(home))).await?;
    let accounts: Vec<i64> = known.iter().map(|(account, _)| *account).collect();
    let outcome = match form::plan(&visit, &typed, &accounts) {
        Ok(plan) => act::plan(&visit, &plan).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&format!("/campaigns/{id}")).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&form_page(&visit, &typed, &faults, &known)),
        Err(other) => Err(other),
    }
}

/// Finds a campaign of the scope with its committee.
async fn find(visit: &Visit, id: &str) -> Result<(Campaign, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let campaign = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = in_charge(visit, Some(campaign.unit), visit.now.today()).ok_or(WebError::NotFound)?;
    Ok((campaign, unit))
}

/// Shows a campaign: how far it is, by person and by enterprise.
pub(super) async fn one(
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (campaign, unit) = find(&visit, &id).await?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let is_mine = query.other("mine") == "yes";
    let mut tx = visit.house.db.read().await?;
    let parts = rows::parts(&mut tx, campaign.id).await?;
    tx.rollback().await?;
    let words = &visit.words;
    let may_record = visit.scope.may_for(Deed::Record, unit, None);
    let columns = view::part_columns(words);
    let rows: Vec<TableRow> = parts
        .iter()
        .filter(|part| !is_mine || part.account == visit.account.id)
        .map(|part| view::part_row(words, part, may_record && !campaign.is_closed))
        .collect();
    let sum = view::one(&visit, &campaign, unit);
    if is_export {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("dot-khao-sat", &campaign.name, &sum, &columns, rows);
    }
    let mut shell = Shell::of(&visit, campaign.name.clone()).about(&visit, unit);
    shell.crumbs = vec![surveys(&visit), campaigns(&visit)];
    let path = format!("/campaigns/{}", campaign.id);
    let page = CampaignPage {
        shell,
        id: campaign.id,
        sum,
        is_late: view::state(&visit, &campaign).1,
        people: view::people(&parts),
        listing: listing_of(&path, &columns, rows, &query),
        is_mine,
        may_change: may_record && !campaign.is_closed,
        others: if may_record {
            surveyors(&visit, Some(unit)).await?
        } else {
            Vec::new()
        },
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Finds a campaign the officer may change.
async fn find_own(visit: &Visit, id: &str) -> Result<(Campaign, UnitIndex), WebError> {
    let (campaign, unit) = find(visit, id).await?;
    visit.needs_for(Deed::Record, unit, None)?;
    Ok((campaign, unit))
}

/// Gives what one person still has to visit to another.
pub(super) async fn hand_over(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (campaign, unit) = find_own(&visit, &id).await?;
    let typed = Typed::of(pairs);
    let known = surveyors(&visit, Some(unit)).await?;
    let to = typed.get("to").parse::<i64>().ok();
    let to = to.filter(|to| known.iter().any(|(account, _)| account == to));
    let (Ok(from), Some(to)) = (typed.get("from").parse::<i64>(), to) else {
        return Err(WebError::NotFound);
    };
    if campaign.is_closed {
        return Err(WebError::Refused("campaign-closed"));
    }
    act::hand_over(&visit, &campaign, from, to).await?;
    Ok(Redirect::to(&format!("/campaigns/{}", campaign.id)).into_response())
}

/// Closes a campaign; closed again, it stays as it is.
pub(super) async fn close(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (campaign, _) = find_own(&visit, &id).await?;
    act::close(&visit, &campaign).await?;
    Ok(Redirect::to(&format!("/campaigns/{}", campaign.id)).into_response())
}

/// Lists the survey campaigns of the scope.
#[utoipa::path(get, path = "/campaigns", operation_id = "campaigns", tag = "work", responses((status = 200, body = CampaignList)))]
pub(super) async fn told(visit: Visit, Query(words): Query<Words>) -> Result<Json<CampaignList>, WebError> {
    visit.needs_somewhere(Deed::See)?;
    asked(words, &[])?;
    let units = visit.seen_units();
    let mut tx = visit.house.db.read().await?;
    let campaigns = rows::listed(&mut tx, &units).await?;
    tx.rollback().await?;
    let told = campaigns.into_iter().map(|campaign| CampaignTold {
        unit: code_in_charge(&visit, Some(campaign.unit)),
        id: campaign.id,
        name: campaign.name,
        from: campaign.from,
        until: campaign.until,
        is_closed: campaign.is_closed,
        all: campaign.all,
        done: campaign.done,
    });
    Ok(Json(CampaignList {
        campaigns: told.collect(),
    }))
}

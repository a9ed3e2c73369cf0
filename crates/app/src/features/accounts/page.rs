//! The pages of accounts.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::{http::HeaderMap, response::Response};
use nennep_core::text::{date_short, tidy};

use super::act;
use super::form::{EndForm, NameForm, NewForm, ReasonForm, RoleForm, SubjectForm};
use super::record::{self, Reach};
use crate::store::{Account, Deed, People, Secrets};
use crate::web::enrolment::day_at;
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::field_faults::FieldFaults;
use crate::web::held::{HeldLine, When, held_line};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::once::Once;
use crate::web::shell::Shell;
use crate::web::table::{Column, Filter, Listing, TableRow, export_rows, list as cut};
use crate::web::visit::{Visit, may_view_as};
use crate::web::workbook::workbook;

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    shell: Shell,
    listing: Listing,
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewPage {
    shell: Shell,
    form: NewForm,
    faults: FieldFaults,
}

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct ShowPage {
    shell: Shell,
    account: Account,
    made: Made,
    held: Vec<(HeldLine, bool)>,
    roles: Vec<(String, String)>,
    units: Vec<(String, String)>,
    is_whole: bool,
    is_own: bool,
    may_view: bool,
    asks_subject: bool,
    form: RoleForm,
    naming: NameForm,
    today: String,
    password: Option<String>,
    faults: FieldFaults,
}

struct Made {
    factor_since: String,
    disabled_since: String,
    subject: String,
}

async fn people(visit: &Visit) -> Result<People, WebError> {
    visit.needs_somewhere(Deed::ManageAccounts)?;
    let mut tx = visit.house.db.read().await?;
    let people = People::load(&mut tx).await?;
    tx.rollback().await?;
    Ok(people)
}

/// Lists the accounts the officer manages.
pub(super) async fn list(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let people = people(&visit).await?;
    let words = visit.words;
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let (role, state) = (query.other("role"), query.other("state"));
    let rows: Vec<TableRow> = people
        .accounts
        .iter()
        .filter(|account| record::reach(&visit, &people, account.id).is_some())
        .filter(|account| state.is_empty() || (state == "disabled") == account.disabled_at.is_some())
        .filter(|account| role.is_empty() || record::has_role(&visit, &people, account, role))
        .map(|account| record::row(&visit, &people, account))
        .collect();
    let columns = [
        Column::text("name", words.say("account-name")),
        Column::text("sign_in", words.say("account-sign-in")),
        Column::text("title", words.say("account-title")),
        Column::text("roles", words.say("account-roles")),
        Column::text("factor", words.say("own-factor")),
        Column::text("state", words.say("account-state")),
    ];
    let title = words.say("accounts");
    if query.other("format") == "xlsx" {
        let (columns, rows) = export_rows(&columns, rows, &query);
        return workbook("tai-khoan", &title, &date_short(visit.now.today()), &columns, rows);
    }
    let listing = cut("/accounts", &columns, rows, &query).filtered_by(filters(&visit, &query));
    let page = ListPage {
        shell: Shell::of(&visit, title),
        listing,
    };
    Ok(keeping_size(render(&page)?, &query))
}

fn filters(visit: &Visit, query: &ListQuery) -> Vec<Filter> {
    let words = visit.words;
    let choice = |name, label: String, choices| Filter {
        name,
        label,
        kind: "text",
        value: query.other(name).to_owned(),
        choices,
    };
    let states = ["used", "disabled"].map(|state| (state.to_owned(), words.keyed("account", state, "")));
    vec![
        choice("role", words.say("account-role"), role_names(visit)),
        choice("state", words.say("account-state"), states.to_vec()),
    ]
}

fn role_names(visit: &Visit) -> Vec<(String, String)> {
    let roles = visit.house.catalogs.roles.iter();
    roles
        .map(|role| (role.code.clone(), visit.words.keyed("role", &role.code, "")))
        .collect()
}

/// Shows the form of a new account.
pub(super) async fn new(visit: Visit) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::ManageAccounts)?;
    render(&NewPage {
        shell: Shell::of(&visit, visit.words.say("account-new")),
        form: NewForm::default(),
        faults: FieldFaults::default(),
    })
}

/// Makes an account.
pub(super) async fn make(visit: Visit, Form(form): Form<NewForm>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::ManageAccounts)?;
    let faults = match form.read(&visit) {
        Ok(one) => match act::make(&visit, &one).await? {
            Some((id, password)) => {
                return Once::Password.redirect(&visit.house, visit.now, &path(id), &format!("{id}\n{password}"));
            }
            None => {
                let mut faults = FieldFaults::default();
                faults.add(
                    "sign_in",
                    visit.words.with("account-sign-in-taken", "found", &one.sign_in),
                );
                faults
            }
        },
        Err(faults) => faults,
    };
    show_faulty(&NewPage {
        shell: Shell::of(&visit, visit.words.say("account-new")),
        form,
        faults,
    })
}

fn path(id: i64) -> String {
    format!("/accounts/{id}")
}

/// Shows an account.
pub(super) async fn show(visit: Visit, Path(id): Path<i64>, headers: HeaderMap) -> Result<Response, WebError> {
    let mut page = ShowPage::load(&visit, id, None, FieldFaults::default()).await?;
    let shown = Once::Password.take(&visit.house, visit.now, &headers);
    page.password = shown.and_then(|text| {
        let (account, password) = text.split_once('\n')?;
        (account == id.to_string()).then(|| password.to_owned())
    });
    let receipt = Once::Receipt.take(&visit.house, visit.now, &headers);
    page.shell = page.shell.saying(receipt);
    let mut response = render(&page)?;
    Once::Password.forget(&mut response);
    Once::Receipt.forget(&mut response);
    Ok(response)
}

impl ShowPage {
    async fn load(visit: &Visit, id: i64, form: Option<RoleForm>, faults: FieldFaults) -> Result<Self, WebError> {
        let people = people(visit).await?;
        let (account, reach) = record::find(visit, &people, id)?;
        let mut tx = visit.house.db.read().await?;
        let secrets = Secrets::of(&mut tx, id).await?;
        tx.rollback().await?;
        let (tree, words, today) = (&visit.book().tree, visit.words, visit.now.today());
        let mut held: Vec<(HeldLine, bool)> = people
            .roles_of(id)
            .filter(|held| record::is_inside(visit, held))
            .map(|held| held_line(tree, held, words, today))
            .map(|line| {
                let may_end = line.when != When::Ended;
                (line, may_end)
            })
            .collect();
        held.sort_by_key(|(line, _)| line.when);
        let roles: Vec<_> = people.roles_of(id).cloned().collect();
        let is_own = id == visit.account.id;
        let said = |at: &Option<String>| at.as_deref().map_or_else(String::new, |at| words.instant(at));
        Ok(Self {
            shell: Shell::of(visit, account.name.clone()),
            made: Made {
                factor_since: said(&account.totp_confirmed_at),
                disabled_since: said(&account.disabled_at),
                // The issuer is one and the same; what stands after it is the person's.
                subject: secrets
                    .oidc_subject
                    .as_deref()
                    .and_then(|subject| subject.split_once('|'))
                    .map(|(_, name)| name.to_owned())
                    .unwrap_or_default(),
            },
            held,
            roles: role_names(visit),
            units: record::home_units(visit),
            is_whole: reach == Reach::Whole,
            is_own,
            may_view: !is_own && may_view_as(&visit.scope, tree, &account, &roles, visit.now),
            asks_subject: visit.house.settings.oidc.is_some(),
            form: form.unwrap_or_else(|| RoleForm {
                from: today.to_string(),
                ..RoleForm::default()
            }),
            naming: NameForm {
                name: account.name.clone(),
                title: account.title.clone(),
            },
            today: today.to_string(),
            account,
            password: None,
            faults,
        })
    }
}

/// Gives a role.
pub(super) async fn give_role(
    visit: Visit,
    Path(id): Path<i64>,
    Form(form): Form<RoleForm>,
) -> Result<Response, WebError> {
    let (account, _) = record::find(&visit, &people(&visit).await?, id)?;
    match form.read(&visit) {
        Ok(given) => {
            act::give_role(&visit, &account, &given).await?;
            done(&visit, id, "account-role-given")
        }
        Err(faults) => show_faulty(&ShowPage::load(&visit, id, Some(form), faults).await?),
    }
}

fn done(visit: &Visit, id: i64, key: &str) -> Result<Response, WebError> {
    Once::Receipt.redirect(&visit.house, visit.now, &path(id), key)
}

/// Ends a role: yesterday at the earliest, and not later than it ends by itself.
pub(super) async fn end_role(
    visit: Visit,
    Path((id, role)): Path<(i64, i64)>,
    Form(form): Form<EndForm>,
) -> Result<Response, WebError> {
    let people = people(&visit).await?;
    let (account, _) = record::find(&visit, &people, id)?;
    let held = people
        .roles_of(id)
        .find(|held| held.id == role && record::is_inside(&visit, held))
        .ok_or(WebError::NotFound)?;
    let mut faults = FieldFaults::default();
    let last = day_at("last", &form.last, &visit.words, &mut faults);
    let earliest = visit.now.today().previous();
    match last.filter(|last| *last >= earliest && held.to.is_none_or(|to| *last <= to)) {
        Some(last) => {
            act::end_role(&visit, &account, role, last).await?;
            done(&visit, id, "account-role-ended")
        }
        None => {
            if faults.is_empty() {
                faults.add(
                    "last",
                    visit.words.with("account-last-bad", "earliest", date_short(earliest)),
                );
            }
            show_faulty(&ShowPage::load(&visit, id, None, faults).await?)
        }
    }
}

/// Gives an account another name and title.
pub(super) async fn rename(
    visit: Visit,
    Path(id): Path<i64>,
    Form(form): Form<NameForm>,
) -> Result<Response, WebError> {
    let account = record::find_whole(&visit, &people(&visit).await?, id)?;
    match form.read(&visit) {
        Ok(named) => {
            act::rename(&visit, &account, &named).await?;
            done(&visit, id, "account-renamed")
        }
        Err(faults) => {
            let mut page = ShowPage::load(&visit, id, None, faults).await?;
            page.naming = form;
            show_faulty(&page)
        }
    }
}

/// Lets an account sign in no longer.
pub(super) async fn disable(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let account = record::find_whole(&visit, &people(&visit).await?, id)?;
    act::disable(&visit, &account).await?;
    done(&visit, id, "account-is-disabled")
}

/// Lets an account sign in again.
pub(super) async fn enable(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let account = record::find_whole(&visit, &people(&visit).await?, id)?;
    act::enable(&visit, &account).await?;
    done(&visit, id, "account-is-enabled")
}

/// Gives an account a password for one sign-in.
pub(super) async fn reset_password(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let account = record::find_whole(&visit, &people(&visit).await?, id)?;
    let password = act::reset_password(&visit, &account).await?;
    Once::Password.redirect(&visit.house, visit.now, &path(id), &format!("{id}\n{password}"))
}

/// Takes a second factor away, for a reason.
pub(super) async fn reset_factor(
    visit: Visit,
    Path(id): Path<i64>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, WebError> {
    let account = record::find_whole(&visit, &people(&visit).await?, id)?;
    let reason: String = tidy(&form.reason).chars().take(500).collect();
    if reason.is_empty() {
        let mut faults = FieldFaults::default();
        faults.add("reason", visit.words.say("account-reason-missing"));
        return show_faulty(&ShowPage::load(&visit, id, None, faults).await?);
    }
    act::reset_factor(&visit, &account, &reason).await?;
    done(&visit, id, "account-factor-reset")
}

/// Links an account to one of the other house that keeps accounts.
pub(super) async fn link(
    visit: Visit,
    Path(id): Path<i64>,
    Form(form): Form<SubjectForm>,
) -> Result<Response, WebError> {
    let account = record::find_whole(&visit, &people(&visit).await?, id)?;
    let settings = visit.house.settings.oidc.as_ref().ok_or(WebError::NotFound)?;
    let subject: String = form.subject.trim().chars().take(255).collect();
    let subject = (!subject.is_empty()).then(|| format!("{}|{subject}", settings.issuer));
    if act::link(&visit, &account, subject).await? {
        return done(&visit, id, "account-link-kept");
    }
    let mut faults = FieldFaults::default();
    faults.add("subject", visit.words.say("account-subject-taken"));
    show_faulty(&ShowPage::load(&visit, id, None, faults).await?)
}

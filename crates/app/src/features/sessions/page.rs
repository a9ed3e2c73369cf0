//! The pages of signing in.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::act::{self, Changed};
use super::form::{Change, Next, Prefer, SignIn};
use crate::store::{Account, Session};
use crate::web::address::own_path;
use crate::web::errors::{WebError, percent, show as render, show_faulty};
use crate::web::field_faults::FieldFaults;
use crate::web::house::{House, PrintedSignIn};
use crate::web::once::{Once, add_cookie};
use crate::web::preferences::{LANGUAGE_COOKIE, Preferences, THEME_COOKIE, kept_cookie, theme_of};
use crate::web::secrets::fingerprint;
use crate::web::shell::Shell;
use crate::web::standing::{Asked, Entrant, Lack, Standing, no_session, session_secret};
use crate::web::visit::Visit;
use crate::web::words::Language;

#[derive(Template)]
#[template(path = "sessions/sign-in.html")]
struct SignInPage {
    shell: Shell,
    name: String,
    next: String,
    is_wrong: bool,
    is_empty: bool,
    oidc: Option<String>,
    printed: Vec<PrintedSignIn>,
}

#[derive(Template)]
#[template(path = "sessions/no-role.html")]
struct NoRolePage {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "sessions/password.html")]
struct PasswordPage {
    shell: Shell,
    sign_in: String,
    asks_current: bool,
    faults: FieldFaults,
}

/// Leads to the board of the officer's own unit, or to the sign-in.
pub(super) async fn home(visit: Result<Visit, WebError>) -> Result<Response, WebError> {
    let visit = match visit {
        Ok(visit) => visit,
        Err(WebError::SignInNeeded { .. }) => return Ok(Redirect::to("/sign-in").into_response()),
        Err(error) => return Err(error),
    };
    match visit.home_code() {
        Some(home) => Ok(Redirect::to(&format!("/units/{}/board", percent(&home))).into_response()),
        None => render(&NoRolePage {
            shell: Shell::of(&visit, visit.words.say("no-role")),
        }),
    }
}

/// Shows the sign-in, or leads on whoever has come further.
pub(super) async fn show(
    State(house): State<House>,
    Query(form): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let next = own_path(&form.next);
    let mut tx = house.db.read().await?;
    let standing = Standing::find(&mut tx, &house, &headers, house.clock.read()).await?;
    let is_empty = house.settings.setup_code.is_some() && Account::list(&mut tx).await?.is_empty();
    tx.rollback().await?;
    match standing.map(|standing| standing.lack) {
        Some(None) => Ok(Redirect::to(next).into_response()),
        Some(Some(lack)) => Ok(Redirect::to(&lacking(lack, next)).into_response()),
        None => {
            let mut page = SignInPage::of(&house, &headers, next);
            page.is_empty = is_empty;
            let receipt = Once::Receipt.take(&house, house.clock.read(), &headers);
            let has_receipt = receipt.is_some();
            page.shell = page.shell.saying(receipt);
            let mut response = render(&page)?;
            if has_receipt {
                Once::Receipt.forget(&mut response);
            }
            Ok(response)
        }
    }
}

fn lacking(lack: Lack, next: &str) -> String {
    format!("{}?next={}", lack.path(), percent(next))
}

impl SignInPage {
    fn of(house: &House, headers: &HeaderMap, next: &str) -> Self {
        let preferences = Preferences::of(headers);
        let words = preferences.words();
        let mut shell = Shell::outside(house, words, words.say("sign-in")).looking(preferences.theme_or("auto"));
        shell.here = format!("/sign-in?next={}", percent(next));
        Self {
            shell,
            name: String::new(),
            next: next.to_owned(),
            is_wrong: false,
            is_empty: false,
            oidc: house.settings.oidc.as_ref().map(|oidc| oidc.label.clone()),
            printed: house.settings.printed_sign_ins.clone(),
        }
    }
}

/// Signs in by name and password; the answer to a wrong try is one and the same whatever was wrong.
pub(super) async fn sign_in(
    State(house): State<House>,
    asked: Asked,
    Form(form): Form<SignIn>,
) -> Result<Response, WebError> {
    let next = own_path(&form.next);
    let now = house.clock.read();
    let Some(cookies) = act::sign_in(&house, &form, &asked.place, now, &asked.request).await? else {
        let mut page = SignInPage::of(&house, &asked.headers, next);
        page.name.clone_from(&form.name);
        page.is_wrong = true;
        return show_faulty(&page);
    };
    let to = format!("/sign-in?next={}", percent(next));
    let mut response = Redirect::to(&to).into_response();
    for cookie in cookies {
        add_cookie(&mut response, &cookie);
    }
    Ok(response)
}

/// Ends the session of this browser.
pub(super) async fn sign_out(State(house): State<House>, headers: HeaderMap) -> Result<Response, WebError> {
    if let Some(secret) = session_secret(&house, &headers) {
        let mut tx = house.db.write().await?;
        Session::end(&mut tx, &fingerprint(&secret)).await?;
        tx.commit().await?;
    }
    let mut response = Once::Receipt.redirect(&house, house.clock.read(), "/sign-in", "signed-out")?;
    add_cookie(&mut response, &no_session(&house));
    Ok(response)
}

/// Keeps a choice of language and look: in this browser, and in the account of whoever is signed in.
pub(super) async fn prefer(
    State(house): State<House>,
    visit: Result<Visit, WebError>,
    Form(form): Form<Prefer>,
) -> Result<Response, WebError> {
    let account = match visit {
        Ok(visit) => Some(visit.account),
        Err(WebError::SignInNeeded { .. }) => None,
        Err(error) => return Err(error),
    };
    let language = (!form.language.is_empty()).then(|| Language::of(&form.language).code());
    let theme = theme_of(&form.theme);
    if let Some(account) = account {
        let mut tx = house.db.write().await?;
        account
            .prefer(
                &mut tx,
                language.unwrap_or(&account.locale),
                theme.unwrap_or(&account.theme),
            )
            .await?;
        tx.commit().await?;
    }
    let mut response = Redirect::to(own_path(&form.next)).into_response();
    for (name, value) in [(LANGUAGE_COOKIE, language), (THEME_COOKIE, theme)] {
        if let Some(value) = value {
            add_cookie(&mut response, &kept_cookie(name, value));
        }
    }
    Ok(response)
}

/// Shows the form of a new password.
pub(super) async fn password(entrant: Entrant) -> Result<Response, WebError> {
    if let Some(lack) = earlier_lack(&entrant) {
        return Ok(Redirect::to(lack.path()).into_response());
    }
    render(&PasswordPage::of(&entrant, FieldFaults::default()))
}

fn earlier_lack(entrant: &Entrant) -> Option<Lack> {
    entrant.standing.lack.filter(|lack| *lack != Lack::Password)
}

impl PasswordPage {
    fn of(entrant: &Entrant, faults: FieldFaults) -> Self {
        let words = entrant.words;
        Self {
            shell: Shell::outside(&entrant.house, words, words.say("password-title")).looking(&entrant.theme),
            sign_in: entrant.standing.account.sign_in.clone(),
            asks_current: entrant.standing.lack.is_none(),
            faults,
        }
    }
}

/// Gives oneself another password.
pub(super) async fn change_password(
    entrant: Entrant,
    asked: Asked,
    Form(form): Form<Change>,
) -> Result<Response, WebError> {
    if let Some(lack) = earlier_lack(&entrant) {
        return Ok(Redirect::to(lack.path()).into_response());
    }
    let mut faults = form.faults(&entrant.standing.account.sign_in, &entrant.words);
    if !faults.is_empty() {
        return show_faulty(&PasswordPage::of(&entrant, faults));
    }
    match act::change_password(&entrant, &form, &asked.place).await? {
        Changed::WrongCurrent => {
            faults.add("current", entrant.words.say("password-current-wrong"));
            show_faulty(&PasswordPage::of(&entrant, faults))
        }
        Changed::Done(cookies) => {
            let mut response = Once::Receipt.redirect(&entrant.house, entrant.now, "/account", "password-changed")?;
            for cookie in cookies {
                add_cookie(&mut response, &cookie);
            }
            Ok(response)
        }
    }
}

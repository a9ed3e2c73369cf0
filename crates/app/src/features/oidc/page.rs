//! The pages on the way to the other house and back.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::act::{self, Away};
use crate::web::address::own_path;
use crate::web::clock::Now;
use crate::web::errors::{WebError, percent, show};
use crate::web::house::{House, OidcSettings};
use crate::web::oidc;
use crate::web::once::{Once, add_cookie};
use crate::web::preferences::Preferences;
use crate::web::shell::Shell;
use crate::web::standing::{Asked, cookie, secret_cookie};
use crate::web::visit::Visit;

/// Name of the cookie that goes along.
const AWAY_COOKIE: &str = "away";

/// Holds where to come back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// Holds what the browser brings back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Brought {
    code: String,
    state: String,
}

/// Holds the wish to link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LinkForm {
    sealed: String,
}

#[derive(Template)]
#[template(path = "oidc/unknown.html")]
struct UnknownPage {
    shell: Shell,
    label: String,
    subject: String,
}

#[derive(Template)]
#[template(path = "oidc/link.html")]
struct LinkPage {
    shell: Shell,
    label: String,
    subject: String,
    sealed: String,
}

fn settings(house: &House) -> Result<&OidcSettings, WebError> {
    house.settings.oidc.as_ref().ok_or(WebError::NotFound)
}

/// Sends a browser to the other house to sign in.
pub(super) async fn begin(State(house): State<House>, Query(form): Query<Next>) -> Result<Response, WebError> {
    leave(&house, None, own_path(&form.next)).await
}

/// Sends a browser to the other house to link one's own account.
pub(super) async fn begin_link(visit: Visit) -> Result<Response, WebError> {
    own(&visit)?;
    leave(&visit.house, Some(visit.account.id), "/account").await
}

fn own(visit: &Visit) -> Result<(), WebError> {
    if visit.viewer.is_some() {
        return Err(WebError::Refused("view-as-own"));
    }
    visit.session().map(|_| ()).ok_or(WebError::NotFound)
}

async fn leave(house: &House, link: Option<i64>, next: &str) -> Result<Response, WebError> {
    let now = house.clock.read();
    let begun = oidc::begin(house, settings(house)?, now).await?;
    let sealed = Away::seal(house, &begun, link, next, now)?;
    let mut response = Redirect::to(&begun.address).into_response();
    add_cookie(
        &mut response,
        &secret_cookie(house, AWAY_COOKIE, &sealed, "; Max-Age=600"),
    );
    Ok(response)
}

/// Takes whoever comes back from the other house.
pub(super) async fn come_back(
    State(house): State<House>,
    visit: Result<Visit, WebError>,
    asked: Asked,
    Query(brought): Query<Brought>,
) -> Result<Response, WebError> {
    let settings = settings(&house)?;
    let now = house.clock.read();
    let away = away(&house, &asked.headers, now).filter(|away| away.state == brought.state);
    // Without what went along, or with a refusal instead of a code, nobody has signed in.
    let away = away
        .filter(|_| !brought.code.is_empty())
        .ok_or(WebError::Refused("oidc-refused"))?;
    let brought = (brought.code, away.nonce, away.verifier);
    let subject = oidc::finish(&house, settings, brought, now).await?;
    let mut response = match away.link {
        Some(account) => ask(&visit?, account, settings, &subject)?,
        None => enter(&house, &asked, settings, (&subject, &away.next)).await?,
    };
    add_cookie(&mut response, &secret_cookie(&house, AWAY_COOKIE, "", "; Max-Age=0"));
    Ok(response)
}

fn away(house: &House, headers: &HeaderMap, now: Now) -> Option<Away> {
    Away::open(house, &cookie(house, headers, AWAY_COOKIE)?, now)
}

async fn enter(
    house: &House,
    asked: &Asked,
    settings: &OidcSettings,
    (subject, next): (&str, &str),
) -> Result<Response, WebError> {
    let Some(cookies) = act::sign_in(house, subject, asked, house.clock.read()).await? else {
        let preferences = Preferences::of(&asked.headers);
        let words = preferences.words();
        return show(&UnknownPage {
            shell: Shell::outside(house, words, words.say("oidc-unknown")).looking(preferences.theme_or("auto")),
            label: settings.label.clone(),
            subject: shown(subject),
        });
    };
    let mut response = Redirect::to(&format!("/sign-in?next={}", percent(own_path(next)))).into_response();
    for cookie in cookies {
        add_cookie(&mut response, &cookie);
    }
    Ok(response)
}

/// What an administrator types: the name at the other house without its address.
fn shown(subject: &str) -> String {
    subject.split_once('|').map_or(subject, |(_, name)| name).to_owned()
}

/// Asks once more before linking: a stranger may have signed this browser in at the other house.
fn ask(visit: &Visit, account: i64, settings: &OidcSettings, subject: &str) -> Result<Response, WebError> {
    own(visit)?;
    if visit.account.id != account {
        return Err(WebError::Refused("oidc-refused"));
    }
    show(&LinkPage {
        shell: Shell::outside(&visit.house, visit.words, visit.words.say("oidc-link")).looking(&visit.theme),
        label: settings.label.clone(),
        subject: shown(subject),
        sealed: act::seal_subject(&visit.house, account, subject, visit.now)?,
    })
}

/// Links one's own account.
pub(super) async fn link(visit: Visit, Form(form): Form<LinkForm>) -> Result<Response, WebError> {
    own(&visit)?;
    settings(&visit.house)?;
    let subject = act::open_subject(&visit.house, visit.account.id, &form.sealed, visit.now);
    let subject = subject.ok_or(WebError::Refused("oidc-refused"))?;
    if !act::link(&visit, Some(subject)).await? {
        return Err(WebError::Refused("oidc-taken"));
    }
    Once::Receipt.redirect(&visit.house, visit.now, "/account", "account-link-kept")
}

/// Takes the link of one's own account away.
pub(super) async fn unlink(visit: Visit) -> Result<Response, WebError> {
    own(&visit)?;
    act::link(&visit, None).await?;
    Once::Receipt.redirect(&visit.house, visit.now, "/account", "oidc-unlinked")
}

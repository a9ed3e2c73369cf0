//! How far somebody has come into the house: whose session it is, and what is still lacking before pages open.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use axum_extra::extract::CookieJar;

use super::clock::Now;
use super::errors::WebError;
use super::house::House;
use super::network::Client;
use super::preferences::Preferences;
use super::secrets::{fingerprint, unguessable};
use super::words::{Language, Words};
use crate::store::{
    Account, RoleHeld, Session, Stamp, StoreError, Tx, guarded_roles, is_guarded, is_known_device, remember_device,
};

/// Seconds after which a session that nobody uses ends.
pub const IDLE_SECONDS: i64 = 12 * 3600;

/// Gives the number of a request, as logs carry it.
#[must_use]
pub fn request_number(parts: &Parts) -> String {
    parts
        .headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// Name of the cookie that carries a session.
pub const SESSION_COOKIE: &str = "session";

/// Name of the cookie by which a device that signed in before is known again.
const DEVICE_COOKIE: &str = "device";

/// Seconds after which a session ends however much it is used.
const LIFE_SECONDS: i64 = 7 * 24 * 3600;

/// Letters kept of what a browser calls itself.
const AGENT_LETTERS_MAX: usize = 200;

/// Says what is lacking before pages open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The code of the second factor.
    Code,
    /// The second factor itself, which a role demands.
    SetUp,
    /// A password that nobody else knows.
    Password,
}

impl Lack {
    /// Gives the page where it is made good.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Lack::Code => "/sign-in/second-factor",
            Lack::SetUp => "/second-factor",
            Lack::Password => "/password",
        }
    }
}

/// Holds whose session a request carries, and how far it has come.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The session.
    pub session: Session,
    /// The account.
    pub account: Account,
    /// Its roles, also ended ones.
    pub held: Vec<RoleHeld>,
    /// What is lacking.
    pub lack: Option<Lack>,
}

impl Standing {
    /// Finds the session of a request; none when it has ended or its account may not sign in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(tx: &mut Tx, house: &House, headers: &HeaderMap, now: Now) -> Result<Option<Self>, StoreError> {
        let Some(secret) = session_secret(house, headers) else {
            return Ok(None);
        };
        let Some(session) = Session::find(tx, &fingerprint(&secret), &now.at()).await? else {
            return Ok(None);
        };
        let account = Account::find(tx, session.account).await?;
        let Some(account) = account.filter(|account| account.disabled_at.is_none()) else {
            return Ok(None);
        };
        if session.made_at < now.at_plus(-LIFE_SECONDS) {
            return Ok(None);
        }
        let held = RoleHeld::of_account(tx, account.id).await?;
        let guarded = guarded_roles(tx).await?;
        let has_factor = account.totp_confirmed_at.is_some();
        let lack = if has_factor && !session.passed {
            Some(Lack::Code)
        } else if !has_factor && is_guarded(&guarded, &held, now.today()) {
            Some(Lack::SetUp)
        } else if account.password_once_at.is_some() {
            Some(Lack::Password)
        } else {
            None
        };
        Ok(Some(Self {
            session,
            account,
            held,
            lack,
        }))
    }
}

/// Holds one request of somebody who has a session, even one to which pages do not open yet.
#[derive(Clone, Debug)]
pub struct Entrant {
    /// The house.
    pub house: House,
    /// Whose session, and how far.
    pub standing: Standing,
    /// The instant.
    pub now: Now,
    /// Words in the officer's language.
    pub words: Words,
    /// The look.
    pub theme: String,
    /// The request's number.
    pub request: String,
}

impl Entrant {
    /// Gives who writes and when, for one act.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        stamp(&self.standing.account, self.now, &self.request)
    }
}

/// Gives who writes and when, for an act of an account that is not at a page yet.
#[must_use]
pub fn stamp(account: &Account, now: Now, request: &str) -> Stamp {
    Stamp {
        at: now.at(),
        today: now.today(),
        officer: account.sign_in.clone(),
        account: Some(account.id),
        request: request.to_owned(),
    }
}

impl FromRequestParts<House> for Entrant {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, WebError> {
        let now = house.clock.read();
        let mut tx = house.db.read().await?;
        let standing = Standing::find(&mut tx, house, &parts.headers, now).await?;
        tx.rollback().await?;
        let Some(standing) = standing else {
            return Err(WebError::SignInNeeded { next: "/".to_owned() });
        };
        if standing.session.view_as.is_some() {
            return Err(WebError::Refused("view-as-own"));
        }
        Ok(Self {
            house: house.clone(),
            words: Words::of(Language::of(&standing.account.locale)),
            theme: Preferences::of(&parts.headers)
                .theme_or(&standing.account.theme)
                .to_owned(),
            request: request_number(parts),
            standing,
            now,
        })
    }
}

/// Says from where somebody asks, as far as sign-ins count it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The network, as text.
    pub network: String,
    /// Value of the device's cookie.
    pub device: Option<String>,
    /// What the browser calls itself.
    pub agent: String,
    /// Value of the session's cookie.
    pub session: Option<String>,
}

impl Place {
    /// Reads it off a request.
    #[must_use]
    pub fn of(house: &House, extensions: &Extensions, headers: &HeaderMap) -> Self {
        let client = Client {
            is_behind_proxy: house.settings.is_behind_proxy,
        };
        let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Self {
            network: client
                .network(extensions, headers)
                .map_or_else(|| "unknown".to_owned(), |network: IpAddr| network.to_string()),
            device: cookie(house, headers, DEVICE_COOKIE),
            agent: agent.unwrap_or_default().chars().take(AGENT_LETTERS_MAX).collect(),
            session: session_secret(house, headers),
        }
    }

    /// Gives the hash of the device when it signed in before as the account; empty otherwise.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn known_device(&self, tx: &mut Tx, account: Option<i64>) -> Result<String, StoreError> {
        let (Some(device), Some(account)) = (&self.device, account) else {
            return Ok(String::new());
        };
        let device = fingerprint(device);
        Ok(if is_known_device(tx, &device, account).await? {
            device
        } else {
            String::new()
        })
    }
}

/// Opens a new session in place of the one the browser has, always under a new value; gives the cookies to set.
///
/// # Errors
/// When the database refuses or the machine has no source of chance.
pub async fn open(
    tx: &mut Tx,
    house: &House,
    account: &Account,
    passed: Passed,
    place: &Place,
    now: Now,
) -> Result<Vec<String>, WebError> {
    if let Some(old) = &place.session {
        Session::end(tx, &fingerprint(old)).await?;
    }
    let secret = unguessable().map_err(anyhow::Error::new)?;
    let session = Session {
        secret: fingerprint(&secret),
        account: account.id,
        passed: passed == Passed::Wholly,
        view_as: None,
        agent: place.agent.clone(),
        made_at: now.at(),
        seen_at: now.at(),
        ends_at: now.at_plus(IDLE_SECONDS),
    };
    session.keep(tx).await?;
    let mut cookies = vec![secret_cookie(house, SESSION_COOKIE, &secret, "")];
    if passed == Passed::Wholly {
        let device = match &place.device {
            Some(device) => device.clone(),
            None => unguessable().map_err(anyhow::Error::new)?,
        };
        remember_device(tx, &fingerprint(&device), account.id, &now.at()).await?;
        cookies.push(secret_cookie(house, DEVICE_COOKIE, &device, "; Max-Age=31536000"));
    }
    Ok(cookies)
}

/// Says how much of the sign-in is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// The second factor waits.
    Half,
    /// Nothing waits.
    Wholly,
}

impl Passed {
    /// Tells how far the first factor alone leads.
    #[must_use]
    pub fn first_factor(account: &Account) -> Self {
        if account.totp_confirmed_at.is_some() {
            Passed::Half
        } else {
            Passed::Wholly
        }
    }
}

/// Gives the cookie that takes the session away.
#[must_use]
pub fn no_session(house: &House) -> String {
    secret_cookie(house, SESSION_COOKIE, "", "; Max-Age=0")
}

/// Gives the value of the session's cookie.
#[must_use]
pub fn session_secret(house: &House, headers: &HeaderMap) -> Option<String> {
    cookie(house, headers, SESSION_COOKIE)
}

/// Reads a cookie of ours; behind https only the name counts that no other host of the same site can set.
#[must_use]
pub fn cookie(house: &House, headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers)
        .get(&full_name(house, name))
        .map(|cookie| cookie.value().to_owned())
}

fn full_name(house: &House, name: &str) -> String {
    if house.is_reached_by_https() {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

/// Writes a cookie that no script reads; `more` such as `; Max-Age=600`.
#[must_use]
pub fn secret_cookie(house: &House, name: &str, value: &str, more: &str) -> String {
    let secure = if house.is_reached_by_https() { "; Secure" } else { "" };
    format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}",
        full_name(house, name)
    )
}

/// Holds from where somebody asks, with the request's number.
#[derive(Clone, Debug)]
pub struct Asked {
    /// From where.
    pub place: Place,
    /// All headers.
    pub headers: HeaderMap,
    /// The request's number.
    pub request: String,
}

impl FromRequestParts<House> for Asked {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, WebError> {
        Ok(Self {
            place: Place::of(house, &parts.extensions, &parts.headers),
            headers: parts.headers.clone(),
            request: request_number(parts),
        })
    }
}

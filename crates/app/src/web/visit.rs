//! One request of a recognised officer: who asks, by which right, of which book, at which instant.

use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::http::request::Parts;
use axum::http::{Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use nennep_core::register::{UnitId, UnitIndex};

use super::clock::Now;
use super::errors::WebError;
use super::house::House;
use super::secrets::fingerprint;
use super::words::{Language, Words};
use crate::store::{Account, Book, Deed, RoleHeld, Scope, Session, Snapshot, Stamp, StoreError, Token};

/// Name of the cookie that carries a session.
pub const SESSION_COOKIE: &str = "session";

/// Seconds after which a session that nobody uses ends.
pub const IDLE_SECONDS: i64 = 12 * 3600;

/// Seconds for which a session is not noted as seen again.
const SEEN_AGAIN_SECONDS: i64 = 60;

/// Says by what a visitor was recognised.
#[derive(Clone, Debug)]
pub enum By {
    /// A signed-in browser.
    Session(Session),
    /// A personal token.
    Token(Token),
}

/// Holds one request of a recognised officer.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The house.
    pub house: House,
    /// The officer whose rights hold.
    pub account: Account,
    /// Who really looks, when the officer's view is looked through.
    pub viewer: Option<Account>,
    /// What may be seen and done.
    pub scope: Scope,
    /// By what the officer was recognised.
    pub by: By,
    /// The book as it stands.
    pub snapshot: Snapshot,
    /// The instant of the request.
    pub now: Now,
    /// Words in the officer's language.
    pub words: Words,
    /// The request's number, as logs carry it.
    pub request: String,
    /// Its address.
    pub uri: Uri,
}

impl Visit {
    /// Gives the book.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.snapshot.book
    }

    /// Gives who writes and when, for one act.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp {
            at: self.now.at(),
            today: self.now.today(),
            officer: self.account.sign_in.clone(),
            account: Some(self.account.id),
            request: self.request.clone(),
        }
    }

    /// Finds a unit the officer may see.
    ///
    /// # Errors
    /// Not found, also when it lies outside the scope.
    pub fn unit(&self, code: &str) -> Result<UnitIndex, WebError> {
        self.scope.unit(&self.book().tree, code).ok_or(WebError::NotFound)
    }

    /// Asks for the right to a deed at a unit.
    ///
    /// # Errors
    /// Not found outside the scope; refused inside it.
    pub fn needs(&self, deed: Deed, unit: UnitIndex) -> Result<(), WebError> {
        if !self.scope.sees(unit) {
            return Err(WebError::NotFound);
        }
        if self.scope.may(deed, unit) {
            return Ok(());
        }
        Err(WebError::Refused("no-right"))
    }

    /// Asks for the right to a deed at any unit.
    ///
    /// # Errors
    /// Not found without it: a page for others does not exist.
    pub fn needs_somewhere(&self, deed: Deed) -> Result<(), WebError> {
        if self.scope.may_somewhere(deed) {
            return Ok(());
        }
        Err(WebError::NotFound)
    }

    /// Gives the code of the unit at which the officer begins.
    #[must_use]
    pub fn home_code(&self) -> Option<String> {
        let tree = &self.book().tree;
        self.scope.home().map(|unit| tree.unit(unit).code.clone())
    }

    /// Gives the address of this request, to come back to.
    #[must_use]
    pub fn here(&self) -> String {
        self.uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), |address| address.as_str().to_owned())
    }
}

impl FromRequestParts<House> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, WebError> {
        if let Some(visit) = parts.extensions.remove::<Visit>() {
            return Ok(visit);
        }
        let uri = whole_address(parts);
        let needed = || WebError::SignInNeeded {
            next: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), |address| address.as_str().to_owned()),
        };
        let now = house.clock.read();
        let request = request_number(parts);
        let mut tx = house.db.read().await?;
        let recognised = match bearer(&uri, parts) {
            Some(secret) => by_token(&mut tx, &secret, now).await?,
            None => by_session(&mut tx, parts, now).await?,
        };
        let Some((by, account, viewer)) = recognised else {
            return Err(needed());
        };
        let held = RoleHeld::of_account(&mut tx, account.id).await?;
        let snapshot = house.live.in_transaction(&mut tx).await?;
        tx.rollback().await?;
        let tree = &snapshot.book.tree;
        let mut scope = Scope::on(tree, &house.catalogs.roles, &held, now.today());
        if let By::Token(token) = &by {
            let unit = tree.index_of(UnitId(token.unit)).ok_or_else(needed)?;
            scope = scope.narrowed(tree, unit, now.today());
        }
        if viewer.is_some() {
            scope = scope.reading();
        }
        note_seen(house, &by, now).await?;
        Ok(Self {
            house: house.clone(),
            words: Words::of(Language::of(&account.locale)),
            account,
            viewer,
            scope,
            by,
            snapshot,
            now,
            request,
            uri,
        })
    }
}

/// Recognises who asks before anything of the request is looked at, and hands the visit on to the answer.
pub async fn recognise(State(house): State<House>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match Visit::from_request_parts(&mut parts, &house).await {
        Ok(visit) => {
            parts.extensions.insert(visit);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(error) => error.into_response(),
    }
}

type Recognised = Option<(By, Account, Option<Account>)>;

async fn by_token(tx: &mut crate::store::Tx, secret: &str, now: Now) -> Result<Recognised, StoreError> {
    let Some(token) = Token::find(tx, &fingerprint(secret)).await? else {
        return Ok(None);
    };
    let account = Account::find(tx, token.account).await?;
    Ok(account
        .filter(|account| account.disabled_at.is_none() && token.works_on(now.today()))
        .map(|account| (By::Token(token), account, None)))
}

async fn by_session(tx: &mut crate::store::Tx, parts: &Parts, now: Now) -> Result<Recognised, StoreError> {
    let Some(secret) = session_secret(parts) else {
        return Ok(None);
    };
    let Some(session) = Session::find(tx, &fingerprint(&secret), &now.at()).await? else {
        return Ok(None);
    };
    let Some(account) = Account::find(tx, session.account).await? else {
        return Ok(None);
    };
    if !session.passed || account.disabled_at.is_some() {
        return Ok(None);
    }
    let shown = match session.view_as {
        Some(other) => Account::find(tx, other).await?,
        None => None,
    };
    Ok(Some(match shown {
        Some(other) => (By::Session(session), other, Some(account)),
        None => (By::Session(session), account, None),
    }))
}

/// Gives the value of the session's cookie.
#[must_use]
pub fn session_secret(parts: &Parts) -> Option<String> {
    let jar = CookieJar::from_headers(&parts.headers);
    jar.get(SESSION_COOKIE)
        .or_else(|| jar.get(&format!("__Host-{SESSION_COOKIE}")))
        .map(|cookie| cookie.value().to_owned())
}

/// Routers below a prefix see the rest of the address alone.
fn whole_address(parts: &Parts) -> Uri {
    parts
        .extensions
        .get::<OriginalUri>()
        .map_or_else(|| parts.uri.clone(), |OriginalUri(uri)| uri.clone())
}

fn bearer(uri: &Uri, parts: &Parts) -> Option<String> {
    if !uri.path().starts_with("/api/") {
        return None;
    }
    let text = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Some(text.strip_prefix("Bearer ").unwrap_or("").trim().to_owned())
}

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

/// Seen is noted at most once a minute: pages that only read should not queue for the writer.
async fn note_seen(house: &House, by: &By, now: Now) -> Result<(), StoreError> {
    let lately = now.at_plus(-SEEN_AGAIN_SECONDS);
    match by {
        By::Session(session) if session.seen_at < lately => {
            let mut tx = house.db.write().await?;
            Session::seen(&mut tx, &session.secret, &now.at(), &now.at_plus(IDLE_SECONDS)).await?;
            tx.commit().await
        }
        By::Token(token) if token.seen_at.as_ref().is_none_or(|seen| *seen < lately) => {
            let mut tx = house.db.write().await?;
            tx.execute(
                "update token set seen_at = $2 where id = $1",
                &[token.id.into(), now.at().into()],
            )
            .await?;
            tx.commit().await
        }
        By::Session(_) | By::Token(_) => Ok(()),
    }
}

//! One request of a recognised officer: who asks, by which right, of which book, at which instant.

use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use nennep_core::register::{Line, Tree, UnitId, UnitIndex};

use super::clock::Now;
use super::errors::WebError;
use super::house::House;
use super::preferences::Preferences;
use super::secrets::fingerprint;
use super::standing::{IDLE_SECONDS, Standing, request_number};
use super::words::{Language, Words};
use crate::store::{Account, Book, Deed, RoleHeld, Scope, Session, Snapshot, Stamp, StoreError, Token, Tx};

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
    /// The look: what the browser keeps, else what the account says.
    pub theme: String,
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

    /// Gives who writes and when, for one act; who looks through another's view stays who it is.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        super::standing::stamp(self.viewer.as_ref().unwrap_or(&self.account), self.now, &self.request)
    }

    /// Gives the session; none for a personal token.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        match &self.by {
            By::Session(session) => Some(session),
            By::Token(_) => None,
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

    /// Asks for the right to a deed at a unit that was found in the scope, for facts of a line or of none.
    ///
    /// # Errors
    /// Refused without it.
    pub fn needs_for(&self, deed: Deed, unit: UnitIndex, line: Option<Line>) -> Result<(), WebError> {
        if self.scope.may_for(deed, unit, line) {
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

    /// Gives the numbers of the units the officer sees, as statements name them.
    #[must_use]
    pub fn seen_units(&self) -> Vec<i64> {
        let tree = &self.book().tree;
        self.scope.units(tree).map(|unit| tree.unit(unit).id.0).collect()
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
            None => by_session(&mut tx, house, parts, now).await?,
        };
        let Some(Recognised {
            by,
            mut account,
            mut held,
        }) = recognised
        else {
            return Err(needed());
        };
        let snapshot = house.live.in_transaction(&mut tx).await?;
        let tree = &snapshot.book.tree;
        let mut scope = Scope::on(tree, &house.catalogs.roles, &held, now.today());
        let mut viewer = None;
        if let Some(other) = viewed(&mut tx, &by, &scope, &snapshot, now).await? {
            held = RoleHeld::of_account(&mut tx, other.id).await?;
            scope = Scope::on(tree, &house.catalogs.roles, &held, now.today()).reading();
            viewer = Some(std::mem::replace(&mut account, other));
        }
        tx.rollback().await?;
        if let By::Token(token) = &by {
            let unit = tree.index_of(UnitId(token.unit)).ok_or_else(needed)?;
            scope = scope.narrowed(tree, unit, now.today());
        }
        if viewer.is_some() && !only_reads(parts) {
            return Err(WebError::Refused("view-as-reads"));
        }
        note_seen(house, &by, now).await?;
        let own = viewer.as_ref().unwrap_or(&account);
        Ok(Self {
            house: house.clone(),
            words: Words::of(Language::of(&own.locale)),
            theme: Preferences::of(&parts.headers).theme_or(&own.theme).to_owned(),
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

/// Through another's view nothing is sent but the wish to end it.
fn only_reads(parts: &Parts) -> bool {
    parts.method == Method::GET || parts.method == Method::HEAD || parts.uri.path() == END_VIEW_PATH
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

/// Where looking through another's view is ended.
pub const END_VIEW_PATH: &str = "/view-as/end";

/// Finds the account whose view is looked through; none as soon as the right to it is gone.
async fn viewed(
    tx: &mut Tx,
    by: &By,
    own: &Scope,
    snapshot: &Snapshot,
    now: Now,
) -> Result<Option<Account>, StoreError> {
    let By::Session(Session {
        view_as: Some(other), ..
    }) = by
    else {
        return Ok(None);
    };
    let Some(other) = Account::find(tx, *other).await? else {
        return Ok(None);
    };
    let held = RoleHeld::of_account(tx, other.id).await?;
    Ok(may_view_as(own, &snapshot.book.tree, &other, &held, now).then_some(other))
}

/// Tells whether somebody may look at the house as another account sees it: only where all its roles lie inside the
/// scope in which views may be looked through.
#[must_use]
pub fn may_view_as(own: &Scope, tree: &Tree, other: &Account, held: &[RoleHeld], now: Now) -> bool {
    let mut held = held.iter().filter(|held| held.is_in_force(now.today())).peekable();
    other.disabled_at.is_none()
        && held.peek().is_some()
        && held.all(|held| {
            tree.index_of(UnitId(held.unit))
                .is_some_and(|unit| own.may(Deed::ViewAs, unit))
        })
}

/// Holds by what a visitor was recognised, as whom, with which roles.
struct Recognised {
    by: By,
    account: Account,
    held: Vec<RoleHeld>,
}

async fn by_token(tx: &mut Tx, secret: &str, now: Now) -> Result<Option<Recognised>, StoreError> {
    let Some(token) = Token::find(tx, &fingerprint(secret)).await? else {
        return Ok(None);
    };
    let account = Account::find(tx, token.account).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none() && token.works_on(now.today())) else {
        return Ok(None);
    };
    Ok(Some(Recognised {
        held: RoleHeld::of_account(tx, account.id).await?,
        by: By::Token(token),
        account,
    }))
}

async fn by_session(tx: &mut Tx, house: &House, parts: &Parts, now: Now) -> Result<Option<Recognised>, StoreError> {
    let standing = Standing::find(tx, house, &parts.headers, now).await?;
    Ok(standing
        .filter(|standing| standing.lack.is_none())
        .map(|standing| Recognised {
            by: By::Session(standing.session),
            account: standing.account,
            held: standing.held,
        }))
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

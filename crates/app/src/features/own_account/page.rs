//! The page of one's own account.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::UnitId;
use nennep_core::text::{count, date_short, whole};

use super::act::{self, TurnedOff};
use super::form::{Again, EndSession, TokenForm};
use crate::store::{RoleHeld, Secrets, Session, Token, guarded_roles, is_guarded};
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::field_faults::FieldFaults;
use crate::web::held::{HeldLine, held_line};
use crate::web::once::Once;
use crate::web::shell::Shell;
use crate::web::standing::Asked;
use crate::web::visit::Visit;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "own_account/account.html")]
struct AccountPage {
    shell: Shell,
    sign_in: String,
    held: Vec<HeldLine>,
    counted: String,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    units: Vec<(String, String)>,
    factor: Factor,
    oidc: Option<Linked>,
    token: TokenForm,
    secret: Option<String>,
    faults: FieldFaults,
}

struct SessionLine {
    beginning: String,
    agent: String,
    made: String,
    seen: String,
    is_own: bool,
}

struct TokenLine {
    id: i64,
    name: String,
    unit: String,
    until: String,
    seen: String,
    state: &'static str,
}

struct Factor {
    on_since: Option<String>,
    is_guarded: bool,
    codes: String,
}

struct Linked {
    label: String,
    is_linked: bool,
}

/// One's own page opens to nobody who looks through one's view, nor to a token.
fn own(visit: &Visit) -> Result<&Session, WebError> {
    if visit.viewer.is_some() {
        return Err(WebError::Refused("view-as-own"));
    }
    visit.session().ok_or(WebError::NotFound)
}

/// Shows the own account.
pub(super) async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, WebError> {
    let mut page = AccountPage::load(&visit, TokenForm::default(), FieldFaults::default()).await?;
    page.secret = Once::Token.take(&visit.house, visit.now, &headers);
    let receipt = Once::Receipt.take(&visit.house, visit.now, &headers);
    page.shell = page.shell.saying(receipt);
    let mut response = render(&page)?;
    Once::Token.forget(&mut response);
    Once::Receipt.forget(&mut response);
    Ok(response)
}

impl AccountPage {
    async fn load(visit: &Visit, token: TokenForm, faults: FieldFaults) -> Result<Self, WebError> {
        let session = own(visit)?;
        let (account, words, today) = (&visit.account, visit.words, visit.now.today());
        let mut tx = visit.house.db.read().await?;
        let held = RoleHeld::of_account(&mut tx, account.id).await?;
        let sessions = Session::of_account(&mut tx, account.id, &visit.now.at()).await?;
        let tokens = Token::of_account(&mut tx, account.id).await?;
        let secrets = Secrets::of(&mut tx, account.id).await?;
        let codes = account.codes_left(&mut tx).await?;
        let guarded = guarded_roles(&mut tx).await?;
        tx.rollback().await?;
        let tree = &visit.book().tree;
        let mut lines: Vec<HeldLine> = held.iter().map(|held| held_line(tree, held, words, today)).collect();
        lines.sort_by_key(|line| line.when);
        Ok(Self {
            shell: Shell::of(visit, account.name.clone()),
            sign_in: account.sign_in.clone(),
            counted: whole(sessions.len()),
            sessions: sessions
                .iter()
                .map(|one| SessionLine::of(one, session, words))
                .collect(),
            tokens: tokens.iter().map(|token| TokenLine::of(token, visit)).collect(),
            units: home_units(visit),
            factor: Factor {
                on_since: account.totp_confirmed_at.as_deref().map(|at| words.instant(at)),
                is_guarded: is_guarded(&guarded, &held, today),
                codes: count(codes),
            },
            oidc: visit.house.settings.oidc.as_ref().map(|oidc| Linked {
                label: oidc.label.clone(),
                is_linked: secrets.oidc_subject.is_some(),
            }),
            held: lines,
            token,
            secret: None,
            faults,
        })
    }
}

/// Units that are offered for a token: those at which a role is held.
fn home_units(visit: &Visit) -> Vec<(String, String)> {
    let tree = &visit.book().tree;
    let mut units = Vec::new();
    for grant in visit.scope.grants() {
        let name = tree.name_on(grant.unit, visit.now.today());
        let unit = (tree.unit(grant.unit).code.clone(), name.to_owned());
        if visit.scope.sees(grant.unit) && !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

impl SessionLine {
    fn of(session: &Session, own: &Session, words: Words) -> Self {
        Self {
            beginning: session.secret.chars().take(16).collect(),
            agent: agent(&session.agent, words),
            made: words.instant(&session.made_at),
            seen: words.instant(&session.seen_at),
            is_own: session.secret == own.secret,
        }
    }
}

impl TokenLine {
    fn of(token: &Token, visit: &Visit) -> Self {
        let tree = &visit.book().tree;
        let today = visit.now.today();
        let name = |unit| tree.name_on(unit, today).to_owned();
        Self {
            id: token.id,
            name: token.name.clone(),
            unit: tree.index_of(UnitId(token.unit)).map_or_else(String::new, name),
            until: date_short(token.until),
            seen: token
                .seen_at
                .as_deref()
                .map_or_else(String::new, |at| visit.words.instant(at)),
            state: if token.ended_at.is_some() {
                "ended"
            } else if token.works_on(today) {
                "works"
            } else {
                "over"
            },
        }
    }
}

/// Names a browser and a machine in the few words by which an officer knows them.
fn agent(text: &str, words: Words) -> String {
    let find = |known: &[(&str, &str)]| {
        known
            .iter()
            .find(|(mark, _)| text.contains(mark))
            .map(|(_, name)| (*name).to_owned())
    };
    let browsers = [
        ("Edg", "Edge"),
        ("coc_coc", "Cốc Cốc"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ];
    let machines = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    match (find(&browsers), find(&machines)) {
        (Some(browser), Some(machine)) => words.fill("own-agent", &[("browser", browser), ("machine", machine)]),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => words.say("own-agent-unknown"),
    }
}

/// Ends one session or all others.
pub(super) async fn end_session(visit: Visit, Form(form): Form<EndSession>) -> Result<Response, WebError> {
    let session = own(&visit)?;
    act::end_sessions(&visit, session, &form.session).await?;
    Once::Receipt.redirect(&visit.house, visit.now, "/account", "own-session-ended")
}

/// Turns the second factor off.
pub(super) async fn factor_off(visit: Visit, asked: Asked, Form(form): Form<Again>) -> Result<Response, WebError> {
    own(&visit)?;
    let key = match act::factor_off(&visit, &form.password, &asked.place).await? {
        TurnedOff::Done => {
            return Once::Receipt.redirect(&visit.house, visit.now, "/account", "own-factor-is-off");
        }
        TurnedOff::Guarded => "own-factor-guarded",
        TurnedOff::WrongPassword => "password-current-wrong",
    };
    let mut faults = FieldFaults::default();
    faults.add("factor-password", visit.words.say(key));
    show_faulty(&AccountPage::load(&visit, TokenForm::default(), faults).await?)
}

/// Makes a personal token.
pub(super) async fn make_token(visit: Visit, Form(form): Form<TokenForm>) -> Result<Response, WebError> {
    own(&visit)?;
    match form.read(&visit) {
        Ok(wished) => {
            let secret = act::make_token(&visit, &wished).await?;
            Once::Token.redirect(&visit.house, visit.now, "/account", &secret)
        }
        Err(faults) => show_faulty(&AccountPage::load(&visit, form, faults).await?),
    }
}

/// Ends a personal token.
pub(super) async fn end_token(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    own(&visit)?;
    act::end_token(&visit, id).await?;
    Ok(Redirect::to("/account").into_response())
}

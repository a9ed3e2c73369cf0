//! What an officer does to the own account.

use super::form::Wished;
use super::rows;
use crate::store::{Act, AuditLine, NewToken, Secrets, Session, guarded_roles, is_guarded, make_token as keep_token};
use crate::store::{RoleHeld, Token};
use crate::web::errors::WebError;
use crate::web::passwords::cut;
use crate::web::secrets::{fingerprint, unguessable, verify_password};
use crate::web::standing::Place;
use crate::web::tries;
use crate::web::visit::Visit;

/// Ends one session by the beginning of its hash, or all others.
pub(super) async fn end_sessions(visit: &Visit, own: &Session, beginning: &str) -> Result<(), WebError> {
    let (account, now) = (&visit.account, visit.now.at());
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if beginning.is_empty() {
        Session::end_others(act.tx(), account.id, &own.secret).await?;
    } else {
        let sessions = Session::of_account(act.tx(), account.id, &now).await?;
        let session = sessions
            .iter()
            .find(|session| session.secret.starts_with(beginning) && beginning.len() >= 16);
        let session = session.ok_or(WebError::NotFound)?;
        Session::end(act.tx(), &session.secret).await?;
    }
    act.audit(AuditLine::new("sessions-ended", account.sign_in.as_str()));
    act.commit().await?;
    Ok(())
}

/// Says how turning the second factor off ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TurnedOff {
    /// It is off.
    Done,
    /// A role demands it.
    Guarded,
    /// The password is wrong.
    WrongPassword,
}

/// Turns the second factor off, unless a role demands it; the password is asked again.
pub(super) async fn factor_off(visit: &Visit, password: &str, place: &Place) -> Result<TurnedOff, WebError> {
    let (house, account) = (&visit.house, &visit.account);
    let mut tx = house.db.read().await?;
    let secrets = Secrets::of(&mut tx, account.id).await?;
    let held = RoleHeld::of_account(&mut tx, account.id).await?;
    let guarded = guarded_roles(&mut tx).await?;
    tx.rollback().await?;
    if is_guarded(&guarded, &held, visit.now.today()) {
        return Ok(TurnedOff::Guarded);
    }
    let what = format!("current password of {}", account.id);
    let one = tries::begin(house, &what, Some(account.id), place, tries::PASSWORDS, visit.now).await?;
    if !verify_password(cut(password), secrets.password).await {
        return Ok(TurnedOff::WrongPassword);
    }
    let mut act = Act::begin(&house.db, visit.stamp()).await?;
    one.succeeded(act.tx()).await?;
    account.take_factor(act.tx()).await?;
    act.audit(AuditLine::new("second-factor-off", account.sign_in.as_str()));
    act.commit().await?;
    Ok(TurnedOff::Done)
}

/// Makes a personal token; gives its secret, which is kept nowhere.
pub(super) async fn make_token(visit: &Visit, wished: &Wished) -> Result<String, WebError> {
    let secret = unguessable().map_err(anyhow::Error::new)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let new = NewToken {
        name: &wished.name,
        fingerprint: &fingerprint(&secret),
        unit: wished.unit.0,
        until: wished.until,
    };
    keep_token(&mut act, &visit.account, &new).await?;
    act.commit().await?;
    Ok(secret)
}

/// Ends a personal token of one's own.
pub(super) async fn end_token(visit: &Visit, id: i64) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let tokens = Token::of_account(act.tx(), visit.account.id).await?;
    let token = tokens.iter().find(|token| token.id == id).ok_or(WebError::NotFound)?;
    if rows::end_token(act.tx(), visit.account.id, id, &visit.now.at()).await? {
        let line = AuditLine::new("token-ended", visit.account.sign_in.as_str()).at(token.unit);
        act.audit(line.with("token", token.name.as_str()));
        act.commit().await?;
    }
    Ok(())
}

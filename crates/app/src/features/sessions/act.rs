//! Signing in, and giving oneself another password.

use super::form::{Change, SignIn};
use crate::store::{Account, Act, AuditLine, ChosenBy, Secrets, Stamp, set_password};
use crate::web::clock::Now;
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::passwords::cut;
use crate::web::secrets::{hash_password, verify_password};
use crate::web::standing::{self, Entrant, Lack, Passed, Place};
use crate::web::tries;

/// Signs in; gives the cookies to set, or nothing when name or password is wrong or the account may not sign in.
pub(super) async fn sign_in(
    house: &House,
    form: &SignIn,
    place: &Place,
    now: Now,
    request: &str,
) -> Result<Option<Vec<String>>, WebError> {
    let name = form.sign_in();
    let mut tx = house.db.read().await?;
    let account = Account::find_by_sign_in(&mut tx, &name).await?;
    let secrets = match &account {
        Some(account) => Secrets::of(&mut tx, account.id).await?,
        None => Secrets::default(),
    };
    tx.rollback().await?;
    let id = account.as_ref().map(|account| account.id);
    let one = tries::begin(house, &name, id, place, tries::PASSWORDS, now).await?;
    let is_right = verify_password(form.password(), secrets.password).await;
    let Some(account) = account else {
        return Ok(None);
    };
    let stamp = standing::stamp(&account, now, request);
    if !is_right || account.disabled_at.is_some() {
        let nobody = Stamp {
            officer: "-".to_owned(),
            account: None,
            ..stamp
        };
        tries::note_failure(house, &one, &account.sign_in, tries::PASSWORDS, nobody, now).await?;
        return Ok(None);
    }
    let mut act = Act::begin(&house.db, stamp).await?;
    one.succeeded(act.tx()).await?;
    let passed = Passed::first_factor(&account);
    let cookies = standing::open(act.tx(), house, &account, passed, place, now).await?;
    act.audit(AuditLine::new("signed-in", account.sign_in.as_str()));
    act.commit().await?;
    Ok(Some(cookies))
}

/// Says how a change of password ended.
pub(super) enum Changed {
    /// Done; the cookies to set.
    Done(Vec<String>),
    /// The present password is wrong.
    WrongCurrent,
}

/// Gives oneself another password: every session ends, and this browser gets a new one.
pub(super) async fn change_password(entrant: &Entrant, form: &Change, place: &Place) -> Result<Changed, WebError> {
    let (house, account, now) = (&entrant.house, &entrant.standing.account, entrant.now);
    let mut tx = house.db.read().await?;
    let secrets = Secrets::of(&mut tx, account.id).await?;
    tx.rollback().await?;
    // Whoever was given a password for one sign-in has just typed it.
    let is_asked = entrant.standing.lack != Some(Lack::Password) && secrets.password.is_some();
    let what = format!("current password of {}", account.id);
    let one = tries::begin(house, &what, Some(account.id), place, tries::PASSWORDS, now).await?;
    if is_asked && !verify_password(cut(&form.current), secrets.password).await {
        return Ok(Changed::WrongCurrent);
    }
    let hash = hash_password(form.password.clone()).await.map_err(anyhow::Error::new)?;
    let mut act = Act::begin(&house.db, entrant.stamp()).await?;
    one.succeeded(act.tx()).await?;
    set_password(&mut act, account, &hash, ChosenBy::Owner, "").await?;
    let cookies = standing::open(act.tx(), house, account, Passed::Wholly, place, now).await?;
    act.commit().await?;
    Ok(Changed::Done(cookies))
}

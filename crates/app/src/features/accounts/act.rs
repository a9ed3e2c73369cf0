//! What administrators do to accounts.

use nennep_core::calendar::Day;

use super::form::{Given, Named, NewOne};
use super::record;
use crate::store::{
    Account, Act, AuditLine, ChosenBy, Deed, NewAccount, NewRole, People, RoleHeld, Session, Without, disable_account,
    enable_account, end_role as keep_end, give_role as keep_role, is_managed_without, make_account, rename_account,
    set_password,
};
use crate::web::errors::WebError;
use crate::web::secrets::{hash_password, once_password};
use crate::web::visit::Visit;

/// Makes an account; gives its number and its password for one sign-in, or nothing when the name is taken.
pub(super) async fn make(visit: &Visit, one: &NewOne) -> Result<Option<(i64, String)>, WebError> {
    let password = once_password().map_err(anyhow::Error::new)?;
    let hash = hash_password(password.clone()).await.map_err(anyhow::Error::new)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if Account::find_by_sign_in(act.tx(), &one.sign_in).await?.is_some() {
        return Ok(None);
    }
    let new = NewAccount {
        sign_in: &one.sign_in,
        name: &one.name,
        title: &one.title,
        password: &hash,
        chosen_by: ChosenBy::Another,
    };
    let id = make_account(&mut act, &new).await?;
    act.commit().await?;
    Ok(Some((id, password)))
}

/// Gives a role.
pub(super) async fn give_role(visit: &Visit, account: &Account, given: &Given) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let new = NewRole {
        account: account.id,
        sign_in: &account.sign_in,
        role: &given.role,
        unit: given.unit.0,
        from: given.from,
        to: given.to,
        decision: given.decision.as_deref(),
    };
    keep_role(&mut act, &new).await?;
    act.commit().await?;
    Ok(())
}

/// Ends a role on a last day.
pub(super) async fn end_role(visit: &Visit, account: &Account, id: i64, last: Day) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let people = People::load(act.tx()).await?;
    let held = people
        .roles_of(account.id)
        .find(|held| held.id == id && record::is_inside(visit, held))
        .ok_or(WebError::NotFound)?
        .clone();
    let without = Without {
        roles: vec![id],
        last,
        today: visit.now.today(),
    };
    keep_managed(visit, &people, &held, &without)?;
    keep_end(&mut act, &held, &account.sign_in, last).await?;
    act.commit().await?;
    Ok(())
}

/// Refuses what would leave a unit's accounts without anybody who manages them.
fn keep_managed(visit: &Visit, people: &People, held: &RoleHeld, without: &Without) -> Result<(), WebError> {
    let roles = &visit.house.catalogs.roles;
    let manages = roles
        .get(&held.role)
        .is_some_and(|role| role.deeds.contains(&Deed::ManageAccounts));
    let is_in_force = held.is_in_force(without.today);
    let tree = &visit.book().tree;
    if manages && is_in_force && !is_managed_without(tree, roles, people, held.unit, without) {
        return Err(WebError::Refused("last-administrator"));
    }
    Ok(())
}

/// Lets an account sign in no longer.
pub(super) async fn disable(visit: &Visit, account: &Account) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let people = People::load(act.tx()).await?;
    let today = visit.now.today();
    let without = Without {
        roles: people.roles_of(account.id).map(|held| held.id).collect(),
        last: today.previous(),
        today,
    };
    for held in people.roles_of(account.id) {
        keep_managed(visit, &people, held, &without)?;
    }
    disable_account(&mut act, account).await?;
    act.commit().await?;
    Ok(())
}

/// Gives an account another name and title.
pub(super) async fn rename(visit: &Visit, account: &Account, named: &Named) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    rename_account(&mut act, account, &named.name, &named.title).await?;
    act.commit().await?;
    Ok(())
}

/// Lets an account sign in again.
pub(super) async fn enable(visit: &Visit, account: &Account) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    enable_account(&mut act, account).await?;
    act.commit().await?;
    Ok(())
}

/// Gives an account a password for one sign-in; all its sessions end.
pub(super) async fn reset_password(visit: &Visit, account: &Account) -> Result<String, WebError> {
    not_own(visit, account)?;
    let password = once_password().map_err(anyhow::Error::new)?;
    let hash = hash_password(password.clone()).await.map_err(anyhow::Error::new)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    set_password(&mut act, account, &hash, ChosenBy::Another, "").await?;
    act.commit().await?;
    Ok(password)
}

/// One's own secrets are changed on one's own page, where the present password is asked.
fn not_own(visit: &Visit, account: &Account) -> Result<(), WebError> {
    if account.id == visit.account.id {
        return Err(WebError::Refused("own-account"));
    }
    Ok(())
}

/// Takes a second factor away, for a reason; all sessions of the account end.
pub(super) async fn reset_factor(visit: &Visit, account: &Account, reason: &str) -> Result<(), WebError> {
    not_own(visit, account)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    account.take_factor(act.tx()).await?;
    Session::end_others(act.tx(), account.id, "").await?;
    act.audit(AuditLine::new("second-factor-reset", account.sign_in.as_str()).with("reason", reason));
    act.commit().await?;
    Ok(())
}

/// Links an account to one of the other house; gives `false` when another account is linked to it.
pub(super) async fn link(visit: &Visit, account: &Account, subject: Option<String>) -> Result<bool, WebError> {
    not_own(visit, account)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if let Some(subject) = &subject {
        let other = Account::find_by_subject(act.tx(), subject).await?;
        if other.is_some_and(|other| other.id != account.id) {
            return Ok(false);
        }
    }
    let deed = if subject.is_some() {
        "account-linked"
    } else {
        "account-unlinked"
    };
    account.link(act.tx(), subject).await?;
    act.audit(AuditLine::new(deed, account.sign_in.as_str()));
    act.commit().await?;
    Ok(true)
}

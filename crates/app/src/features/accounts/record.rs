//! An account as its administrator sees it.

use nennep_core::register::UnitId;

use crate::store::{Account, Deed, People, RoleHeld};
use crate::web::errors::WebError;
use crate::web::held::held_line;
use crate::web::table::{Cell, TableRow};
use crate::web::visit::Visit;

/// Says how far an administrator reaches into an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Some of its roles lie elsewhere: only the roles inside the own scope are given and ended.
    Roles,
    /// All its roles lie inside the own scope: the account itself may be changed.
    Whole,
}

/// Tells whether the officer manages accounts at the unit of a role.
pub(super) fn is_inside(visit: &Visit, held: &RoleHeld) -> bool {
    visit
        .book()
        .tree
        .index_of(UnitId(held.unit))
        .is_some_and(|unit| visit.scope.may(Deed::ManageAccounts, unit))
}

/// Gives how far the officer reaches; none when the account does not exist for the officer.
pub(super) fn reach(visit: &Visit, people: &People, account: i64) -> Option<Reach> {
    let mut roles = people.roles_of(account).peekable();
    if roles.peek().is_none() {
        return Some(Reach::Whole);
    }
    let today = visit.now.today();
    let lasting = |held: &&RoleHeld| held.to.is_none_or(|to| to >= today);
    let has_inside = people.roles_of(account).any(|held| is_inside(visit, held));
    let has_outside = people
        .roles_of(account)
        .filter(lasting)
        .any(|held| !is_inside(visit, held));
    match (has_inside, has_outside) {
        (false, _) => None,
        (true, true) => Some(Reach::Roles),
        (true, false) => Some(Reach::Whole),
    }
}

/// Finds an account the officer manages.
pub(super) fn find(visit: &Visit, people: &People, id: i64) -> Result<(Account, Reach), WebError> {
    let account = people.account(id).ok_or(WebError::NotFound)?;
    let reach = reach(visit, people, id).ok_or(WebError::NotFound)?;
    Ok((account.clone(), reach))
}

/// Finds an account the officer may change as a whole.
pub(super) fn find_whole(visit: &Visit, people: &People, id: i64) -> Result<Account, WebError> {
    match find(visit, people, id)? {
        (account, Reach::Whole) => Ok(account),
        (_, Reach::Roles) => Err(WebError::Refused("account-reaches-out")),
    }
}

/// Gives the units that are offered: those at which accounts are managed by a role of one's own.
pub(super) fn home_units(visit: &Visit) -> Vec<(String, String)> {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    visit
        .scope
        .grants()
        .iter()
        .filter(|grant| visit.scope.may(Deed::ManageAccounts, grant.unit))
        .map(|grant| {
            (
                tree.unit(grant.unit).code.clone(),
                tree.name_on(grant.unit, today).to_owned(),
            )
        })
        .collect()
}

/// Tells whether an account holds a role in the officer's scope today.
pub(super) fn has_role(visit: &Visit, people: &People, account: &Account, role: &str) -> bool {
    people
        .roles_of(account.id)
        .any(|held| held.role == role && held.is_in_force(visit.now.today()) && is_inside(visit, held))
}

/// Gives the row of the list.
pub(super) fn row(visit: &Visit, people: &People, account: &Account) -> TableRow {
    let words = visit.words;
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let roles: Vec<String> = people
        .roles_of(account.id)
        .filter(|held| held.is_in_force(today) && is_inside(visit, held))
        .map(|held| {
            let line = held_line(tree, held, words, today);
            format!("{}, {}", line.role, line.unit_name)
        })
        .collect();
    let factor = if account.totp_confirmed_at.is_some() {
        "account-factor-on"
    } else {
        "account-factor-off"
    };
    let state = if account.disabled_at.is_some() {
        "account-disabled"
    } else {
        "account-used"
    };
    vec![
        Cell::text(&account.name).to(format!("/accounts/{}", account.id)),
        Cell::text(&account.sign_in),
        Cell::text(&account.title),
        Cell::text(if roles.is_empty() {
            words.say("account-no-role")
        } else {
            roles.join("; ")
        }),
        Cell::text(words.say(factor)),
        Cell::text(words.say(state)),
    ]
}

//! Demanding a second factor, noting a reading, looking through a view.

use nennep_core::register::UnitIndex;

use super::rows;
use crate::store::{Account, Act, AuditLine, Deed, People};
use crate::web::errors::WebError;
use crate::web::visit::{Visit, may_view_as};

/// Tells whether the officer manages accounts at a unit that has no superior: rules for the whole house are made there.
pub(super) fn is_at_root(visit: &Visit) -> bool {
    let placement = visit.book().tree.placement(visit.now.today());
    visit
        .scope
        .grants()
        .iter()
        .any(|grant| visit.scope.may(Deed::ManageAccounts, grant.unit) && placement.superior(grant.unit).is_none())
}

/// Lets a role need a second factor, or no longer.
pub(super) async fn guard(visit: &Visit, role: &str, is_guarded: bool) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let deed = if is_guarded {
        rows::guard(act.tx(), role, &visit.now.at()).await?;
        "second-factor-demanded"
    } else {
        rows::unguard(act.tx(), role).await?;
        "second-factor-not-demanded"
    };
    act.audit(AuditLine::new(deed, role).with("role", role));
    act.commit().await?;
    Ok(())
}

/// Notes in the trail that somebody read who can see a unit.
pub(super) async fn note_viewers(visit: &Visit, unit: UnitIndex) -> Result<(), WebError> {
    let row = visit.book().tree.unit(unit);
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    act.audit(AuditLine::new("viewers-read", row.code.as_str()).at(row.id.0));
    act.commit().await?;
    Ok(())
}

/// Begins to look through another's view.
pub(super) async fn view(visit: &Visit, id: i64) -> Result<(), WebError> {
    let session = visit.session().ok_or(WebError::NotFound)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let people = People::load(act.tx()).await?;
    let other: &Account = people.account(id).ok_or(WebError::NotFound)?;
    let held: Vec<_> = people.roles_of(id).cloned().collect();
    let tree = &visit.book().tree;
    if id == visit.account.id || !may_view_as(&visit.scope, tree, other, &held, visit.now) {
        return Err(WebError::NotFound);
    }
    rows::view(act.tx(), &session.secret, Some(id)).await?;
    act.audit(AuditLine::new("view-as-begun", other.sign_in.as_str()));
    act.commit().await?;
    Ok(())
}

/// Ends looking through another's view.
pub(super) async fn end_view(visit: &Visit) -> Result<(), WebError> {
    let session = visit.session().ok_or(WebError::NotFound)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    rows::view(act.tx(), &session.secret, None).await?;
    if visit.viewer.is_some() {
        act.audit(AuditLine::new("view-as-ended", visit.account.sign_in.as_str()));
    }
    act.commit().await?;
    Ok(())
}

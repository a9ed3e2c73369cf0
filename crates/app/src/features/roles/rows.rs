//! Rows of rules of the second factor and of views.

use crate::store::{StoreError, Tx};

/// Lets a role need a second factor.
pub(super) async fn guard(tx: &mut Tx, role: &str, at: &str) -> Result<(), StoreError> {
    unguard(tx, role).await?;
    let sql = "insert into second_factor_rule (role, since_at) values ($1, $2)";
    tx.execute(sql, &[role.into(), at.into()]).await?;
    Ok(())
}

/// Lets a role need no second factor.
pub(super) async fn unguard(tx: &mut Tx, role: &str) -> Result<(), StoreError> {
    let sql = "delete from second_factor_rule where role = $1";
    tx.execute(sql, &[role.into()]).await?;
    Ok(())
}

/// Lets a session look through another account's view; nothing ends it.
pub(super) async fn view(tx: &mut Tx, session: &str, other: Option<i64>) -> Result<(), StoreError> {
    let sql = "update session set view_as_id = $2 where secret = $1";
    tx.execute(sql, &[session.into(), other.into()]).await?;
    Ok(())
}

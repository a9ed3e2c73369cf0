//! Rows of accounts that only their administrators change.

use crate::store::{StoreError, Tx};

/// Takes the second factor of an account away, with its recovery codes.
pub(super) async fn take_factor(tx: &mut Tx, account: i64) -> Result<(), StoreError> {
    let sql = "update account set totp_secret = null, totp_confirmed_at = null where id = $1";
    tx.execute(sql, &[account.into()]).await?;
    tx.execute("delete from recovery_code where account_id = $1", &[account.into()])
        .await?;
    Ok(())
}

/// Says who the account is at the other house that keeps accounts; nothing takes the link away.
pub(super) async fn link(tx: &mut Tx, account: i64, subject: Option<String>) -> Result<(), StoreError> {
    let sql = "update account set oidc_subject = $2 where id = $1";
    tx.execute(sql, &[account.into(), subject.into()]).await?;
    Ok(())
}

//! Rows of one's own account.

use crate::store::{StoreError, Tx};

/// Ends a token of the account.
pub(super) async fn end_token(tx: &mut Tx, account: i64, token: i64, at: &str) -> Result<bool, StoreError> {
    let sql = "update token set ended_at = $3 where id = $2 and account_id = $1 and ended_at is null";
    Ok(tx.execute(sql, &[account.into(), token.into(), at.into()]).await? == 1)
}

/// Takes the second factor of an account away, with its recovery codes.
pub(super) async fn take_factor(tx: &mut Tx, account: i64) -> Result<(), StoreError> {
    let sql = "update account set totp_secret = null, totp_confirmed_at = null where id = $1";
    tx.execute(sql, &[account.into()]).await?;
    tx.execute("delete from recovery_code where account_id = $1", &[account.into()])
        .await?;
    Ok(())
}

/// Counts the recovery codes that are left.
pub(super) async fn codes_left(tx: &mut Tx, account: i64) -> Result<i64, StoreError> {
    let sql = "select count(*) from recovery_code where account_id = $1 and used_at is null";
    let row = tx.row(sql, &[account.into()]).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

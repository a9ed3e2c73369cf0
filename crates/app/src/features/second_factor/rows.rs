//! Rows of the second factor.

use crate::store::{StoreError, Tx, Value};

/// Takes a code's step if no code of it or of a later one was taken; a code works once.
pub(super) async fn take_step(tx: &mut Tx, account: i64, step: i64) -> Result<bool, StoreError> {
    let sql = "update account set totp_step = $2 where id = $1 and totp_step < $2";
    Ok(tx.execute(sql, &[account.into(), step.into()]).await? == 1)
}

/// Uses a recovery code, if it is one and was not used.
pub(super) async fn use_recovery_code(tx: &mut Tx, account: i64, hash: &str, at: &str) -> Result<bool, StoreError> {
    let sql = "update recovery_code set used_at = $3 where account_id = $1 and code = $2 and used_at is null";
    Ok(tx.execute(sql, &[account.into(), hash.into(), at.into()]).await? == 1)
}

/// Keeps a confirmed secret with its recovery codes in place of any before.
pub(super) async fn keep(
    tx: &mut Tx,
    account: i64,
    sealed: &str,
    step: i64,
    at: &str,
    codes: &[String],
) -> Result<(), StoreError> {
    let sql = "update account set totp_secret = $2, totp_confirmed_at = $3, totp_step = $4 where id = $1";
    let values: [Value; 4] = [account.into(), sealed.into(), at.into(), step.into()];
    tx.execute(sql, &values).await?;
    tx.execute("delete from recovery_code where account_id = $1", &[account.into()])
        .await?;
    for code in codes {
        tx.execute(
            "insert into recovery_code (account_id, code) values ($1, $2)",
            &[account.into(), code.as_str().into()],
        )
        .await?;
    }
    Ok(())
}

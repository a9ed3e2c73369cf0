//! Rows of one's own account.

use crate::store::{StoreError, Tx};

/// Ends a token of the account.
pub(super) async fn end_token(tx: &mut Tx, account: i64, token: i64, at: &str) -> Result<bool, StoreError> {
    let sql = "update token set ended_at = $3 where id = $2 and account_id = $1 and ended_at is null";
    Ok(tx.execute(sql, &[account.into(), token.into(), at.into()]).await? == 1)
}

//! What forms held when they recorded something.

use super::{StoreError, Tx};

/// Remembers what a form holds, the hash of its content.
///
/// # Errors
/// When the database refuses.
pub async fn keep_form(tx: &mut Tx, key: &str, content: &str) -> Result<(), StoreError> {
    let sql = "insert into form_sent (key, content) values ($1, $2) on conflict (key) do nothing";
    tx.execute(sql, &[key.into(), content.into()]).await?;
    Ok(())
}

/// Gives what a form held; none when it recorded nothing, or before this was remembered.
///
/// # Errors
/// When the database refuses.
pub async fn form_content(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    let row = tx
        .row("select content from form_sent where key = $1", &[key.into()])
        .await?;
    row.map(|row| row.text(0)).transpose()
}

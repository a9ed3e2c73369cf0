//! Forms that come twice: pressed twice they record once, sent again with something else they are refused.

use super::errors::WebError;
use crate::store::{Tx, form_content, keep_form};

/// Tells what a form with this key recorded before; one that comes for the first time is remembered with what it holds.
///
/// # Errors
/// Refused when it held something else before; else when the database refuses.
pub async fn recorded_before(
    tx: &mut Tx,
    (key, content): (&str, &str),
    known: Option<i64>,
) -> Result<Option<i64>, WebError> {
    if known.is_none() {
        keep_form(tx, key, content).await?;
        return Ok(None);
    }
    let before = form_content(tx, key).await?;
    if before.is_some_and(|before| before != content) {
        return Err(WebError::Refused("form-sent"));
    }
    Ok(known)
}

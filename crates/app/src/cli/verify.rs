//! `nennep verify`.

use super::{Outcome, answer};
use crate::store::{Db, verify};

pub(super) async fn run(db: &Db, as_json: bool) -> anyhow::Result<Outcome> {
    let verification = verify(db).await?;
    if as_json {
        answer::json(&verification)?;
    } else {
        for check in &verification.checks {
            let word = if check.ok { "đúng" } else { "SAI" };
            answer::say(&format!("{word:5} {:10} {}", check.name, check.detail));
        }
    }
    Ok(if verification.ok {
        Outcome::Done
    } else {
        Outcome::Failed
    })
}

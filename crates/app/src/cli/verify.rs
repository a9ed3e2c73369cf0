//! `nennep verify`.

use std::path::Path;

use anyhow::Context as _;

use super::{Outcome, answer};
use crate::store::{Db, verify};
use crate::web::reports::confirmed;

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

/// Tells whether a file is a paper as it was signed.
pub(super) async fn of_file(db: &Db, file: &Path, as_json: bool) -> anyhow::Result<Outcome> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut tx = db.read().await?;
    let confirmed = confirmed(&mut tx, &name, &bytes).await?;
    tx.rollback().await?;
    let is_confirmed = confirmed.is_confirmed();
    if as_json {
        answer::json(&confirmed)?;
    } else {
        let word = if is_confirmed { "đúng" } else { "SAI" };
        let told = match (&confirmed.number_line, confirmed.is_sound, confirmed.same_bytes) {
            (None, _, _) => "tệp không mang mã của văn bản nào đã ký trong sổ".to_owned(),
            (Some(number), false, _) => format!("{number}: bản lưu trong sổ không còn đúng mã"),
            (Some(number), true, Some(true)) => format!("{number}: đúng từng byte như bản đã ký"),
            (Some(number), true, _) => format!("{number}: mang mã của văn bản này nhưng nội dung tệp khác bản đã ký"),
        };
        answer::say(&format!("{word:5} {told}"));
        if let Some(reason) = &confirmed.cancelled {
            answer::say(&format!("      số đã hủy: {reason}"));
        }
    }
    Ok(if is_confirmed { Outcome::Done } else { Outcome::Failed })
}

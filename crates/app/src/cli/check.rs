//! `nennep check`.

use anyhow::Context as _;
use nennep_core::checker::read;
use serde_json::json;

use super::arguments::CheckArguments;
use super::table::{Side, lines};
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::features::checks::{Checked, check, compare};
use crate::store::{self, Book, Figures, Source};
use crate::web::faults::Fault;
use crate::web::question::Question;
use crate::web::upload::unread;
use crate::web::words::Words;

/// Checks a file; the database is opened only where a unit is named.
pub(super) async fn run(database: &str, catalogs: &Catalogs, arguments: &CheckArguments) -> anyhow::Result<Outcome> {
    let path = &arguments.file;
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = match nennep_documents::prose::read(&bytes, &name) {
        Ok(prose) => prose.text,
        Err(fault) => return refuse(arguments, &[unread(fault, &name)]),
    };
    let words = Words::default();
    let checked = match &arguments.unit {
        None => check(&catalogs.phrases, &text, &words),
        Some(unit) => match against(database, catalogs, arguments, unit, &text).await? {
            Ok(checked) => checked,
            Err(faults) => return refuse(arguments, &answer::as_options(faults)),
        },
    };
    if arguments.json {
        answer::json(&checked)?;
    } else {
        print(catalogs, &checked);
    }
    Ok(Outcome::Done)
}

async fn against(
    database: &str,
    catalogs: &Catalogs,
    arguments: &CheckArguments,
    unit: &str,
    text: &str,
) -> anyhow::Result<Result<Checked, Vec<Fault>>> {
    let db = store::open(database).await?;
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, None).await?;
    let question = Question {
        unit: unit.to_owned(),
        period: arguments.period.clone(),
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        ..Question::default()
    };
    let asked = match question.asked(&book, &catalogs.indicators) {
        Ok(asked) => asked,
        Err(faults) => return Ok(Err(faults)),
    };
    let figures = Figures::new(&book, &catalogs.indicators);
    let known_at = book.known_at();
    let mut source = Source::Database { tx: &mut tx, known_at };
    let checked = compare(
        &figures,
        &mut source,
        &asked,
        (&read(&catalogs.phrases, text), text),
        &Words::default(),
    )
    .await?;
    tx.rollback().await?;
    db.close().await;
    Ok(Ok(checked))
}

fn refuse(arguments: &CheckArguments, faults: &[Fault]) -> anyhow::Result<Outcome> {
    answer::faults(faults);
    if arguments.json {
        answer::json(&json!({ "mentions": [], "findings": [], "faults": faults }))?;
    }
    Ok(Outcome::Faulty)
}

fn print(catalogs: &Catalogs, checked: &Checked) {
    let words = Words::default();
    let heads = [
        ("Số trong bài", Side::Right),
        ("Chỉ tiêu", Side::Left),
        ("Tỷ lệ", Side::Left),
        ("", Side::Left),
    ];
    let figures = crate::features::checks::told(checked, &catalogs.indicators, &words);
    for line in lines(&heads, &figures) {
        answer::say(&line);
    }
    answer::say("");
    if checked.findings.is_empty() {
        answer::say(&words.say("check-none"));
    }
    for finding in &checked.findings {
        answer::say(&format!("- {}", finding.message));
    }
}

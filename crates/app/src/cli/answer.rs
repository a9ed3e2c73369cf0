//! Printing answers and faults, and turning words into a question.

use std::io::Write as _;

use serde::Serialize;

use super::arguments::{Days, View};
use crate::web::faults::Fault;
use crate::web::question::Question;

/// Prints a line of an answer. A reader that went away (`| head`) is no failure, so what the write says is not asked.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Prints a message.
pub(super) fn note(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints an answer as JSON.
pub(super) fn json<T: Serialize>(answer: &T) -> anyhow::Result<()> {
    say(&serde_json::to_string(answer)?);
    Ok(())
}

/// Prints faults for people: place, what was found, what was expected, what to do.
pub(super) fn faults(faults: &[Fault]) {
    for fault in faults {
        let place: Vec<String> = [
            fault.sheet.clone(),
            fault.row.map(|row| format!("dòng {row}")),
            fault.column.as_ref().map(|column| {
                if column.starts_with("--") {
                    column.clone()
                } else {
                    format!("cột {column}")
                }
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("{}: ", place.join(", "))
        };
        note(&format!(
            "{place}thấy «{}», cần {}. {}",
            fault.found, fault.expected, fault.remedy
        ));
    }
}

/// Makes a question of the words of a command.
pub(super) fn question(unit: &str, indicators: &[String], days: &Days, view: &View) -> Question {
    Question {
        unit: unit.to_owned(),
        indicators: indicators.to_vec(),
        period: days.period.clone(),
        from: days.from.clone(),
        to: days.to.clone(),
        tree_on: view.tree_on.clone(),
    }
}

/// Names the words of a command as they are typed.
pub(super) fn as_options(mut faults: Vec<Fault>) -> Vec<Fault> {
    for word in faults.iter_mut().filter_map(|fault| fault.column.as_mut()) {
        *word = format!("--{}", word.replace('_', "-"));
    }
    faults
}

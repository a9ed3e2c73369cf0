//! Printing answers and faults, and turning words into a question.

use std::io::Write as _;

use nennep_core::accounts::Catalog;
use nennep_core::calendar::{Day, Period, PeriodError};
use serde::Serialize;

use super::arguments::{Days, View};
use crate::store::{Asked, Book};
use crate::web::faults::{Fault, FaultKind};

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

/// Reads the period of a question, or all that is wrong with it.
pub(super) fn period(days: &Days) -> Result<Period, Vec<Fault>> {
    if let Some(text) = &days.period {
        return text
            .parse()
            .map_err(|_| vec![about("--period", FaultKind::BadPeriod, text, "")]);
    }
    let (from, to) = (day("--from", days.from.as_deref()), day("--to", days.to.as_deref()));
    match (from, to) {
        (Ok(Some(from)), Ok(Some(to))) => Period::range(from, to).map_err(|error| match error {
            PeriodError::Backwards => vec![Fault {
                column: Some("--to".into()),
                ..Fault::new(FaultKind::EndBeforeBeginning, to.to_string(), &from.to_string())
            }],
            PeriodError::Shape | PeriodError::OutOfRange => {
                vec![about("--from", FaultKind::BadPeriod, &from.to_string(), "")]
            }
        }),
        (from, to) => Err([from.err(), to.err()].into_iter().flatten().flatten().collect()),
    }
}

/// Makes a fault about one word of the command.
pub(super) fn about(word: &str, kind: FaultKind, found: &str, detail: &str) -> Fault {
    Fault {
        column: Some(word.to_owned()),
        ..Fault::new(kind, found, detail)
    }
}

/// Reads a day of the command.
pub(super) fn day(word: &str, text: Option<&str>) -> Result<Option<Day>, Vec<Fault>> {
    text.map(|text| {
        text.parse::<Day>()
            .map_err(|_| vec![about(word, FaultKind::NoSuchDay, text, "")])
    })
    .transpose()
}

/// Makes a question of a unit, indicators, period and view, or tells all that is wrong with them.
pub(super) fn question(
    book: &Book,
    catalog: &Catalog,
    unit: &str,
    indicators: &[String],
    days: &Days,
    view: &View,
) -> Result<Asked, Vec<Fault>> {
    let mut faults = Vec::new();
    let index = book.tree.find(unit);
    if index.is_none() {
        faults.push(about("--unit", FaultKind::UnknownUnit, unit, ""));
    }
    let mut measures = Vec::new();
    for code in indicators {
        match catalog.resolve(code) {
            Some(measure) => measures.push(measure),
            None => faults.push(about("--indicator", FaultKind::UnknownIndicator, code, "")),
        }
    }
    let period = period(days).map_err(|wrong| faults.extend(wrong)).ok();
    let tree_on = day("--tree-on", view.tree_on.as_deref())
        .map_err(|wrong| faults.extend(wrong))
        .ok()
        .flatten();
    match (faults.is_empty(), index, period) {
        (true, Some(unit), Some(period)) => Ok(Asked {
            unit,
            from: period.first_day(),
            to: period.last_day(),
            tree_on,
            measures,
        }),
        _ => Err(faults),
    }
}

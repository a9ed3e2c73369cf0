//! The form of a paper into what is asked; worded text into blocks: headings, paragraphs, numbers marked with their figures.

use nennep_core::calendar::{Day, Period};
use nennep_core::register::UnitIndex;
use nennep_core::reports::{Number, Signer};
use nennep_documents::blocks::{Block, Run};

use super::record::{Asking, ReportKind};
use crate::store::Deed;
use crate::web::days::read_day;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::visit::Visit;

/// Private characters that no text of an officer holds; they fence a number inside worded text.
const BEGIN: char = '\u{E000}';
const MIDDLE: char = '\u{E001}';
const END: char = '\u{E002}';

/// Writes a number into worded text so that `blocks` finds it again.
pub(super) fn marked(number: &Number) -> String {
    format!("{BEGIN}{}{MIDDLE}{}{END}", number.figure, number.printed)
}

/// Cuts worded text into numbered headings and paragraphs. Blank lines part paragraphs; lines inside one are joined.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut counters = (0, 0);
    for line in text.lines().map(str::trim).chain([""]) {
        let heading = line
            .strip_prefix("## ")
            .map(|words| (2, words))
            .or_else(|| line.strip_prefix("# ").map(|words| (1, words)));
        if line.is_empty() || heading.is_some() {
            if !paragraph.is_empty() {
                blocks.push(Block::Paragraph { runs: runs(&paragraph) });
                paragraph.clear();
            }
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
        if let Some((level, words)) = heading {
            counters = if level == 1 {
                (counters.0 + 1, 0)
            } else {
                (counters.0, counters.1 + 1)
            };
            let text = if level == 1 {
                format!("{}- {words}", roman(counters.0))
            } else {
                format!("{}. {words}", counters.1)
            };
            blocks.push(Block::Heading { level, text });
        }
    }
    blocks
}

fn roman(number: usize) -> &'static str {
    const ROMAN: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    ROMAN.get(number.saturating_sub(1)).copied().unwrap_or("X")
}

fn runs(paragraph: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = paragraph;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        push_text(&mut runs, before);
        let Some((inside, tail)) = after.split_once(END) else {
            break;
        };
        match inside.split_once(MIDDLE) {
            Some((figure, text)) => runs.push(Run::Number {
                figure: figure.to_owned(),
                text: text.to_owned(),
            }),
            None => push_text(&mut runs, inside),
        }
        rest = tail;
    }
    push_text(&mut runs, rest);
    runs
}

fn push_text(runs: &mut Vec<Run>, text: &str) {
    if !text.is_empty() {
        runs.push(Run::Text(text.to_owned()));
    }
}

/// Reads the form of a paper, or tells all that is wrong with it.
pub(super) fn asking(visit: &Visit, typed: &Typed) -> Result<(UnitIndex, Asking), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str, kind: FaultKind, detail: &str| {
        faults.push(Fault::new(kind, typed.get(field), detail).in_field(field));
    };
    let unit = visit.scope.unit(&visit.book().tree, typed.get("unit"));
    let unit = unit.filter(|unit| visit.scope.may(Deed::MakePapers, *unit));
    if unit.is_none() {
        wrong("unit", FaultKind::UnknownUnit, "");
    }
    let report = ReportKind::of(typed.get("report"));
    if report.is_none() {
        wrong("report", FaultKind::UnknownWord, "quarter, term");
    }
    let period = period(typed.get("period"));
    if period.is_none() {
        wrong("period", FaultKind::BadPeriod, "");
    }
    let dated = match typed.get("dated") {
        "" => None,
        text => {
            let day = read_day(text).ok();
            if day.is_none() {
                wrong("dated", FaultKind::BadDay, "");
            }
            day
        }
    };
    let (title, name) = (typed.get("signer_title").trim(), typed.get("signer_name").trim());
    for (field, own, other) in [("signer_title", title, name), ("signer_name", name, title)] {
        if own.is_empty() && !other.is_empty() {
            wrong(field, FaultKind::MissingValue, "");
        }
    }
    match (faults.is_empty(), unit, report, period) {
        (true, Some(unit), Some(report), Some(period)) => Ok((
            unit,
            Asking {
                unit: visit.book().tree.unit(unit).id.0,
                report,
                period,
                dated,
                number: Some(typed.get("number").trim().to_owned()).filter(|number| !number.is_empty()),
                signer: (!title.is_empty()).then(|| Signer {
                    title: title.to_uppercase(),
                    name: name.to_owned(),
                }),
                head: visit.book().head,
            },
        )),
        _ => Err(faults),
    }
}

/// Reads a period as it is typed or kept: one of the shapes, or two days with two points between.
pub(super) fn period(text: &str) -> Option<Period> {
    let days = text.split_once("..").map(|(from, to)| (read_day(from), read_day(to)));
    match days {
        Some((Ok(from), Ok(to))) => Period::range(from, to).ok(),
        Some(_) | None => text.trim().to_ascii_uppercase().parse().ok(),
    }
}

/// Reads a day as it is kept.
pub(super) fn kept_day(text: Option<String>) -> Option<Day> {
    text.and_then(|text| text.parse().ok())
}

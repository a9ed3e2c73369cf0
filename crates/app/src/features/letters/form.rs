//! The form of a letter into what is asked.

use nennep_core::calendar::DayError;
use nennep_core::reports::Signer;
use nennep_core::text::parse_count;

use super::record::{Asked, LetterKind};
use crate::web::days::read_day;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::visit::Visit;

/// Letters of a text at most.
const LETTERS_MAX: usize = 300;

/// Reads a letter, or tells all that is wrong with it.
pub(super) fn asked(visit: &Visit, typed: &Typed) -> Result<Asked, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str, kind: FaultKind, detail: &str| {
        faults.push(Fault::new(kind, typed.get(field), detail).in_field(field));
    };
    let kind = LetterKind::of(typed.get("kind"));
    for field in ["organization", "to"] {
        let text = typed.get(field).trim();
        if text.is_empty() {
            wrong(field, FaultKind::MissingValue, "");
        } else if text.chars().count() > LETTERS_MAX {
            wrong(field, FaultKind::TooLong, &LETTERS_MAX.to_string());
        }
    }
    let today = visit.now.today();
    let dated = match read_day(typed.get("dated")) {
        _ if typed.get("dated").is_empty() => {
            wrong("dated", FaultKind::MissingValue, "");
            None
        }
        Ok(day) if day > today => {
            wrong("dated", FaultKind::InTheFuture, &today.to_string());
            None
        }
        Ok(day) => Some(day),
        Err(DayError::NoSuchDay) => {
            wrong("dated", FaultKind::NoSuchDay, "");
            None
        }
        Err(_) => {
            wrong("dated", FaultKind::BadDay, "");
            None
        }
    };
    let mut number = |field: &str, least: i64| {
        let text = typed.get(field).trim();
        if text.is_empty() {
            return None;
        }
        let number = parse_count(text).filter(|number| *number >= least);
        if number.is_none() {
            wrong(field, FaultKind::BadCount, "");
        }
        number
    };
    let (own_number, heads) = (number("number", 1), number("heads", 0));
    let (title, name) = (typed.get("signer_title").trim(), typed.get("signer_name").trim());
    for (field, own, other) in [("signer_title", title, name), ("signer_name", name, title)] {
        if own.is_empty() && !other.is_empty() {
            wrong(field, FaultKind::MissingValue, "");
        }
    }
    let reason = typed.get("gap_reason").trim();
    if reason.chars().count() > LETTERS_MAX {
        wrong("gap_reason", FaultKind::TooLong, &LETTERS_MAX.to_string());
    }
    match (kind, dated, faults.is_empty()) {
        (Some(kind), Some(dated), true) => Ok(Asked {
            kind,
            dated,
            number: own_number,
            gap_reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
            organization: typed.get("organization").trim().to_owned(),
            to: typed.get("to").trim().to_owned(),
            heads,
            signer: (!title.is_empty()).then(|| Signer {
                title: title.to_uppercase(),
                name: name.to_owned(),
            }),
            key: typed.get("key").to_owned(),
        }),
        _ => Err(faults),
    }
}

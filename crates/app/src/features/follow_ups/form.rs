//! Forms of requests and proposals, of answers and of the closing.

use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;

use super::record::{Answer, FollowUp, Making, Receiver, Row};
use crate::store::Outlook;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::papers::FollowUpKind;
use crate::web::visit::Visit;

/// Letters of a text at most.
const TEXT_MAX: usize = 2_000;

/// Targets one request takes at most.
const ROWS_MAX: usize = 300;

/// Reads a request or proposal; `found` are the targets at or below the unit as they stand on the day of the figures.
pub(super) fn making(
    visit: &Visit,
    typed: &Typed,
    (unit, figures_on): (UnitIndex, Day),
    found: &[Outlook<'_>],
) -> Result<Making, Vec<Fault>> {
    let (book, today) = (visit.book(), visit.now.today());
    let mut read = FormReader::of(visit, typed);
    let chosen: Vec<&str> = typed.all("rows").collect();
    let mut receivers: Vec<Receiver> = Vec::new();
    let mut rows = Vec::new();
    for number in &chosen {
        let fits =
            |outlook: &&Outlook<'_>| outlook.target.no.0.to_string() == **number && outlook.may_be_followed(unit);
        match found.iter().find(fits) {
            Some(outlook) => rows.push(row(book.tree.unit(outlook.unit).id, outlook, &mut receivers)),
            None => read.wrong_for("rows", FaultKind::NotShort, number, ""),
        }
    }
    if chosen.is_empty() {
        read.wrong("rows", FaultKind::MissingValue, "");
    }
    if chosen.len() > ROWS_MAX {
        read.wrong_for("rows", FaultKind::TooMany, chosen.len(), &ROWS_MAX.to_string());
    }
    let kind = read.word("kind", FollowUpKind::of);
    let reason = read.needed("reason", TEXT_MAX);
    let due_on = read.needed_day("due_on");
    if due_on.is_some_and(|due| due < today) {
        read.wrong("due_on", FaultKind::TooEarly, &today.to_string());
    }
    match (kind, due_on, read.is_clean()) {
        (Some(kind), Some(due_on), true) => Ok(Making {
            kind,
            unit: book.tree.unit(unit).id,
            made_on: today,
            due_on,
            reason,
            figures_on,
            head: book.head,
            receivers,
            rows,
            key: typed.get("key").to_owned(),
            form: typed.content(),
        }),
        _ => Err(read.into_faults()),
    }
}

fn row(unit: nennep_core::register::UnitId, outlook: &Outlook<'_>, receivers: &mut Vec<Receiver>) -> Row {
    let receiver = Receiver {
        unit,
        member: outlook.target.member.clone(),
    };
    let place = receivers.iter().position(|known| *known == receiver);
    let place = place.unwrap_or_else(|| {
        receivers.push(receiver);
        receivers.len() - 1
    });
    let ways = outlook.forecast.as_ref().and_then(|forecast| forecast.ways.as_ref());
    Row {
        target: outlook.target.no.0,
        receiver: place,
        result: outlook.measured.result(),
        forecast: ways.map(nennep_core::progress::Ways::estimate),
        missing: outlook.missing(),
        shortfall: outlook.shortfall(),
    }
}

/// Reads an answer; it is not given before it was asked for.
pub(super) fn answer(visit: &Visit, typed: &Typed, follow_up: &FollowUp) -> Result<Answer, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let words = read.needed("answer", TEXT_MAX);
    let on = read.past_day("answered_on");
    if on.is_some_and(|on| on < follow_up.made_on) {
        read.wrong("answered_on", FaultKind::TooEarly, &follow_up.made_on.to_string());
    }
    match (on, read.is_clean()) {
        (Some(on), true) => Ok(Answer { on, words }),
        _ => Err(read.into_faults()),
    }
}

/// Reads what a request or proposal is closed with.
pub(super) fn closing(visit: &Visit, typed: &Typed) -> Result<String, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let words = read.needed("closing", TEXT_MAX);
    if read.is_clean() {
        Ok(words)
    } else {
        Err(read.into_faults())
    }
}

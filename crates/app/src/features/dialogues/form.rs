//! Forms of dialogues and matters.

use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;

use super::record::{AUDIENCES, Answer, Dialogue, Held, Raised};
use crate::store::Host;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::visit::Visit;

/// Letters of a line, and of a text, at most.
const LINE_MAX: usize = 200;
const TEXT_MAX: usize = 2_000;

/// Reads a dialogue; `found` are the enterprises of the codes typed.
pub(super) fn held(visit: &Visit, typed: &Typed, found: Vec<Host>) -> Result<Held, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let unit = read.committee("unit");
    let audience = AUDIENCES.into_iter().find(|known| *known == typed.get("audience"));
    if audience.is_none() {
        read.wrong("audience", FaultKind::MissingValue, "");
    }
    let on = read.past_day("held_on");
    if let (Some(on), Some(unit)) = (on, unit) {
        let first = visit.book().tree.unit(unit).from;
        if on < first {
            read.wrong("held_on", FaultKind::BeforeFirstDay, &first.to_string());
        }
    }
    let place = read.text("place", LINE_MAX);
    let people = read.count("people");
    let hosts = read.hosts("hosts", found);
    match (unit, audience, on, read.is_clean()) {
        (Some(unit), Some(audience), Some(on), true) => {
            let unit = visit.book().tree.unit(unit);
            Ok(Held {
                unit: unit.id,
                unit_code: unit.code.clone(),
                audience,
                on,
                place,
                people,
                hosts,
                key: typed.get("key").to_owned(),
                form: typed.content(),
            })
        }
        _ => Err(read.into_faults()),
    }
}

/// Reads a matter, of a dialogue at its unit, or a proposal at a unit that is chosen.
pub(super) fn raised(
    visit: &Visit,
    typed: &Typed,
    dialogue: Option<(&Dialogue, UnitIndex)>,
    found: Vec<Host>,
) -> Result<Raised, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let unit = match dialogue {
        Some((_, unit)) => Some(unit),
        None => read.committee("unit"),
    };
    let content = read.needed("content", TEXT_MAX);
    let answerer = read.needed("answerer", LINE_MAX);
    let on = read.past_day("raised_on");
    if let (Some(on), Some((dialogue, _))) = (on, dialogue)
        && on < dialogue.on
    {
        read.wrong("raised_on", FaultKind::TooEarly, &dialogue.on.to_string());
    }
    let due = read.day("due_on");
    if let (Some(on), Some(due)) = (on, due)
        && due < on
    {
        read.wrong("due_on", FaultKind::EndBeforeBeginning, &on.to_string());
    }
    let hosts = read.hosts("host", found);
    if hosts.len() > 1 {
        read.wrong("host", FaultKind::OneAlone, "");
    }
    match (unit, on, read.is_clean()) {
        (Some(unit), Some(on), true) => Ok(Raised {
            unit: visit.book().tree.unit(unit).id,
            dialogue: dialogue.map(|(dialogue, _)| dialogue.id),
            host: hosts.first().map(|host| host.id),
            on,
            content,
            answerer,
            due,
            key: typed.get("key").to_owned(),
            form: typed.content(),
        }),
        _ => Err(read.into_faults()),
    }
}

/// Reads an answer; it is not given before the matter was raised.
pub(super) fn answer(visit: &Visit, typed: &Typed, raised_on: Day) -> Result<Answer, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let words = read.needed("answer", TEXT_MAX);
    let on = read.past_day("answered_on");
    if on.is_some_and(|on| on < raised_on) {
        read.wrong("answered_on", FaultKind::TooEarly, &raised_on.to_string());
    }
    match (on, read.is_clean()) {
        (Some(on), true) => Ok(Answer { on, words }),
        _ => Err(read.into_faults()),
    }
}

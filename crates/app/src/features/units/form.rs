//! A row of `units` or `unit_events` into a draft, or all its faults.

use super::record::{EventDraft, EventWord, UnitDraft};
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::Intake;
use crate::web::sheet::RowReader;

pub(super) fn unit(intake: &Intake<'_>, sheet: usize, mut row: RowReader<'_>) -> Result<UnitDraft, Vec<Fault>> {
    let (code, name) = (row.needed("code"), row.needed("name"));
    let (from, to) = (row.needed_day("from"), row.day("to"));
    let kind = row.needed("kind").filter(|kind| check_kind(intake, &mut row, kind));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        row.fault("to", FaultKind::EndBeforeBeginning, to.to_string(), &from.to_string());
    }
    let (parent, official_code) = (row.text("parent"), row.text("official_code"));
    if parent.is_some() && parent == code {
        row.fault(
            "parent",
            FaultKind::CircularParent,
            parent.clone().unwrap_or_default(),
            "",
        );
    }
    let decision = intake.decision(&mut row);
    match (row.is_clean(), code, name, kind, from) {
        (true, Some(code), Some(name), Some(kind), Some(from)) => Ok(UnitDraft {
            row: row.number(),
            sheet,
            source: row.source(),
            code,
            name,
            kind,
            parent,
            from,
            to,
            official_code,
            decision,
        }),
        _ => Err(row.into_faults()),
    }
}

pub(super) fn event(intake: &Intake<'_>, sheet: usize, mut row: RowReader<'_>) -> Result<EventDraft, Vec<Fault>> {
    let on = row.needed_day("on");
    let words: Vec<&str> = EventWord::WORDS.iter().map(|(word, _)| *word).collect();
    let event = if row.needed("event").is_some() {
        row.word("event", EventWord::parse, &words)
    } else {
        None
    };
    let unit = row.needed("unit");
    let needs = |column: &str| match event {
        Some(EventWord::Moved) => column == "parent",
        Some(EventWord::Renamed) => column == "name",
        Some(EventWord::Retyped) => column == "kind",
        Some(EventWord::Merged | EventWord::Split) => column == "to_unit",
        Some(EventWord::Ended) | None => false,
    };
    let mut read = |column: &str| {
        if needs(column) {
            row.needed(column)
        } else {
            row.text(column)
        }
    };
    let (to_unit, parent, name, kind) = (read("to_unit"), read("parent"), read("name"), read("kind"));
    let kind = kind.filter(|kind| check_kind(intake, &mut row, kind));
    if to_unit.is_some() && !matches!(event, Some(EventWord::Merged | EventWord::Split) | None) {
        row.fault(
            "to_unit",
            FaultKind::NotHere,
            to_unit.clone().unwrap_or_default(),
            "merged, split",
        );
    }
    let decision = intake.decision(&mut row);
    match (row.is_clean(), on, event, unit) {
        (true, Some(on), Some(event), Some(unit)) => Ok(EventDraft {
            row: row.number(),
            sheet,
            source: row.source(),
            on,
            event,
            unit,
            to_unit,
            parent,
            name,
            kind,
            decision,
        }),
        _ => Err(row.into_faults()),
    }
}

fn check_kind(intake: &Intake<'_>, row: &mut RowReader<'_>, kind: &str) -> bool {
    let is_known = intake.kinds.get(kind).is_some();
    if !is_known {
        row.fault(
            "kind",
            FaultKind::UnknownWord,
            kind,
            &intake.kinds.codes().collect::<Vec<_>>().join(", "),
        );
    }
    is_known
}

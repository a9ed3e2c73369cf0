//! Drafts into units and events: first under provisional numbers to see whether they stand, then under their own.

use std::collections::HashMap;

use nennep_core::register::{Change, EntryNo, Tree, Unit, UnitEvent, UnitId};

use super::record::{EventDraft, EventWord, UnitDraft};
use crate::store::{Draft, Sort};

/// Numbers above every real one, for units and events that are not recorded yet.
pub(super) const PROVISIONAL: i64 = 1 << 48;

/// The recorded tree with the drafts added under provisional numbers.
pub(super) fn build(recorded: &Tree, units: &[UnitDraft], events: &[EventDraft]) -> Tree {
    let mut all: Vec<Unit> = recorded.indices().map(|index| recorded.unit(index).clone()).collect();
    let mut ids: HashMap<&str, UnitId> = recorded
        .indices()
        .map(|index| (recorded.unit(index).code.as_str(), recorded.unit(index).id))
        .collect();
    ids.extend(
        (PROVISIONAL..)
            .zip(units)
            .map(|(id, draft)| (draft.code.as_str(), UnitId(id))),
    );
    let id_of = |code: &str| ids.get(code).copied().unwrap_or(UnitId(0));
    all.extend((PROVISIONAL..).zip(units).map(|(id, draft)| Unit {
        id: UnitId(id),
        code: draft.code.clone(),
        name: draft.name.clone(),
        kind: draft.kind.clone(),
        parent: draft.parent.as_deref().map(id_of),
        from: draft.from,
        to: draft.to,
        official_code: draft.official_code.clone(),
    }));
    let mut happened: Vec<UnitEvent> = recorded.events().to_vec();
    happened.extend(events.iter().enumerate().map(|(place, draft)| {
        let other = |code: &Option<String>| code.as_deref().map_or(UnitId(0), id_of);
        let change = match draft.event {
            EventWord::Moved => Change::Moved {
                parent: other(&draft.parent),
                kind: draft.kind.clone(),
                name: draft.name.clone(),
            },
            EventWord::Renamed => Change::Renamed {
                name: draft.name.clone().unwrap_or_default(),
            },
            EventWord::Retyped => Change::Retyped {
                kind: draft.kind.clone().unwrap_or_default(),
            },
            EventWord::Merged => Change::Merged {
                into: other(&draft.to_unit),
            },
            EventWord::Split => Change::Split {
                into: other(&draft.to_unit),
            },
            EventWord::Ended => Change::Ended,
        };
        UnitEvent {
            no: event_no(units.len(), place),
            on: draft.on,
            unit: id_of(&draft.unit),
            change,
        }
    }));
    Tree::new(all, happened)
}

/// Provisional events follow the provisional units.
pub(super) fn event_no(units: usize, place: usize) -> EntryNo {
    EntryNo(PROVISIONAL + i64::try_from(units + place).unwrap_or(i64::MAX - PROVISIONAL))
}

pub(super) fn final_id(id: UnitId, first: i64) -> UnitId {
    if id.0 >= PROVISIONAL {
        UnitId(first + id.0 - PROVISIONAL)
    } else {
        id
    }
}

pub(super) fn with_final_ids(event: &UnitEvent, first: i64) -> UnitEvent {
    let change = match event.change.clone() {
        Change::Moved { parent, kind, name } => Change::Moved {
            parent: final_id(parent, first),
            kind,
            name,
        },
        Change::Merged { into } => Change::Merged {
            into: final_id(into, first),
        },
        Change::Split { into } => Change::Split {
            into: final_id(into, first),
        },
        Change::Renamed { name } => Change::Renamed { name },
        Change::Retyped { kind } => Change::Retyped { kind },
        Change::Ended => Change::Ended,
    };
    UnitEvent {
        unit: final_id(event.unit, first),
        change,
        ..event.clone()
    }
}

pub(super) fn entry_of_unit(draft: &UnitDraft) -> Draft {
    Draft {
        sort: Sort::Unit,
        identity: draft.identity(),
        content: draft.content(),
        happened_on: draft.from,
        source: draft.source.clone(),
        decision: draft.decision.clone(),
    }
}

pub(super) fn entry_of_event(draft: &EventDraft) -> Draft {
    Draft {
        sort: Sort::UnitEvent,
        identity: draft.identity(),
        content: draft.content(),
        happened_on: draft.on,
        source: draft.source.clone(),
        decision: draft.decision.clone(),
    }
}

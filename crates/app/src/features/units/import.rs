//! Units and events of a workbook: read all, drop what cannot stand until the rest stands, then record.

use std::collections::HashMap;

use nennep_core::register::{Change, EntryNo, Tree, TreeFault, TreeFaultKind, Unit, UnitEvent, UnitId, examine};

use super::act::{PROVISIONAL, build, entry_of_event, entry_of_unit, event_no, final_id, with_final_ids};
use super::form;
use super::record::{EventDraft, EventWord, UnitDraft};
use super::rows::against_the_book;
use crate::store::{Act, Sort, StoreError};
use crate::web::faults::FaultKind;
use crate::web::intake::{Compared, Intake, Verdict, verdict};
use crate::web::sheet::{FoundSheet, RowReader};

/// Takes in the sheets `units` and `unit_events`, in whatever order their rows stand.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import(
    intake: &mut Intake<'_>,
    act: &mut Act,
    units: &[&FoundSheet],
    events: &[&FoundSheet],
) -> Result<(), StoreError> {
    let mut new_units = new_units(intake, act, units).await?;
    let mut new_events = new_events(intake, act, events).await?;
    against_the_book(intake, act, events, &mut new_events).await?;
    let tree = settle(intake, (units, &mut new_units), (events, &mut new_events));
    warn_of_unusual(intake, &tree, units, &new_units);
    let first = act.next_no().0;
    for draft in &new_units {
        let unit = tree.find(&draft.code).map(|index| tree.unit(index).clone());
        if let Some(unit) = unit {
            let parent = unit.parent.map(|parent| final_id(parent, first));
            act.unit(&entry_of_unit(draft), &Unit { parent, ..unit });
            intake.report.accepted += 1;
        }
    }
    let recorded: Vec<UnitEvent> = tree
        .events()
        .iter()
        .filter(|event| event.no.0 >= PROVISIONAL)
        .cloned()
        .collect();
    for (place, draft) in new_events.iter().enumerate() {
        let no = event_no(new_units.len(), place);
        if let Some(event) = recorded.iter().find(|event| event.no == no) {
            act.unit_event(&entry_of_event(draft), &with_final_ids(event, first));
            intake.report.accepted += 1;
        }
    }
    act.flush().await?;
    let head = act.next_no().0 - 1;
    intake.tree = crate::store::tree_at(act.tx(), head).await?;
    Ok(())
}

async fn new_units(
    intake: &mut Intake<'_>,
    act: &mut Act,
    sheets: &[&FoundSheet],
) -> Result<Vec<UnitDraft>, StoreError> {
    let mut drafts = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        for row in &sheet.rows {
            match form::unit(intake, place, RowReader::new(sheet, row)) {
                Ok(draft) => drafts.push(draft),
                Err(faults) => intake.hold(faults),
            }
        }
    }
    let identities: Vec<String> = drafts.iter().map(UnitDraft::identity).collect();
    let mut known = act.known(Sort::Unit, &identities).await?;
    let mut codes: HashMap<String, String> = HashMap::new();
    let mut fresh = Vec::new();
    for draft in drafts {
        let Some(sheet) = sheets.get(draft.sheet) else { continue };
        let (identity, content) = (draft.identity(), draft.content());
        match verdict(known.get(&identity), &content) {
            Verdict::Same => intake.report.same += 1,
            Verdict::Other(no) => intake.hold_other(sheet, draft.row, "code", &draft.code, no),
            Verdict::New => {
                let in_use = intake
                    .tree
                    .find(&draft.code)
                    .map(|index| intake.tree.unit(index).from.to_string());
                if let Some(from) = in_use.or_else(|| codes.get(&draft.code).cloned()) {
                    intake.hold_for(sheet, draft.row, "code", FaultKind::CodeInUse, &draft.code, &from);
                    continue;
                }
                codes.insert(draft.code.clone(), draft.from.to_string());
                known.insert(
                    identity,
                    crate::store::Known {
                        no: act.next_no(),
                        content,
                    },
                );
                fresh.push(draft);
            }
        }
    }
    Ok(fresh)
}

async fn new_events(
    intake: &mut Intake<'_>,
    act: &mut Act,
    sheets: &[&FoundSheet],
) -> Result<Vec<EventDraft>, StoreError> {
    let mut drafts = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        for row in &sheet.rows {
            match form::event(intake, place, RowReader::new(sheet, row)) {
                Ok(draft) => drafts.push(draft),
                Err(faults) => intake.hold(faults),
            }
        }
    }
    let identities: Vec<String> = drafts.iter().map(EventDraft::identity).collect();
    let mut known = act.known(Sort::UnitEvent, &identities).await?;
    let mut fresh = Vec::new();
    for draft in drafts {
        let Some(sheet) = sheets.get(draft.sheet) else { continue };
        let (identity, content) = (draft.identity(), draft.content());
        let compared = Compared {
            row: draft.row,
            column: "event",
            found: draft.event.code(),
            identity: &identity,
            content: &content,
        };
        if intake.is_new(sheet, &mut known, &compared, act.next_no()) {
            fresh.push(draft);
        }
    }
    Ok(fresh)
}

/// Drops units and events that cannot stand, one reason at a time, until everything left stands together.
fn settle(
    intake: &mut Intake<'_>,
    units: (&[&FoundSheet], &mut Vec<UnitDraft>),
    events: (&[&FoundSheet], &mut Vec<EventDraft>),
) -> Tree {
    let (unit_sheets, units) = units;
    let (event_sheets, events) = events;
    loop {
        drop_unknown(intake, (unit_sheets, units), (event_sheets, events));
        let tree = build(&intake.tree, units, events);
        let new = EntryNo(PROVISIONAL - 1);
        let mut faults = examine(&tree, new);
        if faults.is_empty() {
            faults = blamed(&tree, intake, events, units.len());
        }
        if faults.is_empty() {
            return tree;
        }
        keep_causes(&mut faults, units.len());
        let fault_of = |no: i64| {
            faults
                .iter()
                .find(|fault| fault.about.0 == no)
                .map(|fault| fault.kind.clone())
        };
        let mut place = 0;
        let count = units.len();
        units.retain(|draft| {
            let fault = fault_of(PROVISIONAL + place);
            place += 1;
            let held = fault.is_some();
            if let (Some(fault), Some(sheet)) = (fault, unit_sheets.get(draft.sheet)) {
                hold(
                    intake,
                    sheet,
                    draft.row,
                    "parent",
                    draft.parent.as_deref().unwrap_or_default(),
                    &fault,
                );
            }
            !held
        });
        let mut place = 0;
        events.retain(|draft| {
            let fault = fault_of(event_no(count, place).0);
            place += 1;
            let held = fault.is_some();
            if let (Some(fault), Some(sheet)) = (fault, event_sheets.get(draft.sheet)) {
                let column = column_of(&fault, draft.event);
                let found = match column {
                    "on" => draft.on.to_string(),
                    "to_unit" => draft.to_unit.clone().unwrap_or_default(),
                    "parent" => draft.parent.clone().unwrap_or_default(),
                    _ => draft.event.code().to_owned(),
                };
                hold(intake, sheet, draft.row, column, &found, &fault);
            }
            !held
        });
    }
}

/// Of the faults of one round only those that cannot follow from another are acted on; the rest are looked for again.
fn keep_causes(faults: &mut Vec<TreeFault>, units: usize) {
    let rank = |fault: &TreeFault| match fault.kind {
        _ if fault.about < event_no(units, 0) => 2,
        TreeFaultKind::BeforeFirstDay(_) | TreeFaultKind::Itself => 0,
        TreeFaultKind::AfterLastDay(_)
        | TreeFaultKind::OtherNotThere(_)
        | TreeFaultKind::StillHanging(_)
        | TreeFaultKind::Contradiction
        | TreeFaultKind::Circle
        | TreeFaultKind::Recorded(_) => 1,
    };
    let first = faults.iter().map(rank).min();
    faults.retain(|fault| Some(rank(fault)) == first);
}

fn drop_unknown(
    intake: &mut Intake<'_>,
    units: (&[&FoundSheet], &mut Vec<UnitDraft>),
    events: (&[&FoundSheet], &mut Vec<EventDraft>),
) {
    let (unit_sheets, units) = units;
    loop {
        let codes: std::collections::HashSet<String> = units.iter().map(|draft| draft.code.clone()).collect();
        let before = units.len();
        units.retain(|draft| {
            let unknown = draft
                .parent
                .as_ref()
                .filter(|parent| intake.tree.find(parent).is_none() && !codes.contains(*parent))
                .cloned();
            if let (Some(parent), Some(sheet)) = (&unknown, unit_sheets.get(draft.sheet)) {
                intake.hold_for(sheet, draft.row, "parent", FaultKind::UnknownUnit, parent, "");
            }
            unknown.is_none()
        });
        if units.len() == before {
            break;
        }
    }
    let codes: std::collections::HashSet<&str> = units.iter().map(|draft| draft.code.as_str()).collect();
    let (sheets, events) = events;
    events.retain(|draft| {
        let named = [
            ("unit", Some(&draft.unit)),
            ("to_unit", draft.to_unit.as_ref()),
            ("parent", draft.parent.as_ref()),
        ];
        let unknown = named.into_iter().find_map(|(column, code)| {
            code.filter(|code| intake.tree.find(code).is_none() && !codes.contains(code.as_str()))
                .map(|code| (column, code.clone()))
        });
        if let (Some((column, code)), Some(sheet)) = (&unknown, sheets.get(draft.sheet)) {
            intake.hold_for(sheet, draft.row, column, FaultKind::UnknownUnit, code, "");
        }
        unknown.is_none()
    });
}

/// Recorded entries that no longer stand are blamed on the new events of the units they name, or on all new events.
fn blamed(tree: &Tree, intake: &Intake<'_>, events: &[EventDraft], units: usize) -> Vec<TreeFault> {
    let broken = examine(tree, EntryNo(0));
    let standing_before = examine(&intake.tree, EntryNo(0));
    let mut blamed = Vec::new();
    for fault in broken.into_iter().filter(|fault| !standing_before.contains(fault)) {
        let recorded = tree.events().iter().find(|event| event.no == fault.about);
        let named: Vec<&str> = recorded
            .into_iter()
            .flat_map(named_units)
            .filter_map(|id| tree.index_of(id))
            .map(|index| tree.unit(index).code.as_str())
            .collect();
        let of_named = |draft: &EventDraft| named.contains(&draft.unit.as_str());
        let any_named = events.iter().any(of_named);
        for (place, draft) in events.iter().enumerate() {
            if !any_named || of_named(draft) {
                blamed.push(TreeFault {
                    about: event_no(units, place),
                    kind: TreeFaultKind::Recorded(fault.about),
                });
            }
        }
    }
    blamed
}

fn named_units(event: &UnitEvent) -> Vec<UnitId> {
    let other = match event.change {
        Change::Moved { parent, .. } => Some(parent),
        Change::Merged { into } | Change::Split { into } => Some(into),
        Change::Renamed { .. } | Change::Retyped { .. } | Change::Ended => None,
    };
    [Some(event.unit), other].into_iter().flatten().collect()
}

fn hold(intake: &mut Intake<'_>, sheet: &FoundSheet, row: u32, column: &str, found: &str, fault: &TreeFaultKind) {
    let (kind, detail) = match fault {
        TreeFaultKind::Circle => (FaultKind::CircularParent, String::new()),
        TreeFaultKind::Itself => (FaultKind::SameUnit, String::new()),
        TreeFaultKind::BeforeFirstDay(day) => (FaultKind::BeforeFirstDay, day.to_string()),
        TreeFaultKind::AfterLastDay(day) => (FaultKind::AfterLastDay, day.to_string()),
        TreeFaultKind::OtherNotThere(code) => (FaultKind::OtherUnitNotThere, code.clone()),
        TreeFaultKind::StillHanging(codes) => (FaultKind::UnitsStillHang, codes.join(", ")),
        TreeFaultKind::Contradiction => (FaultKind::ContradictingEvents, String::new()),
        TreeFaultKind::Recorded(no) => (FaultKind::ContradictsRecorded, no.to_string()),
    };
    intake.hold_for(sheet, row, column, kind, found, &detail);
}

fn column_of(fault: &TreeFaultKind, event: EventWord) -> &'static str {
    let other = if event == EventWord::Moved { "parent" } else { "to_unit" };
    match fault {
        TreeFaultKind::Circle | TreeFaultKind::Itself | TreeFaultKind::OtherNotThere(_) => other,
        TreeFaultKind::BeforeFirstDay(_) | TreeFaultKind::AfterLastDay(_) => "on",
        TreeFaultKind::StillHanging(_) | TreeFaultKind::Contradiction | TreeFaultKind::Recorded(_) => "event",
    }
}

/// An unusual superior, a kind no longer usual, a superior that begins later: worth a look, never a fault.
fn warn_of_unusual(intake: &mut Intake<'_>, tree: &Tree, sheets: &[&FoundSheet], units: &[UnitDraft]) {
    for draft in units {
        let (Some(index), Some(sheet), Some(kind)) = (
            tree.find(&draft.code),
            sheets.get(draft.sheet),
            intake.kinds.get(&draft.kind),
        ) else {
            continue;
        };
        let (usual, until) = (kind.usual_parents.clone(), kind.usual_until);
        let in_force = kind.valid_from <= draft.from && kind.valid_to.is_none_or(|last| draft.from <= last);
        if !in_force || until.is_some_and(|until| draft.from > until) {
            intake.warn(&sheet.label, Some(draft.row), "unusual_kind", &draft.kind);
        }
        if let Some(parent) = tree.parent_on(index, draft.from) {
            let parent_kind = tree.kind_on(parent, draft.from);
            if !usual.is_empty() && !usual.iter().any(|kind| kind == parent_kind) {
                intake.warn(&sheet.label, Some(draft.row), "unusual_parent", parent_kind);
            }
            if tree.unit(parent).from > draft.from {
                intake.warn(
                    &sheet.label,
                    Some(draft.row),
                    "parent_begins_later",
                    &tree.unit(parent).code,
                );
            }
        }
    }
}

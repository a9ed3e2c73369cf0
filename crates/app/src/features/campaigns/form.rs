//! The form of a campaign into a plan.

use nennep_core::calendar::{Day, DayError};
use nennep_core::register::UnitIndex;
use nennep_core::text::parse_count;

use super::record::{Choice, PARTS_MAX, Plan};
use crate::store::Deed;
use crate::web::days::read_day;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::visit::Visit;

/// Letters of a name at most.
const LETTERS_MAX: usize = 200;

/// Reads a plan, or tells all that is wrong with it; `known` are the accounts that may go.
pub(super) fn plan(visit: &Visit, typed: &Typed, known: &[i64]) -> Result<(UnitIndex, Plan), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str, kind: FaultKind, detail: &str| {
        faults.push(Fault::new(kind, typed.get(field), detail).in_field(field));
    };
    let name = typed.get("name").trim();
    if name.is_empty() {
        wrong("name", FaultKind::MissingValue, "");
    } else if name.chars().count() > LETTERS_MAX {
        wrong("name", FaultKind::TooLong, &LETTERS_MAX.to_string());
    }
    let tree = &visit.book().tree;
    let unit = visit
        .scope
        .unit(tree, typed.get("unit"))
        .filter(|unit| visit.scope.may_for(Deed::Record, *unit, None));
    if unit.is_none() {
        wrong("unit", FaultKind::UnknownUnit, "");
    }
    let choice = Choice::of(typed.get("choice"));
    if choice.is_none() {
        wrong("choice", FaultKind::MissingValue, "");
    }
    let mut day = |field: &str| -> Option<Day> {
        let read = read_day(typed.get(field));
        match read {
            _ if typed.get(field).is_empty() => wrong(field, FaultKind::MissingValue, ""),
            Ok(_) => {}
            Err(DayError::NoSuchDay) => wrong(field, FaultKind::NoSuchDay, ""),
            Err(_) => wrong(field, FaultKind::BadDay, ""),
        }
        read.ok()
    };
    let (from, until) = (day("from"), day("until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        wrong("until", FaultKind::EndBeforeBeginning, &from.to_string());
    }
    let most = match typed.get("most").trim() {
        "" => Some(PARTS_MAX),
        text => parse_count(text)
            .and_then(|most| usize::try_from(most).ok())
            .filter(|most| (1..=PARTS_MAX).contains(most)),
    };
    if most.is_none() {
        wrong("most", FaultKind::TooMany, &PARTS_MAX.to_string());
    }
    let surveyors: Vec<i64> = typed
        .all("surveyors")
        .filter_map(|text| text.parse().ok())
        .filter(|account| known.contains(account))
        .collect();
    if surveyors.is_empty() {
        wrong("surveyors", FaultKind::MissingValue, "");
    }
    match (unit, choice, from.zip(until), most, faults.is_empty()) {
        (Some(unit), Some(choice), Some((from, until)), Some(most), true) => {
            let placement = tree.placement(visit.now.today());
            // An enterprise whose committee ended is visited by what that became.
            let inside = placement.inside(unit);
            let below = tree
                .indices()
                .filter(|below| inside.contains(placement.read_as(*below)));
            Ok((
                unit,
                Plan {
                    name: name.to_owned(),
                    unit: tree.unit(unit).id,
                    units: below.map(|below| tree.unit(below).id.0).collect(),
                    choice,
                    from,
                    until,
                    most,
                    surveyors,
                    key: typed.get("key").to_owned(),
                },
            ))
        }
        _ => Err(faults),
    }
}

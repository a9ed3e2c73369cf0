//! The form of an ending into what is asked.

use nennep_core::calendar::Day;
use nennep_core::ledger::Decision;
use nennep_core::register::UnitIndex;

use super::act::members;
use super::page::takes_members;
use super::record::{Ending, Organization};
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::visit::Visit;

/// Letters of a line, and of a text, at most.
const LINE_MAX: usize = 300;
const TEXT_MAX: usize = 1_000;

/// Reads an ending, or tells all that is wrong with it; `last` is the day of the last fact at the organization.
pub(super) fn ending(
    visit: &Visit,
    typed: &Typed,
    organization: Organization,
    last: Option<Day>,
) -> Result<Ending, Vec<Fault>> {
    let tree = &visit.book().tree;
    let unit = organization.unit;
    let mut read = FormReader::of(visit, typed);
    let (no, on) = (read.needed("decision_no", LINE_MAX), read.past_day("decision_on"));
    let (by, reason) = (read.needed("decision_by", LINE_MAX), read.needed("reason", TEXT_MAX));
    if let Some(on) = on {
        let first = tree.unit(unit).from;
        if on < first {
            read.wrong("decision_on", FaultKind::BeforeFirstDay, &first.to_string());
        }
        if let Some(last) = last.filter(|last| on < *last) {
            read.wrong("decision_on", FaultKind::FactsAfterEnd, &last.to_string());
        }
        let hanging = hanging(visit, unit, on.next());
        if !hanging.is_empty() {
            read.wrong("decision_on", FaultKind::UnitsStillHang, &hanging.join(", "));
        }
    }
    let members = on.map_or_else(Vec::new, |on| members(visit, organization, on));
    let typed_to = typed.get("members_to").trim();
    let members_to = visit
        .scope
        .unit(tree, typed_to)
        .filter(|to| on.is_some_and(|on| takes_members(visit, organization, *to, on.next())));
    if !members.is_empty() && members_to.is_none() {
        let kind = if typed_to.is_empty() {
            FaultKind::MissingValue
        } else {
            FaultKind::UnknownUnit
        };
        read.wrong("members_to", kind, "");
    }
    match (on, read.is_clean()) {
        (Some(on), true) => Ok(Ending {
            decision: Decision {
                no: Some(no),
                on: Some(on),
                by: Some(by),
            },
            on,
            reason,
            members,
            members_to,
            key: typed.get("key").to_owned(),
        }),
        _ => Err(read.into_faults()),
    }
}

/// Units that would still hang on it the day after.
fn hanging(visit: &Visit, unit: UnitIndex, on: Day) -> Vec<String> {
    let tree = &visit.book().tree;
    tree.indices()
        .filter(|below| tree.is_alive(*below, on) && tree.parent_on(*below, on) == Some(unit))
        .map(|below| tree.unit(below).code.clone())
        .take(5)
        .collect()
}

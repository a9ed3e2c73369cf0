//! A row of `targets` into a target, or all its faults.

use nennep_core::ledger::content_hash;
use nennep_core::progress::Target;
use nennep_core::register::EntryNo;

use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::{Intake, decision_parts, identity_of};
use crate::web::sheet::RowReader;

/// A target as read.
#[derive(Debug)]
pub(super) struct TargetDraft {
    pub(super) row: u32,
    pub(super) source: String,
    pub(super) target: Target,
    pub(super) identity: String,
    pub(super) content: String,
}

pub(super) fn target(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<TargetDraft, Vec<Fault>> {
    let indicator = row.needed("indicator").and_then(|code| {
        let known = intake.catalog.resolve(&code).map(|measure| measure.code);
        if known.is_none() {
            row.fault("indicator", FaultKind::UnknownIndicator, code, "");
        }
        known
    });
    let (giver, unit, member) = (row.needed("giver"), intake.unit(&mut row, "unit"), row.text("member"));
    let (from, to) = (row.needed_day("from"), row.needed_day("to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        row.fault("to", FaultKind::EndBeforeBeginning, to.to_string(), &from.to_string());
    }
    let (min, max) = (row.needed_count("min"), row.count("max"));
    if let (Some(min), Some(max)) = (min, max)
        && max < min
    {
        row.fault("max", FaultKind::MaxBelowMin, max.to_string(), &min.to_string());
    }
    let decision = intake.decision(&mut row);
    let (true, Some(indicator), Some(giver), Some(unit), Some(from), Some(to), Some(min)) =
        (row.is_clean(), indicator, giver, unit, from, to, min)
    else {
        return Err(row.into_faults());
    };
    let giver_unit = intake.tree.find(&giver).or_else(|| intake.tree.find_by_name(&giver));
    let record = intake.tree.unit(unit);
    let [no, on, by] = decision_parts(decision.as_ref());
    let seat = member.clone().unwrap_or_default();
    let decided = no.clone().unwrap_or_default();
    let (first, last) = (from.to_string(), to.to_string());
    // The giver as written: what it links to may change, what was recorded does not.
    let identity = identity_of(&[&indicator, &giver, &record.code, &seat, &first, &last, &decided]);
    let (least, most) = (min.to_string(), max.map(|max| max.to_string()));
    let content = content_hash(&[
        ("min", Some(&least)),
        ("max", most.as_deref()),
        ("decision_on", on.as_deref()),
        ("decision_by", by.as_deref()),
    ]);
    let target = Target {
        no: EntryNo(0),
        indicator,
        giver,
        giver_unit: giver_unit.map(|giver| intake.tree.unit(giver).id),
        unit: record.id,
        member,
        from,
        to,
        min,
        max,
        decision,
    };
    Ok(TargetDraft {
        row: row.number(),
        source: row.source(),
        target,
        identity,
        content,
    })
}

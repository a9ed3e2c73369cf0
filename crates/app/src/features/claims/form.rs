//! A row of `claims` into a claim, or all its faults.

use nennep_core::ledger::content_hash;

use crate::store::Claim;
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::{Intake, identity_of};
use crate::web::sheet::RowReader;

/// A claim as read.
#[derive(Debug)]
pub(super) struct ClaimDraft {
    pub(super) row: u32,
    pub(super) read_from: String,
    pub(super) claim: Claim,
    pub(super) identity: String,
    pub(super) content: String,
}

pub(super) fn claim(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<ClaimDraft, Vec<Fault>> {
    let indicator = row.needed("indicator").and_then(|code| {
        let known = intake.catalog.resolve(&code).map(|measure| measure.code);
        if known.is_none() {
            row.fault("indicator", FaultKind::UnknownIndicator, code, "");
        }
        known
    });
    let unit = intake.unit(&mut row, "unit");
    let (from, to) = (row.needed_day("from"), row.needed_day("to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        row.fault("to", FaultKind::EndBeforeBeginning, to.to_string(), &from.to_string());
    }
    let (value, source) = (row.needed_count("value"), row.needed("source"));
    let (true, Some(indicator), Some(unit), Some(from), Some(to), Some(value), Some(source)) =
        (row.is_clean(), indicator, unit, from, to, value, source)
    else {
        return Err(row.into_faults());
    };
    let record = intake.tree.unit(unit);
    let (first, last) = (from.to_string(), to.to_string());
    let identity = identity_of(&[&indicator, &record.code, &first, &last, &source]);
    let content = content_hash(&[("value", Some(&value.to_string()))]);
    Ok(ClaimDraft {
        row: row.number(),
        read_from: row.source(),
        claim: Claim {
            indicator,
            unit: record.id,
            from,
            to,
            value,
            source,
        },
        identity,
        content,
    })
}

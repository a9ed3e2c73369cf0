//! What the recorded facts say of new events.

use super::record::{EventDraft, EventWord};
use crate::store::{Act, StoreError};
use crate::web::faults::FaultKind;
use crate::web::intake::Intake;
use crate::web::sheet::FoundSheet;

/// Holds back events that facts recorded earlier speak against: an end before a fact of the unit, a move of the whole unit
/// on the day on which organizations were moved from it by number.
pub(super) async fn against_the_book(
    intake: &mut Intake<'_>,
    act: &mut Act,
    sheets: &[&FoundSheet],
    events: &mut Vec<EventDraft>,
) -> Result<(), StoreError> {
    let later = "select count(*) from fact f join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where (f.unit_id = $1 or f.to_unit_id = $1) and e.happened_on >= $2 and r.no is null";
    let moved = "select count(*) from fact f join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where f.unit_id = $1 and e.happened_on = $2 and r.no is null and f.fact like '%_org_moved'";
    let mut standing = Vec::new();
    for draft in std::mem::take(events) {
        let (sql, kind) = match draft.event {
            EventWord::Ended | EventWord::Merged => (later, FaultKind::FactsAfterEnd),
            EventWord::Moved => (moved, FaultKind::UnitMovedThatDay),
            EventWord::Renamed | EventWord::Retyped | EventWord::Split => {
                standing.push(draft);
                continue;
            }
        };
        let unit = intake.tree.find(&draft.unit).map(|index| intake.tree.unit(index).id.0);
        let count = match unit {
            Some(unit) => {
                let row = act.tx().row(sql, &[unit.into(), draft.on.to_string().into()]).await?;
                row.map_or(Ok(0), |row| row.int(0))?
            }
            None => 0,
        };
        match sheets.get(draft.sheet).filter(|_| count > 0) {
            Some(sheet) => intake.hold_for(sheet, draft.row, "on", kind, &draft.on.to_string(), &count.to_string()),
            None => standing.push(draft),
        }
    }
    *events = standing;
    Ok(())
}

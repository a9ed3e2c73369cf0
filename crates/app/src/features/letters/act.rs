//! Numbering a letter and keeping it as it was written, in one act.

use nennep_core::register::{Line, UnitIndex};

use super::record::{Asked, CaseOf};
use super::{rows, view};
use crate::store::{Act, AuditLine};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::visit::Visit;

/// Writes a letter; the next number is its own unless a later one is asked for, with the reason for those left out.
pub(super) async fn write(visit: &Visit, case: &CaseOf, asked: &Asked, at: (UnitIndex, Line)) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if let Some(known) = rows::of_key(act.tx(), &asked.key).await? {
        return Ok(known);
    }
    // A body's numbers run through the term of the Party.
    let series = visit.house.catalogs.bodies.term(asked.dated);
    let next = rows::last_number(act.tx(), case.unit, asked.kind, series).await? + 1;
    let number = asked.number.unwrap_or(next);
    if number < next {
        let fault = Fault::new(FaultKind::NumberUsed, number.to_string(), &next.to_string());
        return Err(WebError::Faulty(vec![fault.in_field("number")]));
    }
    if number > next && asked.gap_reason.is_none() {
        let fault = Fault::new(FaultKind::NumbersLeftOut, number.to_string(), &next.to_string());
        return Err(WebError::Faulty(vec![fault.in_field("gap_reason")]));
    }
    let mut asked = asked.clone();
    if number == next {
        asked.gap_reason = None;
    }
    let paper = view::compose(visit, case, &asked, at, number)?;
    let id = rows::insert(&mut act, case, &asked, (series, number), &paper).await?;
    let line = AuditLine::new("letter-made", id.to_string()).at(case.unit);
    act.audit(line.with("number", paper.number_line).with("case", case.number.clone()));
    act.commit().await?;
    Ok(id)
}

//! Numbering a letter and keeping it as it was written, in one act.

use nennep_core::register::{Procedure, UnitIndex};

use super::record::{Asked, CaseOf};
use super::{rows, view};
use crate::store::{Act, AuditLine};
use crate::web::errors::WebError;
use crate::web::papers::{LetterKind, Numbered, Wanted, numbered};
use crate::web::pressed::recorded_before;
use crate::web::visit::Visit;

/// Writes a letter; the next number is its own unless a later one is asked for, with the reason for those left out.
pub(super) async fn write(visit: &Visit, case: i64, asked: &Asked, unit: UnitIndex) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::of_key(act.tx(), &asked.key).await?;
    let form = format!("letter-{}", asked.key);
    if let Some(known) = recorded_before(act.tx(), (&form, &asked.form), known).await? {
        return Ok(known);
    }
    let case = rows::find_any_case(act.tx(), case).await?.ok_or(WebError::NotFound)?;
    let procedure = check_due(visit, &case, asked.kind)?;
    // The body in charge today issues it, and its numbers run through the term or the year of its family.
    let tree = &visit.book().tree;
    let issuer = tree.unit(unit);
    let bodies = &visit.house.catalogs.bodies;
    let series = &bodies.series(bodies.family(tree, unit, asked.dated), asked.dated);
    let last = rows::last_used(act.tx(), issuer.id.0, asked.kind, series).await?;
    let wanted = Wanted {
        number: asked.number,
        gap_reason: asked.gap_reason.as_deref(),
        dated: asked.dated,
    };
    let (Numbered { number, gap_reason }, faults) = numbered(&wanted, last, &[case.opened_on, issuer.from]);
    if !faults.is_empty() {
        return Err(WebError::Faulty(faults));
    }
    let asked = Asked {
        gap_reason,
        ..asked.clone()
    };
    let paper = view::compose(visit, &case, &asked, (unit, procedure), number)?;
    let id = rows::insert(&mut act, (&case, issuer.id.0), &asked, (series, number), &paper).await?;
    let line = AuditLine::new("letter-made", id.to_string()).at(issuer.id.0);
    act.audit(line.with("number", paper.number_line).with("case", case.number.clone()));
    act.commit().await?;
    Ok(id)
}

/// Tells whether a case is so far that a letter of the kind is written; gives its procedure.
pub(super) fn check_due<'a>(visit: &'a Visit, case: &CaseOf, kind: LetterKind) -> Result<&'a Procedure, WebError> {
    let procedures = &visit.house.catalogs.procedures;
    let procedure = procedures.get(&case.procedure, case.opened_on);
    let procedure = procedure
        .filter(|known| kind.is_for(known.line))
        .ok_or(WebError::NotFound)?;
    let is_going_on = ["open", "out"].contains(&case.standing.as_str());
    if is_going_on && kind.is_due(procedure, case.step) {
        Ok(procedure)
    } else {
        Err(WebError::Refused("case-not-so"))
    }
}

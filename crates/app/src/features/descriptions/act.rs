//! Writing what was typed of one enterprise, with the lines this posts.

use nennep_core::register::UnitId;

use super::form;
use super::record::{Description, GROUPS};
use crate::store::{Act, AuditLine, Deed, Listed, bring_up_to_date, enter, listed, numbers_near};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::visit::Visit;

const SOURCE: &str = "Ghi tay trên trang";

/// Enters an enterprise that is not in the list.
pub(super) async fn enter_new(visit: &Visit, typed: &Typed) -> Result<String, WebError> {
    let mut faults = Vec::new();
    let code = form::tax_code(visit, typed).unwrap_or_else(|wrong| {
        faults = wrong;
        String::new()
    });
    let told = match form::description(visit, typed, (&code, None)) {
        Ok(told) if faults.is_empty() => told,
        Ok(_) => return Err(WebError::Faulty(faults)),
        Err(WebError::Faulty(others)) => {
            faults.extend(others);
            return Err(WebError::Faulty(faults));
        }
        Err(other) => return Err(other),
    };
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if listed(&mut act, &[&code]).await?.contains_key(&code) {
        let fault = Fault::new(FaultKind::EnterpriseKnown, code, "").in_field("tax_code");
        return Err(WebError::Faulty(vec![fault]));
    }
    check_numbers(visit, &mut act, &told).await?;
    let content = told.told.content();
    enter(&mut act, &told.told, Some(told.listed_on), (&content, SOURCE)).await?;
    let line = AuditLine::new("enterprise-entered", code.clone());
    act.audit(line.at(told.told.place().map_or(0, |(_, unit, _)| unit.0)));
    act.commit().await?;
    Ok(code)
}

/// Brings an enterprise up to date; what somebody else changed since the form was opened is not written over.
pub(super) async fn mend(visit: &Visit, code: &str, typed: &Typed) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let mut found = listed(&mut act, &[code]).await?;
    let known = found.remove(code).ok_or(WebError::NotFound)?;
    may_describe(visit, &known)?;
    let told = form::description(visit, typed, (code, Some(&known)))?;
    if told.seen != known.content {
        return Err(WebError::Refused("described-meanwhile"));
    }
    let has = |head: &str| match head {
        "phone" => told.told.phone.is_some(),
        head => GROUPS
            .iter()
            .flat_map(|(_, fields)| *fields)
            .any(|asked| asked.head == head),
    };
    let changed = known.changed(&told.told, has);
    if changed.is_empty() {
        return Ok(());
    }
    let place = told
        .told
        .place()
        .map(|(kind, unit, _)| (kind.code().to_owned(), unit.0));
    let moves = known.listed.is_none() || place != known.kind.clone().zip(known.unit);
    if moves {
        check_numbers(visit, &mut act, &told).await?;
    }
    let content = told.told.content();
    let on = Some(told.listed_on);
    bring_up_to_date(&mut act, &told.told, has, (&content, SOURCE), &known, (on, moves)).await?;
    // Values are personal, so the trail names the columns alone.
    let line = AuditLine::new("enterprise-described", code.to_owned());
    let line = line.at(told.told.place().map_or(0, |(_, unit, _)| unit.0));
    act.audit(line.with("fields", changed.join(", ")));
    act.commit().await?;
    Ok(())
}

/// Asks for the right to describe an enterprise where it is kept now.
pub(super) fn may_describe(visit: &Visit, known: &Listed) -> Result<(), WebError> {
    let tree = &visit.book().tree;
    let place = known.unit.or(known.told_by);
    let unit = place.and_then(|unit| tree.index_of(UnitId(unit)));
    let unit = unit.map(|unit| tree.placement(visit.now.today()).read_as(unit));
    match unit {
        Some(unit) if !visit.scope.sees(unit) => Err(WebError::NotFound),
        Some(unit) => visit.needs_for(Deed::Record, unit, None),
        // One that a command took in for all is for whoever may do so everywhere.
        None if visit.scope.may_at(tree, Deed::Record, None) => Ok(()),
        None => Err(WebError::NotFound),
    }
}

/// Where enterprises of the kind are counted as a number, one of them cannot be listed too.
async fn check_numbers(visit: &Visit, act: &mut Act, told: &Description) -> Result<(), WebError> {
    let Some((kind, unit, _)) = told.told.place() else {
        return Ok(());
    };
    if numbers_near(act, &visit.book().tree, unit, told.listed_on, kind).await? {
        let fault = Fault::new(FaultKind::NumberHeldHere, kind.code(), kind.code()).in_field("kind");
        return Err(WebError::Faulty(vec![fault]));
    }
    Ok(())
}

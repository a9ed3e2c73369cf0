//! Opening a case, recording what happens to it, and founding the organization it was opened for.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactOf, FactRecord};
use nennep_core::progress::{CaseDeed, CaseStanding, CaseState};
use nennep_core::register::{EntryNo, Procedure, Unit, UnitId};

use super::record::{Case, Founding, Opening, standing_code};
use super::rows;
use crate::store::{Act, AuditLine, Draft, Sort, ToldFact, content_of, tell};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::decision_parts;
use crate::web::visit::Visit;

/// Gives the version of the procedure that a case began with.
pub(super) fn procedure_of<'a>(visit: &'a Visit, case: &Case) -> Result<&'a Procedure, WebError> {
    let procedures = &visit.house.catalogs.procedures;
    procedures
        .get(&case.procedure, case.opened_on)
        .ok_or(WebError::NotFound)
}

/// Gives how a case stands.
pub(super) fn state_of(visit: &Visit, case: &Case) -> Result<CaseState, WebError> {
    let procedure = procedure_of(visit, case)?;
    case.state(procedure, &visit.house.catalogs.holidays)
        .ok_or(WebError::NotFound)
}

/// Opens a case; an enterprise has one open case of a procedure.
pub(super) async fn open(visit: &Visit, opening: &Opening) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    for host in &opening.hosts {
        if let Some(known) = rows::open_of(act.tx(), host.id, &opening.procedure).await? {
            let fault = Fault::new(FaultKind::CaseOpen, host.tax_code.clone(), &known.to_string());
            return Err(WebError::Faulty(vec![fault.in_field("hosts")]));
        }
    }
    let id = rows::insert(&mut act, opening, visit.account.id).await?;
    rows::add(&mut act, id, opening.on, &CaseDeed::Opened, None).await?;
    settle(visit, &mut act, id).await?;
    act.audit(AuditLine::new("case-opened", id.to_string()).at(opening.unit.0));
    act.commit().await?;
    Ok(id)
}

/// Says again how a case stands, after something happened.
async fn settle(visit: &Visit, act: &mut Act, id: i64) -> Result<(), WebError> {
    let case = rows::find_any(act.tx(), id).await?.ok_or(WebError::NotFound)?;
    let (procedure, state) = (procedure_of(visit, &case)?, state_of(visit, &case)?);
    let clock = state.clock(procedure, visit.now.today(), &visit.house.catalogs.holidays);
    // While another body has the file nothing is due here.
    let due = clock
        .map(|clock| clock.due_on)
        .filter(|_| state.standing == CaseStanding::Open);
    rows::stand(act.tx(), id, standing_code(state.standing), state.step, due).await?;
    Ok(())
}

/// Records what happened to a case.
pub(super) async fn happen(
    visit: &Visit,
    id: i64,
    on: Day,
    deed: &CaseDeed,
    words: Option<&str>,
) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let case = rows::find_any(act.tx(), id).await?.ok_or(WebError::NotFound)?;
    let (procedure, state) = (procedure_of(visit, &case)?, state_of(visit, &case)?);
    may_happen(procedure, &state, deed)?;
    check_day(visit, &case, on)?;
    rows::add(&mut act, id, on, deed, words).await?;
    settle(visit, &mut act, id).await?;
    act.audit(AuditLine::new("case-happened", id.to_string()).at(case.unit));
    act.commit().await?;
    Ok(())
}

fn check_day(visit: &Visit, case: &Case, on: Day) -> Result<(), WebError> {
    let (today, last) = (visit.now.today(), case.last_on());
    let fault = if on > today {
        Fault::new(FaultKind::InTheFuture, on.to_string(), &today.to_string())
    } else if on < last {
        Fault::new(FaultKind::BeforeTheFact, on.to_string(), &last.to_string())
    } else {
        return Ok(());
    };
    Err(WebError::Faulty(vec![fault.in_field("on")]))
}

/// Tells whether a deed fits how the case stands.
pub(super) fn may_happen(procedure: &Procedure, state: &CaseState, deed: &CaseDeed) -> Result<(), WebError> {
    let is_out = matches!(state.standing, CaseStanding::Out(_));
    let is_open = state.standing == CaseStanding::Open;
    let step = state.at(procedure);
    let founds = step.is_some_and(|step| step.founds);
    let goes_out = step.is_some_and(|step| step.out);
    let is_complete = state.missing(procedure).is_empty();
    let is_fit = match deed {
        CaseDeed::Opened => false,
        CaseDeed::Paper(paper) => {
            let known = procedure.steps.iter().any(|step| step.papers.contains(paper));
            (is_open || is_out) && known && !state.papers.contains_key(paper)
        }
        CaseDeed::PaperLost(paper) => (is_open || is_out) && state.papers.contains_key(paper),
        CaseDeed::StepDone => is_open && is_complete && !founds,
        CaseDeed::Sent => is_open && goes_out,
        CaseDeed::Returned | CaseDeed::Refused => is_out,
        CaseDeed::Founded => (is_open || is_out) && founds && is_complete,
        CaseDeed::Closed => is_open || is_out,
    };
    if is_fit {
        Ok(())
    } else {
        Err(WebError::Refused("case-not-so"))
    }
}

/// Founds the organization of a case: its unit and the entry that counts it, on the day of the decision, in one act.
///
/// Below the threshold of that day it is refused unless a reason is given, which is kept.
pub(super) async fn found(visit: &Visit, id: i64, founding: &Founding) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let case = rows::find_any(act.tx(), id).await?.ok_or(WebError::NotFound)?;
    if let Some(no) = case.founded_no {
        // A second press founds nothing more.
        return Ok(no);
    }
    let (procedure, state) = (procedure_of(visit, &case)?, state_of(visit, &case)?);
    may_happen(procedure, &state, &CaseDeed::Founded)?;
    check_day(visit, &case, founding.on)?;
    let book = visit.book();
    let parent = book.tree.index_of(UnitId(case.unit)).ok_or(WebError::NotFound)?;
    let parent = book.tree.placement(founding.on).read_as(parent);
    if book.tree.find(&founding.code).is_some() {
        let fault = Fault::new(FaultKind::CodeInUse, founding.code.clone(), "").in_field("code");
        return Err(WebError::Faulty(vec![fault]));
    }
    let unit = enter_unit(
        &mut act,
        founding,
        (book.tree.unit(parent).id, &book.tree.unit(parent).code),
    )
    .await?;
    let first = case.hosts.first();
    let fact = Fact::Organization(procedure.line, FactOf::New);
    let record = FactRecord {
        org_kind: Some(founding.kind.clone()),
        host_kind: first.and_then(|host| host.kind),
        ..FactRecord::of(fact, unit, founding.on, 1)
    };
    let told = ToldFact {
        record,
        key: &format!("case-{id}-founding"),
        unit_code: &founding.code,
        to_unit_code: None,
        decision: Some(founding.decision.clone()),
        enterprise: first.map(|host| host.tax_code.as_str()),
        note: None,
        source: "Hồ sơ thành lập",
    };
    let entry = tell(&mut act, &told).await?;
    rows::add(
        &mut act,
        id,
        founding.on,
        &CaseDeed::Founded,
        founding.override_reason.as_deref(),
    )
    .await?;
    rows::founded(act.tx(), id, (unit.0, entry.0), founding).await?;
    settle(visit, &mut act, id).await?;
    let line = AuditLine::new("organization-founded", id.to_string()).at(case.unit);
    act.audit(line.with("entry", nennep_core::text::count(entry.0)));
    if founding.override_reason.is_some() {
        act.audit(AuditLine::new("threshold-overridden", id.to_string()).at(case.unit));
    }
    act.commit().await?;
    Ok(entry.0)
}

async fn enter_unit(
    act: &mut Act,
    founding: &Founding,
    (parent, parent_code): (UnitId, &str),
) -> Result<UnitId, WebError> {
    let [no, on, by] = decision_parts(Some(&founding.decision));
    let content = content_of(
        Sort::Unit,
        &[
            Some(&founding.name),
            Some(&founding.kind),
            Some(parent_code),
            None,
            None,
            no.as_deref(),
            on.as_deref(),
            by.as_deref(),
        ],
    );
    let draft = Draft {
        sort: Sort::Unit,
        identity: format!("{}@{}", founding.code, founding.on),
        content,
        happened_on: founding.on,
        source: "Hồ sơ thành lập".to_owned(),
        decision: Some(founding.decision.clone()),
    };
    let EntryNo(next) = act.next_no();
    let unit = Unit {
        id: UnitId(next),
        code: founding.code.clone(),
        name: founding.name.clone(),
        kind: founding.kind.clone(),
        parent: Some(parent),
        from: founding.on,
        to: None,
        official_code: None,
    };
    act.unit(&draft, &unit);
    act.flush().await?;
    Ok(unit.id)
}

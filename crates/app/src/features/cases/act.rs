//! Opening a case, recording what happens to it, and founding the organization it was opened for.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactOf, FactRecord};
use nennep_core::progress::{CaseDeed, CaseStanding, CaseState};
use nennep_core::register::{Change, EntryNo, Line, Procedure, Unit, UnitId, UnitIndex};

use super::record::{Case, Founding, Opening, Origin, is_paper, standing_code};
use super::rows;
use crate::store::{
    Act, AuditLine, Draft, Sort, ToldEvent, ToldFact, content_of, own_stocks, tell, tell_event, tree_went_on,
};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::decision_parts;
use crate::web::visit::Visit;

const SOURCE: &str = "Hồ sơ thành lập";

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
            let fault = Fault::new(FaultKind::CaseOpen, host.tax_code.clone(), &known);
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
    let since = if is_paper(deed) { case.opened_on } else { case.last_on() };
    check_day(visit, since, (on, "on"))?;
    rows::add(&mut act, id, on, deed, words).await?;
    settle(visit, &mut act, id).await?;
    act.audit(AuditLine::new("case-happened", id.to_string()).at(case.unit));
    act.commit().await?;
    Ok(())
}

fn check_day(visit: &Visit, last: Day, (on, field): (Day, &str)) -> Result<(), WebError> {
    let today = visit.now.today();
    let fault = if on > today {
        Fault::new(FaultKind::InTheFuture, on.to_string(), &today.to_string())
    } else if on < last {
        Fault::new(FaultKind::TooEarly, on.to_string(), &last.to_string())
    } else {
        return Ok(());
    };
    Err(WebError::Faulty(vec![fault.in_field(field)]))
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
        CaseDeed::Opened | CaseDeed::Undone => false,
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

/// Records the decision of a case: founds its organization, or takes one that stands, with the entry that counts it on the
/// day of the decision, in one act.
///
/// Below the threshold of that day it is refused unless a reason is given, which is kept.
pub(super) async fn found(visit: &Visit, id: i64, founding: &Founding) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let case = rows::find_any(act.tx(), id).await?.ok_or(WebError::NotFound)?;
    if let Some(no) = case.founded_no {
        // A second press founds nothing more.
        return Ok(no);
    }
    // Codes, kinds and places were read from the page's own book.
    if tree_went_on(act.tx(), visit.book().head).await? {
        return Err(WebError::Refused("book-went-on"));
    }
    let (procedure, state) = (procedure_of(visit, &case)?, state_of(visit, &case)?);
    may_happen(procedure, &state, &CaseDeed::Founded)?;
    check_day(visit, case.last_on(), (founding.on, "decision_on"))?;
    let tree = &visit.book().tree;
    let parent = tree.index_of(UnitId(case.unit)).ok_or(WebError::NotFound)?;
    let parent = tree.placement(founding.on).read_as(parent);
    let deciding = Deciding {
        visit,
        case: &case,
        line: procedure.line,
        founding,
        parent,
    };
    let (unit, entry) = deciding.decide(&mut act).await?;
    // The case points at the entry, which may be an event that still waits to be written.
    act.flush().await?;
    rows::add(
        &mut act,
        id,
        founding.on,
        &CaseDeed::Founded,
        founding.override_reason.as_deref(),
    )
    .await?;
    rows::founded(act.tx(), id, (unit.0, entry.0, state.step), founding).await?;
    settle(visit, &mut act, id).await?;
    let line = AuditLine::new("organization-founded", id.to_string()).at(case.unit);
    act.audit(line.with("entry", nennep_core::text::count(entry.0)));
    if founding.override_reason.is_some() {
        act.audit(AuditLine::new("threshold-overridden", id.to_string()).at(case.unit));
    }
    act.commit().await?;
    Ok(entry.0)
}

/// A decision that is being recorded.
struct Deciding<'a> {
    visit: &'a Visit,
    case: &'a Case,
    line: Line,
    founding: &'a Founding,
    /// The committee below which the organization stands after it.
    parent: UnitIndex,
}

impl Deciding<'_> {
    /// Gives the unit of the organization and the entry that tells of it.
    async fn decide(&self, act: &mut Act) -> Result<(UnitId, EntryNo), WebError> {
        match self.founding.origin {
            Origin::New => {
                let unit = self.enter_unit(act).await?;
                let founded = self.record(FactOf::New, unit);
                Ok((unit, self.tell(act, founded, (&self.founding.code, None)).await?))
            }
            Origin::Standing(unit) => self.take_standing(act, unit).await,
            Origin::Handed(by, members) => self.receive(act, by, members).await,
        }
    }

    /// Receives an organization that was only counted where it comes from, with its members.
    async fn receive(&self, act: &mut Act, by: UnitIndex, members: i64) -> Result<(UnitId, EntryNo), WebError> {
        let unit = self.enter_unit(act).await?;
        let from = self.visit.book().tree.unit(by);
        let codes = (from.code.as_str(), Some(self.founding.code.as_str()));
        let mut moved = self.record(FactOf::Moved, from.id);
        moved.to_unit = Some(unit);
        let entry = self.tell(act, moved, codes).await?;
        if members > 0 {
            let fact = Fact::Member(self.line, FactOf::Moved);
            let mut moved = FactRecord::of(fact, from.id, self.founding.on, members);
            moved.to_unit = Some(unit);
            self.tell(act, moved, codes).await?;
        }
        Ok((unit, entry))
    }

    /// Gives a unit that stands its new kind, name and superior; where it is counted itself, its count goes to the new kind.
    async fn take_standing(&self, act: &mut Act, index: UnitIndex) -> Result<(UnitId, EntryNo), WebError> {
        let tree = &self.visit.book().tree;
        let (unit, old_kind) = (tree.unit(index), tree.kind_on(index, self.founding.on));
        let mut told = self.change(act, index);
        if self.founding.kind != old_kind && self.stands_counted(index, old_kind) {
            let mut retyped = self.record(FactOf::Retyped, unit.id);
            retyped.from_kind = Some(old_kind.to_owned());
            told = Some(self.tell(act, retyped, (&unit.code, None)).await?);
        }
        Ok((unit.id, told.ok_or(WebError::Refused("case-not-so"))?))
    }

    /// Gives a unit the kind, the name and the superior of the decision, as far as they differ; gives the first event of it.
    fn change(&self, act: &mut Act, index: UnitIndex) -> Option<EntryNo> {
        let (tree, founding) = (&self.visit.book().tree, self.founding);
        let (unit, on) = (tree.unit(index), founding.on);
        let kind = (founding.kind != tree.kind_on(index, on)).then(|| founding.kind.clone());
        let name = (founding.name != tree.name_on(index, on)).then(|| founding.name.clone());
        if tree.parent_on(index, on) != Some(self.parent) {
            let parent = tree.unit(self.parent).id;
            return Some(self.tell_event(act, unit, Change::Moved { parent, kind, name }));
        }
        let retyped = kind.map(|kind| self.tell_event(act, unit, Change::Retyped { kind }));
        let renamed = name.map(|name| self.tell_event(act, unit, Change::Renamed { name }));
        retyped.or(renamed)
    }

    /// Tells whether an organization of the kind is counted at the unit itself, and not as a number of its superior.
    fn stands_counted(&self, index: UnitIndex, kind: &str) -> bool {
        let (book, tally) = (self.visit.book(), &self.visit.snapshot.tally);
        let code = format!("{}_org_stock:{kind}", self.line.code());
        let measure = self.visit.house.catalogs.indicators.resolve(&code);
        let unit = book.tree.unit(index).id.0;
        let own = measure.map(|measure| own_stocks(book, tally, unit, self.founding.on, &[measure]));
        own.and_then(|own| own.first().copied().flatten())
            .is_some_and(|count| count > 0)
    }

    fn record(&self, what: FactOf, unit: UnitId) -> FactRecord {
        FactRecord {
            org_kind: Some(self.founding.kind.clone()),
            host_kind: self.case.hosts.first().and_then(|host| host.kind),
            ..FactRecord::of(Fact::Organization(self.line, what), unit, self.founding.on, 1)
        }
    }

    async fn tell(
        &self,
        act: &mut Act,
        record: FactRecord,
        (unit, to_unit): (&str, Option<&str>),
    ) -> Result<EntryNo, WebError> {
        let what = match record.fact {
            Fact::Member(..) => "members",
            Fact::Organization(..) | Fact::MemberConfirmed | Fact::Enterprise(_) | Fact::Activity(_) => "founding",
        };
        let told = ToldFact {
            record,
            key: &self.key(what),
            unit_code: unit,
            to_unit_code: to_unit,
            decision: Some(self.founding.decision.clone()),
            enterprise: self.case.hosts.first().map(|host| host.tax_code.as_str()),
            note: None,
            source: SOURCE,
        };
        Ok(tell(act, &told).await?)
    }

    /// A decision after one that was taken back is known by its own key.
    fn key(&self, what: &str) -> String {
        let undone = self.case.events.iter();
        let undone = undone.filter(|stored| stored.event.deed == CaseDeed::Undone).count();
        let again = if undone == 0 {
            String::new()
        } else {
            format!("-{undone}")
        };
        format!("case-{}-{what}{again}", self.case.id)
    }

    fn tell_event(&self, act: &mut Act, unit: &Unit, change: Change) -> EntryNo {
        let is_move = matches!(change, Change::Moved { .. });
        let parent = &self.visit.book().tree.unit(self.parent).code;
        let told = ToldEvent {
            on: self.founding.on,
            unit: unit.id,
            unit_code: &unit.code,
            change,
            parent_code: is_move.then_some(parent),
            decision: &self.founding.decision,
            source: SOURCE,
        };
        tell_event(act, &told)
    }

    /// Gives the unit that a founding taken back left in the tree, where it was there on the day.
    fn left_unit(&self) -> Option<UnitIndex> {
        let (tree, on) = (&self.visit.book().tree, self.founding.on);
        let left = self.case.left_unit(tree)?;
        (tree.unit(left).code == self.founding.code && tree.is_alive(left, on)).then_some(left)
    }

    async fn enter_unit(&self, act: &mut Act) -> Result<UnitId, WebError> {
        let founding = self.founding;
        if let Some(left) = self.left_unit() {
            let unit = self.visit.book().tree.unit(left);
            self.change(act, left);
            act.flush().await?;
            return Ok(unit.id);
        }
        let parent = self.visit.book().tree.unit(self.parent);
        let [no, on, by] = decision_parts(Some(&founding.decision));
        let content = content_of(
            Sort::Unit,
            &[
                Some(&founding.name),
                Some(&founding.kind),
                Some(&parent.code),
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
            source: SOURCE.to_owned(),
            decision: Some(founding.decision.clone()),
        };
        let EntryNo(next) = act.next_no();
        let unit = Unit {
            id: UnitId(next),
            code: founding.code.clone(),
            name: founding.name.clone(),
            kind: founding.kind.clone(),
            parent: Some(parent.id),
            from: founding.on,
            to: None,
            official_code: None,
        };
        act.unit(&draft, &unit);
        act.flush().await?;
        Ok(unit.id)
    }
}

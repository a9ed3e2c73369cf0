//! Ending an organization: members go, the organization ends, its unit ends; all of it or nothing.

use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactOf, FactRecord};
use nennep_core::register::Change;

use super::record::{Ending, Organization};
use super::rows;
use crate::store::{Act, AuditLine, ToldEvent, ToldFact, own_stocks, tell, tell_event};
use crate::web::errors::WebError;
use crate::web::visit::Visit;

const SOURCE: &str = "Quyết định kết thúc";

/// Counts the members that stand at an organization itself at the end of a day.
pub(super) fn members(visit: &Visit, organization: Organization, on: Day) -> i64 {
    let code = format!("{}_member_stock", organization.line.code());
    let Some(measure) = visit.house.catalogs.indicators.resolve(&code) else {
        return 0;
    };
    let (book, tally) = (visit.book(), &visit.snapshot.tally);
    let unit = book.tree.unit(organization.unit).id.0;
    let own = own_stocks(book, tally, unit, on, &[measure]);
    own.first().copied().flatten().unwrap_or(0)
}

/// Ends an organization; a second press ends nothing more. Gives the entry that counts its end.
pub(super) async fn end(visit: &Visit, organization: Organization, ending: &Ending) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let key = format!("ending-{}", ending.key);
    if let Some(known) = rows::of_key(act.tx(), &key).await? {
        return Ok(known);
    }
    // What stands at the organization was counted by the page's own book.
    if act.next_no().0 - 1 != visit.book().head {
        return Err(WebError::Refused("book-went-on"));
    }
    let tree = &visit.book().tree;
    let unit = tree.unit(organization.unit).clone();
    let record = |fact: Fact, count: i64| FactRecord::of(fact, unit.id, ending.on, count);
    if let Some(to) = ending.members_to.filter(|_| ending.members > 0) {
        let mut moved = record(Fact::Member(organization.line, FactOf::Moved), ending.members);
        moved.to_unit = Some(tree.unit(to).id);
        let told = ToldFact {
            record: moved,
            key: &format!("{key}-members"),
            unit_code: &unit.code,
            to_unit_code: Some(&tree.unit(to).code),
            decision: Some(ending.decision.clone()),
            enterprise: None,
            note: None,
            source: SOURCE,
        };
        tell(&mut act, &told).await?;
    }
    let origin = rows::origin(act.tx(), unit.id.0, organization.line).await?;
    let mut ended = record(Fact::Organization(organization.line, FactOf::Ended), 1);
    ended.org_kind = Some(tree.kind_on(organization.unit, ending.on).to_owned());
    ended.host_kind = origin.host_kind;
    let told = ToldFact {
        record: ended,
        key: &key,
        unit_code: &unit.code,
        to_unit_code: None,
        decision: Some(ending.decision.clone()),
        enterprise: origin.enterprise.as_deref(),
        note: Some(&ending.reason),
        source: SOURCE,
    };
    let entry = tell(&mut act, &told).await?;
    let event = ToldEvent {
        // An event is in force from the beginning of its day: the decision's day is the last.
        on: ending.on.next(),
        unit: unit.id,
        unit_code: &unit.code,
        change: Change::Ended,
        parent_code: None,
        decision: &ending.decision,
        source: SOURCE,
    };
    tell_event(&mut act, &event);
    act.flush().await?;
    let line = AuditLine::new("organization-ended", unit.code.clone()).at(unit.id.0);
    act.audit(line.with("entry", nennep_core::text::count(entry.0)));
    act.commit().await?;
    Ok(entry.0)
}

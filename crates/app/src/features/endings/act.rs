//! Ending an organization: members go, the organization ends, its unit ends; all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};

use nennep_core::accounts::Measure;
use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactOf, FactRecord, HostKind, Tag};
use nennep_core::register::Change;

use super::record::{Ending, MembersAlike, Organization};
use super::rows;
use crate::store::{Act, AuditLine, ToldEvent, ToldFact, close_cases_of, own_classes, own_stocks, tell, tell_event};
use crate::web::errors::WebError;
use crate::web::visit::Visit;

const SOURCE: &str = "Quyết định kết thúc";

/// Counts the members that stand at an organization itself at the end of a day; none when nothing was recorded of them.
pub(super) fn counted(visit: &Visit, organization: Organization, on: Day) -> Option<i64> {
    let measure = stock(visit, organization)?;
    let (book, tally) = (visit.book(), &visit.snapshot.tally);
    let unit = book.tree.unit(organization.unit).id.0;
    let own = own_stocks(book, tally, unit, on, &[measure]);
    own.first().copied().flatten()
}

fn stock(visit: &Visit, organization: Organization) -> Option<Measure> {
    let code = format!("{}_member_stock", organization.line.code());
    visit.house.catalogs.indicators.resolve(&code)
}

/// Gives the members that stand at an organization itself at the end of a day by their marks, so that each mark goes with them.
///
/// Who left without the marks of those who came is missing among the others: the parts add up to the whole.
pub(super) fn members(visit: &Visit, organization: Organization, on: Day) -> Vec<MembersAlike> {
    let Some(measure) = stock(visit, organization) else {
        return Vec::new();
    };
    let (book, tally) = (visit.book(), &visit.snapshot.tally);
    let unit = book.tree.unit(organization.unit).id.0;
    let mut alike: BTreeMap<(BTreeSet<Tag>, Option<HostKind>), i64> = BTreeMap::new();
    for (class, amount) in own_classes(book, tally, (unit, on), &measure) {
        // How somebody left is no mark of the person.
        let tags = class.tags.iter().copied().filter(|tag| !tag.is_reason_for_leaving());
        *alike.entry((tags.collect(), class.host_kind)).or_default() += amount;
    }
    let mut missing: i64 = -alike.values().filter(|count| **count < 0).sum::<i64>();
    alike
        .into_iter()
        .filter_map(|((tags, host_kind), count)| {
            let taken = missing.min(count.max(0));
            missing -= taken;
            let count = count - taken;
            (count > 0).then_some(MembersAlike { host_kind, tags, count })
        })
        .collect()
}

/// Ends an organization; a second press ends nothing more. Gives the entry that counts its end.
pub(super) async fn end(visit: &Visit, organization: Organization, ending: &Ending) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let key = format!("ending-{}", ending.key);
    if let Some(known) = rows::of_key(act.tx(), &key).await? {
        return Ok(known);
    }
    // Members and units that hang on it were read from the page's own book.
    if rows::went_on(
        act.tx(),
        visit.book().tree.unit(organization.unit).id.0,
        visit.book().head,
    )
    .await?
    {
        return Err(WebError::Refused("book-went-on"));
    }
    let tree = &visit.book().tree;
    let unit = tree.unit(organization.unit).clone();
    if let Some(to) = ending.members_to {
        let to = tree.unit(to);
        for (place, alike) in ending.members.iter().enumerate() {
            let fact = Fact::Member(organization.line, FactOf::Moved);
            let told = ToldFact {
                record: FactRecord {
                    to_unit: Some(to.id),
                    host_kind: alike.host_kind,
                    tags: alike.tags.clone(),
                    ..FactRecord::of(fact, unit.id, ending.on, alike.count)
                },
                key: &format!("{key}-members-{place}"),
                unit_code: &unit.code,
                to_unit_code: Some(&to.code),
                decision: Some(ending.decision.clone()),
                enterprise: None,
                note: None,
                source: SOURCE,
            };
            tell(&mut act, &told).await?;
        }
    }
    let origin = rows::origin(act.tx(), unit.id.0, organization.line).await?;
    let fact = Fact::Organization(organization.line, FactOf::Ended);
    let told = ToldFact {
        record: FactRecord {
            org_kind: Some(tree.kind_on(organization.unit, ending.on).to_owned()),
            host_kind: origin.host_kind,
            ..FactRecord::of(fact, unit.id, ending.on, 1)
        },
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
    close_cases_of(&mut act, unit.id.0, ending.on, &ending.reason).await?;
    let line = AuditLine::new("organization-ended", unit.code.clone()).at(unit.id.0);
    act.audit(line.with("entry", nennep_core::text::count(entry.0)));
    act.commit().await?;
    Ok(entry.0)
}

//! Planning a campaign, handing its visits over, and closing it.

use nennep_core::calendar::Day;

use super::record::{Campaign, Plan, shares};
use super::rows;
use crate::store::{Act, AuditLine, FRESH_DAYS};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::pressed::recorded_before;
use crate::web::visit::Visit;

/// Plans a campaign: its enterprises are chosen now and given out evenly, each person's beside one another. A second press
/// plans nothing more.
pub(super) async fn plan(visit: &Visit, plan: &Plan) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::of_key(act.tx(), &plan.key).await?;
    let form = format!("campaign-{}", plan.key);
    if let Some(known) = recorded_before(act.tx(), (&form, &plan.form), known).await? {
        return Ok(known);
    }
    let today = visit.now.today();
    let since = Day::from_naive(today.naive() - chrono::Days::new(FRESH_DAYS.into())).unwrap_or(today);
    let chosen = rows::chosen(act.tx(), plan, &visit.house.catalogs, (since, today)).await?;
    if chosen.is_empty() {
        let fault = Fault::new(FaultKind::NothingFits, "", "").in_field("choice");
        return Err(WebError::Faulty(vec![fault]));
    }
    let mut rest = chosen.iter();
    let mut parts = Vec::with_capacity(chosen.len());
    for (account, share) in plan.surveyors.iter().zip(shares(chosen.len(), plan.surveyors.len())) {
        parts.extend(rest.by_ref().take(share).map(|enterprise| (*enterprise, *account)));
    }
    let id = rows::insert(&mut act, plan, &parts).await?;
    let line = AuditLine::new("campaign-planned", id.to_string()).at(plan.unit.0);
    act.audit(line.with("count", nennep_core::text::whole(parts.len())));
    act.commit().await?;
    Ok(id)
}

/// Gives what one person still has to visit to another.
pub(super) async fn hand_over(visit: &Visit, campaign: &Campaign, from: i64, to: i64) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let moved = rows::hand_over(act.tx(), campaign.id, from, to).await?;
    let line = AuditLine::new("campaign-handed-over", campaign.id.to_string()).at(campaign.unit);
    act.audit(line.with("count", nennep_core::text::whole(moved)));
    act.commit().await?;
    Ok(())
}

/// Closes a campaign; what was not visited stays so.
pub(super) async fn close(visit: &Visit, campaign: &Campaign) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    rows::close(&mut act, campaign.id).await?;
    act.audit(AuditLine::new("campaign-closed", campaign.id.to_string()).at(campaign.unit));
    act.commit().await?;
    Ok(())
}

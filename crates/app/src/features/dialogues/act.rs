//! Recording a dialogue with the entry that counts it, what was raised there, and what was answered.

use nennep_core::ledger::{Activity, Fact, FactRecord};

use super::record::{Answer, Held, Matter, Raised};
use super::rows;
use crate::store::{Act, AuditLine, ToldFact, tell};
use crate::web::errors::WebError;
use crate::web::pressed::recorded_before;
use crate::web::visit::Visit;

/// Records a dialogue; a second press records nothing more.
pub(super) async fn hold(visit: &Visit, held: &Held) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::of_key(act.tx(), "dialogue", &held.key).await?;
    let form = format!("dialogue-{}", held.key);
    if let Some(known) = recorded_before(act.tx(), (&form, &held.form), known).await? {
        return Ok(known);
    }
    let told = ToldFact {
        record: FactRecord::of(Fact::Activity(Activity::DialogueHeld), held.unit, held.on, 1),
        key: &form,
        unit_code: &held.unit_code,
        to_unit_code: None,
        decision: None,
        enterprise: None,
        note: None,
        source: "Biên bản đối thoại",
    };
    let entry = tell(&mut act, &told).await?;
    let id = rows::insert(&mut act, held, entry.0).await?;
    let line = AuditLine::new("dialogue-held", id.to_string()).at(held.unit.0);
    act.audit(line.with("entry", nennep_core::text::count(entry.0)));
    act.commit().await?;
    Ok(id)
}

/// Records what was raised or is proposed; a second press records nothing more.
pub(super) async fn raise(visit: &Visit, raised: &Raised) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::of_key(act.tx(), "matter", &raised.key).await?;
    let form = format!("matter-{}", raised.key);
    if let Some(known) = recorded_before(act.tx(), (&form, &raised.form), known).await? {
        return Ok(known);
    }
    let id = rows::raise(&mut act, raised).await?;
    act.audit(AuditLine::new("matter-raised", id.to_string()).at(raised.unit.0));
    act.commit().await?;
    Ok(id)
}

/// Records what was answered.
pub(super) async fn answer(visit: &Visit, matter: &Matter, answer: &Answer) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::find_any_matter(act.tx(), matter.id)
        .await?
        .ok_or(WebError::NotFound)?;
    rows::answer(&mut act, matter.id, answer).await?;
    let line = AuditLine::new("matter-answered", matter.id.to_string()).at(matter.unit);
    let said = |answer: &Answer| format!("{}: {}", answer.on, answer.words);
    let was = known.answer.as_ref().map(said).unwrap_or_default();
    act.audit(line.with("was", was).with("new", said(answer)));
    act.commit().await?;
    Ok(())
}

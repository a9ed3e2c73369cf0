//! Recording a request or proposal with the figures as they stand, what is answered, and its closing.

use super::record::{Answer, Asked, FollowUp, Making};
use super::{rows, view};
use crate::store::{Act, AuditLine};
use crate::web::errors::WebError;
use crate::web::pressed::recorded_before;
use crate::web::visit::Visit;

/// Records a request or proposal; a second press records nothing more.
pub(super) async fn make(visit: &Visit, making: &Making) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::of_key(act.tx(), &making.key).await?;
    let form = format!("follow-up-{}", making.key);
    if let Some(known) = recorded_before(act.tx(), (&form, &making.form), known).await? {
        return Ok(known);
    }
    let paper = view::compose(visit, making)?;
    let id = rows::insert(&mut act, making, &paper).await?;
    let deed = match making.kind {
        crate::web::papers::FollowUpKind::Review => "review-asked",
        crate::web::papers::FollowUpKind::Inspection => "inspection-proposed",
    };
    let line = AuditLine::new(deed, id.to_string()).at(making.unit.0);
    let number = nennep_core::text::whole(making.rows.len());
    act.audit(line.with("count", number).with("until", making.due_on.to_string()));
    act.commit().await?;
    Ok(id)
}

/// Records what was answered; none is taken once it is closed.
pub(super) async fn answer(
    visit: &Visit,
    (follow_up, asked): (&FollowUp, &Asked),
    answer: &Answer,
) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::find_any(act.tx(), follow_up.id)
        .await?
        .ok_or(WebError::NotFound)?;
    if known.closing.is_some() {
        return Err(WebError::Refused("follow-up-closed"));
    }
    rows::answer(&mut act, (follow_up.id, asked.place), answer).await?;
    let was = known.receivers.into_iter().find(|known| known.place == asked.place);
    let said = |answer: &Answer| format!("{}: {}", answer.on, answer.words);
    let was = was
        .and_then(|known| known.answer)
        .as_ref()
        .map(said)
        .unwrap_or_default();
    let line = AuditLine::new("follow-up-answered", follow_up.id.to_string()).at(asked.unit);
    act.audit(line.with("was", was).with("new", said(answer)));
    act.commit().await?;
    Ok(())
}

/// Closes a request or proposal; a second press closes nothing more.
pub(super) async fn close(visit: &Visit, id: i64, words: &str) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let known = rows::find_any(act.tx(), id).await?.ok_or(WebError::NotFound)?;
    match &known.closing {
        Some((_, closed)) if closed == words => return Ok(()),
        Some(_) => return Err(WebError::Refused("follow-up-closed")),
        None => {}
    }
    rows::close(&mut act, id, visit.now.today(), words).await?;
    let silent = nennep_core::text::whole(known.silent().len());
    let line = AuditLine::new("follow-up-closed", id.to_string()).at(known.unit);
    act.audit(line.with("count", silent));
    act.commit().await?;
    Ok(())
}

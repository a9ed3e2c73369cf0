//! Reminding who owes figures.

use super::rows;
use crate::store::{Act, AuditLine, open_submission};
use crate::web::due::DueRow;
use crate::web::errors::WebError;
use crate::web::visit::Visit;

/// Reminds every unit that has still to submit; gives how many places were reminded of.
pub(super) async fn remind(visit: &Visit, due: &[DueRow]) -> Result<usize, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let mut count = 0;
    let waiting = due.iter().flat_map(|row| row.places.iter().flatten());
    for due in waiting.filter(|due| due.waits()) {
        let id = open_submission(act.tx(), due.place.key).await?;
        if rows::remind(&mut act, id).await? {
            let line = AuditLine::new("figures-reminded", id.to_string()).at(due.place.key.unit);
            let line = line.with("period", due.place.key.period.to_string());
            act.audit(line.with("group", due.place.key.group.code()));
            count += 1;
        }
    }
    act.commit().await?;
    Ok(count)
}

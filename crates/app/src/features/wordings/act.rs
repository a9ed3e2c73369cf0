//! Saving how a committee says something, or going back to how it is said above.

use crate::store::{Act, AuditLine, KeptWording, keep_wording, wording_versions};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::visit::Visit;

/// Keeps a wording; one that says nothing else than the newest is not kept again. `seen` is the number of the one the page showed:
/// what somebody else saved since is not written over.
pub(super) async fn save(visit: &Visit, wording: &KeptWording, seen: i64) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let newest = wording_versions(act.tx(), wording.unit, &wording.name)
        .await?
        .into_iter()
        .next();
    let says = |wording: &KeptWording| {
        (
            wording.opening.clone(),
            wording.summary.clone(),
            wording.recipients.clone(),
            wording.words.clone(),
        )
    };
    if newest.as_ref().map_or_else(|| says(&KeptWording::default()), says) == says(wording) {
        return Ok(());
    }
    if let Some(newest) = newest.filter(|newest| newest.id > seen) {
        let fault = Fault::new(FaultKind::DoneMeanwhile, newest.made_by, "");
        return Err(WebError::Faulty(vec![fault.in_field("words")]));
    }
    keep_wording(&mut act, wording).await?;
    let line = match wording.words {
        Some(_) => AuditLine::new("wording-saved", wording.name.clone()),
        None => AuditLine::new("wording-withdrawn", wording.name.clone()),
    };
    act.audit(line.at(wording.unit));
    act.commit().await?;
    Ok(())
}

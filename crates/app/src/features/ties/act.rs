//! Tying and untying, each with its line in the trail.

use nennep_core::register::UnitIndex;

use super::rows;
use crate::store::{Act, AuditLine, Host};
use crate::web::errors::WebError;
use crate::web::visit::Visit;

/// Ties an organization to an enterprise, or takes the tie away; done twice it changes nothing more.
pub(super) async fn change(visit: &Visit, host: &Host, unit: UnitIndex, ties: bool) -> Result<(), WebError> {
    let unit = visit.book().tree.unit(unit);
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let (changed, deed) = if ties {
        (rows::tie(&mut act, host, unit.id.0).await?, "organization-tied")
    } else {
        (rows::untie(&mut act, host, unit.id.0).await?, "organization-untied")
    };
    if changed {
        let line = AuditLine::new(deed, host.tax_code.clone()).at(unit.id.0);
        act.audit(line.with("unit", unit.code.clone()));
    }
    act.commit().await?;
    Ok(())
}

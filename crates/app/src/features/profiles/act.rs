//! Reading what is sealed, which is kept in the trail.

use super::record::Described;
use super::rows;
use crate::store::{Act, AuditLine};
use crate::web::errors::WebError;
use crate::web::visit::Visit;

/// Reads the phone number of an enterprise and notes who read it.
pub(super) async fn read_phone(visit: &Visit, described: &Described) -> Result<Option<String>, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let Some(sealed) = rows::phone(act.tx(), described.id).await? else {
        return Ok(None);
    };
    let number = visit.house.cipher.open(&sealed).map_err(anyhow::Error::new)?;
    let line = AuditLine::new("phone-read", described.tax_code.clone());
    act.audit(match described.place() {
        Some(unit) => line.at(unit),
        None => line,
    });
    act.commit().await?;
    Ok(Some(number))
}

//! Taking a form in, and withdrawing it.

use nennep_core::accounts::Catalog;
use nennep_documents::docx::{Blank, EACH, FormError, blanks};

use super::record::{Meaning, ReportForm};
use super::rows::{find_any_form, keep, withdraw as kept_withdrawn};
use crate::store::{Act, AuditLine};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::upload::unread;
use crate::web::visit::Visit;

/// Bytes of a form at most: it is kept in the database.
const FORM_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Tells all that is wrong with a file as a form: each name nothing is known for, with its paragraph.
pub(super) fn faults_of(catalog: &Catalog, (name, bytes): (&str, &[u8])) -> Vec<Fault> {
    let of_file = |fault: Fault| vec![fault.in_field("file")];
    if bytes.len() > FORM_BYTES_MAX {
        return of_file(Fault::new(FaultKind::FileTooLarge, name, "4 MB"));
    }
    let asked = match blanks(bytes) {
        Ok(asked) => asked,
        Err(FormError::Unread(fault)) => return of_file(unread(fault, name)),
        Err(FormError::Unsafe(what)) => return of_file(Fault::new(FaultKind::FormUnsafe, what, "")),
        Err(FormError::Pack(_)) => return of_file(Fault::new(FaultKind::Unread, name, "")),
    };
    if asked.is_empty() {
        return of_file(Fault::new(FaultKind::FormWithoutNames, name, ""));
    }
    let mut faults: Vec<Fault> = Vec::new();
    // A mark that stands in no row repeats nothing.
    let is_known = |blank: &Blank| match blank.name.as_str() {
        EACH => blank.is_repeated,
        name => Meaning::of(name, catalog).is_some(),
    };
    for blank in asked.iter().filter(|blank| !is_known(blank)) {
        let found = format!("{{{}}}", blank.name);
        if !faults.iter().any(|known| known.found == found) {
            let fault = Fault::new(FaultKind::FormName, found, &blank.paragraph.to_string());
            faults.push(fault.in_field("file"));
        }
    }
    faults
}

/// Keeps a form nothing is wrong with.
pub(super) async fn take(visit: &Visit, form: &ReportForm) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let id = keep(&mut act, form).await?;
    act.audit(
        AuditLine::new("report-form-taken", id.to_string())
            .at(form.unit)
            .with("name", form.name.clone()),
    );
    act.commit().await?;
    Ok(id)
}

/// Withdraws a form; pressed twice it is one.
pub(super) async fn withdraw(visit: &Visit, form: &ReportForm) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if find_any_form(act.tx(), form.id)
        .await?
        .is_some_and(|form| form.is_withdrawn)
    {
        return Ok(());
    }
    kept_withdrawn(&mut act, form.id).await?;
    let line = AuditLine::new("report-form-withdrawn", form.id.to_string());
    act.audit(line.at(form.unit).with("name", form.name.clone()));
    act.commit().await?;
    Ok(())
}

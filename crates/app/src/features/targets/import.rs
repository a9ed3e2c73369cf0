//! Targets of a workbook.

use crate::store::{Act, Sort, StoreError};
use crate::web::intake::{Compared, Intake};
use crate::web::sheet::{FoundSheet, RowReader};
use crate::web::targets::read_target;

/// Takes in the sheet `targets`.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import(intake: &mut Intake<'_>, act: &mut Act, sheet: &FoundSheet) -> Result<(), StoreError> {
    let mut drafts = Vec::new();
    for row in &sheet.rows {
        match read_target(intake, RowReader::new(sheet, row)) {
            Ok(draft) => drafts.push(draft),
            Err(faults) => intake.hold(faults),
        }
    }
    let identities: Vec<String> = drafts.iter().map(|draft| draft.identity.clone()).collect();
    let mut known = act.known(Sort::Target, &identities).await?;
    for draft in drafts {
        let found = draft.target.min.to_string();
        let compared = Compared {
            row: draft.row,
            column: "min",
            found: &found,
            identity: &draft.identity,
            content: &draft.content,
        };
        if intake.is_new(sheet, &mut known, &compared, act.next_no()) {
            draft.enter(act);
            intake.report.accepted += 1;
        }
    }
    act.flush().await
}

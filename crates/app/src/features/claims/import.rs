//! Claims of a workbook.

use super::form;
use crate::store::{Act, Draft, Known, Sort, StoreError};
use crate::web::faults::FaultKind;
use crate::web::intake::{Intake, Verdict, verdict};
use crate::web::sheet::{FoundSheet, RowReader};

/// Takes in the sheet `claims`.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import(intake: &mut Intake<'_>, act: &mut Act, sheet: &FoundSheet) -> Result<(), StoreError> {
    let mut drafts = Vec::new();
    for row in &sheet.rows {
        match form::claim(intake, RowReader::new(sheet, row)) {
            Ok(draft) => drafts.push(draft),
            Err(faults) => intake.hold(faults),
        }
    }
    let identities: Vec<String> = drafts.iter().map(|draft| draft.identity.clone()).collect();
    let mut known = act.known(Sort::Claim, &identities).await?;
    for draft in drafts {
        match verdict(known.get(&draft.identity), &draft.content) {
            Verdict::Same => intake.report.same += 1,
            Verdict::Other(no) => intake.hold_for(
                sheet,
                draft.row,
                "value",
                FaultKind::OtherContent,
                &draft.claim.value.to_string(),
                &no.to_string(),
            ),
            Verdict::New => {
                let entry = Draft {
                    sort: Sort::Claim,
                    identity: draft.identity.clone(),
                    content: draft.content.clone(),
                    happened_on: draft.claim.from,
                    source: draft.read_from,
                    decision: None,
                };
                let no = act.claim(&entry, &draft.claim);
                known.insert(
                    draft.identity,
                    Known {
                        no,
                        content: draft.content,
                    },
                );
                intake.report.accepted += 1;
            }
        }
    }
    act.flush().await
}

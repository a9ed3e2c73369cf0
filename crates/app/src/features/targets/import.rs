//! Targets of a workbook.

use super::form;
use crate::store::{Act, Draft, Known, Sort, StoreError};
use crate::web::faults::FaultKind;
use crate::web::intake::{Intake, Verdict, verdict};
use crate::web::sheet::{FoundSheet, RowReader};

/// Takes in the sheet `targets`.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import(intake: &mut Intake<'_>, act: &mut Act, sheet: &FoundSheet) -> Result<(), StoreError> {
    let mut drafts = Vec::new();
    for row in &sheet.rows {
        match form::target(intake, RowReader::new(sheet, row)) {
            Ok(draft) => drafts.push(draft),
            Err(faults) => intake.hold(faults),
        }
    }
    let identities: Vec<String> = drafts.iter().map(|draft| draft.identity.clone()).collect();
    let mut known = act.known(Sort::Target, &identities).await?;
    for draft in drafts {
        match verdict(known.get(&draft.identity), &draft.content) {
            Verdict::Same => intake.report.same += 1,
            Verdict::Other(no) => intake.hold_for(
                sheet,
                draft.row,
                "min",
                FaultKind::OtherContent,
                &draft.target.min.to_string(),
                &no.to_string(),
            ),
            Verdict::New => {
                let entry = Draft {
                    sort: Sort::Target,
                    identity: draft.identity.clone(),
                    content: draft.content.clone(),
                    happened_on: draft.target.from,
                    source: draft.source,
                    decision: draft.target.decision.clone(),
                };
                let no = act.target(&entry, &draft.target);
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

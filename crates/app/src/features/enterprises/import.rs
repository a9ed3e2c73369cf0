//! Enterprises of a programme workbook.

use std::collections::HashMap;

use nennep_core::register::UnitId;

use super::record::EnterpriseDraft;
use super::{act as deed, form, rows};
use crate::store::{Act, StoreError, numbers_near};
use crate::web::faults::FaultKind;
use crate::web::intake::Intake;
use crate::web::sheet::{FoundSheet, RowReader};

/// Takes in the sheet `enterprises`, before facts.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import(intake: &mut Intake<'_>, act: &mut Act, sheet: &FoundSheet) -> Result<(), StoreError> {
    let mut numbers: HashMap<(UnitId, &str), bool> = HashMap::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    if sheet.has_values("phone") {
        intake.warn(&sheet.label, None, "not_kept", "phone");
    }
    for row in &sheet.rows {
        let draft = match form::enterprise(intake, RowReader::new(sheet, row)) {
            Ok(draft) => draft,
            Err(faults) => {
                intake.hold(faults);
                continue;
            }
        };
        let content = draft.content();
        if let Some(earlier) = seen.get(&draft.tax_code) {
            if *earlier == content {
                intake.report.same += 1;
            } else {
                intake.hold_other(sheet, draft.row, "tax_code", &draft.tax_code, act.next_no().0);
            }
            continue;
        }
        let known = rows::find(act, &draft.tax_code).await?;
        if known.as_ref().is_some_and(|known| known.content == content) {
            intake.report.same += 1;
            seen.insert(draft.tax_code, content);
            continue;
        }
        let draft = with_known(sheet, draft, known.as_ref());
        let listed_on = draft
            .from
            .or(draft.registered_on)
            .or(known.as_ref().map(|known| known.listed_on))
            .unwrap_or(intake.today);
        let moves = known
            .as_ref()
            .is_none_or(|known| !deed::is_same_place(&intake.tree, intake.today, known, &draft));
        let faults = form::against_the_tree(intake, RowReader::new(sheet, row), &draft, listed_on, moves);
        if !faults.is_empty() {
            intake.hold(faults);
            continue;
        }
        let place = (draft.unit, draft.kind.code());
        let is_number = match numbers.get(&place) {
            Some(known) => *known,
            None => held_as_number(intake, act, &draft).await?,
        };
        numbers.insert(place, is_number);
        if is_number {
            intake.hold_for(
                sheet,
                draft.row,
                "kind",
                FaultKind::NumberHeldHere,
                draft.kind.code(),
                draft.kind.code(),
            );
            continue;
        }
        match &known {
            Some(known) => deed::bring_up_to_date(act, &draft, (&content, moves, sheet), known).await?,
            None => deed::enter(act, &draft, &content).await?,
        }
        intake.report.accepted += 1;
        seen.insert(draft.tax_code, content);
    }
    Ok(())
}

/// A sheet without a column says nothing about it, so what is known of the end stays.
fn with_known(sheet: &FoundSheet, mut draft: EnterpriseDraft, known: Option<&rows::Listed>) -> EnterpriseDraft {
    if let Some((_, ended_on)) = known.and_then(|known| known.ended).filter(|_| !sheet.has_column("to")) {
        draft.to = Some(ended_on);
    }
    draft
}

async fn held_as_number(intake: &Intake<'_>, act: &mut Act, draft: &EnterpriseDraft) -> Result<bool, StoreError> {
    let on = draft.from.or(draft.registered_on).unwrap_or(intake.today);
    act.flush().await?;
    numbers_near(act, &intake.tree, draft.unit, on, draft.kind).await
}

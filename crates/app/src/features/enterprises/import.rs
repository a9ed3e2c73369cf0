//! Enterprises of a programme workbook.

use std::collections::HashMap;

use nennep_core::register::UnitId;

use super::{act as deed, form};
use crate::store::{Act, Enterprise, Listed, StoreError, bring_up_to_date, enter, listed, numbers_near};
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
    let codes: Vec<String> = sheet
        .rows
        .iter()
        .filter_map(|row| RowReader::new(sheet, row).text("tax_code"))
        .collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let known = listed(act, &codes).await?;
    for row in &sheet.rows {
        let reader = RowReader::new(sheet, row);
        let (number, source) = (reader.number(), reader.source());
        let told = match form::enterprise(intake, reader) {
            Ok(told) => told,
            Err(faults) => {
                intake.hold(faults);
                continue;
            }
        };
        let content = told.content();
        if let Some(earlier) = seen.get(&told.tax_code) {
            if *earlier == content {
                intake.report.same += 1;
            } else {
                intake.hold_other(sheet, number, "tax_code", &told.tax_code, act.next_no().0);
            }
            continue;
        }
        let known = known.get(&told.tax_code);
        if known.is_some_and(|known| known.content == content) {
            intake.report.same += 1;
            seen.insert(told.tax_code, content);
            continue;
        }
        let told = with_known(sheet, told, known);
        let listed_on = told
            .listed_from()
            .or(known.and_then(|known| known.listed).map(|(_, on)| on))
            .unwrap_or(intake.today);
        let moves = known.is_none_or(|known| !deed::is_same_place(&intake.tree, intake.today, known, &told));
        let faults = form::against_the_tree(intake, RowReader::new(sheet, row), &told, listed_on, moves);
        if !faults.is_empty() {
            intake.hold(faults);
            continue;
        }
        let Some((kind, unit, _)) = told.place() else { continue };
        let place = (unit, kind.code());
        let is_number = match numbers.get(&place) {
            Some(known) => *known,
            None => {
                let on = told.listed_from().unwrap_or(intake.today);
                act.flush().await?;
                numbers_near(act, &intake.tree, unit, on, kind).await?
            }
        };
        numbers.insert(place, is_number);
        if is_number {
            let kind = kind.code();
            intake.hold_for(sheet, number, "kind", FaultKind::NumberHeldHere, kind, kind);
            continue;
        }
        let told_by = (content.as_str(), source.as_str());
        match known {
            Some(known) => {
                // A workbook's numbers are not kept, so it says nothing about those that are.
                let has = |head: &str| head != "phone" && sheet.has_column(head);
                bring_up_to_date(act, &told, has, told_by, known, (Some(listed_on), moves)).await?;
            }
            None => {
                enter(act, &told, Some(listed_on), told_by).await?;
            }
        }
        intake.report.accepted += 1;
        seen.insert(told.tax_code, content);
    }
    Ok(())
}

/// A sheet without a column says nothing about it, so what is known of the end stays.
fn with_known(sheet: &FoundSheet, mut told: Enterprise, known: Option<&Listed>) -> Enterprise {
    if let Some((_, ended_on)) = known.and_then(|known| known.ended).filter(|_| !sheet.has_column("to")) {
        told.to = Some(ended_on);
    }
    told
}

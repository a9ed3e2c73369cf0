//! Facts and reversals of a workbook.

use std::collections::{BTreeMap, HashMap};

use nennep_core::register::UnitId;

use super::{act as deed, form};
use crate::store::{Act, Known, Locks, Sort, StoreError};
use crate::web::faults::FaultKind;
use crate::web::intake::{Intake, Verdict, verdict};
use crate::web::sheet::{FoundSheet, RowReader};

/// Rows read, compared and recorded together.
const ROWS_AT_ONCE: usize = 1000;

/// Takes in the sheet `facts`; `progress` is told the number of rows done.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import(
    intake: &mut Intake<'_>,
    act: &mut Act,
    sheet: &FoundSheet,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(), StoreError> {
    let mut in_file: HashMap<String, Known> = HashMap::new();
    for rows in sheet.rows.chunks(ROWS_AT_ONCE) {
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            match form::fact(intake, RowReader::new(sheet, row)) {
                Ok(draft) => drafts.push(draft),
                Err(faults) => intake.hold(faults),
            }
        }
        let keys: Vec<String> = drafts.iter().map(|draft| draft.key.clone()).collect();
        let known = act.known(Sort::Fact, &keys).await?;
        for draft in drafts {
            let content = draft.content();
            match verdict(known.get(&draft.key).or_else(|| in_file.get(&draft.key)), &content) {
                Verdict::Same => intake.report.same += 1,
                Verdict::Other(no) => intake.hold_other(sheet, draft.row, "key", &draft.key, no),
                Verdict::New if !draft.present.is_empty() => intake.hold(draft.present),
                Verdict::New => {
                    if let Some((column, kind, found, detail)) = deed::against_the_book(intake, act, &draft).await? {
                        intake.hold_for(sheet, draft.row, column, kind, &found, &detail);
                        continue;
                    }
                    let key = draft.key.clone();
                    let no = deed::record(act, &draft, content.clone()).await?;
                    in_file.insert(key, Known { no, content });
                    deed::note_lessened(intake, &draft);
                    intake.report.accepted += 1;
                }
            }
        }
        progress(rows.len() as u64);
    }
    Ok(())
}

/// Takes in the sheet `reversals`, after all facts.
///
/// # Errors
/// When the database refuses; what is wrong with the rows is in the report.
pub async fn import_reversals(intake: &mut Intake<'_>, act: &mut Act, sheet: &FoundSheet) -> Result<(), StoreError> {
    act.flush().await?;
    let mut locks = Locks::on(act.tx(), &intake.tree, intake.today).await?;
    for row in &sheet.rows {
        let draft = match form::reversal(intake, RowReader::new(sheet, row)) {
            Ok(draft) => draft,
            Err(faults) => {
                intake.hold(faults);
                continue;
            }
        };
        act.flush().await?;
        let known = act.known(Sort::Reversal, std::slice::from_ref(&draft.key)).await?;
        match verdict(known.get(&draft.key), &draft.content()) {
            Verdict::Same => intake.report.same += 1,
            Verdict::Other(no) => intake.hold_for(
                sheet,
                draft.row,
                "key",
                FaultKind::AlreadyReversed,
                &draft.key,
                &no.to_string(),
            ),
            Verdict::New => match deed::find(act, &draft.key).await? {
                None => intake.hold_for(sheet, draft.row, "key", FaultKind::UnknownFact, &draft.key, ""),
                Some(fact) if fact.reversed_by.is_some() => {
                    let by = fact.reversed_by.unwrap_or_default().to_string();
                    intake.hold_for(sheet, draft.row, "key", FaultKind::AlreadyReversed, &draft.key, &by);
                }
                Some(fact) if fact.is_retyping => {
                    intake.hold_for(sheet, draft.row, "key", FaultKind::RetypedStays, &draft.key, "");
                }
                Some(fact) if draft.on < fact.on => {
                    intake.hold_for(
                        sheet,
                        draft.row,
                        "on",
                        FaultKind::BeforeTheFact,
                        &draft.on.to_string(),
                        &fact.on.to_string(),
                    );
                }
                Some(fact) => {
                    if let Some(open_from) = deed::locked_until(&mut locks, &fact, draft.on) {
                        let (on, from) = (draft.on.to_string(), open_from.to_string());
                        intake.hold_for(sheet, draft.row, "on", FaultKind::PeriodClosed, &on, &from);
                        continue;
                    }
                    intake.lessened.extend(fact.lines.iter().map(|line| line.unit.0));
                    deed::take_back(act, &draft, &fact).await?;
                    intake.report.accepted += 1;
                }
            },
        }
    }
    Ok(())
}

/// Warns of units whose own stock falls below zero on some day; the book refuses nothing for it.
///
/// # Errors
/// When the database refuses.
pub async fn warn_of_negative_stock(intake: &mut Intake<'_>, act: &mut Act) -> Result<(), StoreError> {
    act.flush().await?;
    let classes = crate::store::classes(act.tx()).await?;
    let stocks: Vec<_> = intake
        .catalog
        .listed()
        .filter(|measure| measure.indicator.shape == nennep_core::accounts::Shape::Stock && measure.filter.is_none())
        .collect();
    let placement = intake.tree.placement(intake.today);
    for unit in std::mem::take(&mut intake.lessened) {
        let Some(index) = intake.tree.index_of(UnitId(unit)).map(|index| placement.read_as(index)) else {
            continue;
        };
        // What an ended unit left stands at the one it is read as.
        let read_as_it = intake.tree.indices().filter(|other| placement.read_as(*other) == index);
        let units: Vec<String> = read_as_it.map(|other| intake.tree.unit(other).id.to_string()).collect();
        let sql = format!(
            "select happened_on, class_id, cast(sum(amount) as bigint) from posting where unit_id in ({}) group by happened_on, class_id order by happened_on",
            units.join(", ")
        );
        let rows = act.tx().rows(&sql, &[]).await?;
        let mut standing: BTreeMap<&str, i64> = BTreeMap::new();
        let mut below: BTreeMap<&str, i64> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            let (day, class, amount) = (row.text(0)?, row.int(1)?, row.int(2)?);
            if let Some(class) = classes.get(&class) {
                for stock in stocks.iter().filter(|stock| stock.weight(class) != 0) {
                    *standing.entry(&stock.code).or_default() += stock.weight(class) * amount;
                }
            }
            // Rows of one day have no order, so only its end is looked at.
            let next = rows.get(place + 1).map(|row| row.text(0)).transpose()?;
            if next.as_deref() != Some(day.as_str()) {
                below.extend(
                    standing
                        .iter()
                        .filter(|(_, amount)| **amount < 0)
                        .map(|(stock, amount)| (*stock, *amount)),
                );
            }
        }
        let code = intake.tree.unit(index).code.clone();
        for (stock, amount) in below {
            intake.warn("facts", None, "stock_below_zero", format!("{code}: {stock} {amount}"));
        }
    }
    Ok(())
}

//! What a paper says of the figures of its period: who has submitted, what was reported otherwise, which papers carry that.

use nennep_core::calendar::Day;
use nennep_core::progress::{Amount, SubmissionStanding, changed};
use nennep_core::register::UnitIndex;
use nennep_core::reports::{ReportingPart, ReportingRow, RestatedRow};
use nennep_core::text;

use super::carriers::carriers_before;
use super::record::Submission;
use super::{figures_of, submissions_of};
use crate::store::{Asked, Figures, Source, StoreError, Tx};

/// Collects what a paper of the first unit, with the others below it, says; `None` where nothing was ever submitted.
///
/// Only what was done by the instant the paper was made counts, so that it says the same whenever it is written again.
///
/// # Errors
/// When the database refuses.
pub async fn reporting_of(
    tx: &mut Tx,
    figures: &Figures<'_>,
    asked: &Asked,
    below: &[UnitIndex],
    made_at: Option<&str>,
) -> Result<Option<ReportingPart>, StoreError> {
    let tree = &figures.book().tree;
    let units: Vec<UnitIndex> = std::iter::once(asked.unit).chain(below.iter().copied()).collect();
    let ids: Vec<i64> = units.iter().map(|unit| tree.unit(*unit).id.0).collect();
    let head = figures.book().head;
    let mut known = submissions_of(tx, &ids, (asked.to, asked.to)).await?;
    known.retain(|submission| submission.key.period.first_day() == asked.from);
    for submission in &mut known {
        let by_then = |at: &str| made_at.is_none_or(|made_at| at <= made_at);
        submission
            .done
            .retain(|done| done.head <= head && by_then(&done.recorded_at));
    }
    known.retain(|submission| !submission.done.is_empty());
    if known.is_empty() {
        return Ok(None);
    }
    let name = |unit: UnitIndex| tree.name_on(unit, asked.to).to_owned();
    let of = |unit: UnitIndex| {
        let id = tree.unit(unit).id.0;
        known.iter().filter(move |submission| submission.key.unit == id)
    };
    let mut part = ReportingPart {
        rows: Vec::new(),
        silent: below
            .iter()
            .filter(|unit| of(**unit).next().is_none())
            .map(|unit| name(*unit))
            .collect(),
        restated: Vec::new(),
    };
    for unit in units {
        let mut own: Vec<&Submission> = of(unit).collect();
        own.sort_by_key(|submission| submission.key.group);
        for submission in &own {
            part.rows.extend(row(submission, name(unit)));
        }
        restated(tx, figures, (asked, unit), (&own, made_at), &mut part.restated).await?;
    }
    Ok(Some(part))
}

fn row(submission: &Submission, unit_name: String) -> Option<ReportingRow> {
    let last = submission.done.last()?;
    // As of no present day: what was opened until a day stays so until it is closed again in writing.
    let standing: SubmissionStanding = submission.state().written();
    let since: Day = last.event.on;
    Some(ReportingRow {
        unit_name,
        group: submission.key.group.code().to_owned(),
        standing: standing.code().to_owned(),
        since,
    })
}

async fn restated(
    tx: &mut Tx,
    figures: &Figures<'_>,
    (asked, unit): (&Asked, UnitIndex),
    (own, made_at): (&[&Submission], Option<&str>),
    rows: &mut Vec<RestatedRow>,
) -> Result<(), StoreError> {
    let asked = Asked { unit, ..asked.clone() };
    let known_at = figures.book().known_at();
    let set = figures
        .of(&mut Source::Database { tx: &mut *tx, known_at }, &asked)
        .await?;
    let (catalog, tree) = (figures.catalog(), &figures.book().tree);
    for submission in own {
        let Some(reported) = submission.reported().and_then(|done| done.figures.as_deref()) else {
            continue;
        };
        for change in changed(reported, &figures_of(catalog, submission.key.group, &set)) {
            let Some(measure) = catalog
                .resolve(&change.indicator)
                .filter(|_| change.reported != change.known)
            else {
                continue;
            };
            let measures = std::slice::from_ref(&measure);
            let carriers = carriers_before(tx, figures, unit, measures, made_at).await?;
            let mut papers: Vec<String> = carriers.into_iter().filter_map(|carrier| carrier.number).collect();
            papers.dedup();
            rows.push(RestatedRow {
                unit_name: tree.name_on(unit, asked.to).to_owned(),
                indicator: measure.indicator.name_vi.clone(),
                code: measure.code.clone(),
                reported: printed(&change.reported),
                known: printed(&change.known),
                papers,
            });
        }
    }
    Ok(())
}

fn printed(amount: &Amount) -> String {
    match amount {
        Amount::Count(value) => text::count(*value),
        Amount::Percent(value) => format!("{}%", text::decimal(value)),
        Amount::Missing(_) => String::new(),
    }
}

//! What a paper says of the figures of its period: who has submitted, what was reported otherwise, which papers carry that.

use nennep_core::accounts::Measure;
use nennep_core::calendar::Day;
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Amount, Changed, SubmissionState, changed};
use nennep_core::register::UnitIndex;
use nennep_core::reports::{ReportingPart, ReportingRow, RestatedRow};
use nennep_core::text;

use super::carriers::{Books, carriers};
use super::record::Submission;
use super::{figures_of, submissions_of};
use crate::store::{Asked, Figures, Source, StoreError, Tx};

/// Collects what a paper of the first unit, with the others below it, says; `None` where nothing was ever submitted.
///
/// Only what was done by the instant the paper was made counts, as it stood on its day, so that it says the same whenever it
/// is written again. `owes` tells what the calendar asks of a unit.
///
/// # Errors
/// When the database refuses.
pub async fn reporting_of(
    tx: &mut Tx,
    figures: &Figures<'_>,
    asked: &Asked,
    below: &[UnitIndex],
    (made_at, day): (Option<&str>, Day),
    owes: &(dyn Fn(UnitIndex, FigureGroup) -> bool + Sync),
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
            .filter(|unit| of(**unit).next().is_none() && FigureGroup::ALL.into_iter().any(|group| owes(**unit, group)))
            .map(|unit| name(*unit))
            .collect(),
        restated: Vec::new(),
    };
    let mut books = Books::default();
    for unit in units {
        let mut own: Vec<&Submission> = of(unit).collect();
        own.sort_by_key(|submission| submission.key.group);
        for submission in &own {
            part.rows.extend(row(submission, name(unit), day));
        }
        if !own.is_empty() {
            part.rows
                .extend(not_submitted(&own, &name(unit), &|group| owes(unit, group)));
            let at = (asked, unit);
            part.restated
                .extend(restated(tx, (figures, &mut books), at, (&own, made_at)).await?);
        }
    }
    Ok(Some(part))
}

/// How a group stands on the day, and since when: the last deed that changed it.
fn row(submission: &Submission, unit_name: String, day: Day) -> Option<ReportingRow> {
    let (mut state, mut since) = (SubmissionState::default(), submission.done.first()?.event.on);
    for done in &submission.done {
        let before = state.written();
        state = state.clone().after(&done.event).unwrap_or(state);
        if state.written() != before {
            since = done.event.on;
        }
    }
    Some(ReportingRow {
        unit_name,
        group: submission.key.group.code().to_owned(),
        standing: state.standing_on(day).code().to_owned(),
        since: Some(since),
    })
}

/// The groups a unit owes, and has submitted nothing of, while it has of others.
fn not_submitted(own: &[&Submission], unit_name: &str, owes: &dyn Fn(FigureGroup) -> bool) -> Vec<ReportingRow> {
    let missing = FigureGroup::ALL
        .into_iter()
        .filter(|group| owes(*group) && own.iter().all(|known| known.key.group != *group));
    let row = |group: FigureGroup| ReportingRow {
        unit_name: unit_name.to_owned(),
        group: group.code().to_owned(),
        standing: "missing".to_owned(),
        since: None,
    };
    missing.map(row).collect()
}

async fn restated(
    tx: &mut Tx,
    (figures, books): (&Figures<'_>, &mut Books),
    (asked, unit): (&Asked, UnitIndex),
    (own, made_at): (&[&Submission], Option<&str>),
) -> Result<Vec<RestatedRow>, StoreError> {
    let asked = Asked { unit, ..asked.clone() };
    let known_at = figures.book().known_at();
    let mut source = Source::Database { tx: &mut *tx, known_at };
    let set = figures.of(&mut source, &asked).await?;
    let (catalog, tree) = (figures.catalog(), &figures.book().tree);
    let mut changes: Vec<(Changed, Measure)> = Vec::new();
    for submission in own {
        let reported = submission.reported().and_then(|done| done.figures.as_deref());
        let known = figures_of(catalog, submission.key.group, &set);
        let changed = reported.map(|reported| changed(reported, &known)).unwrap_or_default();
        let differing = changed.into_iter().filter(|change| change.reported != change.known);
        // What was reported may be of an indicator that the catalogue no longer has.
        changes.extend(differing.filter_map(|change| {
            let measure = catalog.resolve(&change.indicator)?;
            Some((change, measure))
        }));
    }
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let measures: Vec<Measure> = changes.iter().map(|(_, measure)| measure.clone()).collect();
    let carried = carriers(tx, (figures, books), unit, &measures, made_at).await?;
    let row = |(change, measure): &(Changed, Measure)| {
        let own = carried.iter().filter(|carrier| carrier.indicator == measure.code);
        let mut papers: Vec<String> = own.filter_map(|carrier| carrier.number.clone()).collect();
        papers.dedup();
        RestatedRow {
            unit_name: tree.name_on(unit, asked.to).to_owned(),
            indicator: measure.indicator.name_vi.clone(),
            code: measure.code.clone(),
            reported: printed(&change.reported),
            known: printed(&change.known),
            papers,
        }
    };
    Ok(changes.iter().map(row).collect())
}

fn printed(amount: &Amount) -> String {
    match amount {
        Amount::Count(value) => text::count(*value),
        Amount::Percent(value) => format!("{}%", text::decimal_short(value)),
        Amount::Missing(_) => String::new(),
    }
}

//! Reading which hand-down is asked for, and what was filled into its cells.

use nennep_core::accounts::Measure;
use nennep_core::calendar::Period;
use nennep_core::progress::{Promise, PromiseError};
use nennep_core::register::UnitIndex;

use super::record::{Asked, Place, Sent, received, standing};
use crate::store::Deed;
use crate::web::days::read_period;
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::indicator_choice::promisable;
use crate::web::target_words::giver_text;
use crate::web::visit::Visit;

/// Columns one hand-down may have.
const INDICATORS_MAX: usize = 24;

/// Letters of a line at most.
const LINE_MAX: usize = 200;

/// What the name of a cell of the line for a new seat begins with.
pub(super) const NEW_SEAT: &str = "n.";

/// Fills in what an address leaves out: the unit itself as giver, the present year.
pub(super) fn suggest(visit: &Visit, unit: UnitIndex, typed: &mut Typed) {
    let today = visit.now.today();
    typed.suggest("period", today.year().to_string());
    typed.suggest("giver", giver_text(&visit.book().tree, unit, today));
}

/// Gives the indicators the officer may hand down at the unit.
pub(super) fn offered(visit: &Visit, unit: UnitIndex) -> Vec<(Measure, String)> {
    let may = |measure: &Measure| visit.scope.may_for(Deed::AssignTargets, unit, measure.line());
    promisable(visit)
        .into_iter()
        .filter(|(measure, _)| may(measure))
        .collect()
}

/// Reads which hand-down is asked for; without indicators those are taken which the unit received or hands down already.
///
/// # Errors
/// Refused for an indicator of another line; else all faults of the fields.
pub(super) fn asked(visit: &Visit, unit: UnitIndex, typed: &Typed) -> Result<Asked, WebError> {
    let mut read = FormReader::of(visit, typed);
    let tree = &visit.book().tree;
    let period = read_period(typed.get("period"));
    let period = period
        .and_then(|period| Period::of_days(period.first_day(), period.last_day()))
        .ok();
    if period.is_none() {
        read.wrong("period", FaultKind::BadPeriod, "");
    }
    let giver = read.needed("giver", LINE_MAX);
    let known = tree.find(&giver).or_else(|| tree.find_by_name(&giver));
    if known.is_some_and(|giver| !visit.scope.may(Deed::AssignTargets, giver)) {
        read.wrong("giver", FaultKind::NotGiver, "");
    }
    let giver = known.map_or(giver, |unit| giver_text(tree, unit, visit.now.today()));
    let offered = offered(visit, unit);
    let mut measures = Vec::new();
    for code in typed
        .all("indicators")
        .flat_map(|codes| codes.split(','))
        .map(str::trim)
    {
        let resolved = visit.house.catalogs.indicators.resolve(code);
        match resolved {
            None => read.wrong_for("indicators", FaultKind::UnknownIndicator, code, ""),
            Some(known) if offered.iter().any(|(measure, _)| measure.code == known.code) => {
                if measures.iter().all(|measure: &Measure| measure.code != known.code) {
                    measures.push(known);
                }
            }
            Some(known) if !visit.scope.may_for(Deed::AssignTargets, unit, known.line()) => {
                return Err(WebError::Refused("other-line"));
            }
            Some(known) => read.wrong_for("indicators", FaultKind::UnknownIndicator, known.code, ""),
        }
    }
    if measures.len() > INDICATORS_MAX {
        read.wrong_for(
            "indicators",
            FaultKind::TooMany,
            measures.len(),
            &INDICATORS_MAX.to_string(),
        );
    }
    let (Some(period), true) = (period, read.is_clean()) else {
        return Err(WebError::Faulty(read.into_faults()));
    };
    let mut asked = Asked {
        unit,
        period,
        giver,
        giver_unit: known.map(|unit| tree.unit(unit).id),
        measures,
    };
    if asked.measures.is_empty() {
        let held = standing(visit.book(), &asked);
        let is_usual = |code: &str| {
            held.keys().any(|place| place.indicator == code) || !received(visit.book(), &asked, code).is_empty()
        };
        asked.measures = offered
            .into_iter()
            .filter(|(measure, _)| is_usual(&measure.code))
            .map(|(measure, _)| measure)
            .take(INDICATORS_MAX)
            .collect();
    }
    Ok(asked)
}

/// Reads the cells of a form, with those of the line for a new seat.
pub(super) fn cells(visit: &Visit, asked: &Asked, typed: &Typed) -> Result<Vec<Sent>, Fault> {
    let mut cells: Vec<Sent> = typed
        .pairs()
        .filter_map(|(name, text)| {
            Some(Sent {
                place: Place::of_name(name)?,
                text: text.to_owned(),
                at: None,
            })
        })
        .collect();
    let seat = typed.get("seat").trim();
    let unit = visit.book().tree.unit(asked.unit).id;
    for (name, text) in typed.pairs().filter(|(_, text)| !text.trim().is_empty()) {
        let Some(indicator) = name.strip_prefix(NEW_SEAT) else {
            continue;
        };
        if seat.is_empty() {
            return Err(Fault::new(FaultKind::MissingValue, "", "").in_field("seat"));
        }
        cells.push(Sent {
            place: Place {
                unit,
                member: Some(seat.chars().take(LINE_MAX).collect()),
                indicator: indicator.to_owned(),
            },
            text: text.to_owned(),
            at: None,
        });
    }
    Ok(cells)
}

/// Reads what a cell promises.
pub(super) fn promise(text: &str) -> Result<Promise, Fault> {
    text.parse().map_err(|error| match error {
        PromiseError::Shape => Fault::new(FaultKind::BadPromise, text, ""),
        PromiseError::Backwards { least } => Fault::new(FaultKind::MaxBelowMin, text, &least.to_string()),
    })
}

/// Reads the decision of a hand-down.
pub(super) fn decision(visit: &Visit, typed: &Typed) -> Result<[String; 3], Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let (no, on) = (read.needed("decision_no", LINE_MAX), read.past_day("decision_on"));
    let by = read.needed("decision_by", LINE_MAX);
    match (on, read.is_clean()) {
        (Some(on), true) => Ok([no, on.to_string(), by]),
        _ => Err(read.into_faults()),
    }
}

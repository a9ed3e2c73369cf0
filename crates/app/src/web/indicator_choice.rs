//! Choosing an indicator by its name.

use nennep_core::accounts::{Measure, Shape};
use nennep_core::text::fold;

use super::bar::within;
use super::names;
use super::visit::Visit;

/// Names an indicator so that it is told from every other: a part stands with the whole it is of.
#[must_use]
pub fn full_name(visit: &Visit, measure: &Measure) -> String {
    let (words, catalog) = (&visit.words, &visit.house.catalogs.indicators);
    let own = names::indicator(words, measure);
    let whole = measure.code.split_once(':').and_then(|(base, _)| catalog.resolve(base));
    let Some(whole) = whole.filter(|_| measure.filter.is_some()) else {
        return own;
    };
    format!("{}, {}", names::indicator(words, &whole), within(&own))
}

/// Gives the indicators for which a number can be promised, in the order of the catalogue, with their full names.
#[must_use]
pub fn promisable(visit: &Visit) -> Vec<(Measure, String)> {
    let catalog = &visit.house.catalogs.indicators;
    let measures = catalog.indicators().iter().filter_map(|one| catalog.resolve(&one.code));
    measures
        .filter(|measure| match measure.indicator.shape {
            Shape::Flow | Shape::Stock => true,
            Shape::Ratio { .. } | Shape::Coverage { .. } => false,
        })
        .map(|measure| {
            let name = full_name(visit, &measure);
            (measure, name)
        })
        .collect()
}

/// Finds the indicator somebody means: by its code, or by a name that only one bears.
#[must_use]
pub fn meant(visit: &Visit, text: &str) -> Option<Measure> {
    let text = text.trim();
    if let Some(known) = visit.house.catalogs.indicators.resolve(text) {
        return Some(known);
    }
    let asked = fold(text);
    let mut named = promisable(visit)
        .into_iter()
        .filter(|(measure, name)| fold(name) == asked || fold(&names::indicator(&visit.words, measure)) == asked);
    let only = named.next()?;
    named.next().is_none().then_some(only.0)
}

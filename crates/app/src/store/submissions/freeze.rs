//! The figures of a group, as they are said.

use nennep_core::accounts::{Catalog, Measure, Shape};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Figure, FigureSet};

/// Gives the figures of one group out of a set: what the catalogue lists of it, and what is promised besides.
///
/// What is claimed elsewhere is left out, so that a claim changes nothing that was said.
#[must_use]
pub fn figures_of(catalog: &Catalog, group: FigureGroup, set: &FigureSet) -> Vec<Figure> {
    let listed: Vec<String> = catalog.listed().map(|measure| measure.code).collect();
    let belongs = |figure: &&Figure| {
        let measure = catalog.resolve(&figure.indicator);
        let is_said = listed.contains(&figure.indicator) || !figure.targets.is_empty();
        is_said && measure.is_some_and(|measure| group_of(catalog, &measure) == Some(group))
    };
    let said = |figure: &Figure| Figure {
        claims: Vec::new(),
        ..figure.clone()
    };
    set.figures.iter().filter(belongs).map(said).collect()
}

/// Gives the group of a measure; `None` for one that counts in several, as all mass organizations together: no group can sign it.
#[must_use]
pub fn group_of(catalog: &Catalog, measure: &Measure) -> Option<FigureGroup> {
    let parts = match &measure.indicator.shape {
        Shape::Ratio { numerator, denominator } => vec![catalog.resolve(numerator)?, catalog.resolve(denominator)?],
        Shape::Flow | Shape::Stock | Shape::Coverage { .. } => vec![measure.clone()],
    };
    let mut groups = parts
        .iter()
        .flat_map(|part| &part.indicator.terms)
        .map(|(_, account)| account.group());
    let first = groups.next()??;
    groups.all(|group| group == Some(first)).then_some(first)
}

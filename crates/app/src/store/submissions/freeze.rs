//! The figures of a group, as they are said.

use nennep_core::accounts::{Catalog, Measure, Shape};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Figure, FigureSet};

/// Gives the figures of one group out of a set, without what is claimed elsewhere.
#[must_use]
pub fn figures_of(catalog: &Catalog, group: FigureGroup, set: &FigureSet) -> Vec<Figure> {
    let belongs = |figure: &&Figure| {
        let measure = catalog.resolve(&figure.indicator);
        measure.is_some_and(|measure| group_of(catalog, &measure) == Some(group))
    };
    let said = |figure: &Figure| Figure {
        claims: Vec::new(),
        ..figure.clone()
    };
    set.figures.iter().filter(belongs).map(said).collect()
}

/// Gives the group of a measure: that of its first account; of a ratio that of its numerator.
#[must_use]
pub fn group_of(catalog: &Catalog, measure: &Measure) -> Option<FigureGroup> {
    match &measure.indicator.shape {
        Shape::Ratio { numerator, .. } => catalog.resolve(numerator).as_ref().and_then(first_account),
        Shape::Flow | Shape::Stock | Shape::Coverage { .. } => first_account(measure),
    }
}

fn first_account(measure: &Measure) -> Option<FigureGroup> {
    measure.indicator.terms.first().and_then(|(_, account)| account.group())
}

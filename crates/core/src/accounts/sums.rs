//! Sums of posted lines for one question, and the value they give a measure.

use std::collections::HashMap;

use super::{Crossing, Measure, PostingClass, Shape};

/// Holds the sum of one class of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassSum {
    /// Number of the class.
    pub class: i64,
    /// Sum of the amounts.
    pub amount: i64,
    /// How many lines; more than none even when the amount is 0.
    pub lines: i64,
}

/// Holds the stock of one class that crossed a border with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BorderSum {
    /// Which way.
    pub crossing: Crossing,
    /// The stock.
    pub sum: ClassSum,
}

/// Holds everything one unit's figures of one period are made of.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// Lines that happened in the period, at or below the unit.
    pub flows: Vec<ClassSum>,
    /// Ends of moves whose other end lies outside.
    pub moves: Vec<ClassSum>,
    /// Stock that crossed with units whose place changed.
    pub borders: Vec<BorderSum>,
    /// Lines up to the last day, where they stand.
    pub stock: Vec<ClassSum>,
    /// Lines up to the day before the first.
    pub opening: Vec<ClassSum>,
}

impl Sums {
    /// Gives the value of a measure; `None` when nothing was recorded. A ratio has no value of its own.
    #[must_use]
    pub fn value(&self, measure: &Measure, classes: &HashMap<i64, PostingClass>) -> Option<i64> {
        let weigh = |sums: &[ClassSum]| weighed(sums, |class| measure.weight(class), classes);
        match (&measure.indicator.shape, measure.indicator.crossing) {
            (Shape::Flow, None) => weigh(&self.flows),
            (Shape::Flow, Some(crossing)) => {
                let borders: Vec<ClassSum> = self
                    .borders
                    .iter()
                    .filter(|border| border.crossing == crossing)
                    .map(|border| border.sum)
                    .collect();
                let with_units =
                    weighed(&borders, |class| measure.border_weight(class), classes).filter(|amount| *amount != 0);
                add(weigh(&self.moves), with_units)
            }
            (Shape::Stock, _) => weigh(&self.stock),
            (Shape::Ratio { .. } | Shape::Coverage { .. }, _) => None,
        }
    }

    /// Gives the opening stock of a measure: what stood the day before, with what was carried in inside the period.
    #[must_use]
    pub fn opening_value(&self, stock: &Measure, classes: &HashMap<i64, PostingClass>) -> Option<i64> {
        let openings = stock.openings();
        add(
            weighed(&self.opening, |class| stock.weight(class), classes),
            weighed(&self.flows, |class| openings.weight(class), classes),
        )
    }
}

fn weighed(
    sums: &[ClassSum],
    weight: impl Fn(&PostingClass) -> i64,
    classes: &HashMap<i64, PostingClass>,
) -> Option<i64> {
    let mut total = None;
    for sum in sums.iter().filter(|sum| sum.lines > 0) {
        let sign = classes.get(&sum.class).map_or(0, &weight);
        if sign != 0 {
            total = Some(total.unwrap_or(0) + sign * sum.amount);
        }
    }
    total
}

fn add(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or(0) + other.unwrap_or(0)),
    }
}

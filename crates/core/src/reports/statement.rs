//! One figure as a paper says it: the number, what was promised, and how far it is reached.

use serde::{Deserialize, Serialize};

use crate::accounts::Measure;
use crate::calendar::Day;
use crate::progress::{Amount, Figure, FigureTarget, Reach, percent};
use crate::text;

/// Holds a printed number with the identity of its figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// `unit/indicator/from..to/part`.
    pub figure: String,
    /// The value: a count, or a percent as decimal string.
    pub value: String,
    /// As printed.
    pub printed: String,
}

/// Holds one figure with its targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Code of the indicator.
    pub indicator: String,
    /// Name in tables.
    pub name: String,
    /// Unit of count.
    pub unit_of_count: String,
    /// How it is said; `{}` stands for the number.
    pub sentence: String,
    /// The number; absent when nothing is recorded.
    pub number: Option<Number>,
    /// What was promised.
    pub promises: Vec<Promise>,
}

/// Says how a result stands to what was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Below it.
    Short,
    /// Exactly reached.
    Reached,
    /// More than promised.
    Exceeded,
    /// A range: below it.
    BelowRange,
    /// A range: inside.
    WithinRange,
    /// A range: above it.
    AboveRange,
    /// The target is zero: none was given.
    NoneGiven,
    /// Nothing recorded.
    Unknown,
}

/// Holds one target as a paper says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Who gave it.
    pub giver: String,
    /// The seat that received it.
    pub member: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The least promised.
    pub min: i64,
    /// The most promised, when it differs.
    pub max: Option<i64>,
    /// The result up to the last day asked.
    pub result: Option<i64>,
    /// Result over promise, `02/05`.
    pub fraction: Option<Number>,
    /// Whole percent, `40%`.
    pub percent: Option<Number>,
    /// How it stands.
    pub standing: Standing,
    /// What is still missing, when something is.
    pub missing: Option<i64>,
}

/// Makes a printed number.
#[must_use]
pub fn number(place: &str, indicator: &str, from: Day, to: Day, part: &str, value: i64) -> Number {
    Number {
        figure: format!("{place}/{indicator}/{from}..{to}/{part}"),
        value: value.to_string(),
        printed: text::count(value),
    }
}

impl Statement {
    /// Makes the statement of a figure of the unit `place` and the period.
    #[must_use]
    pub fn of(place: &str, from: Day, to: Day, measure: &Measure, figure: &Figure) -> Self {
        let indicator = &figure.indicator;
        let number = match &figure.value {
            Amount::Count(value) => Some(number(place, indicator, from, to, "value", *value)),
            Amount::Percent(value) => Some(Number {
                figure: format!("{place}/{indicator}/{from}..{to}/value"),
                value: value.clone(),
                printed: format!("{}%", text::decimal(value)),
            }),
            Amount::Missing(_) => None,
        };
        let promises = (1..)
            .zip(&figure.targets)
            .map(|(place_in_list, target)| Promise::of(place, indicator, to, place_in_list, target))
            .collect();
        Self {
            indicator: indicator.clone(),
            name: measure.indicator.name_vi.clone(),
            unit_of_count: measure.indicator.unit_vi.clone(),
            sentence: measure.indicator.sentence.clone(),
            number,
            promises,
        }
    }
}

impl Promise {
    fn of(place: &str, indicator: &str, to: Day, place_in_list: usize, target: &FigureTarget) -> Self {
        // What one seat brought in is not told apart in the book, so a paper gives a seat no result.
        let result = target.result.count().filter(|_| target.member.is_none());
        let rate = target
            .percent
            .as_ref()
            .and(result)
            .and_then(|result| percent(result, target.min));
        let id = |part: &str| format!("{place}/{indicator}/{}..{to}/target{place_in_list}.{part}", target.from);
        let promised = match target.max.filter(|max| *max != target.min) {
            Some(max) => format!("{}–{}", text::count(target.min), text::count(max)),
            None => text::count(target.min),
        };
        let fraction = result.map(|result| Number {
            figure: id("fraction"),
            value: result.to_string(),
            printed: format!("{}/{promised}", text::count(result)),
        });
        let percent = rate.map(|rate| Number {
            figure: id("percent"),
            value: rate.to_string(),
            printed: format!("{}%", rate.whole_percent()),
        });
        let missing = result.map(|result| target.min - result).filter(|missing| *missing > 0);
        Self {
            giver: target.giver.clone(),
            member: target.member.clone(),
            from: target.from,
            to: target.to,
            min: target.min,
            max: target.max,
            result,
            fraction,
            percent,
            standing: standing(target, result),
            missing,
        }
    }
}

fn standing(target: &FigureTarget, result: Option<i64>) -> Standing {
    let Some(result) = result else { return Standing::Unknown };
    match target.state {
        Some(Reach::Below) => Standing::BelowRange,
        Some(Reach::Within) => Standing::WithinRange,
        Some(Reach::Above) => Standing::AboveRange,
        None if target.min == 0 => Standing::NoneGiven,
        None => match result.cmp(&target.min) {
            std::cmp::Ordering::Less => Standing::Short,
            std::cmp::Ordering::Equal => Standing::Reached,
            std::cmp::Ordering::Greater => Standing::Exceeded,
        },
    }
}

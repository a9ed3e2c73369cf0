//! The answer to a question for figures, in the shape other programs rely on.

use serde::{Deserialize, Serialize};

use super::Reach;
use crate::calendar::Day;

/// Holds the figures of one unit and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema))]
pub struct FigureSet {
    /// Code of the unit.
    pub unit: String,
    /// The stated tree day; absent when flows stand where they happened and stocks where they stand.
    #[cfg_attr(feature = "schemas", schema(required = true))]
    pub tree_on: Option<Day>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Last entry known.
    pub head: i64,
    /// One figure an indicator, in the order of the catalogue.
    pub figures: Vec<Figure>,
    /// The same for each child, when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemas", schema(no_recursion))]
    pub children: Option<Vec<FigureSet>>,
}

/// Holds one figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema))]
pub struct Figure {
    /// Code of the indicator.
    pub indicator: String,
    /// Its value; null when nothing is recorded.
    pub value: Amount,
    /// Both parts of a ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<[Option<i64>; 2]>,
    /// What was promised.
    pub targets: Vec<FigureTarget>,
    /// What was printed elsewhere.
    pub claims: Vec<FigureClaim>,
}

/// Holds a count, a percent as decimal string, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Amount {
    /// A count.
    Count(i64),
    /// A percent, at most four decimals.
    Percent(String),
    /// Nothing recorded.
    Missing(Option<()>),
}

impl Amount {
    /// Makes an amount of a count that may be missing.
    #[must_use]
    pub fn of(count: Option<i64>) -> Self {
        count.map_or(Amount::Missing(None), Amount::Count)
    }

    /// Gives the count; `None` for a percent or nothing.
    #[must_use]
    pub fn count(&self) -> Option<i64> {
        match self {
            Amount::Count(count) => Some(*count),
            Amount::Percent(_) | Amount::Missing(_) => None,
        }
    }

    /// Gives what to add to an earlier amount to get this one; what is missing adds nothing. `None` where one is a percent.
    #[must_use]
    pub fn since(&self, earlier: &Amount) -> Option<i64> {
        let count = |amount: &Amount| match amount {
            Amount::Count(count) => Some(*count),
            Amount::Missing(_) => Some(0),
            Amount::Percent(_) => None,
        };
        Some(count(self)? - count(earlier)?)
    }

    /// Tells whether nothing is recorded.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Amount::Missing(_))
    }
}

/// Holds one target with its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema))]
pub struct FigureTarget {
    /// Who gave it.
    pub giver: String,
    /// The seat that received it, when it was not the unit as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// First day of the target.
    pub from: Day,
    /// Last day of the target.
    pub to: Day,
    /// The least promised.
    pub min: i64,
    /// The most promised.
    #[cfg_attr(feature = "schemas", schema(required = true))]
    pub max: Option<i64>,
    /// The flow from the target's first day to the last day asked, or the stock on that day.
    pub result: Amount,
    /// `result ÷ min`, decimal string with at most four decimals.
    #[cfg_attr(feature = "schemas", schema(required = true))]
    pub percent: Option<String>,
    /// How the result stands to a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Reach>,
}

/// Holds one claim beside the figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(utoipa::ToSchema))]
pub struct FigureClaim {
    /// What was printed.
    pub value: i64,
    /// Where.
    pub source: String,
    /// Claimed less counted; null when nothing is counted.
    #[cfg_attr(feature = "schemas", schema(required = true))]
    pub difference: Option<i64>,
}

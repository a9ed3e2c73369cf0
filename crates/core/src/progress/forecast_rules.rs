//! How many years a season is made of and what follows from a shortfall, as data with the days it holds.

use serde::Deserialize;

use super::SeasonYears;
use crate::calendar::Day;

/// Holds the numbers of one time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastRule {
    /// Past years a season is made of, at most.
    pub season_years_max: usize,
    /// With fewer of them no season is spoken of.
    pub season_years_min: usize,
    /// Days for which a target that is over stays on the list.
    pub ended_days: i64,
    /// Working days offered for the answer to a request.
    pub answer_working_days: u32,
    /// First day it holds.
    pub valid_from: Day,
    /// Last day it holds; open when left out.
    pub valid_to: Option<Day>,
    /// Document and clause.
    pub basis: String,
    /// How sure the basis is.
    pub mark: String,
}

/// Holds the rules of all times.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastRules {
    #[serde(rename = "rule")]
    rules: Vec<ForecastRule>,
}

/// Says why the rules are unusable.
#[derive(Debug, thiserror::Error)]
pub enum ForecastRulesError {
    /// The text is no such table.
    #[error("the rules of forecasts cannot be read")]
    Shape(#[from] toml::de::Error),
    /// Two rules hold on one day.
    #[error("two rules of forecasts hold on {0}")]
    Overlap(Day),
    /// A season of fewer years than none.
    #[error("a season of {min} to {max} years cannot be made")]
    Years {
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
}

impl ForecastRules {
    /// Parses the rules.
    ///
    /// # Errors
    /// When the text is not of that shape, two rules hold on one day, or a season cannot be made.
    pub fn parse(text: &str) -> Result<Self, ForecastRulesError> {
        let rules: Self = toml::from_str(text)?;
        for (place, one) in rules.rules.iter().enumerate() {
            let (min, max) = (one.season_years_min, one.season_years_max);
            if min == 0 || min > max {
                return Err(ForecastRulesError::Years { min, max });
            }
            for other in rules.rules.iter().skip(place + 1) {
                let on = one.valid_from.max(other.valid_from);
                if one.holds(on) && other.holds(on) {
                    return Err(ForecastRulesError::Overlap(on));
                }
            }
        }
        Ok(rules)
    }

    /// Gives the rule of a day; on a day before all of them the earliest, on one after or between them the one that held last.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&ForecastRule> {
        let last = self.rules.iter().filter(|rule| rule.valid_from <= day);
        let last = last.max_by_key(|rule| rule.valid_from);
        last.or_else(|| self.rules.iter().min_by_key(|rule| rule.valid_from))
    }
}

impl ForecastRule {
    /// Gives how many years a season is made of.
    #[must_use]
    pub fn season_years(&self) -> SeasonYears {
        SeasonYears {
            min: self.season_years_min,
            max: self.season_years_max,
        }
    }

    fn holds(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::{ForecastRules, ForecastRulesError};

    const CARRIED: &str = include_str!("../../../../catalog/forecast.toml");

    fn rule(from: &str, to: Option<&str>, years: (usize, usize)) -> String {
        let to = to.map_or_else(String::new, |to| format!("valid_to = \"{to}\"\n"));
        format!(
            "[[rule]]\nseason_years_min = {}\nseason_years_max = {}\nended_days = 365\nanswer_working_days = 10\n\
            valid_from = \"{from}\"\n{to}basis = \"b\"\nmark = \"D\"\n",
            years.0, years.1
        )
    }

    #[test]
    fn the_carried_rule_holds() {
        let rules = ForecastRules::parse(CARRIED).unwrap();
        let rule = rules.on("2024-03-31".parse().unwrap()).unwrap();
        assert_eq!((rule.season_years_min, rule.season_years_max), (2, 5));
        assert_eq!(rule.mark, "D");
    }

    #[test]
    fn a_day_finds_its_rule() {
        let text = rule("2020-01-01", Some("2023-12-31"), (2, 5)) + &rule("2024-01-01", None, (3, 4));
        let rules = ForecastRules::parse(&text).unwrap();
        for (on, max) in [
            ("2019-12-31", 5),
            ("2020-01-01", 5),
            ("2023-12-31", 5),
            ("2024-01-01", 4),
        ] {
            let rule = rules.on(on.parse().unwrap()).unwrap();
            assert_eq!(rule.season_years_max, max, "{on}");
        }
    }

    #[test]
    fn rules_that_cannot_be_are_refused() {
        let two = rule("2020-01-01", None, (2, 5)) + &rule("2024-01-01", None, (2, 5));
        assert!(matches!(
            ForecastRules::parse(&two),
            Err(ForecastRulesError::Overlap(_))
        ));
        for years in [(0, 5), (6, 5)] {
            let wrong = ForecastRules::parse(&rule("2020-01-01", None, years));
            assert!(matches!(wrong, Err(ForecastRulesError::Years { .. })), "{wrong:?}");
        }
        assert!(matches!(
            ForecastRules::parse("x = 1"),
            Err(ForecastRulesError::Shape(_))
        ));
    }
}

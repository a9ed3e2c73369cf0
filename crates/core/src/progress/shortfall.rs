//! Which targets ask for a deed: what a promise's standing and its forecast come to together.

use super::{Forecast, ForecastVerdict, Judged};

/// Says where a target belongs among those that are not fulfilled, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shortfall {
    /// The last day has passed, and it is not reached.
    Overdue,
    /// No way reaches it.
    WillMiss,
    /// It is behind its pace, or only another way than the first reaches it.
    Slow,
    /// Nothing is recorded.
    Missing,
    /// It is short, and neither pace nor forecast exists.
    Unjudged,
    /// It is reached, or will be.
    Well,
}

impl Shortfall {
    /// All of them.
    pub const ALL: [Shortfall; 6] = [
        Shortfall::Overdue,
        Shortfall::WillMiss,
        Shortfall::Slow,
        Shortfall::Missing,
        Shortfall::Unjudged,
        Shortfall::Well,
    ];

    /// Tells where a target belongs.
    #[must_use]
    pub fn of(judged: Judged, forecast: Option<&Forecast>) -> Self {
        match forecast.map(|forecast| forecast.verdict) {
            Some(ForecastVerdict::Missed) => Shortfall::Overdue,
            Some(ForecastVerdict::WillMiss) => Shortfall::WillMiss,
            Some(ForecastVerdict::AtRisk) => Shortfall::Slow,
            Some(ForecastVerdict::NotRecorded) => Shortfall::Missing,
            Some(ForecastVerdict::WillReach) if judged.is_late() => Shortfall::Slow,
            Some(ForecastVerdict::WillReach | ForecastVerdict::Reached | ForecastVerdict::NotBegun) => Shortfall::Well,
            None => Shortfall::Unjudged,
        }
    }

    /// Tells whether something is to be done about it.
    #[must_use]
    pub fn is_short(self) -> bool {
        match self {
            Shortfall::Overdue | Shortfall::WillMiss | Shortfall::Slow | Shortfall::Missing => true,
            Shortfall::Unjudged | Shortfall::Well => false,
        }
    }

    /// Gives the word used in addresses, locales and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Shortfall::Overdue => "overdue",
            Shortfall::WillMiss => "will_miss",
            Shortfall::Slow => "slow",
            Shortfall::Missing => "missing",
            Shortfall::Unjudged => "unjudged",
            Shortfall::Well => "well",
        }
    }

    /// Finds one by its word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::Shortfall;
    use crate::progress::{Measured, Promised, SeasonYears, percent};

    #[test]
    fn a_target_belongs_where_its_standing_and_forecast_put_it() {
        let promised = |min| Promised {
            from: "2024-01-01".parse().unwrap(),
            to: "2024-12-31".parse().unwrap(),
            min,
            max: None,
        };
        let flow = |result| Measured::Flow(Some(result));
        let table = [
            (35, flow(7), "2024-12-31", "overdue"),
            (35, flow(7), "2024-03-31", "will_miss"),
            // Two whole percents apart on the page, and yet the exact pace reaches it.
            (1200, flow(299), "2024-03-31", "well"),
            (1200, Measured::Flow(None), "2024-03-31", "missing"),
            (1200, Measured::Flow(None), "2024-12-31", "missing"),
            (5, flow(2), "2024-03-31", "well"),
            (5, flow(5), "2024-03-31", "well"),
            (5, flow(5), "2023-03-31", "well"),
            (5, Measured::OfSeat, "2024-03-31", "unjudged"),
            (5, Measured::Coverage, "2024-03-31", "unjudged"),
            (5, Measured::Ratio(percent(1, 90)), "2024-03-31", "unjudged"),
            (5, Measured::Ratio(percent(1, 90)), "2024-12-31", "overdue"),
        ];
        for (min, measured, on, expected) in table {
            let (promised, on) = (promised(min), on.parse().unwrap());
            let forecast = promised.forecast(measured, on, (&[], SeasonYears { min: 2, max: 5 }), None);
            let found = Shortfall::of(promised.judge(measured, on), forecast.as_ref());
            assert_eq!(found.code(), expected, "{measured:?} of {min} on {on}");
            assert_eq!(Shortfall::parse(expected), Some(found));
        }
        let short: Vec<&str> = Shortfall::ALL
            .into_iter()
            .filter(|one| one.is_short())
            .map(Shortfall::code)
            .collect();
        assert_eq!(short, ["overdue", "will_miss", "slow", "missing"]);
    }
}

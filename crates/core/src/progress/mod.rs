//! Rates as exact fractions, targets with their standing and pace, and results over time.

mod cases;
mod expected;
mod figures;
mod forecast;
mod forecast_rules;
mod judged;
mod ladder;
mod nested;
mod pace;
mod promise;
mod rate;
mod shortfall;
mod submissions;
mod target;
mod trend;

#[cfg(test)]
mod tests;

pub use cases::{CaseClock, CaseDeed, CaseEvent, CaseStanding, CaseState};
pub use expected::{ExpectedDecision, usual_days};
pub use figures::{Amount, Figure, FigureClaim, FigureSet, FigureTarget};
pub use forecast::{Forecast, ForecastVerdict, NoSeason, OpenCases, PastYear, SameDays, Season, SeasonYears, Ways};
pub use forecast_rules::{ForecastRule, ForecastRules, ForecastRulesError};
pub use judged::{Judged, Measured, NoPace};
pub use ladder::{Ladder, LineKnown, Rung, StepState, Why};
pub use nested::{Decided, Handed, Remainder, decisions, handed, longer};
pub use pace::{EvenPace, Pace, PaceVerdict, Promised};
pub use promise::{Promise, PromiseError};
pub use rate::{Percent, percent};
pub use shortfall::Shortfall;
pub use submissions::{
    Changed, SubmissionDeed, SubmissionEvent, SubmissionRefusal, SubmissionStanding, SubmissionState, changed,
};
pub use target::{Reach, Target, in_force};
pub use trend::{Counted, Trend, TrendPoint};

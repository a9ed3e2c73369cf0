//! Rates as exact fractions, targets with their standing and pace, and results over time.

mod cases;
mod figures;
mod ladder;
mod nested;
mod pace;
mod promise;
mod rate;
mod target;
mod trend;

#[cfg(test)]
mod tests;

pub use cases::{CaseClock, CaseDeed, CaseEvent, CaseStanding, CaseState};
pub use figures::{Amount, Figure, FigureClaim, FigureSet, FigureTarget};
pub use ladder::{Ladder, LineKnown, Rung, StepState, Why};
pub use nested::{Decided, Handed, Remainder, decisions, handed, longer};
pub use pace::{EvenPace, Pace, PaceVerdict, Promised};
pub use promise::{Promise, PromiseError};
pub use rate::{Percent, percent};
pub use target::{Reach, Target, in_force};
pub use trend::{Counted, Trend, TrendPoint};

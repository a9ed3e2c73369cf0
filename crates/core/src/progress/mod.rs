//! Rates as exact fractions, targets with their standing and pace, and results over time.

mod cases;
mod figures;
mod ladder;
mod pace;
mod rate;
mod submissions;
mod target;
mod trend;

#[cfg(test)]
mod tests;

pub use cases::{CaseClock, CaseDeed, CaseEvent, CaseStanding, CaseState};
pub use figures::{Amount, Figure, FigureClaim, FigureSet, FigureTarget};
pub use ladder::{Ladder, LineKnown, Rung, StepState, Why};
pub use pace::{EvenPace, Pace, PaceVerdict, Promised};
pub use rate::{Percent, percent};
pub use submissions::{
    Changed, SubmissionDeed, SubmissionEvent, SubmissionRefusal, SubmissionStanding, SubmissionState, changed,
};
pub use target::{Reach, Target, in_force};
pub use trend::{Counted, Trend, TrendPoint};

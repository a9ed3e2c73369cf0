//! When the decision of a case is expected: by the clock of its steps, or by how long such cases took.

use super::{CaseStanding, CaseState};
use crate::calendar::{Day, Holidays};
use crate::register::Procedure;

/// Says when a case under way is expected to found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedDecision {
    /// The day, today at the earliest; `None` when nothing tells it.
    pub on: Option<Day>,
    /// Whether its clock, or the usual time, has run out.
    pub is_late: bool,
}

/// Gives the median of how many days finished cases took, half up; `None` of none.
#[must_use]
pub fn usual_days(durations: &[i64]) -> Option<i64> {
    let mut durations = durations.to_vec();
    durations.sort_unstable();
    let upper = durations.len() / 2;
    let (high, low) = (*durations.get(upper)?, *durations.get(durations.len().div_ceil(2) - 1)?);
    Some((low + high + 1).div_euclid(2))
}

impl CaseState {
    /// Tells when the decision is expected; `None` once it is taken, or the case is over.
    ///
    /// While another body has the file no clock runs, nor in a step without a limit: then the usual days since the case was
    /// opened decide. A step that is past its day is taken to end today.
    #[must_use]
    pub fn decision(
        &self,
        procedure: &Procedure,
        (opened, today): (Day, Day),
        holidays: &Holidays,
        usual: Option<i64>,
    ) -> Option<ExpectedDecision> {
        let founding = procedure.founding_step();
        if self.step > founding {
            return None;
        }
        let by_usual = || {
            let on = usual.and_then(|days| opened.plus(days));
            ExpectedDecision {
                on: on.map(|on| on.max(today)),
                is_late: on.is_some_and(|on| on < today),
            }
        };
        let steps = procedure.steps.get(self.step..=founding).unwrap_or_default();
        match self.standing {
            CaseStanding::Refused | CaseStanding::Closed | CaseStanding::Done => return None,
            CaseStanding::Out(_) => return Some(by_usual()),
            CaseStanding::Open if steps.iter().any(|step| step.days == 0) => return Some(by_usual()),
            CaseStanding::Open => {}
        }
        let due = self.clock(procedure, today, holidays)?.due_on;
        let rest = steps.iter().skip(1).map(|step| step.days);
        let on = rest.fold(due.max(today), |day, days| holidays.add_working_days(day, days));
        Some(ExpectedDecision {
            on: Some(on),
            is_late: due < today,
        })
    }
}

#[cfg(test)]
mod tests;

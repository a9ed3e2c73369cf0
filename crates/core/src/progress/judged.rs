//! How a promise stands, whatever its indicator measures: with a pace where one exists, else by comparing alone.

use super::{Pace, PaceVerdict, Percent, Promised};
use crate::calendar::Day;

/// Holds what was measured toward a promise up to the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// The flow from the promise's first day on, of one account or of several together.
    Flow(Option<i64>),
    /// A stock, with what stood on the eve of the promise's first day.
    Stock {
        /// What stood on the eve; `None` when nothing was recorded by then.
        opening: Option<i64>,
        /// What stands.
        result: Option<i64>,
    },
    /// A ratio; the promise is in whole percent.
    Ratio(Option<Percent>),
    /// A count of units for which nothing was recorded.
    Coverage,
    /// What one seat is to bring in, which the book does not tell apart.
    OfSeat,
}

/// Says why no pace exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPace {
    /// A share does not grow evenly from nothing: its whole percent is compared with the promised one.
    Ratio,
    /// What stood on the eve of the first day is unknown.
    OpeningUnknown,
    /// What is missing is counted, and nobody promises at least so many to be missing.
    Coverage,
    /// A seat received it.
    OfSeat,
}

/// Says how a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// By its pace.
    Paced(Pace),
    /// By comparing alone; no verdict while it is short and its days run, nor ever for a coverage or a seat.
    Compared {
        /// What is known without a pace.
        verdict: Option<PaceVerdict>,
        /// Why there is none.
        lack: NoPace,
    },
}

impl Measured {
    /// Gives the whole number that is compared with the promise.
    #[must_use]
    pub fn result(self) -> Option<i64> {
        match self {
            Measured::Flow(result) | Measured::Stock { result, .. } => result,
            Measured::Ratio(share) => share.map(Percent::whole_percent),
            Measured::Coverage | Measured::OfSeat => None,
        }
    }
}

impl Promised {
    /// Judges what was measured up to the end of the day asked.
    #[must_use]
    pub fn judge(self, measured: Measured, asked_on: Day) -> Judged {
        let compared = |lack: NoPace| Judged::Compared {
            verdict: self.compare(measured.result(), asked_on),
            lack,
        };
        let unjudged = |lack: NoPace| Judged::Compared { verdict: None, lack };
        match measured {
            Measured::Flow(result) => Judged::Paced(self.pace(result, asked_on)),
            Measured::Stock {
                opening: Some(opening),
                result,
            } => Judged::Paced(self.stock_pace(opening, result, asked_on)),
            Measured::Stock { opening: None, .. } => compared(NoPace::OpeningUnknown),
            Measured::Ratio(_) => compared(NoPace::Ratio),
            Measured::Coverage => unjudged(NoPace::Coverage),
            Measured::OfSeat => unjudged(NoPace::OfSeat),
        }
    }
}

impl Judged {
    /// Gives the verdict, when there is one.
    #[must_use]
    pub fn verdict(self) -> Option<PaceVerdict> {
        match self {
            Judged::Paced(pace) => Some(pace.verdict),
            Judged::Compared { verdict, .. } => verdict,
        }
    }

    /// Gives the pace, when there is one.
    #[must_use]
    pub fn pace(self) -> Option<Pace> {
        match self {
            Judged::Paced(pace) => Some(pace),
            Judged::Compared { .. } => None,
        }
    }

    /// Tells whether less is there than was to be there by now.
    #[must_use]
    pub fn is_late(self) -> bool {
        match self.verdict() {
            Some(PaceVerdict::Behind | PaceVerdict::Missed) => true,
            Some(
                PaceVerdict::Ahead
                | PaceVerdict::OnPace
                | PaceVerdict::Reached
                | PaceVerdict::Exceeded
                | PaceVerdict::NotRecorded
                | PaceVerdict::NotBegun,
            )
            | None => false,
        }
    }
}

impl NoPace {
    /// Gives the word used in locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NoPace::Ratio => "ratio",
            NoPace::OpeningUnknown => "opening_unknown",
            NoPace::Coverage => "coverage",
            NoPace::OfSeat => "of_seat",
        }
    }
}

#[cfg(test)]
mod tests;

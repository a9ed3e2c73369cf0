//! Rows of the appendix tables.

use serde::{Deserialize, Serialize};

use super::{Number, Promise};
use crate::calendar::Day;
use crate::progress::{Pace, PaceVerdict, Promised};

/// Holds one cell: a number, or nothing recorded.
pub type Entry = Option<Number>;

/// Holds a stock from opening to closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// At the opening of the period, with what was carried in inside it.
    pub opening: Entry,
    /// New.
    pub founded: Entry,
    /// Received from other committees.
    pub received: Entry,
    /// Ended.
    pub ended: Entry,
    /// Transferred out.
    pub transferred_out: Entry,
    /// At the close of the period.
    pub closing: Entry,
}

impl Balance {
    /// Gives the numbers in the order of the table's columns.
    #[must_use]
    pub fn cells(&self) -> [&Entry; 6] {
        [
            &self.opening,
            &self.founded,
            &self.received,
            &self.ended,
            &self.transferred_out,
            &self.closing,
        ]
    }
}

/// Holds one row of the balance table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceRow {
    /// Line of organizations, `party`.
    pub line: String,
    /// Kind of the bodies they stand in; absent for the whole line.
    pub host_kind: Option<String>,
    /// The numbers.
    pub balance: Balance,
}

/// Holds one row of the table of promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseRow {
    /// Code of the receiving unit.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Name of the indicator.
    pub indicator: String,
    /// The target.
    pub promise: Promise,
    /// Whether it grows from nothing on the target's first day, so that an even pace exists.
    #[serde(default)]
    pub is_flow: bool,
}

impl PromiseRow {
    fn promised(&self) -> Option<Promised> {
        let promise = &self.promise;
        (promise.min > 0 && promise.member.is_none()).then_some(Promised {
            from: promise.from,
            to: promise.to,
            min: promise.min,
            max: promise.max,
        })
    }

    /// Gives how it stands to an even pace on a day; none for what is no flow, for a seat, and where no number was promised.
    #[must_use]
    pub fn pace(&self, on: Day) -> Option<Pace> {
        let promised = self.promised().filter(|_| self.is_flow)?;
        Some(promised.pace(self.promise.result, on))
    }

    /// Tells whether somebody has to act on a day: it is behind an even pace, was missed, or nothing is recorded for it.
    #[must_use]
    pub fn is_behind(&self, on: Day) -> bool {
        let compared = || self.promised()?.compare(self.promise.result, on);
        match self.pace(on).map_or_else(compared, |pace| Some(pace.verdict)) {
            Some(PaceVerdict::Behind | PaceVerdict::Missed | PaceVerdict::NotRecorded) => true,
            Some(
                PaceVerdict::Ahead
                | PaceVerdict::OnPace
                | PaceVerdict::Reached
                | PaceVerdict::Exceeded
                | PaceVerdict::NotBegun,
            )
            | None => false,
        }
    }
}

/// Tells whether opening, in and out give the closing; nothing recorded counts as none.
#[must_use]
pub fn balance_of(balance: &Balance) -> bool {
    let value = |entry: &Entry| {
        entry
            .as_ref()
            .and_then(|number| number.value.parse::<i64>().ok())
            .unwrap_or(0)
    };
    let incoming = value(&balance.opening) + value(&balance.founded) + value(&balance.received);
    incoming - value(&balance.ended) - value(&balance.transferred_out) == value(&balance.closing)
}

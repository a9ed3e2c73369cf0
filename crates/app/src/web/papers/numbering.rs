//! The number of a paper: the next one of its series, or a later one with the reason for those left out.

use nennep_core::calendar::Day;

use crate::web::faults::{Fault, FaultKind};

/// What an officer asks a paper to bear.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its number; the next one when absent.
    pub number: Option<i64>,
    /// Why the numbers before it are left out.
    pub gap_reason: Option<&'a str>,
    /// Its day.
    pub dated: Day,
}

/// The number a paper takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Its place in the series.
    pub number: i64,
    /// Why numbers before it were left out; none where none was.
    pub gap_reason: Option<String>,
}

/// Numbers a paper after the last one of its series; `since` are days it may not come before. Gives all that is wrong beside.
#[must_use]
pub fn numbered(wanted: &Wanted<'_>, last: Option<(i64, Day)>, since: &[Day]) -> (Numbered, Vec<Fault>) {
    let next = last.map_or(1, |(number, _)| number + 1);
    let number = wanted.number.unwrap_or(next);
    let mut faults = Vec::new();
    if number < next {
        let fault = Fault::new(FaultKind::NumberUsed, number.to_string(), &next.to_string());
        faults.push(fault.in_field("number"));
    }
    if number > next && wanted.gap_reason.is_none() {
        let fault = Fault::new(FaultKind::NumbersLeftOut, number.to_string(), &next.to_string());
        faults.push(fault.in_field("gap_reason"));
    }
    // A number stands for its place in time: not before the paper before it either.
    let since = since.iter().copied().chain(last.map(|(_, on)| on)).max();
    if let Some(since) = since.filter(|since| wanted.dated < *since) {
        let fault = Fault::new(FaultKind::TooEarly, wanted.dated.to_string(), &since.to_string());
        faults.push(fault.in_field("dated"));
    }
    let gap_reason = wanted.gap_reason.filter(|_| number > next).map(str::to_owned);
    (Numbered { number, gap_reason }, faults)
}

//! The reading of the clock with which benchmarks record.

use nennep::store::Stamp;
use nennep_core::calendar::Day;

/// Gives the reading of the clock with which benchmarks record.
pub(crate) fn stamp() -> Stamp {
    Stamp {
        at: "2026-11-24T02:00:00.000000Z".to_owned(),
        today: Day::new(2026, 11, 24).expect("a day"),
        officer: "bench".to_owned(),
        account: None,
        request: String::new(),
    }
}

//! The one place that reads the clock for a command.

use chrono::{FixedOffset, SecondsFormat, Timelike, Utc};
use nennep_core::calendar::Day;

use crate::store::Stamp;

/// Hours by which Việt Nam is ahead of UTC; there is no summer time.
const VIETNAM_HOURS: i32 = 7;

/// Reads the clock once for one act.
#[must_use]
pub fn now(officer: &str) -> Stamp {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock for a command"
    )]
    let now = Utc::now();
    let now = now.with_nanosecond(now.nanosecond() / 1000 * 1000).unwrap_or(now);
    let vietnam = FixedOffset::east_opt(VIETNAM_HOURS * 3600)
        .map_or(now.date_naive(), |offset| now.with_timezone(&offset).date_naive());
    Stamp {
        at: now.to_rfc3339_opts(SecondsFormat::Micros, true),
        today: Day::from_naive(vietnam).unwrap_or(Day::FIRST),
        officer: officer.to_owned(),
    }
}

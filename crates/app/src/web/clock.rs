//! The one place that reads the clock and throws the dice for the house.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, FixedOffset, SecondsFormat, Timelike, Utc};
use nennep_core::calendar::{Day, VIETNAM_HOURS};

use crate::store::Stamp;

/// Tells the present instant; in tests it stands still until it is moved.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own.
    System,
    /// Stands at one instant.
    Still(Arc<Mutex<DateTime<Utc>>>),
}

/// Holds one reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    instant: DateTime<Utc>,
}

impl Clock {
    /// Makes a clock that stands at an instant such as `2026-11-24T03:00:00Z`.
    ///
    /// # Errors
    /// When the text is no instant.
    pub fn still(at: &str) -> Result<Self, chrono::ParseError> {
        let instant = DateTime::parse_from_rfc3339(at)?.with_timezone(&Utc);
        Ok(Clock::Still(Arc::new(Mutex::new(instant))))
    }

    /// Moves a still clock on; the machine's own goes by itself.
    pub fn move_on(&self, seconds: i64) {
        if let Clock::Still(instant) = self {
            let mut instant = instant.lock().unwrap_or_else(PoisonError::into_inner);
            *instant += Duration::seconds(seconds);
        }
    }

    /// Reads the clock.
    #[must_use]
    pub fn read(&self) -> Now {
        let instant = match self {
            Clock::System => system(),
            Clock::Still(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        };
        Now {
            instant: instant
                .with_nanosecond(instant.nanosecond() / 1000 * 1000)
                .unwrap_or(instant),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock for the house"
)]
fn system() -> DateTime<Utc> {
    Utc::now()
}

impl Now {
    /// Gives the instant, UTC with microseconds and `Z`.
    #[must_use]
    pub fn at(self) -> String {
        self.instant.to_rfc3339_opts(SecondsFormat::Micros, true)
    }

    /// Gives the instant some seconds later, or earlier when they are below zero.
    #[must_use]
    pub fn at_plus(self, seconds: i64) -> String {
        let later = self.instant + Duration::seconds(seconds);
        later.to_rfc3339_opts(SecondsFormat::Micros, true)
    }

    /// Gives the instant as the library of the calendar holds it.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        self.instant
    }

    /// Gives the seconds from a stored instant to this one; 0 when it cannot be read or lies ahead.
    #[must_use]
    pub fn seconds_since(self, at: &str) -> i64 {
        DateTime::parse_from_rfc3339(at).map_or(0, |at| (self.instant - at.with_timezone(&Utc)).num_seconds().max(0))
    }

    /// Gives seconds since 1970, as one-time codes count them.
    #[must_use]
    pub fn unix_seconds(self) -> u64 {
        u64::try_from(self.instant.timestamp()).unwrap_or(0)
    }

    /// Gives the present day in Việt Nam.
    #[must_use]
    pub fn today(self) -> Day {
        let day = FixedOffset::east_opt(VIETNAM_HOURS * 3600).map_or(self.instant.date_naive(), |offset| {
            self.instant.with_timezone(&offset).date_naive()
        });
        Day::from_naive(day).unwrap_or(Day::FIRST)
    }
}

/// Reads the clock once for one act of a command.
#[must_use]
pub fn now(officer: &str) -> Stamp {
    let now = Clock::System.read();
    Stamp {
        at: now.at(),
        today: now.today(),
        officer: officer.to_owned(),
        account: None,
        request: String::new(),
    }
}

/// Gives the hour and minute in Việt Nam of a stored instant, and its day.
#[must_use]
pub fn local(at: &str) -> Option<(String, Day)> {
    let instant = DateTime::parse_from_rfc3339(at).ok()?;
    let local = instant.with_timezone(&FixedOffset::east_opt(VIETNAM_HOURS * 3600)?);
    Some((local.format("%H:%M").to_string(), Day::from_naive(local.date_naive())?))
}

/// Measures how long something takes; nothing is decided by it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock for the house"
    )]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Gives whole milliseconds since the start.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock for the house"
    )]
    pub fn milliseconds(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Says why the dice could not be thrown.
pub type DiceError = getrandom::Error;

/// Throws the dice: bytes nobody can guess.
///
/// # Errors
/// When the machine has no source of them.
pub fn dice<const N: usize>() -> Result<[u8; N], DiceError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

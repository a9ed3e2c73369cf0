//! Days, the closed set of periods, and working days.

mod day;
mod period;
mod working;

#[cfg(test)]
mod tests;

pub use day::{Day, DayError};
pub use period::{Period, PeriodError};
pub use working::{Holidays, HolidaysError};

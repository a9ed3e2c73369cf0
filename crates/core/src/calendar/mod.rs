//! Days, months, the closed set of periods, and working days.

mod day;
mod months;
mod period;
mod working;

#[cfg(test)]
mod tests;

pub use day::{Day, DayError, VIETNAM_HOURS};
pub use months::months_between;
pub use period::{Period, PeriodError};
pub use working::{Holidays, HolidaysError};

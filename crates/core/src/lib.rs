//! The book's arithmetic: days, the dated tree, the ledger, indicators, targets and report models.
//!
//! Nothing here reads a clock, throws dice, touches a file or waits. Floors name only lower floors:
//! calendar and text, then register, ledger, accounts, progress, reports.

pub mod accounts;
pub mod calendar;
pub mod checker;
pub mod ledger;
pub mod progress;
pub mod register;
pub mod reports;
pub mod text;

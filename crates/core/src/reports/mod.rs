//! Report models: what a paper says as plain data, without wording or format.

mod family;
mod kind;
mod model;
mod reporting;
mod statement;
mod table;
mod tasks;

#[cfg(test)]
mod tests;

pub use family::Family;
pub use kind::ReportKind;
pub use model::{Body, ChildPart, ReportColumn, ReportModel, Signer, YearPart};
pub use reporting::{ReportingPart, ReportingRow, RestatedRow};
pub use statement::{Number, Promise, Standing, Statement, number};
pub use table::{Balance, BalanceRow, Entry, PromiseRow, balance_of};
pub use tasks::{TaskPart, TaskRow, TaskStanding};

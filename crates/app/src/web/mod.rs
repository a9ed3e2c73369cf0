//! What every feature shares when people or files bring something in: faults, sheets, and the intake of one import.

pub mod columns;
pub mod faults;
pub mod intake;
pub mod sheet;
pub mod wording;

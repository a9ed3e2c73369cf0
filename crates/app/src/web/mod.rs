//! What every feature shares where people or files come in: requests, rights, pages, faults, sheets.

pub mod assets;
pub mod bar;
mod bar_parts;
mod cells;
pub mod clock;
pub mod columns;
pub mod days;
pub mod errors;
pub mod faults;
pub mod house;
pub mod intake;
pub mod list_query;
pub mod log;
pub mod network;
pub mod order;
pub mod places;
pub mod secrets;
pub mod security;
pub mod sheet;
pub mod shell;
pub mod table;
pub mod visit;
pub mod wording;
pub mod words;
pub mod workbook;

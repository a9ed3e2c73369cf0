//! What every feature shares where people or files come in: requests, rights, pages, faults, sheets.

pub mod assets;
pub mod bar;
mod bar_parts;
pub mod charts;
pub mod clock;
pub mod columns;
pub mod days;
pub mod errors;
pub mod fact_words;
pub mod faults;
pub mod house;
pub mod intake;
pub mod list_query;
pub mod log;
pub mod names;
pub mod network;
pub mod order;
pub mod secrets;
pub mod security;
pub mod sheet;
pub mod shell;
pub mod table;
pub mod visit;
pub mod wording;
pub mod words;
pub mod workbook;

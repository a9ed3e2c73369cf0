//! What every feature shares where people or files come in: requests, rights, pages, faults, sheets.

pub mod assets;
pub mod clock;
pub mod columns;
pub mod errors;
pub mod faults;
pub mod house;
pub mod intake;
pub mod list_query;
pub mod listen;
pub mod log;
pub mod metrics;
pub mod network;
pub mod openapi;
pub mod question;
pub mod secrets;
pub mod security;
pub mod sheet;
pub mod shell;
pub mod table;
pub mod visit;
pub mod wording;
pub mod words;
pub mod workbook;

//! What every feature shares where people or files come in: requests, rights, pages, faults, sheets.

pub mod address;
pub mod assets;
pub mod clock;
pub mod columns;
pub mod errors;
pub mod faults;
pub mod field_faults;
pub mod house;
pub mod intake;
pub mod list_query;
pub mod log;
pub mod network;
pub mod once;
pub mod passwords;
pub mod preferences;
pub mod secrets;
pub mod security;
pub mod sheet;
pub mod shell;
pub mod standing;
pub mod table;
pub mod tries;
pub mod visit;
pub mod wording;
pub mod words;
pub mod workbook;

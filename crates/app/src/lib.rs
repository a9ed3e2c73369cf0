//! Nền Nếp: the working system of committees that build organizations in non-state enterprises.

pub mod catalogs;
pub mod cli;
pub mod features;
pub mod generate;
pub mod programme;
pub mod routes;
pub mod store;
pub mod web;

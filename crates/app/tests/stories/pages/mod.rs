//! Pages and the API as a browser and a program meet them.

mod api;
mod board;
mod differences;
mod entries;
mod facts;
mod house;
mod operations;
mod search;
mod security;
mod tasks;
mod units;

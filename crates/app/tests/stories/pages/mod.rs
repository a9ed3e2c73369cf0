//! Pages and the API as a browser and a program meet them.

mod board;
mod entries;
mod facts;
mod differences;
mod house;
mod search;
mod units;

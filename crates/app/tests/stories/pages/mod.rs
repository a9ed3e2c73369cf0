//! Pages and the API as a browser and a program meet them.

mod board;
mod entries;
mod facts;
mod house;
mod tasks;

//! Pages and the API as a browser and a program meet them.

mod api;
mod board;
mod entries;
mod facts;
mod house;
mod operations;
mod security;
mod tasks;
mod second_factor;
mod sessions;

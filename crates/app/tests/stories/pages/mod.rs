//! Pages and the API as a browser and a program meet them.

mod api;
mod house;
mod operations;
mod security;

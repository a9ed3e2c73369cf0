//! Pages and the API as a browser and a program meet them.

mod accounts;
mod api;
mod audit;
mod board;
mod differences;
mod enterprises;
mod entries;
mod facts;
mod facts_programs;
mod facts_rights;
mod house;
mod imports;
mod operations;
mod places;
mod policy;
mod search;
mod second_factor;
mod security;
mod sessions;
mod surveys;
mod surveys_owed;
mod tasks;
mod tasks_appendix;
mod units;
mod views;
mod waiting;

//! Reports: the book into a model, model and words into a paper.

mod balances;
mod collect;
mod compose;
mod confirmed;
mod files;
mod lists;
mod printed;
mod seen;
mod spans;
mod standard_tables;
mod tables;
mod trial;
mod wording;
mod words;

#[cfg(test)]
mod tests;

pub use collect::{Request, collect, is_gone, retold, statements_of};
pub use compose::{PaperError, compose, compose_with, worded};
pub use confirmed::{Confirmed, confirmed};
pub use files::{model_json, write};
pub use printed::{
    Files, Finished, Printed, composed, file_of, model, model_lately, papers_of, printed, progress, stamp,
};
pub use seen::{Shown, paper_title, paper_title_as, paper_unit, seen_paper, trace_of};
pub use spans::period_name;
pub use trial::{as_kind, emptied, recorded, trial};
pub use wording::{Papers, PapersError, Table, Wording};
pub use words::{Apart, Sayable, apart, left_out, refreshed, sayable, typed, words};

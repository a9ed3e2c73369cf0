//! Reports: the book into a model, model and words into a paper.

mod collect;
mod compose;
mod files;
mod kind;
mod lists;
mod spans;
mod standard_tables;
mod tables;
mod wording;

#[cfg(test)]
mod tests;

pub use collect::{Request, collect, retold};
pub use compose::{PaperError, compose};
pub use files::{model_json, write};
pub use kind::ReportKind;
pub use wording::{Papers, PapersError, Table, Wording};

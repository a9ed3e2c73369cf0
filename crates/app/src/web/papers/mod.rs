//! What every paper of the house is made with: how bodies are written, worded text, and formats.

mod bodies;
mod drafts;
mod files;
mod follow_ups;
mod format;
mod letters;
mod numbering;
mod periods;
mod text;

pub use bodies::{Bodies, bare_number};
pub use drafts::drafted;
pub use files::{download, paper_file};
pub use follow_ups::{FollowUpKind, FollowUpWordings};
pub use format::{Format, layouts, write_paper};
pub use letters::{LetterKind, LetterWording, LetterWordings};
pub use numbering::{Numbered, Wanted, numbered};
pub use periods::{pace_cells, reporting_appendices, table_note};
pub use text::{add_part, blocks, fenced, marked, runs, say, without_fences, wording_environment};

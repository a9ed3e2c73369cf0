//! Figures on their way up, the periods they close, and what an entry means for a closed one.

mod carriers;
mod explain;
mod freeze;
mod guard;
mod record;
mod rows;
mod said;
mod settle;
mod sound;

pub use carriers::{Books, Carrier, KeptPaper, carriers, papers_of, value_at};
pub use explain::{Cause, Explained, Restatement, TakenBackLater, restate};
pub use freeze::{figures_of, group_of};
pub use guard::{ClosedPeriod, Locks};
pub(super) use guard::{Guard, Mark};
pub use record::{Submission, SubmissionDone, SubmissionKey};
pub use rows::{
    NewEvent, add_event, closed_periods, find_any_submission, find_submission, open_submission, reminders,
    submissions_of, supplemented, supplements_of,
};
pub use said::reporting_of;
pub use settle::settle_openings;
pub(super) use sound::submissions;

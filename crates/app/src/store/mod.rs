//! The one door to the database.
//!
//! The shared dialect: lower case, `$n` parameters, whole numbers and texts only, `cast(sum(x) as bigint)`, `coalesce`,
//! partial indexes, `deferrable initially deferred`. The exceptions: triggers (`migrations/NNNN.{sqlite,postgres}.sql`),
//! how a transaction is begun, and where the engine keeps the names of its tables; all of them in this folder.

mod act;
mod audit;
mod book;
mod bulk;
mod check;
mod contents;
mod door;
mod enrol;
mod enterprises;
mod entry;
mod error;
mod figures;
mod followed;
mod forms;
mod history;
mod live;
mod near;
mod open;
mod open_cases;
mod outlook;
mod papers;
mod people;
mod scope;
mod series;
mod sight;
mod sign_in;
mod signings;
mod source;
mod stocks;
mod submissions;
mod tables;
mod tally;
mod tasks;
mod told;
mod trace;
mod undone;
mod verify;
mod wordings;

pub use act::Act;
pub use audit::AuditLine;
pub use book::{Book, Claim, classes, read_tags, tree_at, tree_went_on};
pub use bulk::{id_list, next_id};
pub use check::{Check, Verification};
pub use contents::content_of;
pub use door::{Db, Row, Tx, Value};
pub use enrol::{
    ChosenBy, NewAccount, NewRole, NewToken, People, Without, disable_account, enable_account, end_role, give_role,
    is_managed_without, make_account, make_token, rename_account, set_password,
};
pub use enterprises::{
    ACTIVITIES, Batch, BatchCounts, COUNTED_MAX, Counts, Enterprise, FRESH_DAYS, From, HeadCount, HeadSource, Host,
    ListRow, Listed, Order, Organization, SOUGHT_MAX, STEP_WAITS, SealedPhone, Settled, Texts, Undone, VISITED, Wanted,
    Within, bring_up_to_date, close_batch, counted, enter, keep_told, listed, listed_in, newest_heads, open_batch,
    organizations_in, page, phone_sought, see_again, settle, sought, standing_organizations, summed_heads, undo_batch,
};
pub use entry::{Draft, FactRow, Known, Sort, Stamp};
pub use error::StoreError;
pub use figures::{Asked, Figures};
pub use followed::{Followed, followed};
pub use forms::{form_content, keep_form};
pub use history::{Ground, Happened, HistoryLine, grounds, history, naming};
pub use live::{Live, Snapshot};
pub use near::{enterprises_near, numbers_near};
pub use open::{SCHEMA_VERSION, connect, migrate, open};
pub use open_cases::{CaseAhead, cases_ahead};
pub use outlook::{Outlook, OutlookAsked, OutlookOf, Ratio};
pub use papers::{
    MadePaper, PaperAsked, PaperText, find_any_paper, keep_paper, keep_text, list_any_papers, list_companions, texts_of,
};
pub use people::{Account, RoleHeld, Session, Token, officer_name, officer_names};

pub use scope::{Deed, Grant, Role, Roles, Scope};
pub use series::MonthFlow;
pub use sight::Sight;
pub use sign_in::{FAILURE_SECONDS, Limits, Secrets, Try, guarded_roles, is_guarded, is_known_device, remember_device};
pub use signings::{
    Cancelled, SIGNED_NUMBER, Signing, cancel_signing, find_any_signing, find_cancelled, find_sealed, keep_signing,
    last_signed, seal_of,
};
pub use source::Source;
pub use stocks::{own_classes, own_stocks, stocks};
pub use submissions::{
    Books, Carrier, Cause, ClosedPeriod, Explained, KeptPaper, Locks, NewEvent, Restatement, Submission,
    SubmissionDone, SubmissionKey, TakenBackLater, add_event, carriers, closed_periods, figures_of,
    find_any_submission, find_submission, group_of, open_submission, papers_of, reminders, reporting_of, restate,
    settle_openings, submissions_of, supplemented, supplements_of, value_at,
};
pub use tally::Tally;
pub use tasks::{Task, TaskDone};
pub use told::{ToldEvent, ToldFact, tell, tell_event, untell};
pub use trace::{Trace, TraceDecision, TraceLine};
pub use undone::close_cases_of;
pub use verify::verify;
pub use wordings::{KeptWording, keep_wording, newest_wording, wording_versions, wordings_of};

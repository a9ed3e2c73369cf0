//! A paper that was asked for.

use nennep_core::calendar::{Day, Period};
use nennep_core::reports::Signer;

use crate::web::reports::ReportKind;

/// Says which paper is asked for, in a form that can be kept and made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asking {
    /// The unit, by its number in the book.
    pub(super) unit: i64,
    pub(super) report: ReportKind,
    pub(super) period: Period,
    pub(super) dated: Option<Day>,
    pub(super) number: Option<String>,
    pub(super) signer: Option<Signer>,
    /// The paper a review looks back on, as it is cited.
    pub(super) basis: Option<String>,
    /// The report whose figures a paper of the same conference says.
    pub(super) figures_of: Option<i64>,
    /// Last entry the paper knows.
    pub(super) head: i64,
}

/// Holds one paper that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) id: i64,
    pub(super) asking: Asking,
    pub(super) made_at: String,
    /// Name of who made it.
    pub(super) made_by: String,
}

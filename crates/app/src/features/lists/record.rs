//! What taking in a foreign list comes to, row by row.

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use serde::Serialize;

use crate::store::Enterprise;
use crate::web::faults::Fault;
use crate::web::intake::Report;

/// A row as read, with what is wrong and what is doubtful.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadRow {
    pub(super) told: Enterprise,
    pub(super) values: BTreeMap<&'static str, String>,
    pub(super) faults: Vec<Fault>,
    pub(super) warnings: Vec<&'static str>,
}

/// What became of a row, in the shape other programs rely on.
#[derive(Clone, Debug, Serialize)]
pub struct RowOutcome {
    /// Sheet it stands in.
    pub sheet: String,
    /// Row as a person sees it.
    pub row: u32,
    /// `accepted`, `held` or `skipped`.
    pub outcome: &'static str,
    /// Why it was held or skipped.
    pub reasons: Vec<String>,
    /// What is worth a look.
    pub warnings: Vec<&'static str>,
    /// What was read, by our names of the columns.
    pub values: BTreeMap<&'static str, String>,
}

/// What taking in a list comes to, in the shape other programs rely on.
#[derive(Clone, Debug, Serialize)]
pub struct ListReport {
    /// What every import tells.
    #[serde(flatten)]
    pub report: Report,
    /// How the letters were written.
    pub encoding: &'static str,
    /// The day the list speaks of.
    pub as_of: Day,
    /// Our columns with the heads found for them.
    pub columns: BTreeMap<String, String>,
    /// Every line below a head.
    pub rows: Vec<RowOutcome>,
    /// Number of the batch, to undo it; none for a rehearsal.
    pub batch: Option<i64>,
}

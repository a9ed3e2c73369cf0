//! What taking in a foreign list comes to, row by row.

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use serde::{Deserialize, Serialize};

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

/// What a row came to, told more finely than other programs need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Change {
    /// The enterprise was not known.
    New,
    /// It was brought up to date.
    Changed,
    /// It was known with the same content.
    Same,
    /// The row was held back.
    Held,
    /// The line is no row.
    #[default]
    Skipped,
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
    /// What it came to.
    #[serde(skip)]
    pub change: Change,
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
    /// Whether the file was taken in before, so that nothing was done.
    #[serde(skip)]
    pub is_taken: bool,
}

impl ListReport {
    /// Counts the rows that came to something.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change == change).count()
    }
}

/// Columns settled by hand: by the shape of a head, our name of a column to its head.
pub(super) type Settled = BTreeMap<String, BTreeMap<String, String>>;

/// A file between its choosing and its taking in, without what it holds.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub(super) id: i64,
    pub(super) unit: i64,
    pub(super) list: String,
    pub(super) file: String,
    pub(super) columns: Settled,
    pub(super) as_of: Option<Day>,
    pub(super) made_at: String,
    pub(super) batch: Option<i64>,
}

/// One batch as the list of imports shows it.
#[derive(Clone, Debug)]
pub(super) struct BatchRow {
    pub(super) id: i64,
    pub(super) unit: Option<i64>,
    pub(super) file: String,
    pub(super) as_of: Option<Day>,
    pub(super) made_at: String,
    pub(super) made_by: String,
    pub(super) accepted: i64,
    pub(super) same: i64,
    pub(super) held: i64,
    pub(super) skipped: i64,
    pub(super) undone_at: Option<String>,
    pub(super) undone_by: Option<String>,
    pub(super) upload: Option<i64>,
}

/// One sheet of a file as a person settles its columns.
#[derive(Clone, Debug)]
pub(super) struct SheetLook {
    pub(super) name: String,
    pub(super) shape: String,
    /// Heads, from the left; empty where a column has none.
    pub(super) heads: Vec<String>,
    /// Our columns with the heads that are they.
    pub(super) columns: BTreeMap<String, String>,
    /// The first values under each head.
    pub(super) samples: Vec<String>,
}

/// What looking at a file, or taking it in, came to.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    pub(super) sheets: Vec<SheetLook>,
    pub(super) encoding: &'static str,
    pub(super) as_of: Day,
    pub(super) counts: BTreeMap<&'static str, usize>,
    /// What is worth a look, by kind, with how often.
    pub(super) warnings: BTreeMap<&'static str, usize>,
    /// Faults of the whole file.
    pub(super) faults: Vec<Fault>,
    /// Rows held back, with why.
    pub(super) held: Vec<HeldRow>,
    /// The first rows that would come in.
    pub(super) first: Vec<RowOutcome>,
    pub(super) batch: Option<i64>,
}

/// A row that was held back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct HeldRow {
    pub(super) sheet: String,
    pub(super) row: u32,
    /// Its faults: kind, column, what was found, what is expected, what to do.
    pub(super) faults: Vec<HeldFault>,
}

/// Why a row was held back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct HeldFault {
    pub(super) column: String,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) remedy: String,
}

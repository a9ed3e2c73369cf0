//! A letter: as it is asked for, and as it was written.

use nennep_core::calendar::Day;
use nennep_core::register::{Procedure, Takes};
use nennep_core::reports::Signer;
use nennep_documents::blocks::Paper;

use crate::store::Host;
use crate::web::papers::LetterKind;

/// Gives what the letters of a procedure may be about, the usual first.
pub(super) fn deeds(procedure: &Procedure) -> &'static [&'static str] {
    match procedure.takes {
        None => &["found"],
        Some(Takes::Standing) => &["found", "raise"],
        Some(Takes::Elsewhere) => &["receive"],
    }
}

/// The case a letter belongs to.
#[derive(Clone, Debug)]
pub(super) struct CaseOf {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) procedure: String,
    pub(super) opened_on: Day,
    pub(super) unit: i64,
    pub(super) hosts: Vec<Host>,
    /// `open`, `out`, `refused`, `closed` or `done`.
    pub(super) standing: String,
    /// The step it is on.
    pub(super) step: usize,
    /// Papers that are there, by code.
    pub(super) papers: Vec<String>,
}

/// What is asked of a letter.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) kind: LetterKind,
    /// `found`, `raise` or `receive`.
    pub(super) deed: &'static str,
    pub(super) dated: Day,
    /// The next one when absent.
    pub(super) number: Option<i64>,
    pub(super) gap_reason: Option<String>,
    pub(super) organization: String,
    pub(super) to: String,
    pub(super) heads: Option<i64>,
    pub(super) signer: Option<Signer>,
    pub(super) key: String,
    /// Hash of everything the form holds.
    pub(super) form: String,
}

/// A letter as it was written.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) id: i64,
    pub(super) case: i64,
    pub(super) unit: i64,
    pub(super) kind: LetterKind,
    pub(super) number: i64,
    pub(super) dated: Day,
    pub(super) paper: Paper,
    pub(super) made_at: String,
    pub(super) made_by: String,
}

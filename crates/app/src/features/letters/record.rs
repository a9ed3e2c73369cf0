//! A letter: as it is asked for, and as it was written.

use nennep_core::calendar::Day;
use nennep_core::register::Line;
use nennep_core::reports::Signer;
use nennep_documents::blocks::Paper;
use serde::Deserialize;

use crate::store::Host;

/// Says which letter of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterKind {
    /// The committee asks the body that decides.
    Submission,
    /// The committee decides itself.
    Decision,
}

impl LetterKind {
    /// Finds a kind by its word.
    pub(super) fn of(word: &str) -> Option<Self> {
        [Self::Submission, Self::Decision]
            .into_iter()
            .find(|kind| kind.code() == word)
    }

    /// Gives its stable name.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Decision => "decision",
        }
    }

    /// Tells whether a committee of the Party writes such a letter in a case of the line: what founds a mass organization is
    /// decided by the superior of its own line, on its own paper.
    pub(super) fn is_for(self, line: Line) -> bool {
        match self {
            Self::Submission => true,
            Self::Decision => line == Line::Party,
        }
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
    /// Papers that are there, by code.
    pub(super) papers: Vec<String>,
}

/// What is asked of a letter.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) kind: LetterKind,
    pub(super) dated: Day,
    /// The next one when absent.
    pub(super) number: Option<i64>,
    pub(super) gap_reason: Option<String>,
    pub(super) organization: String,
    pub(super) to: String,
    pub(super) heads: Option<i64>,
    pub(super) signer: Option<Signer>,
    pub(super) key: String,
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

/// Holds the words of letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wordings {
    pub(super) submission: Wording,
    pub(super) decision: Wording,
}

/// Holds the words of one kind of letter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub(super) kind: String,
    pub(super) symbol: String,
    pub(super) summary: Vec<String>,
    pub(super) recipients: Vec<String>,
    pub(super) text: String,
}

impl Wordings {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// When the file is not of its shape.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../../../wording/letters.vi.toml"))
    }

    pub(super) fn of(&self, kind: LetterKind) -> &Wording {
        match kind {
            LetterKind::Submission => &self.submission,
            LetterKind::Decision => &self.decision,
        }
    }
}

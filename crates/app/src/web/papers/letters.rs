//! Kinds of letters of a case, and their words.

use nennep_core::register::{Line, Procedure};
use serde::Deserialize;

/// Says which letter of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// The committee asks the body that decides.
    Submission,
    /// The committee decides itself.
    Decision,
}

impl LetterKind {
    /// All kinds, in the order in which a case writes them.
    pub const ALL: [Self; 2] = [Self::Submission, Self::Decision];

    /// Finds a kind by its stable name.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == word)
    }

    /// Gives its stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Decision => "decision",
        }
    }

    /// Tells whether a committee of the Party writes such a letter in a case of the line: what founds a mass organization is
    /// decided by the superior of its own line, on its own paper.
    #[must_use]
    pub fn is_for(self, line: Line) -> bool {
        match self {
            Self::Submission => true,
            Self::Decision => line == Line::Party,
        }
    }

    /// Tells whether a case on a step may be written such a letter: a submission until it is decided, a decision once all
    /// before it is done.
    #[must_use]
    pub fn is_due(self, procedure: &Procedure, step: usize) -> bool {
        let deciding = procedure.founding_step();
        let is_due = match self {
            Self::Submission => step <= deciding,
            Self::Decision => step == deciding,
        };
        is_due && self.is_for(procedure.line)
    }
}

/// Holds the words of letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterWordings {
    submission: LetterWording,
    decision: LetterWording,
}

/// Holds the words of one kind of letter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterWording {
    /// Name of the kind in capitals.
    pub kind: String,
    /// Before the stroke of a number.
    pub symbol: String,
    /// Summary, one string a printed line.
    pub summary: Vec<String>,
    /// Recipients; one in brackets alone is left out.
    pub recipients: Vec<String>,
    /// The text.
    pub text: String,
}

impl LetterWordings {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// When the file is not of its shape.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../../../wording/letters.vi.toml"))
    }

    /// Gives the words of a kind.
    #[must_use]
    pub fn of(&self, kind: LetterKind) -> &LetterWording {
        match kind {
            LetterKind::Submission => &self.submission,
            LetterKind::Decision => &self.decision,
        }
    }
}

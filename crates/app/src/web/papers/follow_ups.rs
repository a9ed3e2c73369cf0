//! What follows from a shortfall: its kinds and their words on paper.

use serde::Deserialize;

use super::letters::LetterWording;

/// Says what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUpKind {
    /// Who received a target is asked to review the own responsibility.
    Review,
    /// It is proposed to inspect how the target is carried out.
    Inspection,
}

/// Holds the words of both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpWordings {
    review: LetterWording,
    inspection: LetterWording,
}

impl FollowUpKind {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Review, Self::Inspection];

    /// Finds a kind by its stable name.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == word)
    }

    /// Gives its stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Inspection => "inspection",
        }
    }
}

impl FollowUpWordings {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// When the file is not of its shape.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../../../wording/follow_ups.vi.toml"))
    }

    /// Gives the words of a kind.
    #[must_use]
    pub fn of(&self, kind: FollowUpKind) -> &LetterWording {
        match kind {
            FollowUpKind::Review => &self.review,
            FollowUpKind::Inspection => &self.inspection,
        }
    }
}

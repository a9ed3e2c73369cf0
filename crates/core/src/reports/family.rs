//! Families of official papers.

use serde::{Deserialize, Serialize};

/// Says whose form a body's papers follow; each has its own letterhead, numbers and layouts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Bodies of the Party.
    #[default]
    Party,
    /// Trade unions, women and veterans, whose papers look like those of the State.
    StateLike,
    /// The Youth Union.
    Youth,
}

impl Family {
    /// All families, the Party first.
    pub const ALL: [Self; 3] = [Self::Party, Self::StateLike, Self::Youth];

    /// Tells whether it is the Party's, which is left unsaid in a kept model: those from before there were others have none.
    #[must_use]
    pub fn is_party(&self) -> bool {
        *self == Self::Party
    }
}

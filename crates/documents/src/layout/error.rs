//! What can be wrong with the catalogue of layouts.

use thiserror::Error;

use super::FILE;

/// Says why the catalogue of layouts cannot be used, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LayoutError {
    /// Not TOML, or a field is missing, unknown or of the wrong kind.
    #[error("{FILE}, line {line}: {found}; correct this field as in the layout party-2026")]
    Syntax {
        /// Line, counted from 1.
        line: usize,
        /// What the reader found.
        found: String,
    },
    /// Two layouts with one identifier.
    #[error("{FILE}, line {line}: layout `{id}` stands twice; give one of them another id")]
    Twice {
        /// Line of the second one.
        line: usize,
        /// The identifier.
        id: String,
    },
    /// A last day before the first.
    #[error("{FILE}, line {line}: layout `{id}` ends before it begins; correct valid_from or valid_to")]
    Backwards {
        /// Line of the layout.
        line: usize,
        /// The identifier.
        id: String,
    },
    /// Two layouts of a family in force on one day.
    #[error(
        "{FILE}, line {line}: layouts `{id}` and `{other}` of one family share days; end one the day before the other"
    )]
    Overlap {
        /// Line of the second one.
        line: usize,
        /// The second identifier.
        id: String,
        /// The first identifier.
        other: String,
    },
    /// Margins as wide as the sheet, a page number below its margin, or a letterhead with one side.
    #[error(
        "{FILE}, line {line}: layout `{id}` leaves no room; make the margins smaller than the sheet, and left_percent from 1 to 99"
    )]
    NoRoom {
        /// Line of the layout.
        line: usize,
        /// The identifier.
        id: String,
    },
}

impl LayoutError {
    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        Self::Syntax {
            line,
            found: error.message().to_owned(),
        }
    }
}

/// Returns the line, counted from 1, in which the byte at `offset` stands.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

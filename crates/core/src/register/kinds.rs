//! Kinds of units as dated data.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::calendar::Day;

/// Says in which line of organizations something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Party organizations and their members.
    Party,
    /// Trade unions.
    Union,
    /// Youth union and youth federation together.
    Youth,
    /// Women's union.
    Women,
}

impl Line {
    /// All lines in the order papers name them.
    pub const ALL: [Line; 4] = [Line::Party, Line::Union, Line::Youth, Line::Women];

    /// Gives the word used in codes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Line::Party => "party",
            Line::Union => "union",
            Line::Youth => "youth",
            Line::Women => "women",
        }
    }
}

/// Describes one kind of unit.
#[derive(Clone, Debug, Deserialize)]
pub struct UnitKind {
    /// Code of the contract, `party_cell`.
    pub code: String,
    /// Name on screen and paper.
    pub name_vi: String,
    /// First day the kind may be used.
    pub valid_from: Day,
    /// Last day the kind may be used; open when left out.
    pub valid_to: Option<Day>,
    /// Last day on which founding such a unit was usual; later ones are a warning.
    pub usual_until: Option<Day>,
    /// `party`, `union`, `youth`, `women`, `veterans` or `none`.
    line: String,
    /// Whether a unit of the kind is itself an organization counted in its line.
    pub organization: bool,
    /// Kinds it usually stands below; any other is a warning.
    #[serde(default)]
    pub usual_parents: Vec<String>,
}

impl UnitKind {
    /// Tells whether a unit of this kind belongs to the line, as an organization or as a committee above some.
    #[must_use]
    pub fn is_of_line(&self, line: Line) -> bool {
        self.line == line.code()
    }

    /// Tells whether a unit of this kind is itself an organization of the line.
    #[must_use]
    pub fn is_organization_of(&self, line: Line) -> bool {
        self.organization && self.line == line.code()
    }
}

/// Holds the kinds by code.
#[derive(Clone, Debug, Default)]
pub struct UnitKinds {
    by_code: BTreeMap<String, UnitKind>,
}

/// Says why the table of kinds is unusable.
#[derive(Debug, thiserror::Error)]
pub enum KindsError {
    /// The text is no such table.
    #[error("the table of unit kinds cannot be read")]
    Shape(#[from] toml::de::Error),
    /// Two rows carry one code.
    #[error("the kind {0} stands twice in the table")]
    Twice(String),
    /// A row names a kind that is not in the table.
    #[error("the kind {kind} names {parent} as a usual parent, which is no kind")]
    UnknownParent {
        /// The row's kind.
        kind: String,
        /// The unknown name.
        parent: String,
    },
}

#[derive(Deserialize)]
struct Table {
    kind: Vec<UnitKind>,
}

impl UnitKinds {
    /// Gives every kind, by code.
    pub fn iter(&self) -> impl Iterator<Item = &UnitKind> {
        self.by_code.values()
    }

    /// Reads `[[kind]]` rows.
    ///
    /// # Errors
    /// When the text is no such table, a code stands twice or a usual parent is unknown.
    pub fn parse(text: &str) -> Result<Self, KindsError> {
        let table: Table = toml::from_str(text)?;
        let mut by_code = BTreeMap::new();
        for kind in table.kind {
            let code = kind.code.clone();
            if by_code.insert(code.clone(), kind).is_some() {
                return Err(KindsError::Twice(code));
            }
        }
        let kinds = Self { by_code };
        for kind in kinds.by_code.values() {
            if let Some(parent) = kind
                .usual_parents
                .iter()
                .find(|parent| !kinds.by_code.contains_key(*parent))
            {
                return Err(KindsError::UnknownParent {
                    kind: kind.code.clone(),
                    parent: parent.clone(),
                });
            }
        }
        Ok(kinds)
    }

    /// Gives the kind of that code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&UnitKind> {
        self.by_code.get(code)
    }

    /// Gives all codes, for messages.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.by_code.keys().map(String::as_str)
    }
}

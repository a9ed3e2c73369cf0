//! What a check found.

use serde::Serialize;

/// Holds the outcome of all checks.
#[derive(Clone, Debug, Serialize)]
pub struct Verification {
    /// Whether every check passed.
    pub ok: bool,
    /// The checks.
    pub checks: Vec<Check>,
}

/// Holds the outcome of one check.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// What was checked.
    pub name: &'static str,
    /// Whether it passed.
    pub ok: bool,
    /// What was counted, or the first thing found wrong.
    pub detail: String,
}

impl Check {
    pub(super) fn of(name: &'static str, wrong: Option<String>, right: String) -> Self {
        Self {
            name,
            ok: wrong.is_none(),
            detail: wrong.unwrap_or(right),
        }
    }
}

//! How issuing bodies are written on papers, and the terms in which the numbers of their papers run.

use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitIndex};
use nennep_core::reports::Body;
use serde::Deserialize;

/// Holds how bodies are written, by kind of unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    body: Vec<BodyRow>,
    term: Vec<TermRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyRow {
    kind: String,
    name_prefix: String,
    organization: String,
    symbol: String,
    authority: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow {
    name: String,
    from: Day,
}

impl Bodies {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// When the table is not of its shape.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../../../catalog/papers.toml"))
    }

    /// Writes the issuing body of a unit as on the paper's day.
    #[must_use]
    pub fn body(&self, tree: &Tree, unit: UnitIndex, dated: Day) -> Body {
        let name = tree.name_on(unit, dated);
        let row = self.row(tree.kind_on(unit, dated), name);
        let place = row
            .and_then(|row| name.strip_prefix(&row.name_prefix))
            .map_or(name, str::trim);
        let above = tree.parent_on(unit, dated);
        let superior =
            above.map(|superior| self.organization(tree.kind_on(superior, dated), tree.name_on(superior, dated)));
        Body {
            superior_name: above.map(|superior| tree.name_on(superior, dated).to_owned()),
            superior: superior.map(|name| name.to_uppercase()),
            issuer: name.to_uppercase(),
            symbol: row.map(|row| row.symbol.clone()).unwrap_or_default(),
            authority: row.map(|row| row.authority.clone()).unwrap_or_default(),
            place: place.to_owned(),
        }
    }

    /// Gives the term of a day: the numbers of a body's papers begin anew with each. Days before the first belong to it.
    #[must_use]
    pub fn term(&self, day: Day) -> &str {
        let begun = self
            .term
            .iter()
            .filter(|term| term.from <= day)
            .max_by_key(|term| term.from);
        begun.or(self.term.first()).map_or("", |term| term.name.as_str())
    }

    fn organization(&self, kind: &str, name: &str) -> String {
        let row = self.row(kind, name).filter(|row| !row.name_prefix.is_empty());
        row.and_then(|row| {
            name.strip_prefix(&row.name_prefix)
                .map(|rest| format!("{}{rest}", row.organization))
        })
        .unwrap_or_else(|| name.to_owned())
    }

    fn row(&self, kind: &str, name: &str) -> Option<&BodyRow> {
        let fits = |row: &&BodyRow| row.kind == kind && name.starts_with(&row.name_prefix);
        self.body
            .iter()
            .find(fits)
            .or_else(|| self.body.iter().find(|row| row.kind.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::Bodies;

    #[test]
    fn a_day_belongs_to_a_term() {
        let bodies = Bodies::embedded().unwrap();
        let table = [
            ("2009-01-01", "2010-2015"),
            ("2015-06-30", "2010-2015"),
            ("2015-07-01", "2015-2020"),
            ("2025-06-30", "2020-2025"),
            ("2025-07-01", "2025-2030"),
            ("2026-11-29", "2025-2030"),
        ];
        for (day, term) in table {
            assert_eq!(bodies.term(day.parse().unwrap()), term, "{day}");
        }
    }
}

//! What the kinds of enterprises are by law, as dated data.

use serde::Deserialize;

use super::HostKind;
use crate::calendar::Day;

/// Holds one kind under one law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostKindLaw {
    code: String,
    /// Whether the programme counts such bodies among enterprises.
    #[serde(default = "yes")]
    pub counted: bool,
    /// First day it holds.
    pub valid_from: Day,
    /// Last day; open when left out.
    pub valid_to: Option<Day>,
    /// Document and clause.
    pub basis: String,
    /// How sure the basis is: `A`, `B` or `D`.
    pub mark: String,
}

fn yes() -> bool {
    true
}

/// Holds the kinds with their laws.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct HostKindLaws {
    kind: Vec<HostKindLaw>,
}

/// Says why the table is unusable.
#[derive(Debug, thiserror::Error)]
pub enum HostKindsError {
    /// The text is no such table.
    #[error("the table of kinds of enterprises cannot be read")]
    Shape(#[from] toml::de::Error),
    /// A row names a kind that facts cannot bear.
    #[error("the kind {0} of the table of kinds of enterprises is none that a fact bears")]
    Unknown(String),
    /// Two laws hold for a kind on one day.
    #[error("two laws hold for the kind {kind} on {on}")]
    Overlap {
        /// The kind.
        kind: String,
        /// A day on which both hold.
        on: Day,
    },
}

impl HostKindLaws {
    /// Parses the table.
    ///
    /// # Errors
    /// When the text is not of that shape, names an unknown kind, or two rows of a kind hold on one day.
    pub fn parse(text: &str) -> Result<Self, HostKindsError> {
        let laws: Self = toml::from_str(text)?;
        for (place, one) in laws.kind.iter().enumerate() {
            if HostKind::parse(&one.code).is_none() {
                return Err(HostKindsError::Unknown(one.code.clone()));
            }
            for other in laws.kind.iter().skip(place + 1) {
                let on = one.valid_from.max(other.valid_from);
                if one.code == other.code && one.holds(on) && other.holds(on) {
                    let kind = one.code.clone();
                    return Err(HostKindsError::Overlap { kind, on });
                }
            }
        }
        Ok(laws)
    }

    /// Gives what a kind is on a day; none where no law is known for it.
    #[must_use]
    pub fn of(&self, kind: HostKind, on: Day) -> Option<&HostKindLaw> {
        let mut laws = self.kind.iter();
        laws.find(|law| law.code == kind.code() && law.holds(on))
    }

    /// Gives the kinds that the programme counts among enterprises on a day, in the order of facts.
    pub fn counted(&self, on: Day) -> impl Iterator<Item = HostKind> + '_ {
        let kinds = HostKind::ALL.iter().copied();
        kinds.filter(move |kind| self.of(*kind, on).is_some_and(|law| law.counted))
    }
}

impl HostKindLaw {
    fn holds(&self, on: Day) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|to| on <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::super::HostKind;
    use super::{HostKindLaws, HostKindsError};

    #[test]
    fn every_kind_has_one_law_today_and_the_one_of_its_day() {
        let laws = HostKindLaws::parse(include_str!("../../../../catalog/host_kinds.toml")).unwrap();
        let today = "2026-11-29".parse().unwrap();
        for kind in HostKind::ALL {
            assert!(laws.of(*kind, today).is_some(), "{kind:?}");
        }
        let counted: Vec<HostKind> = laws.counted(today).collect();
        assert_eq!(counted.len(), HostKind::ALL.len() - 1);
        assert!(!counted.contains(&HostKind::Household));
        let basis = |on: &str| {
            laws.of(HostKind::Cooperative, on.parse().unwrap())
                .map(|law| law.basis.as_str())
        };
        let table = [
            ("2004-06-30", None),
            ("2013-06-30", Some("Luật Hợp tác xã 18/2003/QH11")),
            ("2013-07-01", Some("Luật Hợp tác xã 23/2012/QH13")),
            ("2024-07-01", Some("Luật Hợp tác xã 17/2023/QH15")),
        ];
        for (on, expected) in table {
            assert_eq!(basis(on), expected, "{on}");
        }
    }

    #[test]
    fn two_laws_of_one_day_and_unknown_kinds_are_refused() {
        let row = |code: &str, from: &str| {
            format!("[[kind]]\ncode = \"{code}\"\nvalid_from = \"{from}\"\nbasis = \"b\"\nmark = \"D\"\n")
        };
        let twice = HostKindLaws::parse(&(row("fdi", "2020-01-01") + &row("fdi", "2021-01-01")));
        assert!(matches!(twice, Err(HostKindsError::Overlap { .. })), "{twice:?}");
        let unknown = HostKindLaws::parse(&row("huh", "2020-01-01"));
        assert!(matches!(unknown, Err(HostKindsError::Unknown(_))), "{unknown:?}");
    }
}

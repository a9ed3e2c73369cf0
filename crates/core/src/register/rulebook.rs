//! What a decree can change, as data with the days it holds.

use serde::Deserialize;

use super::{Line, Procedure, Takes};
use crate::calendar::Day;

/// Names people of an enterprise that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heads {
    /// All who work there.
    Workers,
    /// Women among them.
    WorkersFemale,
    /// Party members, official and probationary.
    PartyMembers,
    /// Official Party members.
    PartyOfficial,
    /// Members of the trade union, or workers who asked to join one.
    UnionMembers,
    /// Members of the youth union.
    YouthMembers,
    /// Members of the women's union.
    WomenMembers,
}

impl Heads {
    /// All of them, in the order of a survey.
    pub const ALL: [Heads; 7] = [
        Heads::Workers,
        Heads::WorkersFemale,
        Heads::PartyMembers,
        Heads::PartyOfficial,
        Heads::UnionMembers,
        Heads::YouthMembers,
        Heads::WomenMembers,
    ];

    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Heads::Workers => "workers",
            Heads::WorkersFemale => "workers_female",
            Heads::PartyMembers => "party_members",
            Heads::PartyOfficial => "party_official",
            Heads::UnionMembers => "union_members",
            Heads::YouthMembers => "youth_members",
            Heads::WomenMembers => "women_members",
        }
    }
}

/// Holds how many of which people an organization of a line needs, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Threshold {
    /// What it decides: `found`.
    pub rule: String,
    /// The line.
    pub line: Line,
    /// The kind of organization it is for; every kind that has no rule of its own when left out.
    pub org_kind: Option<String>,
    /// Who is counted.
    pub heads: Heads,
    /// The fewest.
    pub min: i64,
    /// First day it holds.
    pub valid_from: Day,
    /// Last day it holds; open when left out.
    pub valid_to: Option<Day>,
    /// Document and clause.
    pub basis: String,
    /// How sure the basis is: `A`, `B` or `L`.
    pub mark: String,
}

/// Holds the rules.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Rulebook {
    #[serde(rename = "threshold")]
    thresholds: Vec<Threshold>,
}

/// Says why the rules are unusable.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    /// The text is no such table.
    #[error("the rules cannot be read")]
    Shape(#[from] toml::de::Error),
    /// Two rules say different things of one day.
    #[error("two rules {rule} for {line} hold on {on}")]
    Overlap {
        /// What they decide.
        rule: String,
        /// Their line.
        line: &'static str,
        /// A day on which both hold.
        on: Day,
    },
}

impl Rulebook {
    /// Parses the rules.
    ///
    /// # Errors
    /// When the text is not of that shape, or two rules decide the same on the same day.
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let book: Self = toml::from_str(text)?;
        for (place, one) in book.thresholds.iter().enumerate() {
            for other in book.thresholds.iter().skip(place + 1) {
                let on = one.valid_from.max(other.valid_from);
                if one.rule == other.rule
                    && one.line == other.line
                    && one.org_kind == other.org_kind
                    && one.holds(on)
                    && other.holds(on)
                {
                    return Err(RulebookError::Overlap {
                        rule: one.rule.clone(),
                        line: one.line.code(),
                        on,
                    });
                }
            }
        }
        Ok(book)
    }

    /// Gives how many the smallest organization of the line needs to be founded on the day; none where nothing is laid down.
    #[must_use]
    pub fn founding(&self, line: Line, on: Day) -> Option<&Threshold> {
        self.found(line, None, on)
    }

    /// Gives how many an organization of the kind needs on the day: the rule of its kind, else that of its line.
    #[must_use]
    pub fn founding_as(&self, line: Line, org_kind: &str, on: Day) -> Option<&Threshold> {
        let own = self.found(line, Some(org_kind), on);
        own.or_else(|| self.founding(line, on))
    }

    /// Gives the rule that the decision of a procedure must meet for an organization of the kind on the day; what is only
    /// received met it where it comes from.
    #[must_use]
    pub fn deciding(&self, procedure: &Procedure, org_kind: &str, on: Day) -> Option<&Threshold> {
        let rule = self.founding_as(procedure.line, org_kind, on);
        rule.filter(|_| procedure.takes != Some(Takes::Elsewhere))
    }

    fn found(&self, line: Line, org_kind: Option<&str>, on: Day) -> Option<&Threshold> {
        let fits = |known: &&Threshold| known.rule == "found" && known.line == line && known.holds(on);
        self.thresholds
            .iter()
            .filter(fits)
            .find(|known| known.org_kind.as_deref() == org_kind)
    }
}

impl Threshold {
    /// Tells whether it holds on the day.
    #[must_use]
    pub fn holds(&self, on: Day) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|to| on <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::{Heads, Rulebook, RulebookError};
    use crate::register::Line;

    fn rule(line: &str, min: u8, from: &str, to: &str) -> String {
        let to = if to.is_empty() {
            String::new()
        } else {
            format!("valid_to = \"{to}\"\n")
        };
        format!(
            "[[threshold]]\nrule = \"found\"\nline = \"{line}\"\nheads = \"party_official\"\nmin = {min}\n\
            valid_from = \"{from}\"\n{to}basis = \"b\"\nmark = \"A\"\n"
        )
    }

    #[test]
    fn a_rule_holds_on_its_days() {
        let text = rule("party", 3, "2011-01-19", "2029-12-31") + &rule("party", 5, "2030-01-01", "");
        let book = Rulebook::parse(&text).unwrap();
        let min = |on: &str| book.founding(Line::Party, on.parse().unwrap()).map(|rule| rule.min);
        let table = [
            ("2011-01-18", None),
            ("2011-01-19", Some(3)),
            ("2029-12-31", Some(3)),
            ("2030-01-01", Some(5)),
        ];
        for (on, expected) in table {
            assert_eq!(min(on), expected, "{on}");
        }
        assert!(book.founding(Line::Women, "2026-01-01".parse().unwrap()).is_none());
    }

    #[test]
    fn two_rules_of_one_day_are_refused() {
        let text = rule("party", 3, "2011-01-19", "2030-01-01") + &rule("party", 5, "2030-01-01", "");
        let wrong = Rulebook::parse(&text);
        assert!(matches!(wrong, Err(RulebookError::Overlap { .. })), "{wrong:?}");
    }

    #[test]
    fn the_rules_the_program_carries_are_sound() {
        let book = Rulebook::parse(include_str!("../../../../catalog/rulebook.toml")).unwrap();
        let today = "2026-11-28".parse().unwrap();
        let known = |line| book.founding(line, today).map(|rule| (rule.heads, rule.min));
        assert_eq!(known(Line::Party), Some((Heads::PartyOfficial, 3)));
        assert_eq!(known(Line::Union), Some((Heads::UnionMembers, 5)));
        assert_eq!(known(Line::Youth), Some((Heads::YouthMembers, 3)));
        assert_eq!(known(Line::Women), None);
        let of_kind = |line, kind| book.founding_as(line, kind, today).map(|rule| (rule.heads, rule.min));
        assert_eq!(
            of_kind(Line::Party, "party_base_committee"),
            Some((Heads::PartyMembers, 30))
        );
        assert_eq!(of_kind(Line::Party, "party_base_cell"), Some((Heads::PartyOfficial, 3)));
        assert_eq!(of_kind(Line::Youth, "youth_base"), Some((Heads::YouthMembers, 30)));
    }
}

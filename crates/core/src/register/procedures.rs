//! Written procedures as dated data.

use serde::Deserialize;

use super::Line;
use crate::calendar::Day;

/// Holds one step of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ProcedureStep {
    /// The stable name.
    pub code: String,
    /// Working days it may take.
    pub days: u32,
    /// Papers it needs.
    pub papers: Vec<String>,
    /// Whether another body has the file during it.
    #[serde(default)]
    pub out: bool,
    /// Whether the organization is founded in it.
    #[serde(default)]
    pub founds: bool,
}

/// Says what a decision takes that is not new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// An organization that stands here, which becomes one of another kind; it may also found.
    Standing,
    /// An organization from another committee; it founds nothing.
    Elsewhere,
}

/// Holds one procedure in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// The stable name.
    pub code: String,
    /// The line it founds an organization of.
    pub line: Line,
    /// Kinds of enterprises it is for, by their codes; all when empty.
    pub hosts: Vec<String>,
    /// Whether it is for several enterprises at once.
    pub joint: bool,
    /// What its decision may take besides founding what is new.
    pub takes: Option<Takes>,
    /// Kinds of organizations it may found, the usual one first.
    pub org_kinds: Vec<String>,
    /// Its steps.
    pub steps: Vec<ProcedureStep>,
    /// First day of this version.
    pub valid_from: Day,
    /// Last day; open when `None`.
    pub valid_to: Option<Day>,
    /// Document and clause.
    pub basis: String,
}

/// Holds all procedures in all versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Procedures(Vec<Procedure>);

/// Says why the table is unusable.
#[derive(Debug, thiserror::Error)]
pub enum ProceduresError {
    /// The text is no such table.
    #[error("the table of procedures cannot be read")]
    Shape(#[from] toml::de::Error),
    /// A procedure names steps that are not there.
    #[error("the procedure {procedure} names the steps {track}, which are not there")]
    NoTrack {
        /// The procedure.
        procedure: String,
        /// The name.
        track: String,
    },
    /// A procedure founds nothing, or more than once.
    #[error("the procedure {0} needs exactly one step that founds")]
    Founding(String),
}

#[derive(Deserialize)]
struct Table {
    track: Vec<Track>,
    procedure: Vec<Row>,
}

#[derive(Deserialize)]
struct Track {
    name: String,
    steps: Vec<ProcedureStep>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    track: String,
    line: Line,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    joint: bool,
    takes: Option<Takes>,
    org_kinds: Vec<String>,
    valid_from: Day,
    valid_to: Option<Day>,
    basis: String,
}

impl Procedures {
    /// Parses the table.
    ///
    /// # Errors
    /// When the text is not of that shape, or a procedure names what is not there.
    pub fn parse(text: &str) -> Result<Self, ProceduresError> {
        let table: Table = toml::from_str(text)?;
        let mut procedures = Vec::with_capacity(table.procedure.len());
        for row in table.procedure {
            let track = table.track.iter().find(|track| track.name == row.track);
            let steps = track.map(|track| track.steps.clone());
            let Some(steps) = steps else {
                return Err(ProceduresError::NoTrack {
                    procedure: row.code,
                    track: row.track,
                });
            };
            if steps.iter().filter(|step| step.founds).count() != 1 {
                return Err(ProceduresError::Founding(row.code));
            }
            procedures.push(Procedure {
                code: row.code,
                line: row.line,
                hosts: row.hosts,
                joint: row.joint,
                takes: row.takes,
                org_kinds: row.org_kinds,
                steps,
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                basis: row.basis,
            });
        }
        Ok(Self(procedures))
    }

    /// Gives the version of a procedure in force on a day.
    #[must_use]
    pub fn get(&self, code: &str, on: Day) -> Option<&Procedure> {
        self.in_force(on).find(|procedure| procedure.code == code)
    }

    /// Tells whether there is a procedure of the name in any version.
    #[must_use]
    pub fn knows(&self, code: &str) -> bool {
        self.0.iter().any(|procedure| procedure.code == code)
    }

    /// Gives the procedures in force on a day, in the order of the table.
    pub fn in_force(&self, on: Day) -> impl Iterator<Item = &Procedure> {
        self.0
            .iter()
            .filter(move |procedure| procedure.valid_from <= on && procedure.valid_to.is_none_or(|to| on <= to))
    }
}

impl Procedure {
    /// Gives the kind of organization it usually founds.
    #[must_use]
    pub fn usual_kind(&self) -> &str {
        self.org_kinds.first().map_or("", String::as_str)
    }

    /// Gives the place of the step in which it founds.
    #[must_use]
    pub fn founding_step(&self) -> usize {
        self.steps.iter().position(|step| step.founds).unwrap_or(0)
    }

    /// Tells whether it is for enterprises of the kind.
    #[must_use]
    pub fn is_for(&self, kind: Option<&str>) -> bool {
        self.hosts.is_empty() || kind.is_some_and(|kind| self.hosts.iter().any(|host| host == kind))
    }
}

#[cfg(test)]
mod tests {
    use super::{Procedures, ProceduresError, Takes};

    const CARRIED: &str = include_str!("../../../../catalog/procedures.toml");

    #[test]
    fn eight_procedures_found_party_organizations_and_three_the_others() {
        let procedures = Procedures::parse(CARRIED).unwrap();
        let today = "2026-11-28".parse().unwrap();
        let of = |line: &str| {
            procedures
                .in_force(today)
                .filter(|known| known.line.code() == line)
                .count()
        };
        assert_eq!([of("party"), of("union"), of("youth"), of("women")], [8, 1, 1, 1]);
        let fdi = procedures.get("found_fdi_cell", today).unwrap();
        assert!(fdi.is_for(Some("fdi")) && !fdi.is_for(Some("private")) && !fdi.is_for(None));
        assert!(procedures.get("found_joint_cell", today).unwrap().is_for(None));
        let takes = |code: &str| procedures.get(code, today).unwrap().takes;
        assert_eq!(takes("found_private_cell"), None);
        assert_eq!(takes("found_base_committee"), Some(Takes::Standing));
        assert_eq!(takes("receive_organization"), Some(Takes::Elsewhere));
    }

    #[test]
    fn a_case_finds_the_version_of_its_day() {
        let row = |from: &str, to: &str, track: &str| {
            format!(
                "[[procedure]]\ncode = \"p\"\ntrack = \"{track}\"\nline = \"party\"\norg_kinds = [\"party_cell\"]\n\
                valid_from = \"{from}\"\n{to}basis = \"b\"\n"
            )
        };
        let track = |name: &str, days: u8| {
            format!(
                "[[track]]\nname = \"{name}\"\nsteps = [{{ code = \"s\", days = {days}, founds = true, papers = [] }}]\n"
            )
        };
        let text = track("old", 5)
            + &track("new", 9)
            + &row("2020-01-01", "valid_to = \"2025-12-31\"\n", "old")
            + &row("2026-01-01", "", "new");
        let procedures = Procedures::parse(&text).unwrap();
        let days = |on: &str| {
            procedures
                .get("p", on.parse().unwrap())
                .map(|known| known.steps[0].days)
        };
        assert_eq!(days("2019-12-31"), None);
        assert_eq!(days("2025-12-31"), Some(5));
        assert_eq!(days("2026-01-01"), Some(9));
        let wrong = Procedures::parse(&(track("old", 5) + &row("2020-01-01", "", "gone")));
        assert!(matches!(wrong, Err(ProceduresError::NoTrack { .. })), "{wrong:?}");
    }
}

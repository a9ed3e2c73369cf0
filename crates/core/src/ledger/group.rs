//! The groups in which figures are reported and closed: each line signs its own.

use super::{Enterprise, Fact};
use crate::register::Line;

/// Names one group of figures; every fact belongs to exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureGroup {
    /// Organizations and members of a line.
    Line(Line),
    /// The list of enterprises and their surveys.
    Enterprise,
    /// What was done: meetings, inspections, conferences, commendations, tasks.
    Activity,
}

impl FigureGroup {
    /// All groups in the order papers name them.
    pub const ALL: [FigureGroup; 6] = [
        FigureGroup::Line(Line::Party),
        FigureGroup::Line(Line::Union),
        FigureGroup::Line(Line::Youth),
        FigureGroup::Line(Line::Women),
        FigureGroup::Enterprise,
        FigureGroup::Activity,
    ];

    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            FigureGroup::Line(line) => line.code(),
            FigureGroup::Enterprise => "enterprise",
            FigureGroup::Activity => "activity",
        }
    }

    /// Reads the stable name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// Gives the group an indicator's code begins with; `None` when it names none, as those of activities and of several lines.
    #[must_use]
    pub fn named_by(code: &str) -> Option<Self> {
        let begins = |group: &Self| {
            code.strip_prefix(group.code())
                .is_some_and(|rest| rest.starts_with('_'))
        };
        Self::ALL.into_iter().find(begins)
    }

    /// Gives the line whose officers sign the group; `None` where any line may.
    #[must_use]
    pub fn line(self) -> Option<Line> {
        match self {
            FigureGroup::Line(line) => Some(line),
            FigureGroup::Enterprise | FigureGroup::Activity => None,
        }
    }
}

impl Fact {
    /// Gives the group the fact's figures are reported in.
    #[must_use]
    pub fn group(self) -> FigureGroup {
        match self {
            Fact::Organization(line, _) | Fact::Member(line, _) => FigureGroup::Line(line),
            Fact::MemberConfirmed => FigureGroup::Line(Line::Party),
            Fact::Enterprise(Enterprise::Opening | Enterprise::Listed | Enterprise::Ended | Enterprise::Surveyed) => {
                FigureGroup::Enterprise
            }
            Fact::Activity(_) => FigureGroup::Activity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fact, FigureGroup};

    #[test]
    fn every_fact_has_a_group_that_reads_back() {
        for (code, group) in [
            ("party_org_founded", "party"),
            ("party_member_confirmed", "party"),
            ("union_member_moved", "union"),
            ("youth_org_retyped", "youth"),
            ("women_member_left", "women"),
            ("enterprise_surveyed", "enterprise"),
            ("regular_meeting_held", "activity"),
        ] {
            let found = Fact::parse(code).unwrap().group();
            assert_eq!(found.code(), group, "{code}");
            assert_eq!(FigureGroup::parse(group), Some(found));
        }
        assert_eq!(FigureGroup::parse("men"), None);
    }
}

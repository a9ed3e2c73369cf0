//! How far an enterprise is with an organization of a line: computed from what is known, and explained; never typed.

use serde::Serialize;

use crate::calendar::Day;
use crate::register::Threshold;

/// Holds what is known of one line in one enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineKnown {
    /// Day of the latest survey.
    pub surveyed_on: Option<Day>,
    /// Whether that survey was refused.
    pub is_refused: bool,
    /// People the threshold counts, with the day they were counted.
    pub heads: Option<(i64, Option<Day>)>,
    /// Members of the line of every sort, where only these are known.
    pub members: Option<(i64, Option<Day>)>,
    /// Day the first open founding case was opened.
    pub case_opened_on: Option<Day>,
    /// Day of the decision that founded the organization that stands.
    pub founded_on: Option<Day>,
    /// Day it was last strengthened, or showed that it works.
    pub steady_on: Option<Day>,
}

/// Names where an enterprise stands with a line, from the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// Nothing is recorded.
    NotRecorded,
    /// It has no members.
    NoMembers,
    /// It has members, but fewer than are needed, or nobody knows whether they suffice.
    MembersNotEligible,
    /// It has as many as are needed.
    Eligible,
    /// A founding case is open.
    InFile,
    /// It has an organization.
    Founded,
    /// Its organization was strengthened, or works as it should.
    Consolidated,
}

impl Rung {
    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Rung::NotRecorded => "not_recorded",
            Rung::NoMembers => "no_members",
            Rung::MembersNotEligible => "members_not_eligible",
            Rung::Eligible => "eligible",
            Rung::InFile => "in_file",
            Rung::Founded => "founded",
            Rung::Consolidated => "consolidated",
        }
    }
}

/// Says why it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody recorded anything of this line.
    NotRecorded,
    /// The latest survey was refused.
    Refused,
    /// There are no members.
    NoMembers {
        /// How many are needed.
        needed: Option<i64>,
    },
    /// There are fewer than are needed.
    TooFew {
        /// How many there are.
        have: i64,
        /// How many are needed.
        needed: i64,
    },
    /// There are members, but how many of them count is not known.
    SortNotKnown {
        /// How many there are of every sort.
        have: i64,
        /// How many of those that count are needed.
        needed: i64,
    },
    /// There are enough.
    Enough {
        /// How many there are.
        have: i64,
        /// How many are needed.
        needed: i64,
    },
    /// There are members, and nothing is laid down about how many are needed.
    NothingLaidDown {
        /// How many there are.
        have: i64,
    },
    /// A founding case is open; with how many there are, of how many are needed.
    CaseOpen {
        /// How many there are.
        have: Option<i64>,
        /// How many are needed.
        needed: Option<i64>,
    },
    /// It was founded and nothing was recorded of it since.
    Founded,
    /// It was strengthened, or works.
    Steady,
}

/// Says how one step of the ladder looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Reached, on a day that is known or not.
    Reached(Option<Day>),
    /// Being worked on since the day.
    Working(Day),
    /// Not reached.
    Ahead,
    /// Nothing is recorded.
    NotRecorded,
}

/// Holds where an enterprise stands with one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The rung.
    pub rung: Rung,
    /// Why.
    pub why: Why,
    /// Surveyed, eligible, in file, founded, consolidated.
    pub steps: [StepState; 5],
}

impl Ladder {
    /// Computes where an enterprise stands; `threshold` is the rule of the day, none where nothing is laid down.
    #[must_use]
    pub fn of(known: &LineKnown, threshold: Option<&Threshold>) -> Self {
        let needed = threshold.map(|rule| rule.min);
        let (rung, why) = standing(known, needed);
        let passed = |rung: Rung, at: Rung, on: Option<Day>| {
            if rung > at {
                StepState::Reached(on)
            } else {
                StepState::Ahead
            }
        };
        let counted_on = known.heads.and_then(|(_, on)| on).filter(|_| rung >= Rung::Eligible);
        let surveyed = match known.surveyed_on {
            Some(on) => StepState::Reached(Some(on)),
            None if rung > Rung::Eligible => StepState::Reached(None),
            None => StepState::Ahead,
        };
        let in_file = match known.case_opened_on {
            Some(on) if rung == Rung::InFile => StepState::Working(on),
            on => passed(rung, Rung::InFile, on),
        };
        let steps = if rung == Rung::NotRecorded && known.surveyed_on.is_none() {
            [StepState::NotRecorded; 5]
        } else {
            [
                surveyed,
                passed(rung, Rung::MembersNotEligible, counted_on),
                in_file,
                passed(rung, Rung::InFile, known.founded_on),
                passed(rung, Rung::Founded, known.steady_on),
            ]
        };
        Self { rung, why, steps }
    }
}

fn standing(known: &LineKnown, needed: Option<i64>) -> (Rung, Why) {
    let have = known.heads.map(|(have, _)| have);
    if known.founded_on.is_some() {
        return match known.steady_on {
            Some(_) => (Rung::Consolidated, Why::Steady),
            None => (Rung::Founded, Why::Founded),
        };
    }
    if known.case_opened_on.is_some() {
        return (Rung::InFile, Why::CaseOpen { have, needed });
    }
    let members = known.members.map(|(members, _)| members);
    match (have, members, needed) {
        (Some(0), None | Some(0), _) | (None, Some(0), _) => (Rung::NoMembers, Why::NoMembers { needed }),
        (Some(have), _, Some(needed)) if have >= needed => (Rung::Eligible, Why::Enough { have, needed }),
        (Some(have), _, Some(needed)) => (Rung::MembersNotEligible, Why::TooFew { have, needed }),
        // Fewer than are needed of every sort are fewer of the sort that counts.
        (None, Some(have), Some(needed)) if have < needed => (Rung::MembersNotEligible, Why::TooFew { have, needed }),
        (None, Some(have), Some(needed)) => (Rung::MembersNotEligible, Why::SortNotKnown { have, needed }),
        (Some(have), members, None) => {
            let have = have.max(members.unwrap_or(0));
            (Rung::Eligible, Why::NothingLaidDown { have })
        }
        (None, Some(have), None) => (Rung::Eligible, Why::NothingLaidDown { have }),
        (None, None, _) if known.is_refused => (Rung::NotRecorded, Why::Refused),
        (None, None, _) => (Rung::NotRecorded, Why::NotRecorded),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ladder, LineKnown, Rung, StepState, Why};
    use crate::calendar::Day;
    use crate::register::{Heads, Line, Threshold};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn three() -> Threshold {
        Threshold {
            rule: "found".to_owned(),
            line: Line::Party,
            org_kind: None,
            heads: Heads::PartyOfficial,
            min: 3,
            valid_from: day("2011-01-19"),
            valid_to: None,
            basis: "Điều lệ Đảng, Điều 21".to_owned(),
            mark: "A".to_owned(),
        }
    }

    fn known(heads: Option<i64>, members: Option<i64>) -> LineKnown {
        let on = Some(day("2024-03-14"));
        LineKnown {
            heads: heads.map(|heads| (heads, on)),
            members: members.map(|members| (members, on)),
            ..LineKnown::default()
        }
    }

    #[test]
    fn what_is_known_decides_the_rung() {
        let (needed, rule) = (3, three());
        let table = [
            (None, None, Rung::NotRecorded, Why::NotRecorded),
            (Some(0), None, Rung::NoMembers, Why::NoMembers { needed: Some(3) }),
            (None, Some(0), Rung::NoMembers, Why::NoMembers { needed: Some(3) }),
            (
                Some(0),
                Some(2),
                Rung::MembersNotEligible,
                Why::TooFew { have: 0, needed },
            ),
            (Some(2), None, Rung::MembersNotEligible, Why::TooFew { have: 2, needed }),
            (
                Some(2),
                Some(5),
                Rung::MembersNotEligible,
                Why::TooFew { have: 2, needed },
            ),
            (None, Some(2), Rung::MembersNotEligible, Why::TooFew { have: 2, needed }),
            (
                None,
                Some(3),
                Rung::MembersNotEligible,
                Why::SortNotKnown { have: 3, needed },
            ),
            (Some(3), None, Rung::Eligible, Why::Enough { have: 3, needed }),
            (Some(4), Some(5), Rung::Eligible, Why::Enough { have: 4, needed }),
        ];
        for (heads, members, rung, why) in table {
            let ladder = Ladder::of(&known(heads, members), Some(&rule));
            assert_eq!((ladder.rung, ladder.why), (rung, why), "{heads:?} {members:?}");
        }
        let free = Ladder::of(&known(Some(1), None), None);
        assert_eq!(
            (free.rung, free.why),
            (Rung::Eligible, Why::NothingLaidDown { have: 1 })
        );
    }

    #[test]
    fn the_same_count_falls_when_the_rule_rises() {
        let five = Threshold { min: 5, ..three() };
        let four = known(Some(4), None);
        assert_eq!(Ladder::of(&four, Some(&three())).rung, Rung::Eligible);
        assert_eq!(Ladder::of(&four, Some(&five)).rung, Rung::MembersNotEligible);
    }

    #[test]
    fn steps_carry_the_days_that_are_known() {
        let rule = three();
        let (surveyed, opened, founded) = (day("2024-03-14"), day("2024-03-18"), day("2024-06-12"));
        let mut line = known(Some(4), None);
        line.surveyed_on = Some(surveyed);
        let reached = |on| StepState::Reached(Some(on));
        let ahead = StepState::Ahead;
        assert_eq!(
            Ladder::of(&line, Some(&rule)).steps,
            [reached(surveyed), reached(surveyed), ahead, ahead, ahead]
        );
        line.case_opened_on = Some(opened);
        assert_eq!(
            Ladder::of(&line, Some(&rule)).steps,
            [
                reached(surveyed),
                reached(surveyed),
                StepState::Working(opened),
                ahead,
                ahead
            ]
        );
        line.founded_on = Some(founded);
        assert_eq!(
            Ladder::of(&line, Some(&rule)).steps,
            [
                reached(surveyed),
                reached(surveyed),
                reached(opened),
                reached(founded),
                ahead
            ]
        );
        let old = LineKnown {
            founded_on: Some(founded),
            steady_on: Some(founded),
            ..LineKnown::default()
        };
        let unknown = StepState::Reached(None);
        let ladder = Ladder::of(&old, Some(&rule));
        assert_eq!(ladder.rung, Rung::Consolidated);
        assert_eq!(
            ladder.steps,
            [unknown, unknown, unknown, reached(founded), reached(founded)]
        );
        let nothing = Ladder::of(&LineKnown::default(), Some(&rule));
        assert_eq!(nothing.steps, [StepState::NotRecorded; 5]);
    }

    #[test]
    fn a_refused_survey_is_said() {
        let line = LineKnown {
            surveyed_on: Some(day("2024-03-14")),
            is_refused: true,
            ..LineKnown::default()
        };
        let ladder = Ladder::of(&line, Some(&three()));
        assert_eq!((ladder.rung, ladder.why), (Rung::NotRecorded, Why::Refused));
        assert_eq!(ladder.steps.first(), Some(&StepState::Reached(Some(day("2024-03-14")))));
    }
}

//! The closed set of organizational facts.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::register::Line;

/// Says what happened, as one of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// Something about organizations of a line.
    Organization(Line, FactOf),
    /// Something about members of a line.
    Member(Line, FactOf),
    /// A Party member confirmed after probation.
    MemberConfirmed,
    /// Something about enterprises.
    Enterprise(Enterprise),
    /// Something done, counted as a flow only.
    Activity(Activity),
}

/// Says what happened to organizations or members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactOf {
    /// Carried in from before the records.
    Opening,
    /// A new organization, or a member admitted.
    New,
    /// An organization strengthened; members have no such fact.
    Consolidated,
    /// An organization that became one of another kind, as a cell that grew into a committee; members have no such fact.
    Retyped,
    /// From one unit to another.
    Moved,
    /// An organization ended, or a member left.
    Ended,
}

/// Says what happened to enterprises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Enterprise {
    /// Carried in as a number, where no list is held.
    Opening,
    /// Entered in the list; posted by the list alone.
    Listed,
    /// Ended.
    Ended,
    /// Surveyed, with exactly one outcome.
    Surveyed,
}

/// Says what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// Outstanding workers introduced to the Party.
    OutstandingIntroduced,
    /// Persons sent to the Party-awareness class.
    AwarenessClassSent,
    /// Collectives commended.
    CommendedCollective,
    /// Persons commended.
    CommendedIndividual,
    /// Conferences held.
    ConferenceHeld,
    /// Speeches given at conferences.
    SpeechGiven,
    /// Written procedures issued.
    ProcedureIssued,
    /// Dialogues with enterprises held.
    DialogueHeld,
    /// Trainings held.
    TrainingHeld,
    /// Tasks of the year's programme planned.
    TaskPlanned,
    /// Tasks of the year's programme done.
    TaskDone,
    /// Regular cell meetings held.
    RegularMeetingHeld,
    /// Thematic cell meetings held.
    ThematicMeetingHeld,
    /// Inspections done.
    InspectionDone,
    /// Supervisions done.
    SupervisionDone,
}

const ACTIVITIES: [(Activity, &str); 15] = [
    (Activity::OutstandingIntroduced, "outstanding_introduced"),
    (Activity::AwarenessClassSent, "awareness_class_sent"),
    (Activity::CommendedCollective, "commended_collective"),
    (Activity::CommendedIndividual, "commended_individual"),
    (Activity::ConferenceHeld, "conference_held"),
    (Activity::SpeechGiven, "speech_given"),
    (Activity::ProcedureIssued, "procedure_issued"),
    (Activity::DialogueHeld, "dialogue_held"),
    (Activity::TrainingHeld, "training_held"),
    (Activity::TaskPlanned, "task_planned"),
    (Activity::TaskDone, "task_done"),
    (Activity::RegularMeetingHeld, "regular_meeting_held"),
    (Activity::ThematicMeetingHeld, "thematic_meeting_held"),
    (Activity::InspectionDone, "inspection_done"),
    (Activity::SupervisionDone, "supervision_done"),
];

const ENTERPRISES: [(Enterprise, &str); 4] = [
    (Enterprise::Opening, "enterprise_opening"),
    (Enterprise::Listed, "enterprise_listed"),
    (Enterprise::Ended, "enterprise_ended"),
    (Enterprise::Surveyed, "enterprise_surveyed"),
];

impl Fact {
    /// Gives every fact there is.
    pub fn all() -> impl Iterator<Item = Fact> {
        let lines = Line::ALL.into_iter().flat_map(|line| {
            let organizations = [
                FactOf::Opening,
                FactOf::New,
                FactOf::Consolidated,
                FactOf::Retyped,
                FactOf::Moved,
                FactOf::Ended,
            ];
            let members = [FactOf::Opening, FactOf::New, FactOf::Moved, FactOf::Ended];
            let organizations = organizations
                .into_iter()
                .map(move |what| Fact::Organization(line, what));
            organizations.chain(members.into_iter().map(move |what| Fact::Member(line, what)))
        });
        let enterprises = ENTERPRISES.into_iter().map(|(what, _)| Fact::Enterprise(what));
        let activities = ACTIVITIES.into_iter().map(|(what, _)| Fact::Activity(what));
        lines
            .chain([Fact::MemberConfirmed])
            .chain(enterprises)
            .chain(activities)
    }

    /// Reads the code of the contract, `party_org_founded`; `None` when there is no such fact.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        static BY_CODE: LazyLock<HashMap<String, Fact>> =
            LazyLock::new(|| Fact::all().map(|fact| (fact.code(), fact)).collect());
        BY_CODE.get(code).copied()
    }

    /// Gives the code of the contract.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Fact::Organization(line, what) => {
                let what = match what {
                    FactOf::Opening => "opening",
                    FactOf::New => "founded",
                    FactOf::Consolidated => "consolidated",
                    FactOf::Retyped => "retyped",
                    FactOf::Moved => "moved",
                    FactOf::Ended => "ended",
                };
                format!("{}_org_{what}", line.code())
            }
            Fact::Member(line, what) => {
                let what = match what {
                    FactOf::Opening => "opening",
                    FactOf::New => "admitted",
                    FactOf::Consolidated => "consolidated",
                    FactOf::Retyped => "retyped",
                    FactOf::Moved => "moved",
                    FactOf::Ended => "left",
                };
                format!("{}_member_{what}", line.code())
            }
            Fact::MemberConfirmed => "party_member_confirmed".to_owned(),
            Fact::Enterprise(what) => word_of(&ENTERPRISES, what),
            Fact::Activity(what) => word_of(&ACTIVITIES, what),
        }
    }

    /// Tells whether the fact goes from one unit to another, `unit` and `to_unit`.
    #[must_use]
    pub fn is_move(self) -> bool {
        matches!(
            self,
            Fact::Organization(_, FactOf::Moved) | Fact::Member(_, FactOf::Moved)
        )
    }

    /// Tells whether the fact goes from one kind of organization to another at the same unit.
    #[must_use]
    pub fn is_retyping(self) -> bool {
        matches!(self, Fact::Organization(_, FactOf::Retyped))
    }

    /// Gives the line of organizations it belongs to; `None` for enterprises and activities.
    #[must_use]
    pub fn line(self) -> Option<Line> {
        match self {
            Fact::Organization(line, _) | Fact::Member(line, _) => Some(line),
            Fact::MemberConfirmed => Some(Line::Party),
            Fact::Enterprise(_) | Fact::Activity(_) => None,
        }
    }

    /// Tells whether the fact may be written in a `facts` sheet.
    ///
    /// Listings are posted by the enterprise list alone, and a change of kind by the decision that changes the unit too.
    #[must_use]
    pub fn is_recordable(self) -> bool {
        self != Fact::Enterprise(Enterprise::Listed) && !self.is_retyping()
    }
}

fn word_of<T: Copy + PartialEq>(words: &[(T, &str)], what: T) -> String {
    words
        .iter()
        .find(|(known, _)| *known == what)
        .map(|(_, word)| (*word).to_owned())
        .unwrap_or_default()
}

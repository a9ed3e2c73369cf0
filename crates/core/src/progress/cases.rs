//! Where a case of a procedure stands: folded from what happened to it, and held against its clock.

use std::collections::BTreeMap;

use crate::calendar::{Day, Holidays};
use crate::register::{Procedure, ProcedureStep};

/// Says what was done with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseDeed {
    /// Opened.
    Opened,
    /// A paper came in.
    Paper(String),
    /// A paper turned out to be missing or wrong.
    PaperLost(String),
    /// The step is done.
    StepDone,
    /// The file went to another body.
    Sent,
    /// The body sent the file back.
    Returned,
    /// The body refused.
    Refused,
    /// The organization was founded.
    Founded,
    /// The entry of the founding was taken back.
    Undone,
    /// The case was given up.
    Closed,
}

/// Holds one deed with its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// The day.
    pub on: Day,
    /// What was done.
    pub deed: CaseDeed,
}

/// Names how a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseStanding {
    /// It is worked on here.
    Open,
    /// Another body has the file since the day.
    Out(Day),
    /// It was refused.
    Refused,
    /// It was given up.
    Closed,
    /// All steps are done.
    Done,
}

/// Holds where a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseState {
    /// How it stands.
    pub standing: CaseStanding,
    /// The step it is on; the number of steps when all are done.
    pub step: usize,
    /// First day of that step.
    pub since: Day,
    /// Papers that are there, with the day each came in.
    pub papers: BTreeMap<String, Day>,
    /// Day the organization was founded.
    pub founded_on: Option<Day>,
    /// Working days of the step during which another body had the file.
    stopped: u32,
}

/// Holds the clock of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseClock {
    /// The last day on which the step is in time.
    pub due_on: Day,
    /// Working days of the step that have passed here.
    pub used: u32,
    /// Working days it may take.
    pub allowed: u32,
}

impl CaseDeed {
    /// Reads a deed by its stable name, with the paper it is about.
    #[must_use]
    pub fn read(name: &str, paper: Option<String>) -> Option<Self> {
        Some(match (name, paper) {
            ("opened", _) => CaseDeed::Opened,
            ("paper", Some(paper)) => CaseDeed::Paper(paper),
            ("paper_lost", Some(paper)) => CaseDeed::PaperLost(paper),
            ("step_done", _) => CaseDeed::StepDone,
            ("sent", _) => CaseDeed::Sent,
            ("returned", _) => CaseDeed::Returned,
            ("refused", _) => CaseDeed::Refused,
            ("founded", _) => CaseDeed::Founded,
            ("undone", _) => CaseDeed::Undone,
            ("closed", _) => CaseDeed::Closed,
            _ => return None,
        })
    }
}

impl CaseState {
    /// Folds what happened, in the order in which it was recorded; days of a step during which the file was out do not count.
    #[must_use]
    pub fn of(procedure: &Procedure, events: &[CaseEvent], holidays: &Holidays) -> Option<Self> {
        let first = events.first()?;
        let mut state = Self {
            standing: CaseStanding::Open,
            step: 0,
            since: first.on,
            papers: BTreeMap::new(),
            founded_on: None,
            stopped: 0,
        };
        for event in events {
            state.take(procedure, event, holidays);
        }
        Some(state)
    }

    fn take(&mut self, procedure: &Procedure, event: &CaseEvent, holidays: &Holidays) {
        match &event.deed {
            CaseDeed::Opened => {}
            CaseDeed::Paper(paper) => {
                self.papers.insert(paper.clone(), event.on);
            }
            CaseDeed::PaperLost(paper) => {
                self.papers.remove(paper);
            }
            CaseDeed::Sent => self.standing = CaseStanding::Out(event.on),
            CaseDeed::Returned => self.back(event.on, holidays),
            CaseDeed::Undone => {
                self.founded_on = None;
                self.step = procedure.founding_step();
                self.since = event.on;
                self.stopped = 0;
                self.standing = CaseStanding::Open;
            }
            CaseDeed::Refused => self.standing = CaseStanding::Refused,
            CaseDeed::Closed => self.standing = CaseStanding::Closed,
            CaseDeed::StepDone | CaseDeed::Founded => {
                if event.deed == CaseDeed::Founded {
                    self.founded_on = Some(event.on);
                }
                self.step += 1;
                self.since = event.on;
                self.stopped = 0;
                self.standing = if self.step < procedure.steps.len() {
                    CaseStanding::Open
                } else {
                    CaseStanding::Done
                };
            }
        }
    }

    fn back(&mut self, on: Day, holidays: &Holidays) {
        if let CaseStanding::Out(sent) = self.standing {
            self.stopped = self.stopped.saturating_add(holidays.working_days_between(sent, on));
        }
        self.standing = CaseStanding::Open;
    }

    /// Gives the step it is on.
    #[must_use]
    pub fn at<'a>(&self, procedure: &'a Procedure) -> Option<&'a ProcedureStep> {
        procedure.steps.get(self.step)
    }

    /// Gives the papers that are missing for the step it is on and those before it, in the order of the procedure.
    #[must_use]
    pub fn missing<'a>(&self, procedure: &'a Procedure) -> Vec<&'a str> {
        procedure
            .steps
            .iter()
            .take(self.step.saturating_add(1))
            .flat_map(|step| &step.papers)
            .filter(|paper| !self.papers.contains_key(*paper))
            .map(String::as_str)
            .collect()
    }

    /// Reads the clock of the step on a day; it stands still while another body has the file, and none runs once all is over.
    #[must_use]
    pub fn clock(&self, procedure: &Procedure, today: Day, holidays: &Holidays) -> Option<CaseClock> {
        let allowed = self.at(procedure)?.days;
        let until = match self.standing {
            CaseStanding::Open => today,
            CaseStanding::Out(sent) => sent,
            CaseStanding::Refused | CaseStanding::Closed | CaseStanding::Done => return None,
        };
        Some(CaseClock {
            due_on: holidays.add_working_days(self.since, allowed.saturating_add(self.stopped)),
            used: holidays
                .working_days_between(self.since, until)
                .saturating_sub(self.stopped),
            allowed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{CaseClock, CaseDeed, CaseEvent, CaseStanding, CaseState};
    use crate::calendar::{Day, Holidays};
    use crate::register::{Procedure, Procedures};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn procedure() -> Procedure {
        let text = "[[track]]\nname = \"t\"\nsteps = [\
            { code = \"prepare\", days = 5, papers = [\"a\", \"b\"] },\
            { code = \"decide\", days = 10, out = true, founds = true, papers = [\"c\"] },\
            { code = \"announce\", days = 3, papers = [] }]\n\
            [[procedure]]\ncode = \"p\"\ntrack = \"t\"\nline = \"party\"\norg_kinds = [\"party_cell\"]\n\
            valid_from = \"2020-01-01\"\nbasis = \"b\"\n";
        let procedures = Procedures::parse(text).unwrap();
        procedures.get("p", day("2026-01-01")).unwrap().clone()
    }

    fn state(events: &[(&str, CaseDeed)]) -> CaseState {
        let event = |(on, deed): &(&str, CaseDeed)| CaseEvent {
            on: day(on),
            deed: deed.clone(),
        };
        let events: Vec<CaseEvent> = events.iter().map(event).collect();
        CaseState::of(&procedure(), &events, &Holidays::default()).unwrap()
    }

    fn clock(state: &CaseState, today: &str) -> Option<CaseClock> {
        state.clock(&procedure(), day(today), &Holidays::default())
    }

    #[test]
    fn papers_come_and_go() {
        let paper = |code: &str| CaseDeed::Paper(code.to_owned());
        let mut events = vec![("2026-01-05", CaseDeed::Opened), ("2026-01-06", paper("a"))];
        assert_eq!(state(&events).missing(&procedure()), ["b"]);
        events.push(("2026-01-07", paper("b")));
        assert!(state(&events).missing(&procedure()).is_empty());
        events.push(("2026-01-08", CaseDeed::PaperLost("a".to_owned())));
        assert_eq!(state(&events).missing(&procedure()), ["a"]);
    }

    #[test]
    fn the_clock_runs_in_working_days_and_stands_still_outside() {
        // 5 January 2026 is a Monday.
        let opened = [("2026-01-05", CaseDeed::Opened)];
        let first = clock(&state(&opened), "2026-01-09").unwrap();
        assert_eq!((first.due_on, first.used, first.allowed), (day("2026-01-12"), 4, 5));
        let late = clock(&state(&opened), "2026-01-14").unwrap();
        assert_eq!(late.used, 7, "a weekend lies between");
        let mut events = vec![
            ("2026-01-05", CaseDeed::Opened),
            ("2026-01-09", CaseDeed::StepDone),
            ("2026-01-12", CaseDeed::Sent),
        ];
        let out = state(&events);
        assert_eq!(out.standing, CaseStanding::Out(day("2026-01-12")));
        assert_eq!(
            clock(&out, "2026-03-30").unwrap().used,
            1,
            "it stands still while the file is out"
        );
        events.push(("2026-01-19", CaseDeed::Returned));
        let back = clock(&state(&events), "2026-01-20").unwrap();
        assert_eq!(
            (back.used, back.due_on),
            (2, day("2026-01-30")),
            "five working days are given back"
        );
        events.push(("2026-01-21", CaseDeed::Founded));
        let founded = state(&events);
        assert_eq!((founded.step, founded.founded_on), (2, Some(day("2026-01-21"))));
        let mut undone = events.clone();
        undone.push(("2026-01-23", CaseDeed::Undone));
        let again = state(&undone);
        assert_eq!(
            (again.step, again.founded_on),
            (1, None),
            "it waits for a decision again"
        );
        assert_eq!(again.standing, CaseStanding::Open);
        events.push(("2026-01-22", CaseDeed::StepDone));
        let done = state(&events);
        assert_eq!(done.standing, CaseStanding::Done);
        assert_eq!(clock(&done, "2026-02-01"), None);
    }

    #[test]
    fn what_is_over_has_no_clock() {
        for deed in [CaseDeed::Refused, CaseDeed::Closed] {
            let over = state(&[("2026-01-05", CaseDeed::Opened), ("2026-01-06", deed)]);
            assert_eq!(clock(&over, "2026-02-01"), None);
        }
    }
}

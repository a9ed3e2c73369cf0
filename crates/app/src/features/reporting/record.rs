//! One unit of the calendar with what it owes.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Figure, SubmissionDeed, SubmissionStanding, changed};
use nennep_core::register::UnitIndex;

use crate::store::{Submission, figures_of};
use crate::web::errors::WebError;
use crate::web::submitted::{Place, all_figures, standing};
use crate::web::visit::Visit;

/// Holds one place of the calendar as it stands.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) place: Place,
    pub(super) standing: SubmissionStanding,
    /// Whether figures are owed here; what is not owed may have been submitted all the same.
    pub(super) due_on: Option<Day>,
    pub(super) escalate_on: Option<Day>,
    pub(super) remind_on: Option<Day>,
    /// Figures that are not what was said.
    pub(super) changed: usize,
    pub(super) reminded_on: Option<Day>,
    /// When it was said last, or done last.
    pub(super) since: Option<Day>,
    /// Whether somebody asks to open it again.
    pub(super) is_asked: bool,
}

impl Due {
    /// Tells whether the unit has still to submit.
    pub(super) fn waits(&self) -> bool {
        self.due_on.is_some() && matches!(self.standing, SubmissionStanding::Draft | SubmissionStanding::Returned)
    }

    pub(super) fn is_late(&self, today: Day) -> bool {
        self.waits() && self.due_on.is_some_and(|due| due < today)
    }
}

/// Holds one row of the calendar.
#[derive(Clone, Debug)]
pub(super) struct DueRow {
    pub(super) unit: UnitIndex,
    pub(super) name: String,
    /// One place a group; `None` where nothing is owed and nothing was done.
    pub(super) places: Vec<Option<Due>>,
}

/// What the calendar is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) unit: UnitIndex,
    pub(super) period: Period,
}

impl Wanted {
    /// The unit itself and those directly below it on the period's last day.
    pub(super) fn units(self, visit: &Visit) -> Vec<UnitIndex> {
        let tree = &visit.book().tree;
        let last = self.period.last_day();
        let placement = tree.placement(last);
        let below = tree.indices().filter(|unit| {
            *unit != self.unit
                && tree.is_alive(*unit, last)
                && placement.read_as(*unit) == *unit
                && placement.superior(*unit) == Some(self.unit)
                && visit.scope.sees(*unit)
        });
        std::iter::once(self.unit).chain(below).collect()
    }

    /// Gives a unit's row; `None` where nothing is owed and nothing was done.
    pub(super) async fn row(
        self,
        visit: &Visit,
        unit: UnitIndex,
        submissions: &[Submission],
        reminders: &[(i64, Day)],
    ) -> Result<Option<DueRow>, WebError> {
        let tree = &visit.book().tree;
        let id = tree.unit(unit).id.0;
        let own: Vec<&Submission> = submissions
            .iter()
            .filter(|known| known.key.unit == id && known.key.period == self.period)
            .collect();
        let is_said = own.iter().any(|known| known.reported().is_some());
        let set = if is_said {
            Some(all_figures(visit, &visit.snapshot, unit, self.period).await?)
        } else {
            None
        };
        let mut places = Vec::new();
        for group in FigureGroup::ALL {
            let submission = own.iter().find(|known| known.key.group == group).copied();
            let known = set
                .as_ref()
                .map(|set| figures_of(&visit.house.catalogs.indicators, group, set));
            let place = Place::of(visit, unit, group, self.period);
            places.push(due(visit, place, submission, known.as_deref(), reminders));
        }
        let name = tree.name_on(unit, self.period.last_day()).to_owned();
        Ok(places
            .iter()
            .any(Option::is_some)
            .then_some(DueRow { unit, name, places }))
    }
}

fn due(
    visit: &Visit,
    place: Place,
    submission: Option<&Submission>,
    known: Option<&[Figure]>,
    reminders: &[(i64, Day)],
) -> Option<Due> {
    let owed = place.owed(visit);
    let done = submission.filter(|submission| !submission.done.is_empty());
    if owed.is_none() && done.is_none() {
        return None;
    }
    let reported = submission
        .and_then(Submission::reported)
        .and_then(|done| done.figures.as_deref());
    let reminder = submission.and_then(|submission| {
        let own = reminders.iter().filter(|(id, _)| *id == submission.id);
        own.map(|(_, day)| *day).max()
    });
    let last = done.and_then(|submission| submission.done.last());
    Some(Due {
        place,
        standing: standing(submission, visit.now.today()),
        due_on: owed.map(|owed| owed.due_on),
        escalate_on: owed.map(|owed| owed.escalate_on),
        remind_on: owed.map(|owed| owed.remind_on),
        changed: reported
            .zip(known)
            .map_or(0, |(reported, known)| changed(reported, known).len()),
        reminded_on: reminder,
        since: last.map(|done| done.event.on),
        is_asked: last.is_some_and(|done| matches!(done.event.deed, SubmissionDeed::OpeningAsked { .. })),
    })
}

//! What a unit and those below it owe of a period, and how each part stands.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Figure, SubmissionDeed, SubmissionStanding, changed};
use nennep_core::register::{Placement, UnitIndex};

use super::errors::WebError;
use super::submitted::{Place, all_figures, standing};
use super::visit::Visit;
use crate::store::{Submission, figures_of, reminders, submissions_of};

/// Holds one place of the calendar as it stands.
#[derive(Clone, Debug)]
pub struct Due {
    /// The place.
    pub place: Place,
    /// How it stands today.
    pub standing: SubmissionStanding,
    /// The last day for it; none where nothing is owed, which may have been submitted all the same.
    pub due_on: Option<Day>,
    /// The day from which the superior is told.
    pub escalate_on: Option<Day>,
    /// The day from which the unit is reminded.
    pub remind_on: Option<Day>,
    /// Figures that are not what was said.
    pub changed: usize,
    /// When it was reminded last.
    pub reminded_on: Option<Day>,
    /// The day of what was done last.
    pub since: Option<Day>,
    /// Whether somebody asks to open it again.
    pub is_asked: bool,
}

impl Due {
    /// Tells whether the unit has still to submit.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.due_on.is_some() && self.standing.waits()
    }

    /// Tells whether it should have been submitted before the day.
    #[must_use]
    pub fn is_late(&self, today: Day) -> bool {
        self.waits() && self.due_on.is_some_and(|due| due < today)
    }
}

/// Holds one row of the calendar.
#[derive(Clone, Debug)]
pub struct DueRow {
    /// The unit.
    pub unit: UnitIndex,
    /// Its name on the period's last day.
    pub name: String,
    /// One place a group; `None` where nothing is owed and nothing was done.
    pub places: Vec<Option<Due>>,
}

/// Says of whom and which period the calendar is asked.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The unit.
    pub unit: UnitIndex,
    /// The period.
    pub period: Period,
}

impl Wanted {
    /// Gives the units further down that are so late that the superior of their superior is told, each with the latter.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn long_behind(self, visit: &Visit) -> Result<Vec<(UnitIndex, UnitIndex)>, WebError> {
        let tree = &visit.book().tree;
        let (last, today) = (self.period.last_day(), visit.now.today());
        let placement = tree.placement(last);
        let further: Vec<(UnitIndex, UnitIndex)> = placement
            .inside(self.unit)
            .members()
            .filter(|unit| tree.is_alive(*unit, last) && visit.scope.sees(*unit))
            .filter_map(|unit| Some((unit, placement.superior(unit)?)))
            .filter(|(unit, superior)| *unit != self.unit && *superior != self.unit)
            .collect();
        let today_placed = tree.placement(today);
        let told = |place: &Place| place.owed(visit).is_some_and(|owed| owed.escalate_on <= today);
        let mut owing: Vec<(UnitIndex, UnitIndex, Vec<Place>)> = Vec::new();
        for (unit, superior) in further {
            let places = FigureGroup::ALL.map(|group| Place::within(visit, &today_placed, unit, group, self.period));
            let places: Vec<Place> = places.into_iter().filter(told).collect();
            if !places.is_empty() {
                owing.push((unit, superior, places));
            }
        }
        let ids: Vec<i64> = owing.iter().map(|(unit, _, _)| tree.unit(*unit).id.0).collect();
        let mut tx = visit.house.db.read().await?;
        let submissions = submissions_of(&mut tx, &ids, (last, last)).await?;
        tx.rollback().await?;
        let waits = |place: &Place| {
            let known = submissions.iter().find(|known| known.key == place.key);
            standing(known, today).waits()
        };
        let behind = owing.into_iter().filter(|(_, _, places)| places.iter().any(waits));
        Ok(behind.map(|(unit, superior, _)| (unit, superior)).collect())
    }

    /// The unit itself and those directly below it on the period's last day.
    fn units(self, visit: &Visit) -> Vec<UnitIndex> {
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

    /// Gives every row: the unit's own first, then those of the units directly below.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn collect(self, visit: &Visit) -> Result<Vec<DueRow>, WebError> {
        let units = self.units(visit);
        let tree = &visit.book().tree;
        let ids: Vec<i64> = units.iter().map(|unit| tree.unit(*unit).id.0).collect();
        let last = self.period.last_day();
        let mut tx = visit.house.db.read().await?;
        let submissions = submissions_of(&mut tx, &ids, (last, last)).await?;
        let numbers: Vec<i64> = submissions.iter().map(|submission| submission.id).collect();
        let reminders = reminders(&mut tx, &numbers).await?;
        tx.rollback().await?;
        let placed = tree.placement(visit.now.today());
        let mut due = Vec::new();
        for unit in units {
            due.extend(self.row(visit, unit, &submissions, (&reminders, &placed)).await?);
        }
        Ok(due)
    }

    /// Gives a unit's row; `None` where nothing is owed and nothing was done.
    async fn row(
        self,
        visit: &Visit,
        unit: UnitIndex,
        submissions: &[Submission],
        (reminders, placed): (&[(i64, Day)], &Placement),
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
            let place = Place::within(visit, placed, unit, group, self.period);
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

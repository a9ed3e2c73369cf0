//! Whose figures of which group and period are on their way up, who may do what with them, and how that is said.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Figure, SubmissionDeed, SubmissionStanding};
use nennep_core::register::{Owed, Placement, Rhythm, UnitIndex};
use nennep_core::text::{count, date_short};

use super::errors::WebError;
use super::visit::Visit;
use super::words::Words;
use crate::store::{
    Asked, Deed, Figures, Grant, Snapshot, Source, StoreError, Submission, SubmissionDone, SubmissionKey, figures_of,
    settle_openings,
};

/// Holds one place of the calendar: a unit, a group and a period.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The unit.
    pub unit: UnitIndex,
    /// Whose, which, when.
    pub key: SubmissionKey,
    /// Where its figures are accepted and closed: the superior, or the unit itself where none is above it.
    pub receiver: UnitIndex,
}

impl Place {
    /// Finds the place of an address; what lies outside the scope, or is no period figures are owed for, is not there.
    pub fn find(visit: &Visit, code: &str, period: &str, group: &str) -> Result<Self, WebError> {
        let unit = visit.unit(code)?;
        let period: Period = period.parse().map_err(|_| WebError::NotFound)?;
        let group = FigureGroup::parse(group).ok_or(WebError::NotFound)?;
        if Rhythm::of(period).is_none() || period.first_day() > visit.now.today() {
            return Err(WebError::NotFound);
        }
        Ok(Self::of(visit, unit, group, period))
    }

    /// Gives the place of a unit that was found in the scope.
    #[must_use]
    pub fn of(visit: &Visit, unit: UnitIndex, group: FigureGroup, period: Period) -> Self {
        let placement = visit.book().tree.placement(visit.now.today());
        Self::within(visit, &placement, unit, group, period)
    }

    /// Gives the same where the placement of today is known already.
    #[must_use]
    pub fn within(visit: &Visit, placement: &Placement, unit: UnitIndex, group: FigureGroup, period: Period) -> Self {
        let tree = &visit.book().tree;
        let superior = placement.superior(unit);
        Self {
            unit,
            key: SubmissionKey {
                unit: tree.unit(unit).id.0,
                group,
                period,
            },
            receiver: superior.unwrap_or(unit),
        }
    }

    /// Gives the address of the page.
    pub fn address(&self, visit: &Visit) -> String {
        super::locked::address_of(visit, self.key.unit, self.key.group, self.key.period)
    }

    /// Tells whether the officer may do a deed here: the unit's own sign, the receiver's accept, return and close.
    ///
    /// Either may ask to open a period again.
    pub fn may(&self, visit: &Visit, deed: &SubmissionDeed) -> bool {
        let line = self.key.group.line();
        let submits = visit.scope.may_for(Deed::SubmitFigures, self.unit, line);
        let closes = visit.scope.may_for(Deed::ClosePeriods, self.receiver, line);
        match deed {
            SubmissionDeed::Submitted => submits,
            SubmissionDeed::OpeningAsked { .. } => submits || closes,
            SubmissionDeed::Returned
            | SubmissionDeed::Accepted
            | SubmissionDeed::Closed
            | SubmissionDeed::OpeningRefused
            | SubmissionDeed::Opened
            | SubmissionDeed::ClosedAgain => closes,
        }
    }

    /// Tells whether the officer would sign for another: no own role is held at the unit or below it.
    #[must_use]
    pub fn is_of_another(&self, visit: &Visit) -> bool {
        let inside = visit.book().tree.placement(visit.now.today()).inside(self.unit);
        let signs = |grant: &&Grant| grant.role.deeds.contains(&Deed::SubmitFigures);
        !visit
            .scope
            .grants()
            .iter()
            .filter(signs)
            .any(|grant| inside.contains(grant.unit))
    }

    /// Gives until when it is owed; `None` where the calendar asks for nothing.
    pub fn owed<'a>(&self, visit: &'a Visit) -> Option<Owed<'a>> {
        let catalogs = &visit.house.catalogs;
        let tree = &visit.book().tree;
        let kind = tree.kind_on(self.unit, self.key.period.last_day());
        let group = self.key.group.code();
        catalogs
            .reporting
            .owed(&catalogs.holidays, kind, group, self.key.period)
    }

    /// Gives the figures of the group as a snapshot of the book knows them.
    pub async fn figures(&self, visit: &Visit, snapshot: &Snapshot) -> Result<Vec<Figure>, StoreError> {
        let set = all_figures(visit, snapshot, self.unit, self.key.period).await?;
        Ok(figures_of(&visit.house.catalogs.indicators, self.key.group, &set))
    }
}

/// Gives the figures of every group of a unit and a period.
pub async fn all_figures(
    visit: &Visit,
    snapshot: &Snapshot,
    unit: UnitIndex,
    period: Period,
) -> Result<nennep_core::progress::FigureSet, StoreError> {
    let asked = Asked {
        unit,
        from: period.first_day(),
        to: period.last_day(),
        tree_on: None,
        measures: Vec::new(),
    };
    let figures = Figures::new(&snapshot.book, &visit.house.catalogs.indicators);
    figures.of(&mut Source::Tally(&snapshot.tally), &asked).await
}

/// Gives how something stands on a day; nothing done yet is a draft.
pub fn standing(submission: Option<&Submission>, day: Day) -> SubmissionStanding {
    submission.map_or(SubmissionStanding::Draft, |submission| submission.standing(day))
}

/// Says a standing in its fixed word.
pub fn standing_words(visit: &Visit, standing: SubmissionStanding) -> String {
    match standing {
        SubmissionStanding::Opened { until } => {
            visit.words.with("submissions-state-opened", "until", date_short(until))
        }
        SubmissionStanding::Draft
        | SubmissionStanding::Submitted
        | SubmissionStanding::Returned
        | SubmissionStanding::Accepted
        | SubmissionStanding::Closed => visit.words.keyed("submissions-state", standing.code(), ""),
    }
}

/// Says how many working days are left or over; and whether they are over.
pub fn due_words(visit: &Visit, due_on: Day) -> (String, bool) {
    let (today, holidays) = (visit.now.today(), &visit.house.catalogs.holidays);
    let days = |from, to| count(i64::from(holidays.working_days_between(from, to)));
    let (key, days, is_late) = if today > due_on {
        ("submissions-overdue", days(due_on, today), true)
    } else {
        ("submissions-due", days(today, due_on), false)
    };
    let values = [("on", date_short(due_on)), ("days", days)];
    (visit.words.fill(key, &values), is_late)
}

/// The same in few words, for a cell of a list: the day while it is ahead, the working days once it has passed.
#[must_use]
pub fn due_short(visit: &Visit, due_on: Day) -> (String, bool) {
    let (today, holidays) = (visit.now.today(), &visit.house.catalogs.holidays);
    if today > due_on {
        let days = count(i64::from(holidays.working_days_between(due_on, today)));
        return (visit.words.with("submissions-overdue-short", "days", days), true);
    }
    (
        visit.words.with("submissions-due-short", "on", date_short(due_on)),
        false,
    )
}

/// Gives the address of the calendar of a unit and a period.
#[must_use]
pub fn calendar_address(visit: &Visit, unit: UnitIndex, period: Period) -> String {
    let code = super::errors::percent(&visit.book().tree.unit(unit).code);
    format!("/submissions?unit={code}&period={period}")
}

/// Closes what was opened until an earlier day; asked before a page tells how things stand.
///
/// # Errors
/// When the database refuses.
pub async fn settle(visit: &Visit) -> Result<(), WebError> {
    let (house, mut stamp) = (&visit.house, visit.stamp());
    // Nobody does it: it was laid down when the period was opened.
    "-".clone_into(&mut stamp.officer);
    stamp.account = None;
    settle_openings(&house.db, &house.catalogs.indicators, &stamp).await?;
    Ok(())
}

/// Says when something was said, and up to which entry.
#[must_use]
pub fn said_words(words: &Words, said: &SubmissionDone) -> String {
    let key = if said.event.deed == SubmissionDeed::Submitted {
        "submissions-said-submitted"
    } else {
        "submissions-said-closed"
    };
    let values = [("on", date_short(said.event.on)), ("head", count(said.head))];
    words.fill(key, &values)
}

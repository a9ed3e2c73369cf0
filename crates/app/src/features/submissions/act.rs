//! Doing what is wished with the figures of a period.

use nennep_core::calendar::Period;
use nennep_core::progress::{Figure, SubmissionDeed, SubmissionEvent, SubmissionRefusal, SubmissionStanding, changed};
use nennep_core::register::{UnitId, UnitIndex};

use super::form::{Wish, seen_of};
use crate::store::{
    Act, AuditLine, NewEvent, Submission, SubmissionDone, add_event, find_any_submission, open_submission,
    submissions_of,
};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::submitted::{Place, settle};
use crate::web::visit::Visit;

/// Does a deed; a second press of the same does nothing more.
pub(super) async fn happen(visit: &Visit, place: &Place, wish: &Wish) -> Result<(), WebError> {
    settle(visit).await?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if do_in(visit, &mut act, place, wish).await? {
        act.commit().await?;
    }
    Ok(())
}

/// Does a deed inside an act; tells whether anything was done.
pub(super) async fn do_in(visit: &Visit, act: &mut Act, place: &Place, wish: &Wish) -> Result<bool, WebError> {
    let snapshot = visit.house.live.in_transaction(act.tx()).await?;
    let id = open_submission(act.tx(), place.key).await?;
    let known = find_any_submission(act.tx(), id).await?.ok_or(WebError::NotFound)?;
    let event = SubmissionEvent {
        deed: wish.deed.clone(),
        by: act.stamp().officer.clone(),
        on: act.stamp().today,
    };
    let same = |last: &SubmissionDone| {
        last.event == event && last.words == wish.words && last.remarks.len() == wish.remarks.len()
    };
    if known.done.last().is_some_and(same) {
        return Ok(false);
    }
    if wish.done.is_some_and(|done| done != known.done.len()) {
        let fault = Fault::new(FaultKind::DoneMeanwhile, String::new(), "");
        return Err(WebError::Faulty(vec![fault.bare()]));
    }
    let state = known.state().after(&event).map_err(refused)?;
    let figures = place.figures(visit, &snapshot).await?;
    may_be_said(visit, place, wish, &known, &figures)?;
    let says = matches!(
        wish.deed,
        SubmissionDeed::Submitted | SubmissionDeed::Closed | SubmissionDeed::ClosedAgain
    );
    let event = NewEvent {
        deed: wish.deed.clone(),
        on: event.on,
        head: snapshot.book.head,
        figures: says.then_some(figures.as_slice()),
        words: wish.words.as_deref(),
        remarks: &wish.remarks,
    };
    let standing = state.written();
    add_event(act, id, standing, &event).await?;
    let line = AuditLine::new(audit_name(&wish.deed), id.to_string()).at(place.key.unit);
    let line = line.with("period", place.key.period.to_string());
    act.audit(line.with("group", place.key.group.code()));
    Ok(true)
}

fn refused(refusal: SubmissionRefusal) -> WebError {
    match refusal {
        SubmissionRefusal::NotNow => WebError::Refused("submission-not-now"),
        SubmissionRefusal::SameOfficer => WebError::Refused("submission-same-officer"),
        SubmissionRefusal::UntilPast => WebError::Refused("submission-until-past"),
    }
}

/// What is signed must be what was seen, of a period that is over; what was accepted is closed only as it was accepted.
fn may_be_said(
    visit: &Visit,
    place: &Place,
    wish: &Wish,
    known: &Submission,
    figures: &[Figure],
) -> Result<(), WebError> {
    let last = place.key.period.last_day();
    let mut faults = Vec::new();
    let ends = matches!(wish.deed, SubmissionDeed::Submitted | SubmissionDeed::Closed);
    if ends && visit.now.today() <= last {
        faults.push(Fault::new(
            FaultKind::PeriodRuns,
            last.to_string(),
            &last.next().to_string(),
        ));
    }
    let signs = matches!(
        wish.deed,
        SubmissionDeed::Submitted | SubmissionDeed::Closed | SubmissionDeed::ClosedAgain
    );
    if signs && wish.seen != seen_of(figures) {
        faults.push(Fault::new(FaultKind::FiguresChanged, String::new(), ""));
    }
    if wish.deed == SubmissionDeed::Submitted && wish.words.is_none() && place.is_of_another(visit) {
        faults.push(Fault::new(FaultKind::MissingValue, String::new(), "").in_field("words"));
    }
    if wish.deed == SubmissionDeed::Closed {
        let standing = known.standing(visit.now.today());
        let submitted = known.submitted().and_then(|done| done.figures.as_deref());
        let differs = changed(submitted.unwrap_or_default(), figures).len();
        if standing == SubmissionStanding::Accepted && differs > 0 {
            faults.push(Fault::new(FaultKind::ChangedSince, differs.to_string(), ""));
        }
        if standing != SubmissionStanding::Accepted && wish.words.is_none() {
            faults.push(Fault::new(FaultKind::MissingValue, String::new(), "").in_field("words"));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(WebError::Faulty(faults.into_iter().map(Fault::bare).collect()))
}

fn audit_name(deed: &SubmissionDeed) -> &'static str {
    match deed {
        SubmissionDeed::Submitted => "figures-submitted",
        SubmissionDeed::Returned => "figures-returned",
        SubmissionDeed::Accepted => "figures-accepted",
        SubmissionDeed::Closed => "period-closed",
        SubmissionDeed::OpeningAsked { .. } => "opening-asked",
        SubmissionDeed::OpeningRefused => "opening-refused",
        SubmissionDeed::Opened => "period-opened",
        SubmissionDeed::ClosedAgain => "period-closed-again",
    }
}

/// Closes, in one act, what was accepted of the units directly below one and has not changed since; gives how many.
pub(super) async fn close_all(visit: &Visit, receiver: UnitIndex, period: Period) -> Result<usize, WebError> {
    let tree = &visit.book().tree;
    let placement = tree.placement(visit.now.today());
    let below: Vec<UnitIndex> = tree
        .indices()
        .filter(|unit| *unit != receiver && placement.superior(*unit) == Some(receiver) && visit.scope.sees(*unit))
        .collect();
    let ids: Vec<i64> = below.iter().map(|unit| tree.unit(*unit).id.0).collect();
    let last = period.last_day();
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let snapshot = visit.house.live.in_transaction(act.tx()).await?;
    let mut closed = 0;
    for known in submissions_of(act.tx(), &ids, (last, last)).await? {
        let unit = tree.index_of(UnitId(known.key.unit));
        let Some(unit) = unit.filter(|_| known.key.period == period) else {
            continue;
        };
        let place = Place::within(visit, &placement, unit, known.key.group, period);
        let figures = place.figures(visit, &snapshot).await?;
        let said = known
            .submitted()
            .and_then(|done| done.figures.as_deref())
            .unwrap_or_default();
        let is_ready =
            known.standing(visit.now.today()) == SubmissionStanding::Accepted && changed(said, &figures).is_empty();
        if is_ready && place.may(visit, &SubmissionDeed::Closed) {
            let wish = Wish {
                deed: SubmissionDeed::Closed,
                words: None,
                remarks: Vec::new(),
                seen: seen_of(&figures),
                done: None,
            };
            closed += usize::from(do_in(visit, &mut act, &place, &wish).await?);
        }
    }
    act.commit().await?;
    Ok(closed)
}

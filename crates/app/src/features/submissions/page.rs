//! The page of the figures of a unit, a group and a period: what is said, what is known, what may be done.

use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::calendar::Period;
use nennep_core::progress::{SubmissionDeed, SubmissionStanding};

use super::record::{DEEDS, Sheet, word_of};
use super::view::{Deeds, History};
use super::{act, form};
use crate::store::{Deed, Submission, find_submission, officer_names, reminders};
use crate::web::bar::{period_words, within};
use crate::web::errors::{WebError, show};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Typed, fault_lines};
use crate::web::locked::group_words;
use crate::web::places::unit_path;
use crate::web::shell::{Receipt, Shell};
use crate::web::submitted::{Place, calendar_address, settle, standing};
use crate::web::visit::Visit;

/// Holds unit, period and group as an address names them.
type Named = (String, String, String);

#[derive(askama::Template)]
#[template(path = "submissions/one.html")]
struct OnePage {
    shell: Shell,
    sum: String,
    is_late: bool,
    /// What stands above everything: why it is locked, what was returned, what has changed.
    notices: Vec<(String, bool)>,
    faults: Vec<FaultLine>,
    sheet: Sheet,
    deeds: Deeds,
    history: Vec<History>,
    calendar: String,
    /// Where the differences to what was reported are told entry by entry.
    restatement: Option<String>,
}

/// Shows the figures of a place.
pub(super) async fn one(
    visit: Visit,
    Path((code, period, group)): Path<Named>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, WebError> {
    let place = Place::find(&visit, &code, &period, &group)?;
    settle(&visit).await?;
    let done = query.unwrap_or_default();
    let done = done.strip_prefix("done=").filter(|word| DEEDS.contains(word));
    let page = page(&visit, &place, (&Typed::default(), &[], ""), done).await?;
    show(&page)
}

/// Does a deed and shows what came of it.
pub(super) async fn happen(
    visit: Visit,
    Path((code, period, group, deed)): Path<(String, String, String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let place = Place::find(&visit, &code, &period, &group)?;
    let typed = Typed::of(pairs);
    let wish = form::wish(&visit, &deed, &typed).ok_or(WebError::NotFound)?;
    let outcome = match wish {
        Ok(wish) if !place.may(&visit, &wish.deed) => Err(WebError::Refused("submission-no-right")),
        Ok(wish) => act::happen(&visit, &place, &wish).await,
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("{}?done={deed}", place.address(&visit))).into_response()),
        Err(WebError::Faulty(faults)) => {
            let page = page(&visit, &place, (&typed, &faults, &deed), None).await?;
            crate::web::errors::show_faulty(&page)
        }
        Err(other) => Err(other),
    }
}

async fn page(
    visit: &Visit,
    place: &Place,
    (typed, faults, sent): (&Typed, &[Fault], &str),
    done: Option<&str>,
) -> Result<OnePage, WebError> {
    let mut tx = visit.house.db.read().await?;
    let submission = find_submission(&mut tx, place.key).await?;
    let officers: Vec<String> = submission
        .iter()
        .flat_map(|submission| submission.done.iter().map(|done| done.event.by.clone()))
        .collect();
    let names = officer_names(&mut tx, &officers).await?;
    let ids: Vec<i64> = submission.iter().map(|submission| submission.id).collect();
    let reminded = reminders(&mut tx, &ids).await?.last().map(|(_, day)| *day);
    tx.rollback().await?;
    let known = place.figures(visit, &visit.snapshot).await?;
    let sheet = Sheet::of(visit, place, submission.as_ref(), &known);
    let standing = standing(submission.as_ref(), visit.now.today());
    let deeds = Deeds::of(visit, place, submission.as_ref(), &sheet, (typed, faults, sent));
    let words = &visit.words;
    let tree = &visit.book().tree;
    let values = [
        ("group", group_words(words, place.key.group)),
        ("period", within(&period_words(words, place.key.period))),
        ("unit", tree.name_on(place.unit, place.key.period.last_day()).to_owned()),
    ];
    let mut shell = Shell::of(visit, words.fill("submissions-one", &values)).about(visit, place.unit);
    shell.receipt = done.map(|word| Receipt {
        text: words.keyed("submissions-done", word, ""),
        back: None,
    });
    let reported = submission.as_ref().and_then(Submission::reported);
    let is_closed = matches!(standing, SubmissionStanding::Closed | SubmissionStanding::Opened { .. });
    let restatement = reported.filter(|_| is_closed || sheet.changed > 0).map(|_| {
        let path = unit_path(&tree.unit(place.unit).code);
        format!("{path}/restatements?period={}", place.key.period)
    });
    let (sum, is_late) = super::view::sentence(visit, place, standing, &sheet);
    Ok(OnePage {
        shell,
        sum,
        is_late,
        notices: super::view::notices(visit, place, (submission.as_ref(), reminded), &sheet, &names),
        faults: fault_lines(words, &deeds.groups(), faults),
        history: History::of(visit, submission.as_ref(), &names),
        calendar: calendar_address(visit, place.receiver, place.key.period),
        sheet,
        deeds,
        restatement,
    })
}

/// Names what a deed of the page is sent to.
pub(super) fn action(visit: &Visit, place: &Place, deed: &SubmissionDeed) -> String {
    format!("{}/{}", place.address(visit), word_of(deed))
}

/// Closes everything below a unit that was accepted and has not changed since.
pub(super) async fn close_all(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let receiver = visit.unit(typed.get("unit"))?;
    visit.needs(Deed::ClosePeriods, receiver)?;
    let period: Period = typed.get("period").parse().map_err(|_| WebError::NotFound)?;
    settle(&visit).await?;
    let closed = act::close_all(&visit, receiver, period).await?;
    let done = if closed > 0 { "closed" } else { "closed-none" };
    let back = calendar_address(&visit, receiver, period);
    Ok(Redirect::to(&format!("{back}&done={done}")).into_response())
}

//! Pages of surveys: what is owed, one survey, and the form of a visit in steps that fit a phone.

use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::calendar::Day;
use nennep_core::ledger::Tag;
use nennep_core::register::UnitIndex;
use nennep_core::text::date_short;

use super::act;
use super::form::{STEPS, back_from, draft, next_from, step_of};
use super::record::Survey;
use super::rows::{self, Which};
use super::view::{self, Answer, FreshLine, OwedLine};
use crate::store::{Deed, FRESH_DAYS, HeadCount, Host, Tx, newest_heads};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{Field, Typed};
use crate::web::form_reader::FormReader;
use crate::web::places::{enterprise_path, in_charge};
use crate::web::secrets::form_key;
use crate::web::shell::{Crumb, Receipt, Shell};
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

/// Letters of a reason at most.
const REASON_MAX: usize = 500;

#[derive(askama::Template)]
#[template(path = "surveys/list.html")]
struct ListPage {
    shell: Shell,
    sum: String,
    returned: Vec<OwedLine>,
    due: Vec<OwedLine>,
    fresh_sum: String,
    fresh: Vec<FreshLine>,
}

#[derive(askama::Template)]
#[template(path = "surveys/survey.html")]
struct SurveyPage {
    shell: Shell,
    sum: String,
    id: i64,
    host: String,
    entry: i64,
    answers: Vec<Answer>,
    state: Option<(String, Option<String>)>,
    is_returned: bool,
    may_send_back: bool,
    chosen: String,
    fault: Option<Fault>,
}

#[derive(askama::Template)]
#[template(path = "surveys/visit.html")]
struct VisitPage {
    shell: Shell,
    back: String,
    action: String,
    step: usize,
    step_words: String,
    next_words: String,
    marks: Vec<&'static str>,
    fields: Vec<Field>,
    hidden: Vec<(String, String)>,
    returned: Option<String>,
    is_last: bool,
}

/// Shows what is owed, and how fresh what is known is.
pub(super) async fn list(visit: Visit) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let units = visit.seen_units();
    let today = visit.now.today();
    let since = Day::from_naive(today.naive() - chrono::Days::new(FRESH_DAYS.into())).unwrap_or(today);
    let mut tx = visit.house.db.read().await?;
    let returned = rows::owed(&mut tx, &units, Which::Returned, today).await?;
    let due = rows::owed(&mut tx, &units, Which::Due, today).await?;
    let fresh = rows::freshness(&mut tx, &units, since).await?;
    tx.rollback().await?;
    let (fresh, fresh_sum) = view::fresh_lines(&visit, &fresh);
    show(&ListPage {
        shell: Shell::of(&visit, visit.words.say("surveys")),
        sum: view::waiting(&visit, returned.len(), due.len()),
        returned: returned
            .iter()
            .map(|owed| view::owed_line(&visit, owed, true))
            .collect(),
        due: due.iter().map(|owed| view::owed_line(&visit, owed, false)).collect(),
        fresh_sum,
        fresh,
    })
}

/// Finds an enterprise of the scope with its committee.
async fn find_host(visit: &Visit, tx: &mut Tx, code: &str) -> Result<(Host, UnitIndex), WebError> {
    let host = Host::find_any(tx, code).await?.ok_or(WebError::NotFound)?;
    let unit = seen(visit, &host)?;
    Ok((host, unit))
}

fn seen(visit: &Visit, host: &Host) -> Result<UnitIndex, WebError> {
    in_charge(visit, host.unit, visit.now.today()).ok_or(WebError::NotFound)
}

/// Finds a survey of the scope.
async fn find(visit: &Visit, id: &str) -> Result<(Survey, UnitIndex), WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let survey = rows::find_any(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = seen(visit, &survey.host)?;
    Ok((survey, unit))
}

/// Shows a survey.
pub(super) async fn one(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (survey, unit) = find(&visit, &id).await?;
    let mut page = survey_page(&visit, &survey, unit, None);
    if pairs.iter().any(|(name, _)| name == "receipt") {
        page.shell.receipt = Some(Receipt {
            text: visit
                .words
                .with("surveys-receipt", "no", nennep_core::text::count(survey.entry)),
            back: Some((
                format!("/entries/{}/reversal", survey.entry),
                visit.words.say("entries-reverse"),
            ))
            .filter(|_| visit.scope.may_for(Deed::TakeBack, unit, None)),
        });
    }
    show(&page)
}

fn survey_page(visit: &Visit, survey: &Survey, unit: UnitIndex, fault: Option<(&str, Fault)>) -> SurveyPage {
    let words = &visit.words;
    let when = |at: &str| words.instant(at);
    let state = match (&survey.returned, survey.answered_by, survey.reversed_by) {
        (_, Some(by), _) => Some((words.say("surveys-answered"), Some(format!("/surveys/{by}")))),
        (_, None, Some(no)) => Some((words.say("surveys-taken-back"), Some(format!("/entries/{no}")))),
        (Some(returned), None, None) => {
            let values = [
                ("who", returned.by.clone()),
                ("when", when(&returned.at)),
                ("field", words.say(&format!("surveys-{}", returned.field))),
                ("reason", returned.reason.clone()),
            ];
            let path = enterprise_path(&survey.host.tax_code);
            let href = format!("{path}/survey?answers={}", survey.id);
            let href = Some(href).filter(|_| visit.scope.may_for(Deed::Record, unit, None));
            Some((words.fill("surveys-returned-by", &values), href))
        }
        (None, None, None) => None,
    };
    let values = [("who", survey.officer.clone()), ("when", when(&survey.recorded_at))];
    let mut shell = Shell::of(visit, words.with("surveys-of", "name", survey.host.name.clone())).about(visit, unit);
    shell.crumbs = vec![
        Crumb {
            label: words.say("surveys"),
            href: "/surveys".to_owned(),
        },
        Crumb {
            label: survey.host.name.clone(),
            href: enterprise_path(&survey.host.tax_code),
        },
    ];
    let is_open = survey.answered_by.is_none() && survey.reversed_by.is_none();
    let (chosen, fault) = match fault {
        Some((field, fault)) => (field.to_owned(), Some(fault.said_in(words.language))),
        None => (String::new(), None),
    };
    SurveyPage {
        shell,
        sum: words.fill("surveys-recorded-by", &values),
        id: survey.id,
        host: enterprise_path(&survey.host.tax_code),
        entry: survey.entry,
        answers: view::answers(visit, survey),
        state,
        is_returned: is_open && survey.returned.is_some(),
        may_send_back: is_open && survey.returned.is_none() && visit.scope.may_for(Deed::TakeBack, unit, None),
        chosen,
        fault,
    }
}

/// Sends a survey back to one of its fields, with a reason.
pub(super) async fn send_back(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (survey, unit) = find(&visit, &id).await?;
    visit.needs_for(Deed::TakeBack, unit, None)?;
    let typed = Typed::of(pairs);
    let field = typed.get("field");
    let known = STEPS
        .iter()
        .flat_map(|(_, fields)| fields.iter())
        .any(|known| *known == field);
    if !known {
        return Err(WebError::NotFound);
    }
    let mut read = FormReader::of(&visit, &typed);
    let reason = read.needed("reason", REASON_MAX);
    let outcome = if read.is_clean() {
        act::send_back(&visit, &survey, field, &reason).await
    } else {
        Err(WebError::Faulty(read.into_faults()))
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/surveys/{}", survey.id)).into_response()),
        Err(WebError::Faulty(faults)) => {
            let fault = faults.into_iter().next().map(|fault| (field, fault));
            show_faulty(&survey_page(&visit, &survey, unit, fault))
        }
        Err(other) => Err(other),
    }
}

/// Opens the form of a visit; where a returned survey is answered, at the field that is asked about.
pub(super) async fn begin(
    visit: Visit,
    Path(code): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let (host, unit) = find_host(&visit, &mut tx, &code).await?;
    visit.needs_for(Deed::Record, unit, None)?;
    let known = newest_heads(&mut tx, host.id).await?;
    let asked = Typed::of(pairs);
    let returned = match asked.get("answers").parse::<i64>() {
        Ok(id) => rows::find_any(&mut tx, id)
            .await?
            .filter(|survey| survey.host.id == host.id),
        Err(_) => None,
    };
    tx.rollback().await?;
    let returned = returned.filter(|survey| survey.returned.is_some() && survey.answered_by.is_none());
    let mut typed = match &returned {
        Some(survey) => view::typed_of(survey),
        None => Typed::default(),
    };
    typed.suggest("surveyed_on", date_short(visit.now.today()));
    typed.set("key", form_key()?);
    let mut step = 0;
    if let Some(survey) = &returned {
        typed.set("answers", survey.id.to_string());
        step = survey.returned.as_ref().map_or(0, |returned| step_of(&returned.field));
    }
    show(&visit_page(
        &visit,
        &host,
        (step, &typed),
        &[],
        (&known, returned.as_ref()),
    ))
}

/// Goes a step on or back; the last one records the survey.
pub(super) async fn step(
    visit: Visit,
    Path(code): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let (host, unit) = find_host(&visit, &mut tx, &code).await?;
    visit.needs_for(Deed::Record, unit, None)?;
    let known = newest_heads(&mut tx, host.id).await?;
    let mut typed = Typed::of(pairs);
    let returned = match typed.get("answers").parse::<i64>() {
        Ok(id) => rows::find_any(&mut tx, id)
            .await?
            .filter(|survey| survey.host.id == host.id),
        Err(_) => None,
    };
    tx.rollback().await?;
    let step = typed.get("step").parse::<usize>().unwrap_or(0).min(STEPS.len() - 1);
    let is_back = typed.get("go") == "back";
    let faults = draft(&visit, &host, &typed).err().unwrap_or_default();
    let at = |fault: &Fault| step_of(fault.column.as_deref().unwrap_or_default());
    let about = (known.as_slice(), returned.as_ref());
    if is_back {
        let to = back_from(step, &typed);
        return show(&visit_page(&visit, &host, (to, &typed), &[], about));
    }
    // A step is left only when what it asks is right; the last one asks for everything.
    if faults.iter().any(|fault| at(fault) == step) {
        return show_faulty(&visit_page(&visit, &host, (step, &typed), &faults, about));
    }
    if step + 1 < STEPS.len() {
        let to = next_from(step, &typed);
        if STEPS.get(to).is_some_and(|(name, _)| *name == "outcome") {
            suggest_outcome(&visit, &mut typed);
        }
        return show(&visit_page(&visit, &host, (to, &typed), &[], about));
    }
    match draft(&visit, &host, &typed) {
        Ok(draft) => {
            let id = act::record(&visit, &host, &draft).await?;
            Ok(Redirect::to(&format!("/surveys/{id}?receipt=recorded")).into_response())
        }
        Err(faults) => {
            let to = faults.first().map_or(step, at);
            show_faulty(&visit_page(&visit, &host, (to, &typed), &faults, about))
        }
    }
}

/// Chooses the outcome that the numbers say, or that nobody was let in, where none is chosen yet.
fn suggest_outcome(visit: &Visit, typed: &mut Typed) {
    if !typed.get("outcome").is_empty() {
        return;
    }
    if typed.get("attitude") == "refuses" {
        typed.set("outcome", Tag::Refused.code());
    } else if let Some(said) = view::said(visit, typed) {
        typed.set("outcome", said.code());
    }
}

fn visit_page(
    visit: &Visit,
    host: &Host,
    (step, typed): (usize, &Typed),
    faults: &[Fault],
    (known, returned): (&[HeadCount], Option<&Survey>),
) -> VisitPage {
    let words = &visit.words;
    let own = STEPS.get(step).map(|(_, fields)| *fields).unwrap_or_default();
    let mut hidden = Vec::new();
    for name in ["key", "answers"] {
        hidden.push((name.to_owned(), typed.get(name).to_owned()));
    }
    let others = STEPS.iter().flat_map(|(_, fields)| fields.iter());
    for name in others.filter(|name| !own.contains(name)) {
        hidden.extend(typed.all(name).map(|value| ((*name).to_owned(), value.to_owned())));
    }
    let (step_words, next_words) = view::step_words(visit, step);
    let marks = (0..STEPS.len()).map(|place| match place.cmp(&step) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "",
    });
    let returned = returned.and_then(|survey| survey.returned.as_ref());
    let returned = returned.filter(|returned| own.contains(&returned.field.as_str()));
    VisitPage {
        shell: Shell::of(visit, host.name.clone()),
        back: enterprise_path(&host.tax_code),
        action: format!("{}/survey", enterprise_path(&host.tax_code)),
        step,
        step_words,
        next_words,
        marks: marks.collect(),
        fields: view::fields(visit, step, typed, faults, known),
        hidden,
        returned: returned.map(|returned| {
            let values = [
                ("field", words.say(&format!("surveys-{}", returned.field))),
                ("reason", returned.reason.clone()),
            ];
            words.fill("surveys-asked-again", &values)
        }),
        is_last: step + 1 == STEPS.len(),
    }
}

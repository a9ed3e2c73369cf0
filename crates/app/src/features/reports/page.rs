//! Pages of papers: the list, the form, how far one is, and its files.

use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::register::UnitIndex;
use nennep_core::reports::ReportKind;
use nennep_core::text::{count, date_short};
use nennep_documents::blocks::{Block, Run};

use super::act;
use super::form;
use super::import::{NumberRow, changes};
use super::view::{SetRow, set_of};
use crate::store::{Cancelled, Deed, MadePaper, Signing, find_any_signing, find_cancelled, list_any_papers, texts_of};
use crate::web::clock::local;
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::jobs::Progress;
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::papers::{Format, download};
use crate::web::reports::{Papers, Shown, file_of, paper_title, paper_unit, progress, seen_paper};
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{Cell, Column, Listing, list as listing_of};
use crate::web::unit_choice::unit_field;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    shell: Shell,
    listing: Listing,
    is_empty: bool,
}

#[derive(askama::Template)]
#[template(path = "reports/form.html")]
struct FormPage {
    shell: Shell,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
}

#[derive(askama::Template)]
#[template(path = "reports/paper.html")]
struct PaperPage {
    shell: Shell,
    id: i64,
    sum: String,
    running: Option<(usize, usize)>,
    has_failed: bool,
    faults: Vec<FaultLine>,
    /// Numbers that changed since it was drafted.
    changed: Vec<NumberRow>,
    /// The form of signing; none for a signed paper.
    groups: Vec<Group>,
    /// Place of the words the page shows.
    words_seen: i64,
    /// Whether its number may be cancelled, and whether it was.
    may_cancel: bool,
    is_cancelled: bool,
    /// What proves a signed paper.
    slip: Option<Vec<(String, String)>>,
    /// Fields with which it is made anew.
    again: Vec<(&'static str, String)>,
    paper: Option<Shown>,
    /// Papers of the same conference: what each is called, and where it is once it is made.
    set: Vec<SetRow>,
    endings: Vec<&'static str>,
}

pub(super) async fn list(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let query = ListQuery::read(&pairs, kept_size(&headers));
    let mut tx = visit.house.db.read().await?;
    let made = list_any_papers(&mut tx).await?;
    tx.rollback().await?;
    let words = visit.words;
    let columns = [
        Column::text("paper", words.say("papers-paper")),
        Column::text("unit", words.say("papers-unit")),
        Column::text("number", words.say("papers-number")),
        Column::number("head", words.say("papers-head")),
        Column::text("made", words.say("papers-made")),
    ];
    let rows: Vec<_> = made
        .iter()
        .filter_map(|made| paper_unit(&visit, made).map(|unit| (unit, made)))
        .map(|(unit, made)| {
            vec![
                Cell::text(paper_title(&visit, made)).to(format!("/papers/{}", made.id)),
                Cell::text(visit.book().tree.name_on(unit, made.asking.period.last_day())),
                Cell::text(number_of(&visit, made)),
                Cell::number(made.asking.head, count(made.asking.head)),
                Cell::text(format!("{}, {}", made.made_by, words.instant(&made.made_at))),
            ]
        })
        .collect();
    let is_empty = rows.is_empty();
    let mut listing = listing_of("/papers", &columns, rows, &query);
    listing.export.clear();
    let shell = Shell::of(&visit, words.say("papers-title"));
    let page = ListPage {
        shell,
        listing,
        is_empty,
    };
    Ok(keeping_size(render(&page)?, &query))
}

pub(super) async fn new(visit: Visit, Query(pairs): Query<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let mut typed = Typed::of(pairs);
    typed.suggest("unit", visit.home_code().unwrap_or_default());
    typed.suggest("report", "quarter");
    render(&form_page(&visit, &typed, &[]))
}

pub(super) async fn create(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let typed = Typed::of(pairs);
    let papers = Papers::embedded().map_err(anyhow::Error::new)?;
    let (unit, asking) = match form::asking(&visit, &typed, &papers) {
        Ok(read) => read,
        Err(faults) => return show_faulty(&form_page(&visit, &typed, &faults)),
    };
    visit.needs(Deed::MakePapers, unit)?;
    // Made anew from another draft, it keeps the words that one was given.
    let words = match typed.get("words_of") {
        "" => None,
        older => act::words_over(&visit, &seen_paper(&visit, older).await?.1, &asking).await?,
    };
    let id = act::make(&visit, &asking, words.as_deref()).await?;
    Ok(Redirect::to(&format!("/papers/{id}")).into_response())
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (unit, made) = seen_paper(&visit, &id).await?;
    let page = paper_page(&visit, unit, &made, &Typed::default(), &[]).await?;
    render(&page)
}

pub(super) async fn signing_of(visit: &Visit, made: &MadePaper) -> Result<Option<Signing>, WebError> {
    let mut tx = visit.house.db.read().await?;
    let signing = find_any_signing(&mut tx, made.id).await?;
    tx.rollback().await?;
    Ok(signing)
}

/// The place of the newest words of a paper, and whether it has words of its own.
async fn words_of(visit: &Visit, made: &MadePaper) -> Result<(i64, bool), WebError> {
    let mut tx = visit.house.db.read().await?;
    let newest = texts_of(&mut tx, made.id).await?.into_iter().next();
    tx.rollback().await?;
    Ok(newest.map_or((0, false), |text| (text.place, text.words.is_some())))
}

async fn cancelled_of(visit: &Visit, made: &MadePaper) -> Result<Option<Cancelled>, WebError> {
    let mut tx = visit.house.db.read().await?;
    let cancelled = find_cancelled(&mut tx, made.id).await?;
    tx.rollback().await?;
    Ok(cancelled)
}

async fn paper_page(
    visit: &Visit,
    unit: UnitIndex,
    made: &MadePaper,
    typed: &Typed,
    faults: &[Fault],
) -> Result<PaperPage, WebError> {
    let signing = signing_of(visit, made).await?;
    let progress = progress(&visit.house, made, signing.as_ref()).await?;
    let (running, has_failed, paper) = match progress {
        Progress::Running { done, all } => (Some((done, all)), false, None),
        Progress::Failed => (None, true, None),
        Progress::Done(finished) => (None, false, Some(finished.paper.clone())),
    };
    let cancelled = match &signing {
        Some(_) => cancelled_of(visit, made).await?,
        None => None,
    };
    // Signing does not wait for the files: what is signed is composed, not set.
    let changed = if signing.is_none() {
        changes(visit, made).await?
    } else {
        Vec::new()
    };
    let mut shell = Shell::of(visit, paper_title(visit, made)).about(visit, unit);
    shell.crumbs.insert(
        0,
        Crumb {
            label: visit.words.say("papers-title"),
            href: "/papers".to_owned(),
        },
    );
    let (words_seen, has_words) = words_of(visit, made).await?;
    // Why numbers stay as they are: asked where the book or an officer's words may say others.
    let asks_why = !changed.is_empty()
        || has_words
        || faults
            .iter()
            .any(|fault| fault.column.as_deref() == Some("kept_reason"));
    let groups = match (&signing, &cancelled) {
        (None, _) => form::sign_groups(visit, unit, made, typed, faults, asks_why).await?,
        (Some(_), None) => form::cancel_groups(visit, typed, faults),
        (Some(_), Some(_)) => Vec::new(),
    };
    Ok(PaperPage {
        set: set_of(visit, made).await?,
        id: made.id,
        sum: made_words(visit, made),
        running,
        has_failed,
        faults: fault_lines(&visit.words, &groups, faults),
        changed,
        groups,
        words_seen,
        may_cancel: signing.is_some() && cancelled.is_none(),
        is_cancelled: cancelled.is_some(),
        slip: signing.map(|signing| act::slip(visit, &signing, cancelled.as_ref())),
        again: form::fields_of(visit, unit, made),
        paper: paper.map(|paper| Shown {
            paper,
            head: made.asking.head,
        }),
        endings: Format::ALL.iter().map(|format| format.ending()).collect(),
        shell,
    })
}

/// Makes a paper of the same conference.
pub(super) async fn companion(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (_, made) = seen_paper(&visit, &id).await?;
    let kind = ReportKind::of(Typed::of(pairs).get("report")).ok_or(WebError::NotFound)?;
    let is_asked = ReportKind::COMPANIONS.contains(&kind) && made.asking.figures_of.is_none();
    if !is_asked {
        return Err(WebError::NotFound);
    }
    let companion = act::companion(&visit, &made, kind).await?;
    Ok(Redirect::to(&format!("/papers/{companion}")).into_response())
}

/// Cancels the number of a signed paper.
pub(super) async fn cancel(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (unit, made) = seen_paper(&visit, &id).await?;
    let typed = Typed::of(pairs);
    if signing_of(&visit, &made).await?.is_none() {
        return Err(WebError::NotFound);
    }
    match form::reason(&visit, &typed) {
        Ok(reason) => {
            act::cancel(&visit, &made, &reason).await?;
            Ok(Redirect::to(&format!("/papers/{}", made.id)).into_response())
        }
        Err(faults) => show_faulty(&paper_page(&visit, unit, &made, &typed, &faults).await?),
    }
}

/// Signs a paper.
pub(super) async fn sign(visit: Visit, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    let (unit, made) = seen_paper(&visit, &id).await?;
    let typed = Typed::of(pairs);
    let outcome = match form::to_sign(&visit, &typed) {
        Ok(asked) => {
            let changed = changes(&visit, &made).await?.len();
            act::sign(&visit, &made, unit, &asked, changed).await
        }
        Err(faults) => Err(WebError::Faulty(faults)),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/papers/{}", made.id)).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&paper_page(&visit, unit, &made, &typed, &faults).await?),
        Err(other) => Err(other),
    }
}

pub(super) async fn file(visit: Visit, Path((id, name)): Path<(String, String)>) -> Result<Response, WebError> {
    let (unit, made) = seen_paper(&visit, &id).await?;
    let format = name
        .rsplit_once('.')
        .and_then(|(_, ending)| Format::of(ending))
        .ok_or(WebError::NotFound)?;
    let signing = signing_of(&visit, &made).await?;
    let bytes = file_of(&visit.house, &made, signing.as_ref(), format).await?;
    let code = &visit.book().tree.unit(unit).code;
    let safe: String = code
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    Ok(download(&format!("bao-cao-{safe}-{}", made.id), format, bytes))
}

/// The number a paper bears, and that it was cancelled.
fn number_of(visit: &Visit, made: &MadePaper) -> String {
    let number = made.asking.number.clone().unwrap_or_default();
    match made.is_cancelled {
        true => format!("{number}, {}", visit.words.say("signing-cancelled")),
        false => number,
    }
}

fn made_words(visit: &Visit, made: &MadePaper) -> String {
    let (time, day) = local(&made.made_at).map_or_else(
        || (String::new(), made.made_at.clone()),
        |(time, day)| (time, date_short(day)),
    );
    visit.words.fill(
        "papers-made-by",
        &[
            ("who", made.made_by.clone()),
            ("time", time),
            ("day", day),
            ("head", count(made.asking.head)),
        ],
    )
}

fn form_page(visit: &Visit, typed: &Typed, faults: &[Fault]) -> FormPage {
    let words = visit.words;
    let make = FieldMaker::new(&words, "papers", typed, faults);
    // The papers of a conference are made from its report.
    let kinds = ReportKind::ALL
        .iter()
        .filter(|kind| !ReportKind::COMPANIONS.contains(kind));
    let kinds: Vec<_> = kinds
        .map(|kind| (kind.code().to_owned(), words.keyed("papers-kind", kind.code(), "")))
        .collect();
    let groups = vec![
        Group {
            legend: None,
            fields: vec![
                unit_field(visit, &make, typed, "unit", Some((Deed::MakePapers, None))),
                make.field("report", Shape::Radios).offering(typed, kinds),
                make.field("period", Shape::Line),
                make.optional("basis", Shape::Line),
            ],
        },
        Group {
            legend: Some(words.say("papers-open-places")),
            fields: vec![
                make.optional("number", Shape::Short),
                make.optional("dated", Shape::Short),
                make.optional("signer_title", Shape::Line),
                make.optional("signer_name", Shape::Line),
            ],
        },
    ];
    FormPage {
        shell: Shell::of(visit, words.say("papers-new")),
        faults: fault_lines(&words, &groups, faults),
        groups,
    }
}

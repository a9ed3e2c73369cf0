//! Pages of papers: the list, the form, how far one is, and its files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::{Form, Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::reports::ReportModel;
use nennep_core::text::{count, date_short};
use nennep_documents::blocks::{Block, Paper, Run};

use super::form;
use super::job::write;
use super::record::{Made, Papers, ReportKind};
use super::rows::{Request, collect, find_any_paper, keep, list_any_papers};
use super::view::compose;
use crate::store::{Act, AuditLine, Book, Deed, Figures, Source};
use crate::web::bar::period_words;
use crate::web::clock::local;
use crate::web::errors::{WebError, percent, show as render, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::house::House;
use crate::web::jobs::{Jobs, Progress};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::papers::{Format, download, layouts};
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{Cell, Column, Listing, list as listing_of};
use crate::web::unit_choice::unit_field;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

/// Files of papers, by number of the paper; made anew when this process does not have them.
type Files = BTreeMap<&'static str, Vec<u8>>;

static WORKS: LazyLock<Jobs<(Paper, Files)>> = LazyLock::new(Jobs::default);

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
    paper: Option<Shown>,
    endings: Vec<&'static str>,
}

/// The text of a paper as a page shows it: every number opens its entries.
struct Shown {
    paper: Paper,
    head: i64,
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
        .filter_map(|made| unit_of(&visit, made).map(|unit| (unit, made)))
        .map(|(unit, made)| {
            vec![
                Cell::text(title(&visit, made)).to(format!("/papers/{}", made.id)),
                Cell::text(visit.book().tree.name_on(unit, made.asking.period.last_day())),
                Cell::text(made.asking.number.clone().unwrap_or_default()),
                Cell::number(made.asking.head, count(made.asking.head)),
                Cell::text(made_words(&visit, made)),
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
    let (unit, asking) = match form::asking(&visit, &typed) {
        Ok(read) => read,
        Err(faults) => return show_faulty(&form_page(&visit, &typed, &faults)),
    };
    visit.needs(Deed::MakePapers, unit)?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let id = keep(&mut act, &asking).await?;
    act.audit(
        AuditLine::new("paper-made", id.to_string())
            .at(asking.unit)
            .with("period", asking.period.to_string())
            .with("head", count(asking.head)),
    );
    act.commit().await?;
    Ok(Redirect::to(&format!("/papers/{id}")).into_response())
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let (unit, made) = seen(&visit, &id).await?;
    let progress = WORKS.progress(made.id).unwrap_or_else(|| start(&visit.house, &made));
    let (running, has_failed, paper) = match progress {
        Progress::Running { done, all } => (Some((done, all)), false, None),
        Progress::Failed => (None, true, None),
        Progress::Done(result) => (
            None,
            false,
            Some(Shown {
                paper: result.0.clone(),
                head: made.asking.head,
            }),
        ),
    };
    let mut shell = Shell::of(&visit, title(&visit, &made)).about(&visit, unit);
    shell.crumbs.insert(
        0,
        Crumb {
            label: visit.words.say("papers-title"),
            href: "/papers".to_owned(),
        },
    );
    render(&PaperPage {
        shell,
        id: made.id,
        sum: made_words(&visit, &made),
        running,
        has_failed,
        paper,
        endings: Format::ALL.iter().map(|format| format.ending()).collect(),
    })
}

pub(super) async fn file(visit: Visit, Path((id, name)): Path<(String, String)>) -> Result<Response, WebError> {
    let (unit, made) = seen(&visit, &id).await?;
    let format = name
        .rsplit_once('.')
        .and_then(|(_, ending)| Format::of(ending))
        .ok_or(WebError::NotFound)?;
    let known = match WORKS.progress(made.id) {
        Some(Progress::Done(result)) => result.1.get(format.ending()).cloned(),
        Some(Progress::Running { .. } | Progress::Failed) | None => None,
    };
    let bytes = match known {
        Some(bytes) => bytes,
        None => one(&visit.house, &made, format).await?,
    };
    let code = &visit.book().tree.unit(unit).code;
    let safe: String = code
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    Ok(download(&format!("bao-cao-{safe}-{}", made.id), format, bytes))
}

/// Finds a paper whose unit lies in the scope and at which papers may be made.
async fn seen(visit: &Visit, id: &str) -> Result<(UnitIndex, Made), WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let made = find_any_paper(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = unit_of(visit, &made).ok_or(WebError::NotFound)?;
    Ok((unit, made))
}

fn unit_of(visit: &Visit, made: &Made) -> Option<UnitIndex> {
    let unit = visit.book().tree.index_of(UnitId(made.asking.unit))?;
    visit.scope.may(Deed::MakePapers, unit).then_some(unit)
}

fn title(visit: &Visit, made: &Made) -> String {
    let kind = match made.asking.report {
        ReportKind::Quarter => "papers-quarter",
        ReportKind::Term => "papers-term",
    };
    visit
        .words
        .with(kind, "period", period_words(&visit.words, made.asking.period))
}

fn made_words(visit: &Visit, made: &Made) -> String {
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
    let kinds = ["quarter", "term"].map(|kind| (kind.to_owned(), words.keyed("papers-kind", kind, "")));
    let groups = vec![
        Group {
            legend: None,
            fields: vec![
                unit_field(visit, &make, typed, "unit", Some((Deed::MakePapers, None))),
                make.field("report", Shape::Radios).offering(typed, kinds),
                make.field("period", Shape::Short),
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

/// Begins to make all files of a paper beside the requests.
fn start(house: &House, made: &Made) -> Progress<(Paper, Files)> {
    let all = Format::ALL.len() + 1;
    let running = |done| Progress::Running { done, all };
    WORKS.tell(made.id, running(0));
    let (house, made) = (house.clone(), made.clone());
    tokio::spawn(async move {
        let outcome = async {
            let model = model(&house, &made).await?;
            let papers = Papers::embedded()?;
            let paper = compose(&papers, &model)?;
            let mut files = Files::new();
            for (done, format) in (1..).zip(Format::ALL) {
                WORKS.tell(made.id, Progress::Running { done, all });
                files.insert(format.ending(), written(&model, *format).await?);
            }
            anyhow::Ok((paper, files))
        };
        match outcome.await {
            Ok(result) => WORKS.tell(made.id, Progress::Done(std::sync::Arc::new(result))),
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    paper = made.id,
                    "a paper could not be made"
                );
                WORKS.tell(made.id, Progress::Failed);
            }
        }
    });
    running(0)
}

async fn one(house: &House, made: &Made, format: Format) -> Result<Vec<u8>, WebError> {
    let model = model(house, made).await?;
    Ok(written(&model, format).await?)
}

/// Setting a paper takes the processor for itself, so it is done where requests do not wait for it.
async fn written(model: &ReportModel, format: Format) -> anyhow::Result<Vec<u8>> {
    let model = model.clone();
    tokio::task::spawn_blocking(move || write(&Papers::embedded()?, &layouts()?, &model, format)).await?
}

/// Collects what the paper says, from the book as it was known when the paper was asked for.
async fn model(house: &House, made: &Made) -> anyhow::Result<ReportModel> {
    let asking = &made.asking;
    let mut tx = house.db.read().await?;
    let book = Book::load(&mut tx, Some(asking.head)).await?;
    let figures = Figures::new(&book, &house.catalogs.indicators);
    let unit = book
        .tree
        .index_of(UnitId(asking.unit))
        .ok_or_else(|| anyhow::anyhow!("the unit {} is not in the book", asking.unit))?;
    let dated = asking.dated.unwrap_or_else(|| asking.period.last_day());
    let layout = layouts()?
        .in_force(dated.naive())
        .map(|layout| layout.id.clone())
        .unwrap_or_default();
    let request = Request {
        kind: asking.report,
        unit,
        period: asking.period,
        dated: asking.dated,
        number: asking.number.clone(),
        signer: asking.signer.clone(),
        sample_mark: None,
        made_at: Some(made.made_at.clone()),
        layout,
    };
    let mut source = Source::Database {
        known_at: book.known_at(),
        tx: &mut tx,
    };
    Ok(collect(&figures, &mut source, &Papers::embedded()?, &request).await?)
}

impl Shown {
    /// Where a number of the text opens: `unit/indicator/from..to/part` names its figure.
    fn href(&self, figure: &str) -> Option<String> {
        let mut parts = figure.split('/');
        let (unit, indicator, days) = (parts.next()?, parts.next()?, parts.next()?);
        Some(format!(
            "/units/{}/trace?indicator={}&period={}&known_at={}",
            percent(unit),
            percent(indicator),
            percent(days),
            self.head
        ))
    }
}

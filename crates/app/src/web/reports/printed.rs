//! Papers as they are printed, with their files made beside the requests.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use nennep_core::register::UnitId;
use nennep_core::reports::ReportModel;
use nennep_core::text;
use nennep_documents::blocks::Paper;

use super::words::apart;
use super::{Papers, Request, collect, compose_with, model_json, retold};
use crate::store::{
    Book, Figures, MadePaper, PaperAsked, Signing, Source, Tx, find_any_paper, find_any_signing, newest_wording,
    texts_of,
};
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::jobs::{Jobs, Progress};
use crate::web::papers::{Format, layouts, write_paper};

/// Files of a paper, by ending.
pub type Files = BTreeMap<&'static str, Vec<u8>>;

/// Holds a paper with its files.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The paper.
    pub paper: Paper,
    /// Its files.
    pub files: Files,
    said: Said,
}

/// Which words a paper was composed with: the newest wording of all, and the place of its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said {
    wording: i64,
    text: i64,
}

impl Said {
    async fn now(tx: &mut Tx, paper: i64) -> anyhow::Result<Self> {
        Ok(Self {
            wording: newest_wording(tx).await?,
            text: texts_of(tx, paper).await?.first().map_or(0, |text| text.place),
        })
    }
}

/// Made anew when this process does not have them.
static DRAFTS: LazyLock<Jobs<Finished>> = LazyLock::new(Jobs::default);
static SIGNED: LazyLock<Jobs<Finished>> = LazyLock::new(Jobs::default);
/// With which words a draft could not be made; with others it is tried again.
static FAILED: Mutex<BTreeMap<i64, Said>> = Mutex::new(BTreeMap::new());

/// Holds a paper as it is printed: what was signed, or the draft as it is composed now.
#[derive(Clone, Debug)]
pub struct Printed {
    /// What it says.
    pub model: ReportModel,
    /// The paper.
    pub paper: Paper,
}

/// Gives a paper as it is printed; a signed one comes from what was kept, whatever the book, the wording and the catalogue say now.
///
/// # Errors
/// When the database refuses, or the wording cannot be used.
pub async fn printed(house: &House, made: &MadePaper, signing: Option<&Signing>) -> anyhow::Result<Printed> {
    let Some(signing) = signing else {
        let model = model(house, made).await?;
        let mut tx = house.db.read().await?;
        let papers = papers_of(house, &mut tx, &made.asking).await?;
        let words = texts_of(&mut tx, made.id)
            .await?
            .into_iter()
            .next()
            .and_then(|text| text.words);
        tx.rollback().await?;
        let mut paper = compose_with(&papers, &model, words.as_deref())?;
        if words.is_some() {
            stamp(&mut paper, &model);
        }
        return Ok(Printed { model, paper });
    };
    let mut paper: Paper = serde_json::from_str(&signing.words)?;
    paper.seal = Some(signing.content.clone());
    Ok(Printed {
        model: serde_json::from_str(&signing.model)?,
        paper,
    })
}

/// A draft that says numbers its figures do not have says so on every page.
pub fn stamp(paper: &mut Paper, model: &ReportModel) {
    let count = apart(paper, model).len();
    if count > 0 {
        paper.sample_mark = Some(format!("DỰ THẢO – {} SỐ KHÔNG KHỚP SỔ", text::whole(count)));
    }
}

/// Gives what a paper of a unit is written with: its own words, those of the units above it, or ours.
///
/// # Errors
/// When the database refuses or a file cannot be read.
pub async fn papers_of(house: &House, tx: &mut Tx, asked: &PaperAsked) -> anyhow::Result<Papers> {
    let snapshot = house.live.in_transaction(tx).await?;
    let tree = &snapshot.book.tree;
    let unit = tree
        .index_of(UnitId(asked.unit))
        .ok_or_else(|| anyhow::anyhow!("the unit {} is not in the book", asked.unit))?;
    let day = asked.dated.unwrap_or_else(|| asked.period.last_day());
    Papers::of(tx, tree, unit, day).await
}

/// Gives the words of a paper, from its work when that is done.
///
/// # Errors
/// When the paper cannot be composed.
pub async fn composed(house: &House, made: &MadePaper, signing: Option<&Signing>) -> anyhow::Result<Paper> {
    match finished(house, made, signing).await? {
        Some(finished) => Ok(finished.paper.clone()),
        None => Ok(printed(house, made, signing).await?.paper),
    }
}

/// Gives the files of a paper when this process has them and its words are still those it was composed with.
async fn finished(house: &House, made: &MadePaper, signing: Option<&Signing>) -> anyhow::Result<Option<Arc<Finished>>> {
    match known(house, made, signing).await? {
        Some(Progress::Done(finished)) => Ok(Some(finished)),
        Some(Progress::Running { .. } | Progress::Failed) | None => Ok(None),
    }
}

async fn known(
    house: &House,
    made: &MadePaper,
    signing: Option<&Signing>,
) -> anyhow::Result<Option<Progress<Finished>>> {
    let progress = works(signing).progress(made.id);
    if signing.is_some() {
        return Ok(progress);
    }
    let said = match &progress {
        Some(Progress::Done(finished)) => Some(finished.said),
        Some(Progress::Failed) => failed().get(&made.id).copied(),
        Some(Progress::Running { .. }) | None => return Ok(progress),
    };
    let mut tx = house.db.read().await?;
    let now = Said::now(&mut tx, made.id).await?;
    tx.rollback().await?;
    if said != Some(now) {
        return Ok(None);
    }
    Ok(progress)
}

fn failed() -> MutexGuard<'static, BTreeMap<i64, Said>> {
    FAILED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is signed is another work than its draft.
fn works(signing: Option<&Signing>) -> &'static Jobs<Finished> {
    if signing.is_some() { &SIGNED } else { &DRAFTS }
}

/// Tells how far the files of a paper are; begins to make them where nobody has.
///
/// # Errors
/// When the database refuses.
pub async fn progress(
    house: &House,
    made: &MadePaper,
    signing: Option<&Signing>,
) -> anyhow::Result<Progress<Finished>> {
    let known = known(house, made, signing).await?;
    Ok(known.unwrap_or_else(|| start(house, made, signing.cloned())))
}

/// Begins to make all files of a paper beside the requests.
fn start(house: &House, made: &MadePaper, signing: Option<Signing>) -> Progress<Finished> {
    let all = Format::ALL.len() + 1;
    let running = |done| Progress::Running { done, all };
    let works = works(signing.as_ref());
    works.tell(made.id, running(0));
    let (house, made) = (house.clone(), made.clone());
    tokio::spawn(async move {
        let outcome = async {
            let mut tx = house.db.read().await?;
            let said = Said::now(&mut tx, made.id).await?;
            tx.rollback().await?;
            failed().insert(made.id, said);
            let printed = printed(&house, &made, signing.as_ref()).await?;
            let mut files = Files::new();
            for (done, format) in (1..).zip(Format::ALL) {
                works.tell(made.id, Progress::Running { done, all });
                files.insert(format.ending(), written(&printed, *format).await?);
            }
            anyhow::Ok(Finished {
                paper: printed.paper,
                files,
                said,
            })
        };
        match outcome.await {
            Ok(result) => {
                failed().remove(&made.id);
                works.tell(made.id, Progress::Done(Arc::new(result)));
            }
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    paper = made.id,
                    "a paper could not be made"
                );
                works.tell(made.id, Progress::Failed);
            }
        }
    });
    running(0)
}

/// Gives a paper in a format, from its work when that is done.
///
/// # Errors
/// When the paper cannot be composed or the format cannot be written.
pub async fn file_of(
    house: &House,
    made: &MadePaper,
    signing: Option<&Signing>,
    format: Format,
) -> Result<Vec<u8>, WebError> {
    let known = finished(house, made, signing).await?;
    match known.and_then(|finished| finished.files.get(format.ending()).cloned()) {
        Some(bytes) => Ok(bytes),
        None => Ok(written(&printed(house, made, signing).await?, format).await?),
    }
}

/// Setting a paper takes the processor for itself, so it is done where requests do not wait for it.
async fn written(printed: &Printed, format: Format) -> anyhow::Result<Vec<u8>> {
    let printed = printed.clone();
    let work = move || match format {
        Format::Json => model_json(&printed.model),
        Format::Docx | Format::Html | Format::Xlsx | Format::Pdf => write_paper(&printed.paper, &layouts()?, format),
    };
    tokio::task::spawn_blocking(work).await?
}

/// Gives what the paper says: its own figures, or those of the report of the same conference.
///
/// # Errors
/// When the database refuses.
pub async fn model(house: &House, made: &MadePaper) -> anyhow::Result<ReportModel> {
    let Some(report) = made.asking.figures_of else {
        return collected(house, made).await;
    };
    let mut tx = house.db.read().await?;
    let signing = find_any_signing(&mut tx, report).await?;
    let report = find_any_paper(&mut tx, report).await?;
    tx.rollback().await?;
    let report = report.ok_or_else(|| anyhow::anyhow!("the report of the paper {} is not there", made.id))?;
    let figures = match signing {
        Some(signing) => serde_json::from_str(&signing.model)?,
        None => collected(house, &report).await?,
    };
    let mut tx = house.db.read().await?;
    let book = Book::load(&mut tx, Some(made.asking.head)).await?;
    tx.rollback().await?;
    let request = request(house, &book, made)?;
    Ok(retold(
        &Figures::new(&book, &house.catalogs.indicators),
        &Papers::embedded()?,
        figures,
        &request,
    ))
}

/// Models that were collected lately: a draft's figures are those of its head, however often it is looked at.
static LATELY: Mutex<Vec<(i64, Arc<ReportModel>)>> = Mutex::new(Vec::new());

/// Models kept at once.
const LATELY_MAX: usize = 8;

/// Gives what a draft says, without asking the book again and again while somebody types.
///
/// # Errors
/// When the database refuses.
pub async fn model_lately(house: &House, made: &MadePaper) -> anyhow::Result<Arc<ReportModel>> {
    let lately = || LATELY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, model)) = lately().iter().find(|(paper, _)| *paper == made.id) {
        return Ok(Arc::clone(model));
    }
    let model = Arc::new(model(house, made).await?);
    let mut known = lately();
    known.truncate(LATELY_MAX - 1);
    known.insert(0, (made.id, Arc::clone(&model)));
    Ok(model)
}

/// Collects what the paper says, from the book as it was known when the paper was asked for.
async fn collected(house: &House, made: &MadePaper) -> anyhow::Result<ReportModel> {
    let mut tx = house.db.read().await?;
    let book = Book::load(&mut tx, Some(made.asking.head)).await?;
    let figures = Figures::new(&book, &house.catalogs.indicators);
    let request = request(house, &book, made)?;
    let mut source = Source::Database {
        known_at: book.known_at(),
        tx: &mut tx,
    };
    Ok(collect(&figures, &mut source, &Papers::embedded()?, &request).await?)
}

fn request(house: &House, book: &Book, made: &MadePaper) -> anyhow::Result<Request> {
    let asking = &made.asking;
    let unit = book
        .tree
        .index_of(UnitId(asking.unit))
        .ok_or_else(|| anyhow::anyhow!("the unit {} is not in the book", asking.unit))?;
    let dated = asking.dated.unwrap_or_else(|| asking.period.last_day());
    let layout = house
        .catalogs
        .bodies
        .layout(&layouts()?, (&book.tree, unit, dated))
        .map(|layout| layout.id.clone())
        .unwrap_or_default();
    Ok(Request {
        kind: asking.report,
        unit,
        period: asking.period,
        dated: asking.dated,
        number: asking.number.clone(),
        signer: asking.signer.clone(),
        sample_mark: None,
        made_at: Some(made.made_at.clone()),
        basis: asking.basis.clone(),
        layout,
    })
}

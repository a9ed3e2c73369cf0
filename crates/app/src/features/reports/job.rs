//! A model as bytes, in each format, made beside the requests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use nennep_core::register::UnitId;
use nennep_core::reports::ReportModel;
use nennep_documents::blocks::Paper;
use nennep_documents::layout::Layouts;

use super::record::{Made, Papers};
use super::rows::{Request, collect};
use super::view::compose;
use crate::store::{Book, Figures, Signing, Source};
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::jobs::{Jobs, Progress};
use crate::web::papers::{Format, layouts, write_paper};

/// Files of papers, by number of the paper; made anew when this process does not have them.
pub(super) type Files = BTreeMap<&'static str, Vec<u8>>;

static DRAFTS: LazyLock<Jobs<(Paper, Files)>> = LazyLock::new(Jobs::default);
static SIGNED: LazyLock<Jobs<(Paper, Files)>> = LazyLock::new(Jobs::default);

/// Writes a model as one of the formats.
///
/// # Errors
/// When the wording cannot be used or the format cannot be written.
pub fn write(papers: &Papers, layouts: &Layouts, model: &ReportModel, format: Format) -> anyhow::Result<Vec<u8>> {
    if format == Format::Json {
        return in_json(model);
    }
    write_paper(&compose(papers, model)?, layouts, format)
}

/// Holds a paper as it is printed: what was signed, or the draft as it is composed now.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub(super) model: ReportModel,
    pub(super) paper: Paper,
}

/// Gives a paper as it is printed; a signed one comes from what was kept, whatever the book, the wording and the catalogue say now.
pub(super) async fn printed(house: &House, made: &Made, signing: Option<&Signing>) -> anyhow::Result<Printed> {
    let Some(signing) = signing else {
        let model = model(house, made).await?;
        let paper = compose(&Papers::embedded()?, &model)?;
        return Ok(Printed { model, paper });
    };
    let mut paper: Paper = serde_json::from_str(&signing.words)?;
    paper.seal = Some(signing.content.clone());
    Ok(Printed {
        model: serde_json::from_str(&signing.model)?,
        paper,
    })
}

/// Gives the words of a paper, from its work when that is done.
pub(super) async fn composed(house: &House, made: &Made, signing: Option<&Signing>) -> anyhow::Result<Paper> {
    match works(signing).progress(made.id) {
        Some(Progress::Done(result)) => Ok(result.0.clone()),
        Some(Progress::Running { .. } | Progress::Failed) | None => Ok(printed(house, made, signing).await?.paper),
    }
}

/// Gives the works a paper is among: what is signed is another work than its draft.
pub(super) fn works(signing: Option<&Signing>) -> &'static Jobs<(Paper, Files)> {
    if signing.is_some() { &SIGNED } else { &DRAFTS }
}

/// Begins to make all files of a paper beside the requests.
pub(super) fn start(house: &House, made: &Made, signing: Option<Signing>) -> Progress<(Paper, Files)> {
    let all = Format::ALL.len() + 1;
    let running = |done| Progress::Running { done, all };
    let works = works(signing.as_ref());
    works.tell(made.id, running(0));
    let (house, made) = (house.clone(), made.clone());
    tokio::spawn(async move {
        let outcome = async {
            let printed = printed(&house, &made, signing.as_ref()).await?;
            let mut files = Files::new();
            for (done, format) in (1..).zip(Format::ALL) {
                works.tell(made.id, Progress::Running { done, all });
                files.insert(format.ending(), written(&printed, *format).await?);
            }
            anyhow::Ok((printed.paper, files))
        };
        match outcome.await {
            Ok(result) => works.tell(made.id, Progress::Done(std::sync::Arc::new(result))),
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

pub(super) async fn one(
    house: &House,
    made: &Made,
    signing: Option<&Signing>,
    format: Format,
) -> Result<Vec<u8>, WebError> {
    let printed = printed(house, made, signing).await?;
    Ok(written(&printed, format).await?)
}

/// Setting a paper takes the processor for itself, so it is done where requests do not wait for it.
async fn written(printed: &Printed, format: Format) -> anyhow::Result<Vec<u8>> {
    let printed = printed.clone();
    let work = move || match format {
        Format::Json => in_json(&printed.model),
        Format::Docx | Format::Html | Format::Xlsx | Format::Pdf => write_paper(&printed.paper, &layouts()?, format),
    };
    tokio::task::spawn_blocking(work).await?
}

fn in_json(model: &ReportModel) -> anyhow::Result<Vec<u8>> {
    Ok([serde_json::to_vec_pretty(model)?, b"\n".to_vec()].concat())
}

/// Collects what the paper says, from the book as it was known when the paper was asked for.
pub(super) async fn model(house: &House, made: &Made) -> anyhow::Result<ReportModel> {
    let asking = &made.asking;
    let mut tx = house.db.read().await?;
    let book = Book::load(&mut tx, Some(asking.head)).await?;
    let figures = Figures::new(&book, &house.catalogs.indicators);
    let unit = book
        .tree
        .index_of(UnitId(asking.unit))
        .ok_or_else(|| anyhow::anyhow!("the unit {} is not in the book", asking.unit))?;
    let dated = asking.dated.unwrap_or_else(|| asking.period.last_day());
    let layouts = layouts()?;
    let bodies = &house.catalogs.bodies;
    let layout = bodies
        .layout(&layouts, (&book.tree, unit, dated))
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

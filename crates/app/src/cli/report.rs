//! `nennep report`.

use std::path::Path;

use anyhow::Context as _;
use nennep_core::reports::Signer;
use nennep_documents::layout::Layouts;
use serde_json::json;

use super::arguments::{ReportArguments, View};
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::store::{Book, Db, Figures, Source};
use crate::web::faults::{Fault, FaultKind};
use crate::web::papers::{Format, layouts};
use crate::web::question;
use crate::web::reports::{Papers, Request, collect, write};

pub(super) async fn run(db: &Db, catalogs: &Catalogs, arguments: &ReportArguments) -> anyhow::Result<Outcome> {
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, arguments.known_at).await?;
    let layouts = layouts()?;
    let request = match request(&book, catalogs, &layouts, arguments) {
        Ok(request) => request,
        Err(faults) => {
            answer::faults(&faults);
            if arguments.format == Format::Json {
                answer::json(&json!({ "unit": arguments.unit, "faults": faults }))?;
            }
            return Ok(Outcome::Faulty);
        }
    };
    if let Some(last) = book
        .tree
        .last_day(request.unit)
        .filter(|last| *last < request.period.last_day())
    {
        answer::note(&format!("lưu ý: đơn vị kết thúc ngày {last}, trước ngày cuối kỳ"));
    }
    if request.dated() < request.period.last_day() {
        answer::note("lưu ý: văn bản đề ngày trước ngày cuối kỳ");
    }
    // The committee's own words, and over them those of a folder.
    let papers = Papers::of(&mut tx, &book.tree, request.unit, request.dated()).await?;
    let papers = match &arguments.wording {
        Some(folder) => papers.edited(folder)?,
        None => papers,
    };
    let figures = Figures::new(&book, &catalogs.indicators);
    let known_at = book.known_at();
    let model = collect(
        &figures,
        &mut Source::Database { tx: &mut tx, known_at },
        &papers,
        &request,
    )
    .await?;
    let bytes = write(&papers, &layouts, &model, arguments.format)?;
    keep(&arguments.out, &bytes)?;
    answer::note(&format!("Đã viết {}", arguments.out.display()));
    Ok(Outcome::Done)
}

/// Writes bytes to a file, with its folder.
pub(super) fn keep(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

fn request(
    book: &Book,
    catalogs: &Catalogs,
    layouts: &Layouts,
    arguments: &ReportArguments,
) -> Result<Request, Vec<Fault>> {
    let view = View {
        tree_on: None,
        known_at: arguments.known_at,
    };
    let mut faults = Vec::new();
    let question = answer::question(&arguments.unit, &[], &arguments.days, &view);
    let asked = question
        .asked(book, &catalogs.indicators)
        .map_err(|wrong| faults.extend(wrong))
        .ok();
    let period = question.period().ok();
    let dated = question::day("dated", arguments.dated.as_deref())
        .map_err(|wrong| faults.push(wrong))
        .ok()
        .flatten();
    let signer = arguments.signer.as_deref().map(|text| match text.split_once(':') {
        Some((title, name)) if !title.trim().is_empty() && !name.trim().is_empty() => Ok(Signer {
            title: title.trim().to_uppercase(),
            name: name.trim().to_owned(),
        }),
        _ => Err(question::about(
            "signer",
            FaultKind::UnknownWord,
            text,
            "CHỨC VỤ:Họ tên",
        )),
    });
    let signer = signer.transpose().map_err(|wrong| faults.push(wrong)).ok().flatten();
    let (true, Some(asked), Some(period)) = (faults.is_empty(), asked, period) else {
        return Err(answer::as_options(faults));
    };
    let paper_day = dated.unwrap_or_else(|| period.last_day());
    let layout = catalogs
        .bodies
        .layout(layouts, (&book.tree, asked.unit, paper_day))
        .map(|layout| layout.id.clone())
        .unwrap_or_default();
    Ok(Request {
        kind: arguments.kind,
        unit: asked.unit,
        period,
        dated,
        number: arguments.number.clone(),
        signer,
        sample_mark: None,
        made_at: None,
        basis: arguments.basis.clone(),
        layout,
    })
}

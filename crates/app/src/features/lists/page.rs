//! Pages on which lists are taken in: choose a file, settle its columns, look at what it would do, take it in, undo it.

use axum::extract::{Form, Path, Request};
use axum::response::{IntoResponse as _, Redirect, Response};

use nennep_core::text::whole;

use super::record::{BatchRow, HeldRow, Looked, Settled, Upload};
use super::view::{BatchLine, Count, SheetForm, batch_line, counts, held_sheets, sheet_form, told_rows};
use super::{form, job, rows};
use crate::store::{Deed, Tx};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::Typed;
use crate::web::jobs::Progress;
use crate::web::shell::{Crumb, Shell};
use crate::web::table::TableRow;
use crate::web::upload::{Uploaded, uploaded};
use crate::web::visit::Visit;
use crate::web::workbook::{WorkbookSheet, workbook_of};

/// Held rows shown; the workbook has them all.
const HELD_SHOWN: usize = 100;

#[derive(askama::Template)]
#[template(path = "lists/imports.html")]
struct ImportsPage {
    shell: Shell,
    may_take: bool,
    as_of: String,
    faults: Vec<Fault>,
    batches: Vec<BatchLine>,
}

#[derive(askama::Template)]
#[template(path = "lists/upload.html")]
struct UploadPage {
    shell: Shell,
    id: i64,
    sum: String,
    standing: Standing,
    as_of: String,
    as_of_fault: Option<Fault>,
}

/// How far a file is.
enum Standing {
    /// It is being looked at.
    Looking(String, String),
    /// What it would do.
    Looked(Box<Seen>),
    /// It is being taken in.
    Taking(String, String),
    /// What it did; the batch.
    Taken(Box<Seen>, i64),
    /// It was taken in by a process that is gone: the batch alone is known.
    TakenEarlier(i64),
    /// Our trouble.
    Failed,
}

/// What looking at a file came to, as shown.
struct Seen {
    counts: Vec<Count>,
    warnings: Vec<String>,
    faults: Vec<Fault>,
    sheets: Vec<SheetForm>,
    held: Vec<HeldRow>,
    held_left: Option<String>,
    first: Vec<TableRow>,
    /// How its letters were written, and the day it speaks of.
    about: String,
    /// Whether there is anything to take in.
    is_fit: bool,
}

#[derive(askama::Template)]
#[template(path = "lists/batch.html")]
struct BatchPage {
    shell: Shell,
    batch: BatchLine,
    may_undo: bool,
    undoing: bool,
    has_failed: bool,
}

fn shell(visit: &Visit, title: String, is_below: bool) -> Shell {
    let mut shell = Shell::of(visit, title);
    let crumb = |key: &str, href: &str| Crumb {
        label: visit.words.say(key),
        href: href.to_owned(),
    };
    shell.crumbs = vec![crumb("enterprises", "/enterprises")];
    if is_below {
        shell.crumbs.push(crumb("lists", "/enterprises/imports"));
    }
    shell
}

/// Lists what was taken in and offers to take in more.
pub(super) async fn imports(visit: Visit) -> Result<Response, WebError> {
    show(&imports_page(&visit, String::new(), Vec::new()).await?)
}

async fn imports_page(visit: &Visit, as_of: String, faults: Vec<Fault>) -> Result<ImportsPage, WebError> {
    if visit.scope.home_for(Deed::Record).is_none() {
        return Err(WebError::NotFound);
    }
    let mut tx = visit.house.db.read().await?;
    let batches = rows::any_batches(&mut tx).await?;
    tx.rollback().await?;
    let batches = batches
        .iter()
        .filter(|batch| visit.scope.may_at(&visit.book().tree, Deed::Record, batch.unit))
        .map(|batch| batch_line(visit, batch))
        .collect();
    Ok(ImportsPage {
        shell: shell(visit, visit.words.say("lists"), false),
        may_take: visit.viewer.is_none(),
        as_of,
        faults: faults
            .into_iter()
            .map(|fault| fault.said_in(visit.words.language))
            .collect(),
        batches,
    })
}

/// Keeps a file that was chosen, sealed, and goes on to what is in it.
pub(super) async fn choose(visit: Visit, request: Request) -> Result<Response, WebError> {
    // The right is asked for before anything of the file is read.
    let unit = visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let Uploaded {
        file,
        fields,
        mut faults,
    } = uploaded(request).await;
    let as_of = Typed::of(fields).get("as_of").to_owned();
    let day = form::as_of(&as_of, visit.now.today())
        .map_err(|fault| faults.push(fault))
        .unwrap_or_default();
    let Some((name, bytes)) = file.filter(|_| faults.is_empty()) else {
        return show_faulty(&imports_page(&visit, as_of, faults).await?);
    };
    let upload = Upload {
        id: 0,
        unit: visit.book().tree.unit(unit).id.0,
        list: "enterprises".to_owned(),
        file: name,
        columns: Settled::new(),
        as_of: day,
        made_at: visit.now.at(),
        batch: None,
    };
    let cipher = visit.house.cipher.clone();
    let sealed = tokio::task::spawn_blocking(move || cipher.seal_bytes(&bytes)).await;
    let sealed = sealed.map_err(anyhow::Error::new)?.map_err(anyhow::Error::new)?;
    let mut tx = visit.house.db.write().await?;
    let id = rows::keep(&mut tx, &upload, visit.account.id, &sealed).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/enterprises/imports/{id}")).into_response())
}

/// Finds a file the officer may take in.
async fn find(visit: &Visit, tx: &mut Tx, id: &str) -> Result<Upload, WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let upload = rows::find_any_upload(tx, id, &job::kept_since(visit.now))
        .await?
        .ok_or(WebError::NotFound)?;
    if visit.scope.may_at(&visit.book().tree, Deed::Record, Some(upload.unit)) {
        Ok(upload)
    } else {
        Err(WebError::NotFound)
    }
}

/// Shows what a file would do, or did.
pub(super) async fn upload(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let upload = find(&visit, &mut tx, &id).await?;
    tx.rollback().await?;
    show(&upload_page(&visit, &upload, None))
}

fn upload_page(visit: &Visit, upload: &Upload, typed: Option<(String, Fault)>) -> UploadPage {
    let standing = match (job::taking(upload), upload.batch) {
        (Some(Progress::Running { done, all }), _) => Standing::Taking(done.to_string(), all.to_string()),
        (Some(Progress::Done(looked)), Some(batch)) => Standing::Taken(Box::new(seen(visit, &looked)), batch),
        (None | Some(Progress::Failed), Some(batch)) => Standing::TakenEarlier(batch),
        (Some(Progress::Failed), None) => Standing::Failed,
        (None | Some(Progress::Done(_)), None) => match job::look(visit, upload) {
            Progress::Running { done, all } => Standing::Looking(done.to_string(), all.to_string()),
            Progress::Done(looked) => Standing::Looked(Box::new(seen(visit, &looked))),
            Progress::Failed => Standing::Failed,
        },
    };
    let day = upload.as_of.map(nennep_core::text::date_short).unwrap_or_default();
    let (as_of, as_of_fault) = match typed {
        Some((typed, fault)) => (typed, Some(fault.said_in(visit.words.language))),
        None => (day, None),
    };
    UploadPage {
        shell: shell(visit, upload.file.clone(), true),
        id: upload.id,
        sum: super::view::chosen(visit, upload),
        standing,
        as_of,
        as_of_fault,
    }
}

fn seen(visit: &Visit, looked: &Looked) -> Seen {
    let is_coming = ["new", "changed"]
        .iter()
        .any(|name| looked.counts.get(name).is_some_and(|count| *count > 0));
    Seen {
        counts: counts(visit, looked),
        warnings: super::view::warnings(visit, looked),
        faults: looked.faults.clone(),
        sheets: looked.sheets.iter().map(|sheet| sheet_form(visit, sheet)).collect(),
        held: looked.held.iter().take(HELD_SHOWN).cloned().collect(),
        held_left: looked
            .held
            .len()
            .checked_sub(HELD_SHOWN)
            .filter(|left| *left > 0)
            .map(whole),
        first: told_rows(visit, &looked.first),
        about: super::view::about(visit, looked),
        is_fit: is_coming,
    }
}

/// Settles the columns of a file by hand and looks at it anew.
pub(super) async fn columns(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let mut tx = visit.house.db.write().await?;
    let mut upload = find(&visit, &mut tx, &id).await?;
    if upload.batch.is_some() {
        return Err(WebError::Refused("list-taken"));
    }
    let typed = pairs
        .iter()
        .find(|(name, _)| name == "as_of")
        .map(|(_, day)| day.clone());
    match form::as_of(typed.as_deref().unwrap_or_default(), visit.now.today()) {
        Ok(day) => upload.as_of = day,
        Err(fault) => {
            tx.rollback().await?;
            return show_faulty(&upload_page(&visit, &upload, typed.map(|typed| (typed, fault))));
        }
    }
    upload.columns = form::settled(&pairs);
    rows::settle(&mut tx, &upload).await?;
    tx.commit().await?;
    job::look_again(&visit, &upload);
    Ok(Redirect::to(&format!("/enterprises/imports/{}", upload.id)).into_response())
}

/// Takes a file in, once.
pub(super) async fn take(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let upload = find(&visit, &mut tx, &id).await?;
    tx.rollback().await?;
    if upload.batch.is_none() {
        job::take(&visit, &upload);
    }
    Ok(Redirect::to(&format!("/enterprises/imports/{}", upload.id)).into_response())
}

/// Gives the held rows alone, with the reasons, to be mended and sent again.
pub(super) async fn held(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let upload = find(&visit, &mut tx, &id).await?;
    tx.rollback().await?;
    let held = job::held_of(&visit.house, &upload).await?;
    if held.is_empty() {
        return Err(WebError::NotFound);
    }
    let file = job::open(&visit.house, &upload).await?;
    job::note_held(&visit, &upload, held.len()).await?;
    // Ten thousands of rows are written: not between the requests of others.
    tokio::task::spawn_blocking(move || {
        let sheets: Vec<WorkbookSheet> = held_sheets(&visit, &upload, &file, &held);
        workbook_of("giu-lai", sheets)
    })
    .await
    .map_err(anyhow::Error::new)?
}

/// Finds a batch the officer may undo.
async fn find_batch(visit: &Visit, id: &str) -> Result<BatchRow, WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let batch = rows::find_any_batch(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    if visit.scope.home_for(Deed::Record).is_some() && visit.scope.may_at(&visit.book().tree, Deed::Record, batch.unit)
    {
        Ok(batch)
    } else {
        Err(WebError::NotFound)
    }
}

/// Shows a batch, and what undoing it came to.
pub(super) async fn batch(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let batch = find_batch(&visit, &id).await?;
    let mut shell = shell(&visit, batch_line(&visit, &batch).title.clone(), true);
    let (mut undoing, mut has_failed) = (false, false);
    match job::undoing(batch.id) {
        Some(Progress::Running { .. }) => undoing = true,
        Some(Progress::Failed) => has_failed = true,
        Some(Progress::Done(undone)) => shell.receipt = Some(super::view::undone(&visit, &undone)),
        None => {}
    }
    show(&BatchPage {
        shell,
        may_undo: visit.scope.may_at(&visit.book().tree, Deed::TakeBack, batch.unit),
        batch: batch_line(&visit, &batch),
        undoing,
        has_failed,
    })
}

/// Takes a batch back.
pub(super) async fn undo(visit: Visit, Path(id): Path<String>) -> Result<Response, WebError> {
    let batch = find_batch(&visit, &id).await?;
    if !visit.scope.may_at(&visit.book().tree, Deed::TakeBack, batch.unit) {
        return Err(WebError::NotFound);
    }
    if batch.undone_at.is_none() {
        job::undo(&visit, batch.id, batch.unit);
    }
    Ok(Redirect::to(&format!("/enterprises/batches/{}", batch.id)).into_response())
}

impl UploadPage {
    /// Tells whether the page follows a work that goes on.
    fn is_running(&self) -> bool {
        matches!(self.standing, Standing::Looking(..) | Standing::Taking(..))
    }
}

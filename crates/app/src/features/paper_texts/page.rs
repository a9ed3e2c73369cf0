//! Pages of the words of a paper: the editor with its proof, and the proof alone while somebody types.

use std::sync::Arc;

use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use nennep_core::reports::ReportModel;
use nennep_documents::blocks::{Block, Run};

use super::act;
use super::view::{Offer, Proof, offers};
use crate::store::{MadePaper, PaperText, find_any_signing, texts_of};
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Typed, fault_lines};
use crate::web::reports::{
    Papers, compose_with, model_lately, paper_title, papers_of, seen_paper, stamp, typed, worded, words,
};
use crate::web::shell::{Crumb, Shell};
use crate::web::visit::Visit;
use crate::web::words::Words;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "paper_texts/edit.html")]
struct EditPage {
    shell: Shell,
    id: i64,
    /// The words as they are typed.
    typed: String,
    /// Place of the newest words.
    seen: i64,
    is_edited: bool,
    faults: Vec<FaultLine>,
    offers: Vec<Offer>,
    proof: Proof,
    /// Who saved it when, the newest first.
    versions: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "paper_texts/proof.html")]
struct ProofPart {
    words: Words,
    proof: Proof,
}

/// Holds a draft as it is read to be edited.
struct Draft {
    made: MadePaper,
    model: Arc<ReportModel>,
    papers: Papers,
    texts: Vec<PaperText>,
    /// Its text by the wording.
    worded: String,
}

/// Finds a paper of the scope that is not signed.
async fn find_draft(visit: &Visit, id: &str) -> Result<(nennep_core::register::UnitIndex, Draft), WebError> {
    let (unit, made) = seen_paper(visit, id).await?;
    let mut tx = visit.house.db.read().await?;
    if find_any_signing(&mut tx, made.id).await?.is_some() {
        return Err(WebError::NotFound);
    }
    let papers = papers_of(&visit.house, &mut tx, &made.asking).await?;
    let texts = texts_of(&mut tx, made.id).await?;
    tx.rollback().await?;
    let model = model_lately(&visit.house, &made).await?;
    let worded = worded(&papers, &model).map_err(anyhow::Error::new)?;
    Ok((
        unit,
        Draft {
            made,
            model,
            papers,
            texts,
            worded,
        },
    ))
}

impl Draft {
    fn newest(&self) -> Option<&str> {
        self.texts.first().and_then(|text| text.words.as_deref())
    }

    fn proof(&self, visit: &Visit, words: Option<&str>) -> Result<Proof, WebError> {
        let mut paper = compose_with(&self.papers, &self.model, words).map_err(anyhow::Error::new)?;
        stamp(&mut paper, &self.model);
        Ok(Proof::of(visit, &self.model, paper, (&self.worded, words)))
    }
}

pub(super) async fn edit(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, WebError> {
    let (unit, draft) = find_draft(&visit, &id).await?;
    let words = draft.newest().map(str::to_owned);
    let mut page = edit_page(&visit, unit, &draft, words.as_deref(), &[])?;
    let is_saved = pairs.iter().any(|(name, _)| name == "receipt");
    page.shell = page.shell.saying(is_saved.then(|| "paper-text-receipt".to_owned()));
    render(&page)
}

fn edit_page(
    visit: &Visit,
    unit: nennep_core::register::UnitIndex,
    draft: &Draft,
    words: Option<&str>,
    faults: &[Fault],
) -> Result<EditPage, WebError> {
    let mut shell = Shell::of(visit, visit.words.say("paper-text-title")).about(visit, unit);
    shell.crumbs.insert(
        0,
        Crumb {
            label: paper_title(visit, &draft.made),
            href: format!("/papers/{}", draft.made.id),
        },
    );
    let versions = draft.texts.iter().map(|text| {
        let key = match text.words {
            Some(_) => "paper-text-saved",
            None => "paper-text-taken-back",
        };
        let when = visit.words.instant(&text.made_at);
        visit.words.fill(key, &[("who", text.made_by.clone()), ("when", when)])
    });
    Ok(EditPage {
        id: draft.made.id,
        typed: typed(words.unwrap_or(&draft.worded)).trim().to_owned(),
        seen: draft.texts.first().map_or(0, |text| text.place),
        is_edited: draft.newest().is_some(),
        faults: fault_lines(&visit.words, &[], faults),
        offers: offers(visit, &draft.model),
        proof: draft.proof(visit, words)?,
        versions: versions.collect(),
        shell,
    })
}

/// Saves the words of a draft.
pub(super) async fn save(visit: Visit, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    let (unit, draft) = find_draft(&visit, &id).await?;
    let form = Typed::of(pairs);
    if let Err(WebError::Faulty(faults)) = act::check_length(form.get("words")) {
        return show_faulty(&edit_page(&visit, unit, &draft, None, &faults)?);
    }
    let read = words(form.get("words"));
    let seen = form.get("seen").parse().unwrap_or(0);
    let told_apart = draft.proof(&visit, Some(&read))?.apart.len();
    // Words that are those of the wording are no words of their own.
    let is_own = read.trim() != words(&typed(&draft.worded)).trim();
    let kept = Some(read.as_str()).filter(|_| is_own || draft.newest().is_some());
    if kept.is_none() {
        return Ok(Redirect::to(&format!("/papers/{}/text", draft.made.id)).into_response());
    }
    match act::save(&visit, &draft.made, kept, seen, told_apart).await {
        Ok(()) => Ok(Redirect::to(&format!("/papers/{}/text?receipt=saved", draft.made.id)).into_response()),
        Err(WebError::Faulty(faults)) => {
            // Saved again it would be refused again: what somebody else saved is looked at first.
            let page = edit_page(&visit, unit, &draft, Some(&read), &faults)?;
            show_faulty(&EditPage { seen, ..page })
        }
        Err(other) => Err(other),
    }
}

/// Gives the words up and says the paper by its wording again.
pub(super) async fn withdraw(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (_, draft) = find_draft(&visit, &id).await?;
    let seen = Typed::of(pairs).get("seen").parse().unwrap_or(0);
    act::save(&visit, &draft.made, None, seen, 0).await?;
    Ok(Redirect::to(&format!("/papers/{}/text", draft.made.id)).into_response())
}

/// Shows what the words come to while they are typed; nothing is kept.
pub(super) async fn proof(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (_, draft) = find_draft(&visit, &id).await?;
    let typed = Typed::of(pairs);
    act::check_length(typed.get("words"))?;
    let read = words(typed.get("words"));
    render(&ProofPart {
        words: visit.words,
        proof: draft.proof(&visit, Some(&read))?,
    })
}

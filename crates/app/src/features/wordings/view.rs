//! The proof of a wording: the paper it makes of the figures of one period.

use std::sync::{Arc, Mutex, PoisonError};

use nennep_core::calendar::Period;
use nennep_core::register::UnitIndex;
use nennep_core::reports::ReportModel;
use nennep_documents::blocks::Paper;

use super::form::Edited;
use crate::store::{Figures, KeptWording, Source};
use crate::web::errors::WebError;
use crate::web::papers::layouts;
use crate::web::reports::{Papers, Request, Shown, collect, compose};
use crate::web::visit::Visit;

/// What a proof is made of: who reports what, of which period, up to which entry.
type Key = (i64, &'static str, String, i64);

/// Models that were collected lately: while somebody types, the figures stay.
static LATELY: Mutex<Vec<(Key, Arc<ReportModel>)>> = Mutex::new(Vec::new());

/// Models kept at once.
const LATELY_MAX: usize = 8;

/// Gives the figures a wording is proved with.
pub(super) async fn model(
    visit: &Visit,
    unit: UnitIndex,
    edited: &Edited,
    period: Period,
    papers: &Papers,
) -> Result<Arc<ReportModel>, WebError> {
    let book = visit.book();
    let key = (
        book.tree.unit(unit).id.0,
        edited.kind().code(),
        period.to_string(),
        book.head,
    );
    let lately = || LATELY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, model)) = lately().iter().find(|(known, _)| *known == key) {
        return Ok(Arc::clone(model));
    }
    let bodies = &visit.house.catalogs.bodies;
    let layout = bodies
        .layout(&layouts()?, (&book.tree, unit, period.last_day()))
        .map(|layout| layout.id.clone());
    let request = Request {
        kind: edited.kind(),
        unit,
        period,
        dated: None,
        number: None,
        signer: None,
        sample_mark: None,
        made_at: Some(visit.stamp().at),
        basis: edited.kind().is_review().then(|| visit.words.say("wordings-basis")),
        layout: layout.unwrap_or_default(),
    };
    let figures = Figures::new(book, &visit.house.catalogs.indicators);
    let mut tx = visit.house.db.read().await?;
    let mut source = Source::Database {
        known_at: Some(book.head),
        tx: &mut tx,
    };
    let model = Arc::new(collect(&figures, &mut source, papers, &request).await?);
    tx.rollback().await?;
    let mut known = lately();
    known.truncate(LATELY_MAX - 1);
    known.insert(0, (key, Arc::clone(&model)));
    Ok(model)
}

/// Holds what a wording makes of the figures.
pub(super) struct Proof {
    /// The paper; none while something is wrong.
    pub(super) shown: Option<Shown>,
    /// What is wrong, a sentence each.
    pub(super) wrong: Vec<String>,
    /// Of which unit and period.
    pub(super) about: String,
}

/// Takes the words of a form over those of the committee.
pub(super) fn over(mut papers: Papers, wording: &KeptWording) -> Papers {
    papers.say(wording);
    papers
}

/// Makes the paper of a wording nothing is wrong with.
pub(super) fn paper_of(papers: &Papers, model: &ReportModel) -> Option<Paper> {
    compose(papers, model).ok()
}

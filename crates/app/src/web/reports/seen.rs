//! Papers as pages meet them: who may see one, how it is called, and where its numbers open.

use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::reports::ReportKind;
use nennep_documents::blocks::Paper;

use crate::store::{Deed, MadePaper, find_any_paper};
use crate::web::bar::period_words;
use crate::web::errors::{WebError, percent};
use crate::web::visit::Visit;

/// Finds a paper whose unit lies in the scope and at which papers may be made.
///
/// # Errors
/// `NotFound` for every other one; or when the database refuses.
pub async fn seen_paper(visit: &Visit, id: &str) -> Result<(UnitIndex, MadePaper), WebError> {
    visit.needs_somewhere(Deed::MakePapers)?;
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = visit.house.db.read().await?;
    let made = find_any_paper(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.rollback().await?;
    let unit = paper_unit(visit, &made).ok_or(WebError::NotFound)?;
    Ok((unit, made))
}

/// Gives the unit of a paper, when papers may be made there.
#[must_use]
pub fn paper_unit(visit: &Visit, made: &MadePaper) -> Option<UnitIndex> {
    let unit = visit.book().tree.index_of(UnitId(made.asking.unit))?;
    visit.scope.may(Deed::MakePapers, unit).then_some(unit)
}

/// Gives how a paper is called.
#[must_use]
pub fn paper_title(visit: &Visit, made: &MadePaper) -> String {
    paper_title_as(visit, made.asking.report, made)
}

/// Gives how a paper of a kind on the period of another is called.
#[must_use]
pub fn paper_title_as(visit: &Visit, kind: ReportKind, made: &MadePaper) -> String {
    let period = period_words(&visit.words, made.asking.period);
    visit.words.with(&format!("papers-{}", kind.code()), "period", period)
}

/// The text of a paper as a page shows it: every number opens its entries.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The paper.
    pub paper: Paper,
    /// Last entry its figures know.
    pub head: i64,
}

impl Shown {
    /// Where a number of the text opens: `unit/indicator/from..to/part` names its figure.
    #[must_use]
    pub fn href(&self, figure: &str) -> Option<String> {
        trace_of(figure, self.head)
    }
}

/// Gives where a figure opens as it was known at a head.
#[must_use]
pub fn trace_of(figure: &str, head: i64) -> Option<String> {
    let mut parts = figure.split('/');
    let (unit, indicator, days) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!(
        "/units/{}/trace?indicator={}&period={}&known_at={head}",
        percent(unit),
        percent(indicator),
        percent(days),
    ))
}

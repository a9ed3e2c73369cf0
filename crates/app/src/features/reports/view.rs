//! The papers of a conference, as a page of one of them shows them.

use nennep_core::reports::ReportKind;

use crate::store::{MadePaper, find_any_paper, find_any_signing, list_companions};
use crate::web::errors::WebError;
use crate::web::reports::paper_title_as;
use crate::web::visit::Visit;

/// One paper of a conference.
pub(super) struct SetRow {
    pub(super) label: String,
    /// Where it is; none where it is not made.
    pub(super) href: Option<String>,
    /// The word of its kind, with which it is made.
    pub(super) code: &'static str,
    pub(super) state: String,
}

/// The papers of the conference a paper is of: its report first, then those that say the report's figures. None for lists.
pub(super) async fn set_of(visit: &Visit, made: &MadePaper) -> Result<Vec<SetRow>, WebError> {
    let mut tx = visit.house.db.read().await?;
    let report = match made.asking.figures_of {
        Some(report) => find_any_paper(&mut tx, report).await?.ok_or(WebError::NotFound)?,
        None => made.clone(),
    };
    if matches!(report.asking.report, ReportKind::ByChild | ReportKind::Behind) {
        tx.rollback().await?;
        return Ok(Vec::new());
    }
    let companions = list_companions(&mut tx, report.id).await?;
    let mut rows = Vec::new();
    for kind in std::iter::once(report.asking.report).chain(ReportKind::COMPANIONS) {
        let of_kind = std::iter::once(&report).chain(&companions);
        let found = of_kind.into_iter().find(|paper| paper.asking.report == kind);
        let signing = match found {
            Some(paper) => find_any_signing(&mut tx, paper.id).await?,
            None => None,
        };
        let state = match (&signing, found) {
            (Some(signing), Some(paper)) if paper.is_cancelled => {
                format!("{}, {}", signing.number_line, visit.words.say("signing-cancelled"))
            }
            (Some(signing), _) => signing.number_line.clone(),
            (None, Some(_)) => visit.words.say("papers-set-draft"),
            (None, None) => visit.words.say("papers-set-none"),
        };
        rows.push(SetRow {
            label: paper_title_as(visit, kind, &report),
            href: found.map(|paper| format!("/papers/{}", paper.id)),
            code: kind.code(),
            state,
        });
    }
    tx.rollback().await?;
    Ok(rows)
}

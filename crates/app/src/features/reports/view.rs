//! A paper as a page shows it: every number opens its entries, and the papers of its conference stand beside it.

use nennep_documents::blocks::Paper;

use super::page::title_as;
use super::record::Made;
use super::rows::{find_any_paper, list_companions};
use crate::store::find_any_signing;
use crate::web::errors::{WebError, percent};
use crate::web::reports::ReportKind;
use crate::web::visit::Visit;

/// The text of a paper as a page shows it: every number opens its entries.
pub(super) struct Shown {
    pub(super) paper: Paper,
    pub(super) head: i64,
}

impl Shown {
    /// Where a number of the text opens: `unit/indicator/from..to/part` names its figure.
    pub(super) fn href(&self, figure: &str) -> Option<String> {
        trace_of(figure, self.head)
    }
}

/// Gives where a figure opens as it was known at a head.
pub(super) fn trace_of(figure: &str, head: i64) -> Option<String> {
    let mut parts = figure.split('/');
    let (unit, indicator, days) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!(
        "/units/{}/trace?indicator={}&period={}&known_at={head}",
        percent(unit),
        percent(indicator),
        percent(days),
    ))
}

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
pub(super) async fn set_of(visit: &Visit, made: &Made) -> Result<Vec<SetRow>, WebError> {
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
            (Some(signing), _) => signing.number_line.clone(),
            (None, Some(_)) => visit.words.say("papers-set-draft"),
            (None, None) => visit.words.say("papers-set-none"),
        };
        rows.push(SetRow {
            label: title_as(visit, kind, &report),
            href: found.map(|paper| format!("/papers/{}", paper.id)),
            code: kind.code(),
            state,
        });
    }
    tx.rollback().await?;
    Ok(rows)
}

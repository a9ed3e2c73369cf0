//! Signing a paper: its number, its figures and its words are fixed in one act.

use nennep_core::register::UnitIndex;
use nennep_core::reports::ReportModel;
use nennep_core::text::{count, date_short, whole};

use super::form::ToSign;
use super::job::model;
use super::record::{Made, Papers};
use super::view::compose;
use crate::store::{Act, AuditLine, Signing, find_any_signing, keep_signing, last_signed, seal_of};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::papers::{Numbered, Wanted, numbered};
use crate::web::visit::Visit;

/// Names what the numbers of a paper run through: its symbol, and the term or the year.
pub(super) struct Series {
    pub(super) symbol: String,
    pub(super) name: String,
}

/// Names the series a paper of the unit on the day is numbered in.
pub(super) fn series(
    visit: &Visit,
    made: &Made,
    unit: UnitIndex,
    dated: nennep_core::calendar::Day,
) -> Result<Series, WebError> {
    let papers = Papers::embedded().map_err(anyhow::Error::new)?;
    let bodies = &visit.house.catalogs.bodies;
    let body = bodies.body(&visit.book().tree, unit, dated);
    Ok(Series {
        symbol: bodies.symbol(&body, &papers.wording(made.asking.report.code()).symbol),
        name: bodies.series(body.family, dated),
    })
}

/// Signs a paper. Figures that changed since it was drafted are signed as they stand in it only with a reason.
pub(super) async fn sign(
    visit: &Visit,
    made: &Made,
    unit: UnitIndex,
    asked: &ToSign,
    changed: usize,
) -> Result<(), WebError> {
    let series = series(visit, made, unit, asked.dated)?;
    let issuer = visit.book().tree.unit(unit);
    let mut signed = made.clone();
    signed.asking.dated = Some(asked.dated);
    signed.asking.signer = asked.signer.clone().or(signed.asking.signer);
    // Before the act: collecting takes its time, and others wait for the act. Only the number is told inside.
    let mut model = model(&visit.house, &signed).await?;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if let Some(known) = find_any_signing(act.tx(), made.id).await? {
        return same_again(&known, asked);
    }
    let last = last_signed(act.tx(), issuer.id.0, (&series.symbol, &series.name)).await?;
    let wanted = Wanted {
        number: asked.number,
        gap_reason: asked.gap_reason.as_deref(),
        dated: asked.dated,
    };
    // A paper on a period is not older than the period.
    let since = [issuer.from, made.asking.period.last_day()];
    let (numbered, mut faults) = numbered(&wanted, last, &since);
    // What came in since the figures were compared may have changed them too.
    let is_older = act.next_no().0 - 1 != visit.book().head;
    if (changed > 0 || is_older) && asked.kept_reason.is_none() {
        faults.push(Fault::new(FaultKind::DraftChanged, whole(changed), "").in_field("kept_reason"));
    }
    if !faults.is_empty() {
        return Err(WebError::Faulty(faults));
    }
    model.number = Some(numbered.number.to_string());
    let kept = frozen(made, &model, (asked, numbered), (issuer.id.0, &series))?;
    let line = AuditLine::new("paper-signed", made.id.to_string()).at(issuer.id.0);
    act.audit(
        line.with("number", kept.number_line.clone())
            .with("head", count(kept.head)),
    );
    keep_signing(&mut act, &kept).await?;
    act.commit().await?;
    Ok(())
}

/// Pressed twice it is one; another number or day of a paper that was signed meanwhile is told.
fn same_again(known: &Signing, asked: &ToSign) -> Result<(), WebError> {
    let is_same = asked.number.is_none_or(|number| number == known.number) && asked.dated == known.dated;
    if is_same {
        return Ok(());
    }
    let fault = Fault::new(
        FaultKind::NumberUsed,
        known.number_line.clone(),
        &known.number.to_string(),
    );
    Err(WebError::Faulty(vec![fault.in_field("number")]))
}

fn frozen(
    made: &Made,
    model: &ReportModel,
    (asked, numbered): (&ToSign, Numbered),
    (unit, series): (i64, &Series),
) -> Result<Signing, WebError> {
    let papers = Papers::embedded().map_err(anyhow::Error::new)?;
    let paper = compose(&papers, model).map_err(anyhow::Error::new)?;
    let figures = serde_json::to_string(model).map_err(anyhow::Error::new)?;
    let words = serde_json::to_string(&paper).map_err(anyhow::Error::new)?;
    Ok(Signing {
        paper: made.id,
        unit,
        symbol: series.symbol.clone(),
        series: series.name.clone(),
        number: numbered.number,
        number_line: paper.number_line,
        gap_reason: numbered.gap_reason,
        kept_reason: asked.kept_reason.clone(),
        dated: asked.dated,
        head: made.asking.head,
        content: seal_of(&figures, &words),
        model: figures,
        words,
        signed_at: String::new(),
        signed_by: String::new(),
    })
}

/// What proves a signed paper.
pub(super) fn slip(visit: &Visit, signing: &Signing) -> Vec<(String, String)> {
    let words = &visit.words;
    let when = words.instant(&signing.signed_at);
    let mut rows = vec![
        (words.say("slip-number"), signing.number_line.clone()),
        (words.say("slip-dated"), date_short(signing.dated)),
        (words.say("slip-series"), signing.series.clone()),
        (words.say("slip-head"), count(signing.head)),
        (words.say("slip-signed"), when),
        (words.say("slip-seal"), signing.content.clone()),
    ];
    let reasons = [("slip-gap", &signing.gap_reason), ("slip-kept", &signing.kept_reason)];
    rows.extend(
        reasons
            .into_iter()
            .filter_map(|(key, reason)| Some((words.say(key), reason.clone()?))),
    );
    rows
}

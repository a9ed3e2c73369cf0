//! Signing a paper: its number, its figures and its words are fixed in one act.

use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;
use nennep_core::reports::{ReportKind, ReportModel};
use nennep_core::text::{count, date_short, whole};
use nennep_documents::blocks::Paper;

use super::form::ToSign;
use crate::store::{
    Act, AuditLine, Cancelled, MadePaper, PaperAsked, Signing, Tx, cancel_signing, find_any_signing, find_cancelled,
    keep_paper, keep_signing, keep_text, last_signed, list_companions, seal_of, texts_of,
};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::house::House;
use crate::web::papers::{Numbered, Wanted, numbered};
use crate::web::reports::{Papers, apart, compose_with, model, papers_of, refreshed};
use crate::web::visit::Visit;

/// Names what the numbers of a paper run through: its symbol, and the term or the year.
pub(super) struct Series {
    pub(super) symbol: String,
    pub(super) name: String,
}

/// Names the series a paper of the unit on the day is numbered in.
pub(super) fn series(visit: &Visit, made: &MadePaper, unit: UnitIndex, dated: Day) -> Result<Series, WebError> {
    let papers = Papers::embedded().map_err(anyhow::Error::new)?;
    let bodies = &visit.house.catalogs.bodies;
    let body = bodies.body(&visit.book().tree, unit, dated);
    Ok(Series {
        symbol: bodies.symbol(&body, &papers.wording(made.asking.report).symbol),
        name: bodies.series(body.family, dated),
    })
}

/// Signs a paper. Figures that changed since it was drafted are signed as they stand in it only with a reason.
pub(super) async fn sign(
    visit: &Visit,
    made: &MadePaper,
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
    // What is said of a conference is fixed by its report, whose number stands.
    let report_on = match made.asking.figures_of {
        Some(report) => Some(report_signed_on(act.tx(), report).await?),
        None => None,
    };
    let last = last_signed(act.tx(), issuer.id.0, (&series.symbol, &series.name)).await?;
    let wanted = Wanted {
        number: asked.number,
        gap_reason: asked.gap_reason.as_deref(),
        dated: asked.dated,
    };
    // A paper on a period is not older than the period.
    let mut since = vec![issuer.from, made.asking.period.last_day()];
    since.extend(report_on.flatten());
    let (numbered, mut faults) = numbered(&wanted, last, &since);
    // What came in since the figures were compared may have changed them too.
    let is_older = act.next_no().0 - 1 != visit.book().head;
    let is_older = is_older && made.asking.figures_of.is_none();
    if (changed > 0 || is_older) && asked.kept_reason.is_none() {
        faults.push(Fault::new(FaultKind::DraftChanged, whole(changed), "").in_field("kept_reason"));
    }
    model.number = Some(numbered.number.to_string());
    let paper = said(&visit.house, act.tx(), &signed, &model).await?;
    let told_apart = apart(&paper, &model).len();
    if told_apart > 0 && asked.kept_reason.is_none() {
        faults.push(Fault::new(FaultKind::NumbersApart, whole(told_apart), "").in_field("kept_reason"));
    }
    if report_on == Some(None) {
        faults.push(Fault::new(FaultKind::ReportNotSigned, "", ""));
    }
    let newest = texts_of(act.tx(), made.id).await?.into_iter().next();
    if let Some(newest) = newest.filter(|text| asked.words_seen.is_some_and(|seen| text.place > seen)) {
        faults.push(Fault::new(FaultKind::DoneMeanwhile, newest.made_by, ""));
    }
    if !faults.is_empty() {
        return Err(WebError::Faulty(faults));
    }
    let kept = frozen((made, paper), &model, (asked, numbered), (issuer.id.0, &series))?;
    let line = AuditLine::new("paper-signed", made.id.to_string()).at(issuer.id.0);
    act.audit(
        line.with("number", kept.number_line.clone())
            .with("head", count(kept.head)),
    );
    keep_signing(&mut act, &kept).await?;
    act.commit().await?;
    Ok(())
}

/// The day a report was signed; none while it is not, or where its number was cancelled.
async fn report_signed_on(tx: &mut Tx, report: i64) -> Result<Option<Day>, WebError> {
    let signing = find_any_signing(tx, report).await?;
    let is_cancelled = find_cancelled(tx, report).await?.is_some();
    Ok(signing.filter(|_| !is_cancelled).map(|signing| signing.dated))
}

/// Makes a paper of the same conference as a report, with the report's own figures; one that is there is not made again.
pub(super) async fn companion(visit: &Visit, report: &MadePaper, kind: ReportKind) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let made = list_companions(act.tx(), report.id).await?;
    if let Some(made) = made.iter().find(|made| made.asking.report == kind) {
        return Ok(made.id);
    }
    let asking = PaperAsked {
        report: kind,
        number: None,
        basis: None,
        figures_of: Some(report.id),
        ..report.asking.clone()
    };
    let id = keep_paper(&mut act, &asking).await?;
    audit_made(&mut act, id, &asking);
    act.commit().await?;
    Ok(id)
}

/// Makes a paper, with the words it is given.
pub(super) async fn make(visit: &Visit, asking: &PaperAsked, words: Option<&str>) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let id = keep_paper(&mut act, asking).await?;
    if words.is_some() {
        keep_text(&mut act, id, words).await?;
    }
    audit_made(&mut act, id, asking);
    act.commit().await?;
    Ok(id)
}

/// Gives the words of an older draft of the same paper with the numbers a new one has; none where it had no words of its own.
pub(super) async fn words_over(
    visit: &Visit,
    older: &MadePaper,
    asking: &PaperAsked,
) -> Result<Option<String>, WebError> {
    let is_same = |asked: &PaperAsked| (asked.unit, asked.report, asked.period);
    if is_same(&older.asking) != is_same(asking) {
        return Ok(None);
    }
    let mut tx = visit.house.db.read().await?;
    let newest = texts_of(&mut tx, older.id).await?.into_iter().next();
    tx.rollback().await?;
    let Some(words) = newest.and_then(|text| text.words) else {
        return Ok(None);
    };
    let fresh = MadePaper {
        asking: asking.clone(),
        ..older.clone()
    };
    let (was, now) = (model(&visit.house, older).await?, model(&visit.house, &fresh).await?);
    Ok(Some(refreshed(&words, &was, &now)))
}

/// Tells the trail of a paper that was made.
fn audit_made(act: &mut Act, id: i64, asking: &PaperAsked) {
    act.audit(
        AuditLine::new("paper-made", id.to_string())
            .at(asking.unit)
            .with("period", asking.period.to_string())
            .with("head", count(asking.head)),
    );
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

/// The paper as it stands at this moment: with the words of its officer, or by the wording of its committee.
async fn said(house: &House, tx: &mut Tx, made: &MadePaper, model: &ReportModel) -> Result<Paper, WebError> {
    let papers = papers_of(house, tx, &made.asking).await?;
    let newest = texts_of(tx, made.id).await?.into_iter().next();
    let words = newest.and_then(|text| text.words);
    Ok(compose_with(&papers, model, words.as_deref()).map_err(anyhow::Error::new)?)
}

fn frozen(
    (made, paper): (&MadePaper, Paper),
    model: &ReportModel,
    (asked, numbered): (&ToSign, Numbered),
    (unit, series): (i64, &Series),
) -> Result<Signing, WebError> {
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

/// Cancels the number of a signed paper, with a reason; pressed twice it is one.
pub(super) async fn cancel(visit: &Visit, made: &MadePaper, reason: &str) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let signing = find_any_signing(act.tx(), made.id).await?.ok_or(WebError::NotFound)?;
    if find_cancelled(act.tx(), made.id).await?.is_some() {
        return Ok(());
    }
    cancel_signing(&mut act, made.id, reason).await?;
    let line = AuditLine::new("paper-cancelled", made.id.to_string()).at(signing.unit);
    act.audit(
        line.with("number", signing.number_line)
            .with("reason", reason.to_owned()),
    );
    act.commit().await?;
    Ok(())
}

/// What proves a signed paper.
pub(super) fn slip(visit: &Visit, signing: &Signing, cancelled: Option<&Cancelled>) -> Vec<(String, String)> {
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
    let kept: Option<(Paper, ReportModel)> = serde_json::from_str(&signing.words)
        .ok()
        .zip(serde_json::from_str(&signing.model).ok());
    let told_apart = kept.map_or(0, |(paper, model)| apart(&paper, &model).len());
    if told_apart > 0 {
        rows.push((words.say("slip-apart"), whole(told_apart)));
    }
    if let Some(cancelled) = cancelled {
        let when = words.instant(&cancelled.at);
        let told = words.fill(
            "slip-cancelled-by",
            &[
                ("who", cancelled.by.clone()),
                ("when", when),
                ("reason", cancelled.reason.clone()),
            ],
        );
        rows.push((words.say("slip-cancelled"), told));
    }
    let reasons = [("slip-gap", &signing.gap_reason), ("slip-kept", &signing.kept_reason)];
    rows.extend(
        reasons
            .into_iter()
            .filter_map(|(key, reason)| Some((words.say(key), reason.clone()?))),
    );
    rows
}

//! Recording a survey, and sending one back to a field.

use std::collections::BTreeSet;

use nennep_core::calendar::Day;
use nennep_core::ledger::{Enterprise, Fact, FactRecord, Tag};
use nennep_core::register::{EntryNo, UnitId};

use super::record::{OUTCOMES, Survey, SurveyDraft};
use super::rows;
use crate::store::{Act, AuditLine, Host, ToldFact, see_again, tell, untell};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::places::in_charge;
use crate::web::pressed::recorded_before;
use crate::web::visit::Visit;

fn record_of(host: &Host, unit: UnitId, on: Day, outcome: Tag) -> FactRecord {
    FactRecord {
        host_kind: host.kind,
        tags: BTreeSet::from([outcome]),
        ..FactRecord::of(Fact::Enterprise(Enterprise::Surveyed), unit, on, 1)
    }
}

/// Records a survey with its entry in the book; a second press records nothing more. Gives its number.
///
/// One that answers a returned survey takes that one's entry back on its own day, so that a visit counts once.
pub(super) async fn record(visit: &Visit, host: &Host, draft: &SurveyDraft) -> Result<i64, WebError> {
    let tree = &visit.book().tree;
    let unit = in_charge(visit, host.unit, draft.on).ok_or(WebError::Refused("survey-waits"))?;
    let unit = tree.unit(unit);
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let key = rows::identity(&host.tax_code, &draft.key);
    let known = rows::of_key(act.tx(), &host.tax_code, &draft.key).await?;
    if let Some(known) = recorded_before(act.tx(), (&key, &draft.form), known).await? {
        return Ok(known);
    }
    let returned = match draft.answers {
        Some(answers) => Some(open_return(&mut act, host, answers).await?),
        None => None,
    };
    let from = match &returned {
        Some(returned) => take_back(&mut act, returned).await?,
        None => None,
    };
    if let Some(known) = rows::of_day(act.tx(), host.id, draft.on).await? {
        let fault = Fault::new(FaultKind::SurveyedThatDay, draft.on.to_string(), &known.to_string());
        return Err(WebError::Faulty(vec![fault.in_field("surveyed_on")]));
    }
    let told = ToldFact {
        // Taken back after a closing and told again, it counts where it was taken back: the two are one survey.
        record: record_of(
            host,
            unit.id,
            from.map_or(draft.on, |from| from.max(draft.on)),
            draft.outcome,
        ),
        key: &key,
        unit_code: &unit.code,
        to_unit_code: None,
        decision: None,
        enterprise: Some(&host.tax_code),
        note: None,
        source: "Phiếu khảo sát",
    };
    let entry = tell(&mut act, &told).await?;
    let id = rows::insert(&mut act, host, draft, entry.0).await?;
    if let Some(returned) = &returned {
        rows::answer(act.tx(), returned.id, id).await?;
    }
    rows::answer_campaigns(act.tx(), host.id, id, draft.on).await?;
    see_again(act.tx(), host.id).await?;
    let line = AuditLine::new("survey-recorded", host.tax_code.clone()).at(unit.id.0);
    act.audit(line.with("entry", nennep_core::text::count(entry.0)));
    act.commit().await?;
    Ok(id)
}

/// The survey that is answered: of this enterprise, returned, and not answered yet.
async fn open_return(act: &mut Act, host: &Host, id: i64) -> Result<Survey, WebError> {
    let survey = rows::find_any(act.tx(), id)
        .await?
        .filter(|survey| survey.host.id == host.id);
    let survey = survey.ok_or(WebError::NotFound)?;
    if survey.returned.is_none() || survey.answered_by.is_some() {
        return Err(WebError::Refused("survey-answered"));
    }
    Ok(survey)
}

/// Takes the fact of a survey back; gives the day where that is not the survey's own, which was closed once.
async fn take_back(act: &mut Act, survey: &Survey) -> Result<Option<Day>, WebError> {
    let outcome = OUTCOMES.into_iter().find(|known| known.code() == survey.outcome);
    let sql = "select f.unit_id, f.host_kind, e.happened_on from fact f join entry e on e.no = f.no where f.no = $1";
    let row = act.tx().row(sql, &[survey.entry.into()]).await?;
    let (Some(row), Some(outcome), None) = (row, outcome, survey.reversed_by) else {
        return Ok(None);
    };
    let unit = UnitId(row.int(0)?);
    let on = row.day(2, ("entry", survey.entry))?;
    let mut record = record_of(&survey.host, unit, on, outcome);
    // As it was posted, whatever the enterprise is called now.
    record.host_kind = row
        .optional_text(1)?
        .as_deref()
        .and_then(nennep_core::ledger::HostKind::parse);
    let reason = "Phiếu khảo sát được trả lại và ghi lại";
    let (_, day) = untell(act, &record, EntryNo(survey.entry), reason).await?;
    Ok((day != survey.on).then_some(day))
}

/// Sends a survey back to one of its fields.
pub(super) async fn send_back(visit: &Visit, survey: &Survey, field: &str, reason: &str) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let now = rows::find_any(act.tx(), survey.id).await?.ok_or(WebError::NotFound)?;
    if now.answered_by.is_some() || now.reversed_by.is_some() {
        return Err(WebError::Refused("survey-answered"));
    }
    if now.returned.is_some() {
        return Err(WebError::Refused("survey-returned"));
    }
    rows::send_back(&mut act, survey.id, field, reason).await?;
    let line = AuditLine::new("survey-returned", survey.host.tax_code.clone());
    act.audit(match survey.host.unit {
        Some(unit) => line.at(unit),
        None => line,
    });
    act.commit().await?;
    Ok(())
}

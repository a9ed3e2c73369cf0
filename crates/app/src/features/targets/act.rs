//! Assigning a target, which is also how one is changed.

use nennep_core::progress::Target;

use crate::store::{Act, AuditLine, Sort};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::Intake;
use crate::web::intake::{Verdict, verdict};
use crate::web::names;
use crate::web::sheet::FoundSheet;
use crate::web::target_words::promise_of;
use crate::web::targets::{fault_of_days, faults_of_change, may_assign, read_target};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Where a target that was entered on a page comes from.
const SOURCE: &str = "Ghi tay trên trang";

/// Enters the target of a one-row sheet; the same row again is the same entry.
pub(super) async fn assign(visit: &Visit, sheet: &FoundSheet) -> Result<i64, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let snapshot = visit.house.live.in_transaction(act.tx()).await?;
    let intake = Intake::by_hand(visit, &snapshot.book, act.next_no());
    let mut draft = sheet
        .only_row()
        .map_or(Err(Vec::new()), |row| read_target(&intake, row))
        .map_err(|faults| faulty(faults.into_iter().map(Fault::bare).collect()))?;
    SOURCE.clone_into(&mut draft.source);
    may_assign(visit, &snapshot.book, &draft.target)?;
    let decision = draft.target.decision.as_ref();
    let number = decision.and_then(|decision| decision.no.as_deref()).unwrap_or_default();
    let known = act.known(Sort::Target, std::slice::from_ref(&draft.identity)).await?;
    match verdict(known.get(&draft.identity), &draft.content) {
        Verdict::Same => return Ok(known.get(&draft.identity).map_or(0, |known| known.no.0)),
        Verdict::Other(_) => {
            let fault = Fault::new(FaultKind::SameDecision, number, number);
            return Err(WebError::Conflict(vec![fault.in_field("decision_no")]));
        }
        Verdict::New => {}
    }
    let book = &snapshot.book;
    let chain: Vec<&Target> = book
        .targets
        .iter()
        .filter(|other| other.is_same_promise(&draft.target))
        .collect();
    let on = decision.and_then(|decision| decision.on).unwrap_or(visit.now.today());
    let mut faults = faults_of_change(&chain, number, on);
    let days = (draft.target.from, draft.target.to);
    let unit = book.tree.index_of(draft.target.unit).ok_or(WebError::NotFound)?;
    if let Some((kind, day)) = fault_of_days(book, unit, days) {
        faults.push(Fault::new(kind, days.0.to_string(), &day).in_field("unit"));
    }
    if !faults.is_empty() {
        return Err(faulty(faults));
    }
    let deed = if chain.is_empty() {
        "target-assigned"
    } else {
        "target-changed"
    };
    let (unit, value) = (draft.target.unit, promise_of(&draft.target).to_string());
    let measure = visit.house.catalogs.indicators.resolve(&draft.target.indicator);
    let indicator = measure.map(|measure| names::indicator(&Words::default(), &measure));
    let no = draft.enter(&mut act);
    let line = AuditLine::new(deed, no.0.to_string()).at(unit.0);
    act.audit(
        line.with("indicator", indicator.unwrap_or_default())
            .with("value", value),
    );
    act.commit().await?;
    Ok(no.0)
}

fn faulty(faults: Vec<Fault>) -> WebError {
    WebError::Faulty(faults)
}

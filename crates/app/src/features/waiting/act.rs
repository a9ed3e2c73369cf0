//! Settling enterprises that wait, as one batch that can be undone.

use std::collections::HashMap;

use nennep_core::text::whole;

use super::form::Settling;
use crate::store::{
    Act, AuditLine, Batch, BatchCounts, Deed, Listed, Settled, close_batch, listed, open_batch, settle, tree_at,
};
use crate::web::errors::WebError;
use crate::web::visit::Visit;

/// What settling came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcome {
    pub(super) batch: i64,
    pub(super) counted: usize,
    pub(super) waiting: usize,
    pub(super) number_held: usize,
}

/// Settles what was chosen; what no longer waits, or is not the officer's, is passed over.
pub(super) async fn settle_chosen(visit: &Visit, settling: &Settling) -> Result<Outcome, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let head = act.next_no().0 - 1;
    let tree = tree_at(act.tx(), head).await?;
    let codes: Vec<&str> = settling.codes.iter().map(String::as_str).collect();
    let known: HashMap<String, Listed> = listed(&mut act, &codes).await?;
    let home = visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let home = visit.book().tree.unit(home).id;
    let today = visit.now.today();
    let batch = open_batch(
        &mut act,
        Batch {
            unit: Some(home),
            file: "",
            encoding: "",
            as_of: today,
        },
    )
    .await?;
    let mut outcome = Outcome {
        batch,
        ..Outcome::default()
    };
    let told = (settling.kind, settling.unit);
    for code in &settling.codes {
        let Some(known) = known.get(code).filter(|known| is_own(visit, known)) else {
            continue;
        };
        match settle(&mut act, &tree, batch, (code, known), told).await? {
            Settled::Counted(_) => outcome.counted += 1,
            Settled::StillLacks => outcome.waiting += 1,
            Settled::NumberHeld => outcome.number_held += 1,
        }
    }
    let all = outcome.counted + outcome.waiting + outcome.number_held;
    if all == 0 {
        return Err(WebError::Refused("nothing-waits"));
    }
    let counts = BatchCounts {
        accepted: all as u64,
        ..BatchCounts::default()
    };
    close_batch(&mut act, batch, counts).await?;
    let line = AuditLine::new("enterprises-settled", batch.to_string()).at(home.0);
    act.audit(line.with("count", whole(all)));
    act.commit().await?;
    Ok(outcome)
}

/// Waits, and belongs to a unit for which the officer may record.
fn is_own(visit: &Visit, known: &Listed) -> bool {
    let place = known.unit.or(known.told_by);
    known.listed.is_none() && visit.scope.may_at(&visit.book().tree, Deed::Record, place)
}

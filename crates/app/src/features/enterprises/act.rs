//! Entering an enterprise in the list and bringing it up to date, with the lines this posts.

use std::collections::BTreeSet;

use nennep_core::accounts::{self, post};
use nennep_core::calendar::Day;
use nennep_core::ledger::{Enterprise, Fact, FactRecord, Grade, HostKind, content_hash};
use nennep_core::register::{EntryNo, Tree, UnitId};

use super::record::EnterpriseDraft;
use super::rows::{self, Listed};
use crate::store::{Act, Draft, FactRow, Sort, StoreError};
use crate::web::intake::identity_of;
use crate::web::sheet::FoundSheet;

pub(super) async fn enter(act: &mut Act, draft: &EnterpriseDraft, content: &str) -> Result<(), StoreError> {
    let on = draft.from.or(draft.registered_on).unwrap_or(act.stamp().today);
    let listed = post_line(act, draft, Enterprise::Listed, on).await?;
    let ended = match draft.to {
        Some(to) => Some(post_line(act, draft, Enterprise::Ended, to).await?),
        None => None,
    };
    rows::insert(act, draft, content, listed, ended).await
}

/// What changed for the book is taken back on its own day and posted anew; everything else is only described.
///
/// `change` holds the row's content, whether it changes place, and the sheet, whose absent columns change nothing.
pub(super) async fn bring_up_to_date(
    act: &mut Act,
    draft: &EnterpriseDraft,
    change: (&str, bool, &FoundSheet),
    known: &Listed,
) -> Result<(), StoreError> {
    let (content, moves, sheet) = change;
    let on = draft.from.or(draft.registered_on).unwrap_or(known.listed_on);
    let mut listed = known.listed_no;
    if moves || on != known.listed_on {
        take_back(act, known, known.listed_no, known.listed_on, Enterprise::Listed).await?;
        listed = post_line(act, draft, Enterprise::Listed, on).await?;
    }
    let mut ended = known.ended;
    if ended.map(|(_, day)| day) != draft.to || moves {
        if let Some((no, day)) = ended.take() {
            take_back(act, known, no, day, Enterprise::Ended).await?;
        }
        if let Some(to) = draft.to {
            ended = Some((post_line(act, draft, Enterprise::Ended, to).await?, to));
        }
    }
    rows::update(act, sheet, draft, (content, listed, ended.map(|(no, _)| no))).await
}

/// Tells whether the row names the place the enterprise is listed at, also when that unit is read as the named one today.
pub(super) fn is_same_place(tree: &Tree, today: Day, known: &Listed, draft: &EnterpriseDraft) -> bool {
    let read = tree
        .index_of(UnitId(known.unit))
        .map(|unit| tree.placement(today).read_as(unit));
    let named = known.unit == draft.unit.0 || (read.is_some() && read == tree.index_of(draft.unit));
    named && known.kind == draft.kind.code()
}

fn record(fact: Enterprise, unit: UnitId, kind: Option<HostKind>, on: Day) -> FactRecord {
    FactRecord {
        on,
        fact: Fact::Enterprise(fact),
        unit,
        count: 1,
        to_unit: None,
        org_kind: None,
        host_kind: kind,
        tags: BTreeSet::new(),
    }
}

async fn post_line(act: &mut Act, draft: &EnterpriseDraft, fact: Enterprise, on: Day) -> Result<EntryNo, StoreError> {
    let record = record(fact, draft.unit, Some(draft.kind), on);
    let number = act.next_no();
    let (code, day) = (record.fact.code(), on.to_string());
    let entry = Draft {
        sort: Sort::Listing,
        identity: format!("{}/{}/{number}", draft.tax_code, code),
        content: content_hash(&[
            ("fact", Some(&code)),
            ("on", Some(&day)),
            ("unit", Some(&draft.unit_code)),
            ("kind", Some(draft.kind.code())),
        ]),
        happened_on: on,
        source: draft.source.clone(),
        decision: None,
    };
    let row = FactRow {
        record: &record,
        org_kind: None,
        enterprise: Some(&draft.tax_code),
        grade: Grade::Listed,
        note: None,
    };
    act.fact(&entry, &row, &post(&record)).await
}

async fn take_back(
    act: &mut Act,
    known: &Listed,
    no: EntryNo,
    on: Day,
    fact: Enterprise,
) -> Result<EntryNo, StoreError> {
    let record = record(fact, UnitId(known.unit), HostKind::parse(&known.kind), on);
    let lines = accounts::take_back(&record);
    let entry = Draft {
        sort: Sort::Reversal,
        identity: identity_of(&["listing", &no.to_string()]),
        content: content_hash(&[("on", Some(&on.to_string())), ("listing", Some(&no.to_string()))]),
        happened_on: on,
        source: "enterprise list".to_owned(),
        decision: None,
    };
    act.reversal(&entry, no, "brought up to date", &lines).await
}

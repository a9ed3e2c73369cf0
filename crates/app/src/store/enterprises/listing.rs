//! Entering an enterprise in the list and bringing it up to date, with the lines this posts.

use nennep_core::accounts::{self, post};
use nennep_core::calendar::Day;
use nennep_core::ledger::{self, Fact, FactRecord, Grade, HostKind, content_hash};
use nennep_core::register::{EntryNo, UnitId};

use super::heads::see_again;
use super::record::Enterprise;
use super::rows::{self, Listed};
use crate::store::{Act, Draft, FactRow, Sort, StoreError};

/// Enters an enterprise; it is counted from `on` when its kind and committee are known, and waits otherwise.
///
/// `told_by` is the hash of the row and where it was read from.
///
/// # Errors
/// When the database refuses.
pub async fn enter(
    act: &mut Act,
    told: &Enterprise,
    on: Option<Day>,
    told_by: (&str, &str),
) -> Result<i64, StoreError> {
    let (content, source) = told_by;
    let listed = match on {
        Some(on) => post_line(act, told, ledger::Enterprise::Listed, on, source).await?,
        None => None,
    };
    let ended = match (listed, told.to) {
        (Some(_), Some(to)) => post_line(act, told, ledger::Enterprise::Ended, to, source).await?,
        (None, _) | (_, None) => None,
    };
    rows::insert(act, told, (content, listed, ended)).await
}

/// What changed for the book is taken back on its own day and posted anew; everything else is only described.
///
/// `on` is the day it is listed from, nothing when it is not counted; `moves` tells that its place changed.
///
/// # Errors
/// When the database refuses.
pub async fn bring_up_to_date(
    act: &mut Act,
    told: &Enterprise,
    has: impl Fn(&str) -> bool,
    told_by: (&str, &str),
    known: &Listed,
    (on, moves): (Option<Day>, bool),
) -> Result<(), StoreError> {
    let (content, source) = told_by;
    let mut listed = known.listed;
    if let Some(on) = on.filter(|on| moves || listed.is_none_or(|(_, day)| day != *on)) {
        if let Some(line) = listed.take() {
            take_back(act, known, line, ledger::Enterprise::Listed).await?;
        }
        listed = post_line(act, told, ledger::Enterprise::Listed, on, source)
            .await?
            .map(|no| (no, on));
    }
    let mut ended = known.ended;
    if ended.map(|(_, day)| day) != told.to || moves {
        if let Some(line) = ended.take() {
            take_back(act, known, line, ledger::Enterprise::Ended).await?;
        }
        if let Some(to) = told.to.filter(|_| listed.is_some()) {
            ended = post_line(act, told, ledger::Enterprise::Ended, to, source)
                .await?
                .map(|no| (no, to));
        }
    }
    let (listed, ended) = (listed.map(|(no, _)| no), ended.map(|(no, _)| no));
    rows::update(act, told, has, (content, listed, ended)).await?;
    if known.is_seen {
        // The list may have counted later than the survey.
        see_again(act.tx(), known.id).await?;
    }
    Ok(())
}

fn record(fact: ledger::Enterprise, unit: UnitId, kind: Option<HostKind>, on: Day) -> FactRecord {
    FactRecord {
        host_kind: kind,
        ..FactRecord::of(Fact::Enterprise(fact), unit, on, 1)
    }
}

async fn post_line(
    act: &mut Act,
    told: &Enterprise,
    fact: ledger::Enterprise,
    on: Day,
    source: &str,
) -> Result<Option<EntryNo>, StoreError> {
    let Some((kind, unit, unit_code)) = told.place() else {
        return Ok(None);
    };
    let record = record(fact, unit, Some(kind), on);
    let number = act.next_no();
    let (code, day) = (record.fact.code(), on.to_string());
    let entry = Draft {
        sort: Sort::Listing,
        identity: format!("{}/{}/{number}", told.tax_code, code),
        content: content_hash(&[
            ("fact", Some(&code)),
            ("on", Some(&day)),
            ("unit", Some(unit_code)),
            ("kind", Some(kind.code())),
        ]),
        happened_on: on,
        source: source.to_owned(),
        decision: None,
    };
    let row = FactRow {
        record: &record,
        org_kind: None,
        enterprise: Some(&told.tax_code),
        grade: Grade::Listed,
        note: None,
    };
    act.fact(&entry, &row, &post(&record)).await.map(Some)
}

/// Takes a line of the list back on its own day.
pub(super) async fn take_back(
    act: &mut Act,
    known: &Listed,
    (no, on): (EntryNo, Day),
    fact: ledger::Enterprise,
) -> Result<(), StoreError> {
    let Some(unit) = known.unit else { return Ok(()) };
    let kind = known.kind.as_deref().and_then(HostKind::parse);
    let record = record(fact, UnitId(unit), kind, on);
    let lines = accounts::take_back(&record);
    let entry = Draft {
        sort: Sort::Reversal,
        identity: format!("listing\u{1f}{no}"),
        content: content_hash(&[("on", Some(&on.to_string())), ("listing", Some(&no.to_string()))]),
        happened_on: on,
        source: "enterprise list".to_owned(),
        decision: None,
    };
    act.reversal(&entry, no, "brought up to date", &lines).await?;
    Ok(())
}

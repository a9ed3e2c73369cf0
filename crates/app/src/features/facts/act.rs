//! Recording a fact and taking one back.

use nennep_core::accounts::{self, Posting, post};
use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactRecord, HostKind};
use nennep_core::register::{EntryNo, UnitId};

use super::record::{FactDraft, ReversalDraft};
use crate::store::{Act, Draft, FactRow, Sort, StoreError, read_tags};

pub(super) async fn record(act: &mut Act, draft: &FactDraft, content: String) -> Result<EntryNo, StoreError> {
    let row = FactRow {
        record: &draft.record,
        org_kind: draft.org_kind.as_deref(),
        enterprise: draft.enterprise.as_deref(),
        grade: draft.grade,
        note: draft.note.as_deref(),
    };
    act.fact(&draft.entry(content), &row, &post(&draft.record)).await
}

/// A recorded fact, for taking it back.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) no: EntryNo,
    pub(super) on: Day,
    pub(super) lines: Vec<Posting>,
    pub(super) reversed_by: Option<i64>,
}

/// Finds the fact of a key with the lines it posted, and its reversal when there is one.
pub(super) async fn find(act: &mut Act, key: &str) -> Result<Option<Recorded>, StoreError> {
    act.flush().await?;
    let sql = "select e.no, e.happened_on, f.fact, f.unit_id, f.to_unit_id, f.count, f.host_kind, f.tags, r.no, c.org_kind \
        from entry e join fact f on f.no = e.no left join reversal r on r.fact_no = e.no \
        join posting p on p.entry_no = e.no and p.side = 0 join posting_class c on c.id = p.class_id \
        where e.sort = 'fact' and e.identity = $1";
    let Some(row) = act.tx().row(sql, &[key.into()]).await? else {
        return Ok(None);
    };
    let no = row.int(0)?;
    let bad = |column| StoreError::BadRow {
        table: "fact",
        no,
        column,
    };
    let on: Day = row.text(1)?.parse().map_err(|_| bad("happened_on"))?;
    let org_kind = row.text(9)?;
    let record = FactRecord {
        on,
        fact: Fact::parse(&row.text(2)?).ok_or(bad("fact"))?,
        unit: UnitId(row.int(3)?),
        to_unit: row.optional_int(4)?.map(UnitId),
        count: row.int(5)?,
        org_kind: (!org_kind.is_empty()).then_some(org_kind),
        host_kind: row
            .optional_text(6)?
            .map(|kind| HostKind::parse(&kind).ok_or(bad("host_kind")))
            .transpose()?,
        tags: read_tags(&row.text(7)?).ok_or(bad("tags"))?,
    };
    let lines = accounts::take_back(&record);
    Ok(Some(Recorded {
        no: EntryNo(no),
        on,
        lines,
        reversed_by: row.optional_int(8)?,
    }))
}

pub(super) async fn take_back(act: &mut Act, draft: &ReversalDraft, fact: &Recorded) -> Result<EntryNo, StoreError> {
    let entry = Draft {
        sort: Sort::Reversal,
        identity: draft.key.clone(),
        content: draft.content(),
        happened_on: draft.on,
        source: draft.source.clone(),
        decision: draft.decision.clone(),
    };
    act.reversal(&entry, fact.no, &draft.reason, &fact.lines).await
}

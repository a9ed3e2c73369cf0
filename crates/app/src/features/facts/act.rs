//! Recording a fact and taking one back.

use nennep_core::accounts::{self, Posting, post};
use nennep_core::calendar::Day;
use nennep_core::ledger::{Enterprise, Fact, FactOf, FactRecord, HostKind};
use nennep_core::register::{Change, EntryNo, UnitId, UnitIndex};

use super::import::warn_of_negative_stock;
use super::record::{FactDraft, ReversalDraft, Written};
use super::{form, rows};
use crate::store::{
    Act, AuditLine, Deed, Draft, FactRow, Locks, Snapshot, Sort, StoreError, enterprises_near, read_tags,
};
use crate::web::errors::WebError;
use crate::web::fact_words;
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::{Intake, Verdict, verdict};
use crate::web::sheet::FoundSheet;
use crate::web::visit::Visit;
use crate::web::words::Words;

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
    /// Whether it went with a change of the tree.
    pub(super) is_retyping: bool,
}

/// Finds the fact of a key with the lines it posted, and its reversal when there is one.
pub(super) async fn find(act: &mut Act, key: &str) -> Result<Option<Recorded>, StoreError> {
    act.flush().await?;
    let sql = "select e.no, e.happened_on, f.fact, f.unit_id, f.to_unit_id, f.count, f.host_kind, f.tags, r.no, coalesce(f.org_kind, c.org_kind), f.from_kind \
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
        from_kind: row.optional_text(10)?,
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
        is_retyping: record.fact.is_retyping(),
        reversed_by: row.optional_int(8)?,
    }))
}

/// Gives the first day on which a fact may be taken back, where the day asked lies in a closed period.
pub(super) fn locked_until(locks: &mut Locks, fact: &Recorded, on: Day) -> Option<Day> {
    let day = locks.first_open_day_of(&fact.lines, on);
    (day > on).then_some(day)
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

/// What one row cannot know of itself: a whole unit moved that day, a list held of the same enterprises.
pub(super) async fn against_the_book(
    intake: &Intake<'_>,
    act: &mut Act,
    draft: &FactDraft,
) -> Result<Option<(&'static str, FaultKind, String, String)>, StoreError> {
    let record = &draft.record;
    if matches!(record.fact, Fact::Organization(_, FactOf::Moved)) {
        let moved = intake.tree.events().iter().any(|event| {
            event.unit == record.unit && event.on == record.on && matches!(event.change, Change::Moved { .. })
        });
        if moved {
            return Ok(Some((
                "unit",
                FaultKind::UnitMovedThatDay,
                draft.unit.clone(),
                String::new(),
            )));
        }
    }
    if matches!(record.fact, Fact::Enterprise(Enterprise::Opening | Enterprise::Ended)) {
        let listed = enterprises_near(act, &intake.tree, record.unit, record.on, record.host_kind).await?;
        if let Some(kind) = listed {
            return Ok(Some(("fact", FaultKind::ListHeldHere, record.fact.code(), kind)));
        }
    }
    Ok(None)
}

pub(super) fn note_lessened(intake: &mut Intake<'_>, draft: &FactDraft) {
    let lessens = matches!(
        draft.record.fact,
        Fact::Organization(_, FactOf::Ended | FactOf::Moved)
            | Fact::Member(_, FactOf::Ended | FactOf::Moved)
            | Fact::Enterprise(Enterprise::Ended)
    );
    if lessens {
        intake.lessened.insert(draft.record.unit.0);
    }
}

/// Records the fact of a one-row sheet as an officer or a program sends it; `source` says by which way it came.
pub(super) async fn record_by_hand(visit: &Visit, sheet: &FoundSheet, source: &str) -> Result<Written, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let snapshot = visit.house.live.in_transaction(act.tx()).await?;
    let mut intake = Intake::by_hand(visit, &snapshot.book, act.next_no());
    let mut draft = sheet
        .only_row()
        .map_or(Err(Vec::new()), |row| form::fact(&intake, row))
        .map_err(faulty)?;
    draft.source = source.to_owned();
    may(visit, &snapshot, Deed::Record, draft.record.unit, draft.record.fact)?;
    let content = draft.content();
    let known = act.known(Sort::Fact, std::slice::from_ref(&draft.key)).await?;
    match verdict(known.get(&draft.key), &content) {
        Verdict::Same => return Ok(Written::known(known.get(&draft.key).map_or(0, |known| known.no.0))),
        Verdict::Other(no) => {
            let fault = Fault::new(FaultKind::OtherContent, draft.key, &no.to_string());
            return Err(WebError::Conflict(vec![fault.in_field("key")]));
        }
        Verdict::New if !draft.present.is_empty() => return Err(faulty(draft.present)),
        Verdict::New => {}
    }
    if let Some((column, kind, found, detail)) = against_the_book(&intake, &mut act, &draft).await? {
        return Err(faulty(vec![Fault::new(kind, found, &detail).in_field(column)]));
    }
    let no = record(&mut act, &draft, content).await?;
    note_lessened(&mut intake, &draft);
    warn_of_negative_stock(&mut intake, &mut act).await?;
    let line = AuditLine::new("fact-recorded", no.0.to_string()).at(draft.record.unit.0);
    act.audit(line.with("fact", fact_words::fact(&Words::default(), draft.record.fact)));
    act.commit().await?;
    Ok(Written::new(no, &intake))
}

/// Takes entry `no` back as the one-row sheet says: on which day and why.
pub(super) async fn take_back_by_hand(
    visit: &Visit,
    no: i64,
    sheet: &FoundSheet,
    source: &str,
) -> Result<Written, WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let snapshot = visit.house.live.in_transaction(act.tx()).await?;
    let mut intake = Intake::by_hand(visit, &snapshot.book, act.next_no());
    let original = rows::recorded(act.tx(), no).await?.ok_or(WebError::NotFound)?;
    original.seen_by(visit)?;
    may(visit, &snapshot, Deed::TakeBack, original.unit, original.fact)?;
    let mut draft = sheet
        .only_row()
        .map_or(Err(Vec::new()), |row| form::reversal(&intake, row))
        .map_err(faulty)?;
    source.clone_into(&mut draft.source);
    draft.key.clone_from(&original.key);
    let known = act.known(Sort::Reversal, std::slice::from_ref(&draft.key)).await?;
    match verdict(known.get(&draft.key), &draft.content()) {
        Verdict::Same => return Ok(Written::known(known.get(&draft.key).map_or(0, |known| known.no.0))),
        Verdict::Other(by) => {
            let fault = Fault::new(FaultKind::AlreadyReversed, no.to_string(), &by.to_string());
            return Err(WebError::Conflict(vec![fault.in_field("key")]));
        }
        Verdict::New => {}
    }
    let fact = find(&mut act, &draft.key).await?.ok_or(WebError::NotFound)?;
    if fact.is_retyping {
        let fault = Fault::new(FaultKind::RetypedStays, no.to_string(), "");
        return Err(faulty(vec![fault.in_field("key")]));
    }
    if draft.on < fact.on {
        let fault = Fault::new(FaultKind::BeforeTheFact, draft.on.to_string(), &fact.on.to_string());
        return Err(faulty(vec![fault.in_field("on")]));
    }
    let mut locks = Locks::on(act.tx(), &intake.tree, intake.today).await?;
    if let Some(open_from) = locked_until(&mut locks, &fact, draft.on) {
        let fault = Fault::new(FaultKind::PeriodClosed, draft.on.to_string(), &open_from.to_string());
        return Err(faulty(vec![fault.in_field("on")]));
    }
    intake.lessened.extend(fact.lines.iter().map(|line| line.unit.0));
    let by = take_back(&mut act, &draft, &fact).await?;
    warn_of_negative_stock(&mut intake, &mut act).await?;
    let line = AuditLine::new("fact-taken-back", by.0.to_string()).at(original.unit.0);
    act.audit(line.with("entry", no.to_string()));
    act.commit().await?;
    Ok(Written::new(by, &intake))
}

/// Where the deed is granted at all but not for facts of this line, the refusal says so.
fn may(visit: &Visit, snapshot: &Snapshot, deed: Deed, unit: UnitId, fact: Fact) -> Result<(), WebError> {
    let unit: UnitIndex = snapshot.book.tree.index_of(unit).ok_or(WebError::NotFound)?;
    if visit.scope.may_for(deed, unit, fact.line()) {
        return Ok(());
    }
    Err(WebError::Refused(if visit.scope.may(deed, unit) {
        "other-line"
    } else {
        "no-right"
    }))
}

fn faulty(faults: Vec<Fault>) -> WebError {
    WebError::Faulty(faults.into_iter().map(Fault::bare).collect())
}

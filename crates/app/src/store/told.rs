//! Posting one fact by hand, and taking one back: what every deed that counts does.

use nennep_core::accounts::{post, take_back};
use nennep_core::calendar::Day;
use nennep_core::ledger::{Decision, FactRecord, Grade};
use nennep_core::register::{Change, EntryNo, UnitEvent, UnitId};

use super::book::tree_at;
use super::{Act, Draft, FactRow, Locks, Sort, StoreError, content_of};

/// Holds a fact that a deed posts.
#[derive(Clone, Debug)]
pub struct ToldFact<'a> {
    /// What happened.
    pub record: FactRecord,
    /// The key under which it is known again.
    pub key: &'a str,
    /// The code of the unit, as the content names it.
    pub unit_code: &'a str,
    /// The code of the other unit, of what goes from one to another.
    pub to_unit_code: Option<&'a str>,
    /// The decision that made it true.
    pub decision: Option<Decision>,
    /// Tax code of the enterprise it concerns.
    pub enterprise: Option<&'a str>,
    /// A note.
    pub note: Option<&'a str>,
    /// Where it was told.
    pub source: &'a str,
}

impl ToldFact<'_> {
    fn draft(&self) -> Draft {
        let (on, count) = (self.record.on.to_string(), self.record.count.to_string());
        let fact = self.record.fact.code();
        let tags: Vec<&str> = self.record.tags.iter().map(|tag| tag.code()).collect();
        let tags = tags.join(";");
        let decision = self.decision.as_ref();
        let decided_on = decision.and_then(|decision| decision.on).map(|on| on.to_string());
        let content = content_of(
            Sort::Fact,
            &[
                Some(&on),
                Some(&fact),
                Some(self.unit_code),
                Some(&count),
                self.to_unit_code,
                self.record.org_kind.as_deref(),
                self.record.host_kind.map(|kind| kind.code()),
                Some(&tags),
                self.enterprise,
                Some(Grade::Listed.code()),
                self.note,
                decision.and_then(|decision| decision.no.as_deref()),
                decided_on.as_deref(),
                decision.and_then(|decision| decision.by.as_deref()),
                self.record.from_kind.as_deref(),
            ],
        );
        Draft {
            sort: Sort::Fact,
            identity: self.key.to_owned(),
            content,
            happened_on: self.record.on,
            source: self.source.to_owned(),
            decision: self.decision.clone(),
        }
    }
}

/// Posts a fact, listed by name; it is written at once, so that a record may point at it.
///
/// # Errors
/// When the database refuses.
pub async fn tell(act: &mut Act, told: &ToldFact<'_>) -> Result<EntryNo, StoreError> {
    let row = FactRow {
        record: &told.record,
        org_kind: told.record.org_kind.as_deref(),
        enterprise: told.enterprise,
        grade: Grade::Listed,
        note: told.note,
    };
    let no = act.fact(&told.draft(), &row, &post(&told.record)).await?;
    act.flush().await?;
    Ok(no)
}

/// Holds what a deed does to a unit.
#[derive(Clone, Debug)]
pub struct ToldEvent<'a> {
    /// Its first day.
    pub on: Day,
    /// The unit.
    pub unit: UnitId,
    /// The code of the unit, by which the event is known.
    pub unit_code: &'a str,
    /// What changes.
    pub change: Change,
    /// The code of the new superior, of a move.
    pub parent_code: Option<&'a str>,
    /// The decision that made it true.
    pub decision: &'a Decision,
    /// Where it was told.
    pub source: &'a str,
}

/// Records what happens to a unit, written with what waits.
pub fn tell_event(act: &mut Act, told: &ToldEvent<'_>) -> EntryNo {
    let (name, kind) = match &told.change {
        Change::Moved { kind, name, .. } => (name.as_deref(), kind.as_deref()),
        Change::Renamed { name } => (Some(name.as_str()), None),
        Change::Retyped { kind } => (None, Some(kind.as_str())),
        Change::Merged { .. } | Change::Split { .. } | Change::Ended => (None, None),
    };
    let decided_on = told.decision.on.map(|on| on.to_string());
    let parts = [
        told.parent_code,
        name,
        kind,
        told.decision.no.as_deref(),
        decided_on.as_deref(),
        told.decision.by.as_deref(),
    ];
    let draft = Draft {
        sort: Sort::UnitEvent,
        // As a workbook would name it: day, event, unit, and no other unit.
        identity: [&told.on.to_string(), told.change.code(), told.unit_code, ""].join("\u{1f}"),
        content: content_of(Sort::UnitEvent, &parts),
        happened_on: told.on,
        source: told.source.to_owned(),
        decision: Some(told.decision.clone()),
    };
    let event = UnitEvent {
        no: act.next_no(),
        on: told.on,
        unit: told.unit,
        change: told.change.clone(),
    };
    act.unit_event(&draft, &event)
}

/// Takes a fact back on its own day, in a closed period on the first day that is open; gives the entry and that day.
///
/// # Errors
/// When the database refuses.
pub async fn untell(
    act: &mut Act,
    record: &FactRecord,
    no: EntryNo,
    reason: &str,
) -> Result<(EntryNo, Day), StoreError> {
    let day = open_day(act, record).await?;
    let on = day.to_string();
    let entry = Draft {
        sort: Sort::Reversal,
        identity: format!("untold\u{1f}{no}"),
        content: content_of(Sort::Reversal, &[Some(&on), Some(reason), None, None]),
        happened_on: day,
        source: String::new(),
        decision: None,
    };
    let reversal = act.reversal(&entry, no, reason, &take_back(record)).await?;
    act.flush().await?;
    Ok((reversal, day))
}

/// The day on which a fact can be taken back: where every day up to today is closed its own, which bears the mark then.
async fn open_day(act: &mut Act, record: &FactRecord) -> Result<Day, StoreError> {
    act.flush().await?;
    let (head, today) = (act.next_no().0 - 1, act.stamp().today);
    let tree = tree_at(act.tx(), head).await?;
    let mut locks = Locks::on(act.tx(), &tree, today).await?;
    let day = locks.first_open_day_of(&take_back(record), record.on);
    Ok(if day > today { record.on } else { day })
}

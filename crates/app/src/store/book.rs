//! The book as known at one head: tree, targets, claims and classes.

use std::collections::HashMap;

use nennep_core::accounts::{Measure, PostingClass};
use nennep_core::calendar::Day;
use nennep_core::ledger::Decision;
use nennep_core::progress::Target;
use nennep_core::register::{Change, EntryNo, Tree, Unit, UnitEvent, UnitId};

use super::{Row, StoreError, Tx};

/// Holds a total printed elsewhere; compared, never counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Code of the indicator.
    pub indicator: String,
    /// The unit it speaks of.
    pub unit: UnitId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What was printed.
    pub value: i64,
    /// Where.
    pub source: String,
}

/// Holds everything figures are asked of, besides the lines themselves.
#[derive(Debug)]
pub struct Book {
    /// Last entry known.
    pub head: i64,
    /// Whether later entries exist, which are left out.
    pub is_earlier: bool,
    /// The dated tree.
    pub tree: Tree,
    /// All targets, also replaced ones.
    pub targets: Vec<Target>,
    /// All claims.
    pub claims: Vec<Claim>,
    /// Classes of posted lines by number.
    pub classes: HashMap<i64, PostingClass>,
}

impl Book {
    /// Gives the classes that count in a measure, each with its sign.
    #[must_use]
    pub fn weights(&self, measure: &Measure) -> HashMap<i64, i64> {
        let weighed = self.classes.iter().map(|(id, class)| (*id, measure.weight(class)));
        weighed.filter(|(_, weight)| *weight != 0).collect()
    }

    /// Gives the head to which lines must be kept, when later ones exist.
    #[must_use]
    pub fn known_at(&self) -> Option<i64> {
        self.is_earlier.then_some(self.head)
    }

    /// Loads the book as known at `known_at`, or at its present head.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn load(tx: &mut Tx, known_at: Option<i64>) -> Result<Self, StoreError> {
        let present = tx
            .row("select no from ledger_head where id = 1", &[])
            .await?
            .map_or(Ok(0), |row| row.int(0))?;
        let head = known_at.map_or(present, |head| head.min(present));
        let tree = load_tree(tx, head).await?;
        let targets = load_targets(tx, head).await?;
        let claims = load_claims(tx, head).await?;
        let classes = load_classes(tx).await?;
        Ok(Self {
            head,
            is_earlier: head < present,
            tree,
            targets,
            claims,
            classes,
        })
    }
}

/// Loads the tree alone, as an import needs it while it writes.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn tree_at(tx: &mut Tx, head: i64) -> Result<Tree, StoreError> {
    load_tree(tx, head).await
}

/// Loads the classes of posted lines alone.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn classes(tx: &mut Tx) -> Result<HashMap<i64, PostingClass>, StoreError> {
    load_classes(tx).await
}

/// Reads tags as they are stored; `None` when one of them is unknown.
#[must_use]
pub fn read_tags(text: &str) -> Option<std::collections::BTreeSet<nennep_core::ledger::Tag>> {
    class_columns::read_tags(text)
}

async fn load_tree(tx: &mut Tx, head: i64) -> Result<Tree, StoreError> {
    let sql =
        "select no, code, name, kind, parent_id, from_on, to_on, official_code from unit where no <= $1 order by no";
    let mut units = Vec::new();
    for row in tx.rows(sql, &[head.into()]).await? {
        let no = row.int(0)?;
        units.push(Unit {
            id: UnitId(no),
            code: row.text(1)?,
            name: row.text(2)?,
            kind: row.text(3)?,
            parent: row.optional_int(4)?.map(UnitId),
            from: row.day(5, ("unit", no))?,
            to: row.optional_day(6, ("unit", no))?,
            official_code: row.optional_text(7)?,
        });
    }
    let sql = "select v.no, e.happened_on, v.unit_id, v.event, v.to_unit_id, v.parent_id, v.name, v.kind \
        from unit_event v join entry e on e.no = v.no where v.no <= $1 order by v.no";
    let mut events = Vec::new();
    for row in tx.rows(sql, &[head.into()]).await? {
        let no = row.int(0)?;
        events.push(UnitEvent {
            no: EntryNo(no),
            on: row.day(1, ("unit_event", no))?,
            unit: UnitId(row.int(2)?),
            change: change(&row, no)?,
        });
    }
    Ok(Tree::new(units, events))
}

fn change(row: &Row, no: i64) -> Result<Change, StoreError> {
    let bad = |column| StoreError::BadRow {
        table: "unit_event",
        no,
        column,
    };
    let (to_unit, parent) = (row.optional_int(4)?.map(UnitId), row.optional_int(5)?.map(UnitId));
    let (name, kind) = (row.optional_text(6)?, row.optional_text(7)?);
    Ok(match row.text(3)?.as_str() {
        "moved" => Change::Moved {
            parent: parent.ok_or(bad("parent_id"))?,
            kind,
            name,
        },
        "renamed" => Change::Renamed {
            name: name.ok_or(bad("name"))?,
        },
        "retyped" => Change::Retyped {
            kind: kind.ok_or(bad("kind"))?,
        },
        "merged" => Change::Merged {
            into: to_unit.ok_or(bad("to_unit_id"))?,
        },
        "split" => Change::Split {
            into: to_unit.ok_or(bad("to_unit_id"))?,
        },
        "ended" => Change::Ended,
        _ => return Err(bad("event")),
    })
}

async fn load_targets(tx: &mut Tx, head: i64) -> Result<Vec<Target>, StoreError> {
    let sql = "select t.no, t.indicator, t.giver, t.giver_unit_id, t.unit_id, t.member, t.from_on, t.to_on, t.min, t.max, \
        e.decision_no, e.decision_on, e.decision_by from target t join entry e on e.no = t.no where t.no <= $1 order by t.no";
    let mut targets = Vec::new();
    for row in tx.rows(sql, &[head.into()]).await? {
        let no = row.int(0)?;
        targets.push(Target {
            no: EntryNo(no),
            indicator: row.text(1)?,
            giver: row.text(2)?,
            giver_unit: row.optional_int(3)?.map(UnitId),
            unit: UnitId(row.int(4)?),
            member: row.optional_text(5)?,
            from: row.day(6, ("target", no))?,
            to: row.day(7, ("target", no))?,
            min: row.int(8)?,
            max: row.optional_int(9)?,
            decision: decision(&row, 10, no)?,
        });
    }
    Ok(targets)
}

async fn load_claims(tx: &mut Tx, head: i64) -> Result<Vec<Claim>, StoreError> {
    let sql = "select no, indicator, unit_id, from_on, to_on, value, source from claim where no <= $1 order by no";
    let mut claims = Vec::new();
    for row in tx.rows(sql, &[head.into()]).await? {
        let no = row.int(0)?;
        claims.push(Claim {
            indicator: row.text(1)?,
            unit: UnitId(row.int(2)?),
            from: row.day(3, ("claim", no))?,
            to: row.day(4, ("claim", no))?,
            value: row.int(5)?,
            source: row.text(6)?,
        });
    }
    Ok(claims)
}

/// Tells whether the tree changed after an entry: what a page read from an older book must be read again then.
///
/// # Errors
/// When the database refuses.
pub async fn tree_went_on(tx: &mut Tx, since: i64) -> Result<bool, StoreError> {
    let sql = "select min(no) from entry where no > $1 and sort in ('unit', 'unit_event')";
    let row = tx.row(sql, &[since.into()]).await?;
    Ok(row.map_or(Ok(None), |row| row.optional_int(0))?.is_some())
}

/// Loads the classes of posted lines.
pub(super) async fn load_classes(tx: &mut Tx) -> Result<HashMap<i64, PostingClass>, StoreError> {
    let mut classes = HashMap::new();
    for row in tx
        .rows("select id, account, org_kind, host_kind, tags from posting_class", &[])
        .await?
    {
        classes.insert(row.int(0)?, class_columns::read(&row)?);
    }
    Ok(classes)
}

/// Reads three columns from `place` on as a decision.
pub(super) fn decision(row: &Row, place: usize, no: i64) -> Result<Option<Decision>, StoreError> {
    Ok(Decision::of(
        row.optional_text(place)?,
        row.optional_day(place + 1, ("entry", no))?,
        row.optional_text(place + 2)?,
    ))
}

/// How a class stands in its table: absent parts as empty texts, so that the unique constraint holds on both engines.
pub(super) mod class_columns {
    use std::collections::BTreeSet;

    use nennep_core::accounts::{Account, PostingClass};
    use nennep_core::ledger::{HostKind, Tag};

    use super::super::{Row, StoreError, Value};

    pub(in super::super) fn tags(tags: &BTreeSet<Tag>) -> String {
        tags.iter().map(|tag| tag.code()).collect::<Vec<_>>().join(";")
    }

    pub(in super::super) fn read_tags(text: &str) -> Option<BTreeSet<Tag>> {
        text.split(';')
            .filter(|word| !word.is_empty())
            .map(Tag::parse)
            .collect()
    }

    pub(in super::super) fn of(class: &PostingClass) -> [Value; 4] {
        let host_kind = class.host_kind.map_or("", HostKind::code);
        [
            class.account.code().into(),
            class.org_kind.clone().unwrap_or_default().into(),
            host_kind.into(),
            tags(&class.tags).into(),
        ]
    }

    pub(super) fn read(row: &Row) -> Result<PostingClass, StoreError> {
        let no = row.int(0)?;
        let bad = |column| StoreError::BadRow {
            table: "posting_class",
            no,
            column,
        };
        let (org_kind, host_kind) = (row.text(2)?, row.text(3)?);
        Ok(PostingClass {
            account: Account::parse(&row.text(1)?).ok_or(bad("account"))?,
            org_kind: (!org_kind.is_empty()).then_some(org_kind),
            host_kind: if host_kind.is_empty() {
                None
            } else {
                Some(HostKind::parse(&host_kind).ok_or(bad("host_kind"))?)
            },
            tags: read_tags(&row.text(4)?).ok_or(bad("tags"))?,
        })
    }
}

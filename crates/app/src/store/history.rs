//! The latest entries that speak of some units.

use std::collections::HashSet;

use nennep_core::calendar::Day;

use super::bulk::id_list;
use super::people::officer_name;
use super::{Row, StoreError, Tx};

/// Says what an entry records of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// The unit came into the book.
    Unit,
    /// An event of the unit.
    Event {
        /// Its code.
        event: String,
        /// Number of the unit it leads to: the successor or the new superior.
        other: Option<i64>,
        /// The new name.
        name: Option<String>,
        /// The new kind.
        kind: Option<String>,
    },
    /// A fact.
    Fact {
        /// Its code.
        fact: String,
        /// How many.
        count: i64,
        /// Number of the receiving unit of a move.
        other: Option<i64>,
    },
    /// A fact taken back.
    Reversal {
        /// Code of the fact.
        fact: String,
        /// How many.
        count: i64,
        /// Number of the entry taken back.
        of: i64,
        /// Number of the receiving unit of a move.
        other: Option<i64>,
    },
    /// A target.
    Target {
        /// Code of the indicator.
        indicator: String,
        /// Who gave it.
        giver: String,
        /// At least so many.
        min: i64,
        /// At most so many, for a range.
        max: Option<i64>,
    },
}

/// Holds one entry of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// Number of the entry.
    pub no: i64,
    /// Effective day.
    pub on: Day,
    /// Name of who recorded it; the sign-in when no account bears it.
    pub officer: String,
    /// Number of the unit it speaks of.
    pub unit: i64,
    /// What it records.
    pub happened: Happened,
}

impl HistoryLine {
    /// Gives the number of the unit that receives what a fact moves.
    #[must_use]
    pub fn received_by(&self) -> Option<i64> {
        match &self.happened {
            Happened::Fact { other, .. } => *other,
            Happened::Unit | Happened::Event { .. } | Happened::Reversal { .. } | Happened::Target { .. } => None,
        }
    }

    fn names(&self, units: &HashSet<i64>) -> bool {
        let other = match &self.happened {
            Happened::Event { other, .. } | Happened::Fact { other, .. } | Happened::Reversal { other, .. } => *other,
            Happened::Unit | Happened::Target { .. } => None,
        };
        units.contains(&self.unit) || other.is_some_and(|other| units.contains(&other))
    }
}

/// Reads what an entry records off its row.
type ReadHappened = fn(&Row) -> Result<Happened, StoreError>;

/// Entries looked through before the database is asked which of all of them speak of the units. A wide part of the tree
/// finds its latest among them, and a narrow one has few entries to gather.
const NEWEST: i64 = 200;

/// Gives the latest entries about the units, newest first, known at a head.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn history(tx: &mut Tx, units: &[i64], head: i64, most: i64) -> Result<Vec<HistoryLine>, StoreError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let enough = usize::try_from(most).unwrap_or(usize::MAX);
    let oldest = (head - NEWEST).max(0);
    let newest: Vec<i64> = (oldest + 1..=head).collect();
    let known: HashSet<i64> = units.iter().copied().collect();
    let mut lines = lines(tx, &newest).await?;
    lines.retain(|line| line.names(&known));
    if lines.len() < enough && oldest > 0 {
        let sql = format!(
            "select e.no from entry e where e.no in ({}) and e.no <= $1 and e.sort not in ('listing', 'claim') \
            order by e.no desc limit $2",
            naming(units)
        );
        let rows = tx.rows(&sql, &[head.into(), most.into()]).await?;
        let numbers: Vec<i64> = rows.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
        lines = self::lines(tx, &numbers).await?;
    }
    lines.truncate(enough);
    Ok(lines)
}

/// Gives the statement that selects the numbers of all entries that name one of the units, claims included.
///
/// A fact and its reversal name their units in their lines, for which there is an index; everything else is rare.
#[must_use]
pub fn naming(units: &[i64]) -> String {
    let units = id_list(units);
    format!(
        "select entry_no from posting where unit_id in ({units}) union select no from unit where no in ({units}) \
        union select no from unit_event where unit_id in ({units}) or to_unit_id in ({units}) or parent_id in ({units}) \
        union select no from target where unit_id in ({units}) union select no from claim where unit_id in ({units})"
    )
}

/// Reads entries by number, newest first; those that speak of nothing a history tells are left out.
async fn lines(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<HistoryLine>, StoreError> {
    let mut lines = Vec::new();
    for (what, read) in asked() {
        let officer = officer_name("e.recorded_by");
        let sql = format!(
            "select e.no, e.happened_on, {officer}, {what} where e.no in ({})",
            id_list(numbers)
        );
        for row in tx.rows(&sql, &[]).await? {
            let no = row.int(0)?;
            lines.push(HistoryLine {
                no,
                on: row.day(1, ("entry", no))?,
                officer: row.text(2)?,
                unit: row.int(3)?,
                happened: read(&row)?,
            });
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.no));
    Ok(lines)
}

/// What is asked of each sort of entry, and how it is read.
fn asked() -> [(&'static str, ReadHappened); 5] {
    [
        ("u.no from unit u join entry e on e.no = u.no", |_| Ok(Happened::Unit)),
        (
            "v.unit_id, v.event, coalesce(v.to_unit_id, v.parent_id), v.name, v.kind \
            from unit_event v join entry e on e.no = v.no",
            |row| {
                Ok(Happened::Event {
                    event: row.text(4)?,
                    other: row.optional_int(5)?,
                    name: row.optional_text(6)?,
                    kind: row.optional_text(7)?,
                })
            },
        ),
        (
            "f.unit_id, f.fact, f.count, f.to_unit_id from fact f join entry e on e.no = f.no",
            |row| {
                Ok(Happened::Fact {
                    fact: row.text(4)?,
                    count: row.int(5)?,
                    other: row.optional_int(6)?,
                })
            },
        ),
        (
            "f.unit_id, f.fact, f.count, r.fact_no, f.to_unit_id from reversal r join entry e on e.no = r.no \
            join fact f on f.no = r.fact_no",
            |row| {
                Ok(Happened::Reversal {
                    fact: row.text(4)?,
                    count: row.int(5)?,
                    of: row.int(6)?,
                    other: row.optional_int(7)?,
                })
            },
        ),
        (
            "t.unit_id, t.indicator, t.giver, t.min, t.max from target t join entry e on e.no = t.no",
            |row| {
                Ok(Happened::Target {
                    indicator: row.text(4)?,
                    giver: row.text(5)?,
                    min: row.int(6)?,
                    max: row.optional_int(7)?,
                })
            },
        ),
    ]
}

/// Holds the decision or the source of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Number of the entry.
    pub no: i64,
    /// Number and symbol of its decision.
    pub decision: Option<String>,
    /// Day of its decision, as stored.
    pub decided_on: Option<String>,
}

/// Gives the grounds of entries.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn grounds(tx: &mut Tx, entries: &[i64]) -> Result<Vec<Ground>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select no, decision_no, decision_on from entry where no in ({})",
        id_list(entries)
    );
    let rows = tx.rows(&sql, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(Ground {
                no: row.int(0)?,
                decision: row.optional_text(1)?,
                decided_on: row.optional_text(2)?,
            })
        })
        .collect()
}

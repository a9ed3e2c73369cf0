//! The latest entries that speak of some units.

use nennep_core::calendar::Day;

use super::book::day;
use super::bulk::id_list;
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
}

/// Reads what an entry records off its row.
type ReadHappened = fn(&Row) -> Result<Happened, StoreError>;

const ENTRY: &str =
    "e.no, e.happened_on, coalesce((select a.name from account a where a.sign_in = e.recorded_by), e.recorded_by)";

/// Gives the latest entries about the units, newest first, known at a head.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn history(tx: &mut Tx, units: &[i64], head: i64, most: i64) -> Result<Vec<HistoryLine>, StoreError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines = Vec::new();
    for (what, read) in asked(&id_list(units)) {
        let sql = format!("select {ENTRY}, {what} and e.no <= $1 order by e.no desc limit $2");
        for row in tx.rows(&sql, &[head.into(), most.into()]).await? {
            let no = row.int(0)?;
            lines.push(HistoryLine {
                no,
                on: day(&row, 1, "entry", no)?,
                officer: row.text(2)?,
                unit: row.int(3)?,
                happened: read(&row)?,
            });
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.no));
    lines.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(lines)
}

/// What is asked of each sort of entry about the units, and how it is read.
fn asked(ids: &str) -> [(String, ReadHappened); 5] {
    [
        (
            format!("u.no from unit u join entry e on e.no = u.no where u.no in ({ids})"),
            |_| Ok(Happened::Unit),
        ),
        (
            format!(
                "v.unit_id, v.event, coalesce(v.to_unit_id, v.parent_id), v.name, v.kind \
                from unit_event v join entry e on e.no = v.no where (v.unit_id in ({ids}) or v.to_unit_id in ({ids}))"
            ),
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
            format!(
                "f.unit_id, f.fact, f.count, f.to_unit_id from fact f join entry e on e.no = f.no \
                where e.sort = 'fact' and (f.unit_id in ({ids}) or f.to_unit_id in ({ids}))"
            ),
            |row| {
                Ok(Happened::Fact {
                    fact: row.text(4)?,
                    count: row.int(5)?,
                    other: row.optional_int(6)?,
                })
            },
        ),
        (
            format!(
                "f.unit_id, f.fact, f.count, r.fact_no from reversal r join entry e on e.no = r.no \
                join fact f on f.no = r.fact_no where (f.unit_id in ({ids}) or f.to_unit_id in ({ids}))"
            ),
            |row| {
                Ok(Happened::Reversal {
                    fact: row.text(4)?,
                    count: row.int(5)?,
                    of: row.int(6)?,
                })
            },
        ),
        (
            format!(
                "t.unit_id, t.indicator, t.giver, t.min, t.max from target t join entry e on e.no = t.no \
                where t.unit_id in ({ids})"
            ),
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

//! Asking the book for entries.

use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;

use super::record::{ClaimPart, Entry, EventPart, FactPart, PostedLine, TargetPart, UnitPart};
use crate::store::{Row, StoreError, Tx, Value, naming};

const ENTRIES: &str = "select e.no, e.sort, e.identity, e.happened_on, e.recorded_at, e.recorded_by, e.source, \
    e.decision_no, e.decision_on, e.decision_by, e.chain, r.fact_no, r.reason, b.no, \
    f.fact, f.unit_id, f.to_unit_id, f.count, f.org_kind, f.host_kind, f.tags, f.enterprise, f.grade, f.note, \
    u.code, u.name, u.kind, u.parent_id, u.to_on, u.official_code, \
    v.unit_id, v.event, v.to_unit_id, v.parent_id, v.name, v.kind, \
    t.indicator, t.giver, t.unit_id, t.member, t.from_on, t.to_on, t.min, t.max, \
    c.indicator, c.unit_id, c.from_on, c.to_on, c.value, c.source, f.from_kind \
    from entry e left join reversal r on r.no = e.no left join reversal b on b.fact_no = e.no \
    left join fact f on f.no = coalesce(r.fact_no, e.no) left join unit u on u.no = e.no \
    left join unit_event v on v.no = e.no left join target t on t.no = e.no left join claim c on c.no = e.no";

/// Which way a list is read: the newest first from below a number, or the older half of what stands above one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Downwards from below the number; from the newest when there is none.
    Below(Option<i64>),
    /// Upwards from above the number.
    Above(i64),
}

/// What the database itself leaves out.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) sort: Option<&'static str>,
    pub(super) fact: Option<String>,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    /// First and last instant of recording; the last does not belong to it.
    pub(super) recorded: [Option<String>; 2],
    /// Units of which one must be named; none when that would leave little out.
    pub(super) units: Option<Vec<i64>>,
    pub(super) needs_decision: bool,
}

impl Wanted {
    fn conditions(&self) -> (Vec<String>, Vec<Value>) {
        let mut conditions = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        let mut compared = |column: &str, sign: &str, value: Option<String>| {
            if let Some(value) = value {
                values.push(value.into());
                conditions.push(format!("{column} {sign} ${}", values.len()));
            }
        };
        compared("e.sort", "=", self.sort.map(str::to_owned));
        compared("f.fact", "=", self.fact.clone());
        compared("e.happened_on", ">=", self.from.map(|day| day.to_string()));
        compared("e.happened_on", "<=", self.to.map(|day| day.to_string()));
        let [first, last] = self.recorded.clone();
        compared("e.recorded_at", ">=", first);
        compared("e.recorded_at", "<", last);
        if self.needs_decision {
            conditions.push("e.decision_no is not null".to_owned());
        }
        if let Some(units) = &self.units {
            conditions.push(format!("e.no in ({})", naming(units)));
        }
        (conditions, values)
    }
}

/// Gives at most `limit` entries in the order of reading.
pub(super) async fn entries(
    tx: &mut Tx,
    wanted: &Wanted,
    reading: Reading,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    let (mut conditions, mut values) = wanted.conditions();
    let order = match reading {
        Reading::Below(None) => "desc",
        Reading::Below(Some(no)) => {
            values.push(no.into());
            conditions.push(format!("e.no < ${}", values.len()));
            "desc"
        }
        Reading::Above(no) => {
            values.push(no.into());
            conditions.push(format!("e.no > ${}", values.len()));
            "asc"
        }
    };
    let when = if conditions.is_empty() {
        String::new()
    } else {
        format!(" where {}", conditions.join(" and "))
    };
    let sql = format!("{ENTRIES}{when} order by e.no {order} limit {limit}");
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(entry).collect()
}

/// Gives one entry.
pub(super) async fn one(tx: &mut Tx, no: i64) -> Result<Option<Entry>, StoreError> {
    let sql = format!("{ENTRIES} where e.no = $1");
    tx.row(&sql, &[no.into()]).await?.as_ref().map(entry).transpose()
}

/// Gives the lines an entry posted.
pub(super) async fn lines(tx: &mut Tx, no: i64) -> Result<Vec<PostedLine>, StoreError> {
    let sql = "select unit_id, class_id, amount, other_id from posting where entry_no = $1 order by side";
    let rows = tx.rows(sql, &[no.into()]).await?;
    let line = |row: &Row| {
        Ok(PostedLine {
            unit: row.int(0)?,
            class: row.int(1)?,
            amount: row.int(2)?,
            is_move: row.optional_int(3)?.is_some(),
        })
    };
    rows.iter().map(line).collect()
}

/// Gives names of officers by the name they sign in by.
pub(super) async fn officers(tx: &mut Tx) -> Result<Vec<(String, String, String)>, StoreError> {
    let rows = tx.rows("select sign_in, name, title from account", &[]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))
        .collect()
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let no = row.int(0)?;
    let on = row.text(3)?.parse().map_err(|_| StoreError::BadRow {
        table: "entry",
        no,
        column: "happened_on",
    })?;
    let reason = row.optional_text(12)?;
    Ok(Entry {
        no,
        sort: row.text(1)?,
        key: row.text(2)?,
        on,
        recorded_at: row.text(4)?,
        recorded_by: row.text(5)?,
        source: row.text(6)?,
        decision: [row.optional_text(7)?, row.optional_text(8)?, row.optional_text(9)?],
        chain: row.text(10)?,
        reverses: row.optional_int(11)?.map(|of| (of, reason.unwrap_or_default())),
        reversed_by: row.optional_int(13)?,
        fact: fact(row, no)?,
        unit: unit(row)?,
        event: event(row)?,
        target: target(row)?,
        claim: claim(row)?,
    })
}

fn fact(row: &Row, no: i64) -> Result<Option<FactPart>, StoreError> {
    let Some(code) = row.optional_text(14)? else {
        return Ok(None);
    };
    let fact = Fact::parse(&code).ok_or(StoreError::BadRow {
        table: "fact",
        no,
        column: "fact",
    })?;
    Ok(Some(FactPart {
        fact,
        unit: row.int(15)?,
        to_unit: row.optional_int(16)?,
        count: row.int(17)?,
        org_kind: row.optional_text(18)?,
        from_kind: row.optional_text(50)?,
        host_kind: row.optional_text(19)?,
        tags: row.text(20)?,
        enterprise: row.optional_text(21)?,
        grade: row.text(22)?,
        note: row.optional_text(23)?,
    }))
}

fn unit(row: &Row) -> Result<Option<UnitPart>, StoreError> {
    let Some(code) = row.optional_text(24)? else {
        return Ok(None);
    };
    Ok(Some(UnitPart {
        code,
        name: row.text(25)?,
        kind: row.text(26)?,
        parent: row.optional_int(27)?,
        to: row.optional_text(28)?,
        official_code: row.optional_text(29)?,
    }))
}

fn event(row: &Row) -> Result<Option<EventPart>, StoreError> {
    let Some(unit) = row.optional_int(30)? else {
        return Ok(None);
    };
    Ok(Some(EventPart {
        unit,
        event: row.text(31)?,
        to_unit: row.optional_int(32)?,
        parent: row.optional_int(33)?,
        name: row.optional_text(34)?,
        kind: row.optional_text(35)?,
    }))
}

fn target(row: &Row) -> Result<Option<TargetPart>, StoreError> {
    let Some(indicator) = row.optional_text(36)? else {
        return Ok(None);
    };
    Ok(Some(TargetPart {
        indicator,
        giver: row.text(37)?,
        unit: row.int(38)?,
        member: row.optional_text(39)?,
        from: row.text(40)?,
        to: row.text(41)?,
        min: row.int(42)?,
        max: row.optional_int(43)?,
    }))
}

fn claim(row: &Row) -> Result<Option<ClaimPart>, StoreError> {
    let Some(indicator) = row.optional_text(44)? else {
        return Ok(None);
    };
    Ok(Some(ClaimPart {
        indicator,
        unit: row.int(45)?,
        from: row.text(46)?,
        to: row.text(47)?,
        value: row.int(48)?,
        source: row.text(49)?,
    }))
}

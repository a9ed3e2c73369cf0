//! What is sought in the database: the list of enterprises, and decisions of entries.

use crate::store::{StoreError, Tx, Value};

/// An enterprise as the search shows it: nothing personal is read.
#[derive(Clone, Debug)]
pub(super) struct EnterpriseRow {
    pub(super) tax_code: String,
    pub(super) name: String,
    pub(super) unit: i64,
}

/// Letters by which the index of names finds.
const LETTERS_FOUND: usize = 3;

/// Reads the enterprises of the units whose tax code begins as sought, or whose names may hold all the words sought, both
/// folded; how near each is, whoever asks tells.
pub(super) async fn enterprises(tx: &mut Tx, units: &[i64], sought: &str) -> Result<Vec<EnterpriseRow>, StoreError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    // Our own numbers, so that nothing outside the scope is read at all.
    let ids: Vec<String> = units.iter().map(i64::to_string).collect();
    let mut values: Vec<Value> = vec![format!("{}%", code_of(sought)).into()];
    let mut names = Vec::new();
    for word in sought.split(|letter: char| !letter.is_alphanumeric()) {
        if word.chars().count() >= LETTERS_FOUND {
            values.push(format!("%{word}%").into());
            names.push(format!(
                "id in (select rowid from enterprise_search where folded like ${})",
                values.len()
            ));
        }
    }
    // Too short for the index: all names of the scope are looked at.
    let named = if names.is_empty() {
        "0 = 0".to_owned()
    } else {
        names.join(" and ")
    };
    let sql = format!(
        "select tax_code, name, unit_id from enterprise where unit_id in ({}) and (tax_code like $1 or ({named})) order by tax_code",
        ids.join(", ")
    );
    let rows = tx.rows(&sql, &values).await?;
    rows.iter()
        .map(|row| {
            Ok(EnterpriseRow {
                tax_code: row.text(0)?,
                name: row.text(1)?,
                unit: row.int(2)?,
            })
        })
        .collect()
}

/// Letters, digits and dashes, so that nothing sought is a sign of the pattern.
fn code_of(sought: &str) -> String {
    sought
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '-')
        .collect()
}

/// An entry as the search shows it.
#[derive(Clone, Debug)]
pub(super) struct EntryRow {
    pub(super) no: i64,
    pub(super) sort: String,
    pub(super) on: String,
    pub(super) decision: Option<String>,
    pub(super) fact: Option<String>,
    pub(super) unit: Option<i64>,
}

/// Entries of one decision that are looked through.
const LOOKED_THROUGH: i64 = 2000;

/// Reads the entry of a number.
pub(super) async fn entry(tx: &mut Tx, no: i64) -> Result<Vec<EntryRow>, StoreError> {
    entries(tx, "e.no = $1", no.into()).await
}

/// Reads the latest entries whose decision begins with the digits.
pub(super) async fn entries_of_decision(tx: &mut Tx, digits: &str) -> Result<Vec<EntryRow>, StoreError> {
    entries(tx, "e.decision_no like $1", format!("{digits}%").into()).await
}

async fn entries(tx: &mut Tx, which: &str, value: Value) -> Result<Vec<EntryRow>, StoreError> {
    let sql = format!(
        "select e.no, e.sort, e.happened_on, e.decision_no, coalesce(f.fact, b.fact), \
        coalesce(f.unit_id, b.unit_id, v.unit_id, u.no, t.unit_id, c.unit_id) \
        from entry e left join fact f on f.no = e.no left join reversal r on r.no = e.no \
        left join fact b on b.no = r.fact_no left join unit_event v on v.no = e.no left join unit u on u.no = e.no \
        left join target t on t.no = e.no left join claim c on c.no = e.no \
        where {which} order by e.no desc limit $2"
    );
    let rows = tx.rows(&sql, &[value, LOOKED_THROUGH.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(EntryRow {
                no: row.int(0)?,
                sort: row.text(1)?,
                on: row.text(2)?,
                decision: row.optional_text(3)?,
                fact: row.optional_text(4)?,
                unit: row.optional_int(5)?,
            })
        })
        .collect()
}

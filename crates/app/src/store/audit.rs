//! The trail: what was done by whom, chained by hash, written in the transaction of the deed itself.

use std::collections::BTreeMap;

use nennep_core::ledger::chain_link;

use super::{Stamp, StoreError, Tx, Value};

/// Holds one line of the trail before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// The deed, by its stable name; the sentence stands in the locales.
    pub deed: &'static str,
    /// The unit it concerns, by its number in the book.
    pub unit: Option<i64>,
    /// What it was done to: a number, a code or a sign-in name; never a person's own data.
    pub subject: String,
    /// What the sentence needs besides.
    pub words: BTreeMap<String, String>,
}

impl AuditLine {
    /// Makes a line about a subject.
    #[must_use]
    pub fn new(deed: &'static str, subject: impl Into<String>) -> Self {
        Self {
            deed,
            unit: None,
            subject: subject.into(),
            words: BTreeMap::new(),
        }
    }

    /// Names the unit it concerns.
    #[must_use]
    pub fn at(mut self, unit: i64) -> Self {
        self.unit = Some(unit);
        self
    }

    /// Adds a word for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.words.insert(name.to_owned(), value.into());
        self
    }
}

/// Writes the lines after the trail's head; touching the head makes other writers wait, so numbers have no gaps.
pub(super) async fn append(tx: &mut Tx, stamp: &Stamp, lines: &[AuditLine]) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    tx.execute("update audit_head set no = no where id = 1", &[]).await?;
    let head = tx.row("select no, chain from audit_head where id = 1", &[]).await?;
    let (mut no, mut chain) = match head {
        Some(row) => (row.int(0)?, row.text(1)?),
        None => {
            return Err(StoreError::BadRow {
                table: "audit_head",
                no: 1,
                column: "no",
            });
        }
    };
    for line in lines {
        no += 1;
        let words = words_text(&line.words);
        chain = link(&chain, no, stamp, line, &words);
        let values: Vec<Value> = vec![
            no.into(),
            stamp.at.as_str().into(),
            stamp.account.into(),
            stamp.officer.as_str().into(),
            line.deed.into(),
            line.unit.into(),
            line.subject.as_str().into(),
            words.into(),
            stamp.request.as_str().into(),
            chain.as_str().into(),
        ];
        tx.execute(
            "insert into audit (no, at, account_id, officer, deed, unit_id, subject, words, request, chain) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &values,
        )
        .await?;
    }
    tx.execute(
        "update audit_head set no = $1, chain = $2 where id = 1",
        &[no.into(), chain.into()],
    )
    .await?;
    Ok(())
}

/// Words as one text, sorted by name, so that the same words always give the same hash.
fn words_text(words: &BTreeMap<String, String>) -> String {
    // A map of texts always has a JSON form.
    serde_json::to_string(words).unwrap_or_default()
}

fn link(before: &str, no: i64, stamp: &Stamp, line: &AuditLine, words: &str) -> String {
    let account = stamp.account.map(|account| account.to_string());
    let unit = line.unit.map(|unit| unit.to_string());
    chain_link(
        before,
        no,
        &[
            ("at", Some(&stamp.at)),
            ("account", account.as_deref()),
            ("officer", Some(&stamp.officer)),
            ("deed", Some(line.deed)),
            ("unit", unit.as_deref()),
            ("subject", Some(&line.subject)),
            ("words", Some(words)),
            ("request", Some(&stamp.request)),
        ],
    )
}

/// Recounts the chain of the trail; gives the first line that does not fit, or the number of lines.
///
/// # Errors
/// When the database refuses.
pub(super) async fn broken_at(tx: &mut Tx) -> Result<Result<i64, i64>, StoreError> {
    const LINES_AT_ONCE: i64 = 5_000;
    let head = tx.row("select no, chain from audit_head where id = 1", &[]).await?;
    let (last, last_chain) = match head {
        Some(row) => (row.int(0)?, row.text(1)?),
        None => return Ok(Err(0)),
    };
    let (mut no, mut chain) = (0, String::new());
    while no < last {
        let sql = "select no, at, account_id, officer, deed, unit_id, subject, words, request, chain \
            from audit where no > $1 and no <= $2 order by no";
        let rows = tx.rows(sql, &[no.into(), (no + LINES_AT_ONCE).into()]).await?;
        if rows.is_empty() {
            return Ok(Err(no + 1));
        }
        for row in rows {
            no += 1;
            let (account, unit) = (row.optional_int(2)?, row.optional_int(5)?);
            let (account, unit) = (account.map(|id| id.to_string()), unit.map(|id| id.to_string()));
            let (at, officer, deed) = (row.text(1)?, row.text(3)?, row.text(4)?);
            let (subject, words, request) = (row.text(6)?, row.text(7)?, row.text(8)?);
            chain = chain_link(
                &chain,
                no,
                &[
                    ("at", Some(&at)),
                    ("account", account.as_deref()),
                    ("officer", Some(&officer)),
                    ("deed", Some(&deed)),
                    ("unit", unit.as_deref()),
                    ("subject", Some(&subject)),
                    ("words", Some(&words)),
                    ("request", Some(&request)),
                ],
            );
            if row.int(0)? != no || row.text(9)? != chain {
                return Ok(Err(no));
            }
        }
    }
    Ok(if chain == last_chain { Ok(last) } else { Err(last) })
}

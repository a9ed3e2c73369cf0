//! Rows of the trail, read backwards.

use std::collections::BTreeMap;

use crate::store::{Row, StoreError, Tx, Value};

/// Lines read at once.
const LINES_AT_ONCE: i64 = 1000;

/// Holds one line of the trail.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number.
    pub(super) no: i64,
    /// When.
    pub(super) at: String,
    /// Who, by sign-in name.
    pub(super) officer: String,
    /// What.
    pub(super) deed: String,
    /// The unit it concerns.
    pub(super) unit: Option<i64>,
    /// What it was done to.
    pub(super) subject: String,
    /// Words of the sentence.
    pub(super) words: BTreeMap<String, String>,
    /// Number of the request.
    pub(super) request: String,
    /// Hash of the chain up to here.
    pub(super) chain: String,
}

/// Holds what the database itself is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// Only lines before this number; none for all.
    pub(super) before: Option<i64>,
    /// First instant; empty for none.
    pub(super) from: String,
    /// Instant after the last; empty for none.
    pub(super) to: String,
    /// Sign-in name of the officer; empty for all.
    pub(super) officer: String,
    /// The deed; empty for all.
    pub(super) deed: String,
}

const LINE: &str = "no, at, officer, deed, unit_id, subject, words, request, chain";

/// Reads some lines, the newest first.
pub(super) async fn read(tx: &mut Tx, question: &Question) -> Result<Vec<Line>, StoreError> {
    let sql = format!(
        "select {LINE} from audit where no < $1 and ($2 = '' or at >= $2) and ($3 = '' or at < $3) \
        and ($4 = '' or officer = $4) and ($5 = '' or deed = $5) order by no desc limit $6"
    );
    let values: [Value; 6] = [
        question.before.unwrap_or(i64::MAX).into(),
        question.from.as_str().into(),
        question.to.as_str().into(),
        question.officer.as_str().into(),
        question.deed.as_str().into(),
        LINES_AT_ONCE.into(),
    ];
    tx.rows(&sql, &values).await?.iter().map(line).collect()
}

/// Finds one line.
pub(super) async fn find(tx: &mut Tx, no: i64) -> Result<Option<Line>, StoreError> {
    let sql = format!("select {LINE} from audit where no = $1");
    tx.row(&sql, &[no.into()]).await?.as_ref().map(line).transpose()
}

/// Lists the deeds that stand in the trail.
pub(super) async fn deeds(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let rows = tx.rows("select distinct deed from audit order by deed", &[]).await?;
    rows.iter().map(|row| row.text(0)).collect()
}

fn line(row: &Row) -> Result<Line, StoreError> {
    let words = row.text(6)?;
    Ok(Line {
        no: row.int(0)?,
        at: row.text(1)?,
        officer: row.text(2)?,
        deed: row.text(3)?,
        unit: row.optional_int(4)?,
        subject: row.text(5)?,
        // Words that cannot be read leave their places in the sentence open; the chain tells of the rest.
        words: serde_json::from_str(&words).unwrap_or_default(),
        request: row.text(7)?,
        chain: row.text(8)?,
    })
}

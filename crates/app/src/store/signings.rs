//! Papers that were signed: kept with every figure and every word, under a hash of both.

use nennep_core::calendar::Day;
use nennep_core::ledger::content_hash;

use super::check::Check;
use super::{Act, Row, StoreError, Tx, Value};

/// Holds a paper that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// Number of the paper in the database.
    pub paper: i64,
    /// The body that issues it.
    pub unit: i64,
    /// Symbol of its kind and body, `BC/QU`.
    pub symbol: String,
    /// Series its numbers run through.
    pub series: String,
    /// Its place in the series.
    pub number: i64,
    /// Number and symbol as printed.
    pub number_line: String,
    /// Why numbers before it were left out.
    pub gap_reason: Option<String>,
    /// Why figures that had changed were signed as they were.
    pub kept_reason: Option<String>,
    /// Day of the paper.
    pub dated: Day,
    /// Last entry its figures know.
    pub head: i64,
    /// Its figures, as JSON.
    pub model: String,
    /// Its words, as JSON.
    pub words: String,
    /// Hash of figures and words.
    pub content: String,
    /// When it was signed.
    pub signed_at: String,
    /// Sign-in of who signed it off.
    pub signed_by: String,
}

/// The number and symbol a signed paper bears, in a statement that calls its signing `s`: the printed line without the word before it, `Số ` or `Số: `.
pub const SIGNED_NUMBER: &str = "ltrim(substr(s.number_line, 3), ': ')";

/// Gives the hash of a paper's figures and words.
#[must_use]
pub fn seal_of(model: &str, words: &str) -> String {
    content_hash(&[("model", Some(model)), ("words", Some(words))])
}

const SIGNING: &str = "select paper_id, unit_id, symbol, series, number, number_line, gap_reason, kept_reason, dated_on, head, \
    model, words, content, signed_at, signed_by from signing";

/// Finds the signing of a paper; whose scope the paper lies in is asked by the page.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn find_any_signing(tx: &mut Tx, paper: i64) -> Result<Option<Signing>, StoreError> {
    let row = tx
        .row(&format!("{SIGNING} where paper_id = $1"), &[paper.into()])
        .await?;
    row.as_ref().map(signing).transpose()
}

/// Finds the signing with a seal.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn find_sealed(tx: &mut Tx, seal: &str) -> Result<Option<Signing>, StoreError> {
    let row = tx.row(&format!("{SIGNING} where content = $1"), &[seal.into()]).await?;
    row.as_ref().map(signing).transpose()
}

/// Gives the last number a body used in a series with its day; none before the first.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn last_signed(
    tx: &mut Tx,
    unit: i64,
    (symbol, series): (&str, &str),
) -> Result<Option<(i64, Day)>, StoreError> {
    let sql = "select number, dated_on from signing where unit_id = $1 and symbol = $2 and series = $3 order by number desc limit 1";
    let row = tx.row(sql, &[unit.into(), symbol.into(), series.into()]).await?;
    row.map(|row| Ok((row.int(0)?, row.day(1, ("signing", unit))?)))
        .transpose()
}

/// Keeps a paper as it is signed; the stamp of the act says when and by whom.
///
/// # Errors
/// When the database refuses: the paper is signed already, or the number is used.
pub async fn keep_signing(act: &mut Act, signing: &Signing) -> Result<(), StoreError> {
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let values: Vec<Value> = vec![
        signing.paper.into(),
        signing.unit.into(),
        signing.symbol.as_str().into(),
        signing.series.as_str().into(),
        signing.number.into(),
        signing.number_line.as_str().into(),
        signing.gap_reason.clone().into(),
        signing.kept_reason.clone().into(),
        signing.dated.to_string().into(),
        signing.head.into(),
        signing.model.as_str().into(),
        signing.words.as_str().into(),
        signing.content.as_str().into(),
        at.into(),
        by.into(),
    ];
    let sql = "insert into signing (paper_id, unit_id, symbol, series, number, number_line, gap_reason, kept_reason, dated_on, head, \
        model, words, content, signed_at, signed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    act.tx().execute(sql, &values).await?;
    Ok(())
}

/// Recounts the hash of every signed paper, and that every number left out has its reason.
pub(super) async fn signings(tx: &mut Tx) -> Result<Check, StoreError> {
    let mut count = 0;
    let mut last: Option<Signing> = None;
    let sql = format!("{SIGNING} order by unit_id, symbol, series, number");
    for row in tx.rows(&sql, &[]).await? {
        let signing = signing(&row)?;
        let known = last
            .as_ref()
            .filter(|last| (last.unit, &last.symbol, &last.series) == (signing.unit, &signing.symbol, &signing.series));
        let next = known.map_or(1, |last| last.number + 1);
        let wrong = if seal_of(&signing.model, &signing.words) != signing.content {
            Some(format!("paper {} is not what was signed", signing.paper))
        } else if signing.number > next && signing.gap_reason.is_none() {
            Some(format!(
                "the numbers before {} are left out without a reason",
                signing.number_line
            ))
        } else {
            None
        };
        if wrong.is_some() {
            return Ok(Check::of("papers", wrong, String::new()));
        }
        count += 1;
        last = Some(signing);
    }
    Ok(Check::of("papers", None, format!("{count} signed papers")))
}

fn signing(row: &Row) -> Result<Signing, StoreError> {
    let paper = row.int(0)?;
    Ok(Signing {
        paper,
        unit: row.int(1)?,
        symbol: row.text(2)?,
        series: row.text(3)?,
        number: row.int(4)?,
        number_line: row.text(5)?,
        gap_reason: row.optional_text(6)?,
        kept_reason: row.optional_text(7)?,
        dated: row.day(8, ("signing", paper))?,
        head: row.int(9)?,
        model: row.text(10)?,
        words: row.text(11)?,
        content: row.text(12)?,
        signed_at: row.text(13)?,
        signed_by: row.text(14)?,
    })
}

/// Says that a number is used no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// Why.
    pub reason: String,
    /// The instant.
    pub at: String,
    /// Name of who cancelled it.
    pub by: String,
}

/// Finds whether the number of a signed paper was cancelled.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn find_cancelled(tx: &mut Tx, paper: i64) -> Result<Option<Cancelled>, StoreError> {
    let sql = "select c.reason, c.cancelled_at, coalesce(a.name, c.cancelled_by) from signing_cancelled c \
        left join account a on a.sign_in = c.cancelled_by where c.paper_id = $1";
    let row = tx.row(sql, &[paper.into()]).await?;
    let read = |row: Row| {
        Ok(Cancelled {
            reason: row.text(0)?,
            at: row.text(1)?,
            by: row.text(2)?,
        })
    };
    row.map(read).transpose()
}

/// Cancels the number of a signed paper: it stays taken.
///
/// # Errors
/// When the database refuses.
pub async fn cancel_signing(act: &mut Act, paper: i64, reason: &str) -> Result<(), StoreError> {
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let sql = "insert into signing_cancelled (paper_id, reason, cancelled_at, cancelled_by) values ($1, $2, $3, $4)";
    let values: Vec<Value> = vec![paper.into(), reason.to_owned().into(), at.into(), by.into()];
    act.tx().execute(sql, &values).await?;
    Ok(())
}

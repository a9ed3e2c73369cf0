//! How committees say their papers.

use std::collections::BTreeMap;

use super::{Act, Row, StoreError, Tx, Value, id_list, next_id};

/// Holds how a committee says papers of a kind, or a part of papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptWording {
    /// Its number among wordings; the newest of a unit and name counts.
    pub id: i64,
    /// The committee.
    pub unit: i64,
    /// The kind of paper, or the part.
    pub name: String,
    /// How results begin.
    pub opening: Option<String>,
    /// The summary, a printed line a line.
    pub summary: Option<String>,
    /// The recipients, one a line.
    pub recipients: Option<String>,
    /// The text; none where it is said as above again.
    pub words: Option<String>,
    /// The instant it was saved.
    pub made_at: String,
    /// Name of who saved it.
    pub made_by: String,
}

const WORDINGS: &str = "select w.id, w.unit_id, w.name, w.opening, w.summary, w.recipients, w.words, w.made_at, coalesce(a.name, w.made_by) \
    from wording w left join account a on a.sign_in = w.made_by";

/// Gives the newest wordings of units, by unit and name.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn wordings_of(tx: &mut Tx, units: &[i64]) -> Result<BTreeMap<(i64, String), KeptWording>, StoreError> {
    let sql = format!("{WORDINGS} where w.unit_id in ({}) order by w.id", id_list(units));
    let mut newest = BTreeMap::new();
    for row in tx.rows(&sql, &[]).await? {
        let kept = kept(&row)?;
        newest.insert((kept.unit, kept.name.clone()), kept);
    }
    Ok(newest)
}

/// Gives how a committee said something over time, the newest first.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn wording_versions(tx: &mut Tx, unit: i64, name: &str) -> Result<Vec<KeptWording>, StoreError> {
    let sql = format!("{WORDINGS} where w.unit_id = $1 and w.name = $2 order by w.id desc");
    tx.rows(&sql, &[unit.into(), name.into()])
        .await?
        .iter()
        .map(kept)
        .collect()
}

/// Gives the number of the newest wording of all, which tells whether something was said anew.
///
/// # Errors
/// When the database refuses.
pub async fn newest_wording(tx: &mut Tx) -> Result<i64, StoreError> {
    let row = tx.row("select coalesce(max(id), 0) from wording", &[]).await?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// Keeps how a committee says something from now on; number, instant and officer are given here.
///
/// # Errors
/// When the database refuses.
pub async fn keep_wording(act: &mut Act, wording: &KeptWording) -> Result<i64, StoreError> {
    let (made_at, made_by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let tx = act.tx();
    let id = next_id(tx, "wording").await?;
    let values: Vec<Value> = vec![
        id.into(),
        wording.unit.into(),
        wording.name.clone().into(),
        wording.opening.clone().into(),
        wording.summary.clone().into(),
        wording.recipients.clone().into(),
        wording.words.clone().into(),
        made_at.into(),
        made_by.into(),
    ];
    let sql = "insert into wording (id, unit_id, name, opening, summary, recipients, words, made_at, made_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    tx.execute(sql, &values).await?;
    Ok(id)
}

fn kept(row: &Row) -> Result<KeptWording, StoreError> {
    Ok(KeptWording {
        id: row.int(0)?,
        unit: row.int(1)?,
        name: row.text(2)?,
        opening: row.optional_text(3)?,
        summary: row.optional_text(4)?,
        recipients: row.optional_text(5)?,
        words: row.optional_text(6)?,
        made_at: row.text(7)?,
        made_by: row.text(8)?,
    })
}

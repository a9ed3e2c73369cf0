//! The list in the database.

use std::collections::HashMap;

use nennep_core::calendar::Day;
use nennep_core::register::EntryNo;
use nennep_core::text::{fold, sort_key};

use super::record::{Enterprise, text_of};
use crate::store::{Act, Row, StoreError, Tx, Value};

/// Columns that a sheet may tell, as texts.
const TOLD: [&str; 23] = [
    "name",
    "kind",
    "unit_id",
    "from_on",
    "to_on",
    "registered_on",
    "legal_form",
    "industry",
    "address",
    "ward",
    "owner",
    "owner_foreign",
    "representative",
    "workers",
    "workers_female",
    "party_members",
    "union_members",
    "counted_on",
    "activity",
    "note",
    "phone",
    "phone_mark",
    "phone_end",
];

/// Codes asked for at once.
const CODES_AT_ONCE: usize = 500;

/// Holds what is known of a listed enterprise.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its number in the list.
    pub id: i64,
    /// Hash of the row it was last told by.
    pub content: String,
    /// Its kind.
    pub kind: Option<String>,
    /// The unit it is listed at.
    pub unit: Option<i64>,
    /// The unit whose list brought it.
    pub told_by: Option<i64>,
    /// Whether a survey counted its people later than a list.
    pub is_seen: bool,
    /// Entry and day of its listing; none while it waits in the queue.
    pub listed: Option<(EntryNo, Day)>,
    /// Entry and day of its end.
    pub ended: Option<(EntryNo, Day)>,
    told: HashMap<&'static str, Option<String>>,
}

impl Listed {
    /// Gives what the table holds in a column a sheet may tell.
    #[must_use]
    pub fn told(&self, column: &str) -> Option<&str> {
        self.told.get(column).and_then(Option::as_deref)
    }

    /// Gives the columns, of those the sheet has, in which it differs from what is told now.
    #[must_use]
    pub fn changed(&self, told: &Enterprise, has: impl Fn(&str) -> bool) -> Vec<&'static str> {
        // A number sealed again has other letters; the mark tells whether it is another number.
        let mark = told.phone.as_ref().map(|phone| phone.mark.as_str());
        let is_same_phone = self.told("phone_mark") == mark;
        told.described()
            .into_iter()
            .filter(|described| has(described.head) && !(is_same_phone && described.head == "phone"))
            .filter(|described| text_of(&described.value).as_deref() != self.told(described.column))
            .map(|described| described.column)
            .collect()
    }
}

/// Finds what is known of enterprises by their codes, with what the act has not written yet.
///
/// # Errors
/// When the database refuses.
pub async fn listed(act: &mut Act, codes: &[&str]) -> Result<HashMap<String, Listed>, StoreError> {
    act.flush().await?;
    listed_in(act.tx(), codes).await
}

/// Finds what is known of enterprises by their codes.
///
/// # Errors
/// When the database refuses.
pub async fn listed_in(tx: &mut Tx, codes: &[&str]) -> Result<HashMap<String, Listed>, StoreError> {
    let mut known = HashMap::new();
    let told: Vec<String> = TOLD.iter().map(|column| format!("cast(p.{column} as text)")).collect();
    for some in codes.chunks(CODES_AT_ONCE) {
        let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select cast(p.id as bigint), p.tax_code, p.content, p.listed_no, l.happened_on, p.ended_no, d.happened_on, p.told_unit_id, \
            cast(case when p.seen_on is null then 0 else 1 end as bigint), {} \
            from enterprise p left join entry l on l.no = p.listed_no left join entry d on d.no = p.ended_no \
            where p.tax_code in ({})",
            told.join(", "),
            places.join(", ")
        );
        let values: Vec<Value> = some.iter().map(|code| (*code).into()).collect();
        for row in tx.rows_planned(&sql, &values).await? {
            known.insert(row.text(1)?, read(&row)?);
        }
    }
    Ok(known)
}

fn read(row: &Row) -> Result<Listed, StoreError> {
    let mut told = HashMap::new();
    for (place, column) in (9..).zip(TOLD) {
        told.insert(column, row.optional_text(place)?);
    }
    let line = |no: Option<i64>, day: Option<String>| -> Result<Option<(EntryNo, Day)>, StoreError> {
        match (no, day) {
            (Some(no), Some(day)) => match day.parse() {
                Ok(day) => Ok(Some((EntryNo(no), day))),
                Err(_) => Err(StoreError::BadRow {
                    table: "entry",
                    no,
                    column: "happened_on",
                }),
            },
            (None, _) | (_, None) => Ok(None),
        }
    };
    let unit = told.get("unit_id").and_then(Option::as_deref);
    Ok(Listed {
        id: row.int(0)?,
        content: row.text(2)?,
        kind: told.get("kind").cloned().flatten(),
        unit: unit.and_then(|unit| unit.parse().ok()),
        told_by: row.optional_int(7)?,
        is_seen: row.int(8)? == 1,
        listed: line(row.optional_int(3)?, row.optional_text(4)?)?,
        ended: line(row.optional_int(5)?, row.optional_text(6)?)?,
        told,
    })
}

/// Writes a new enterprise with its lines in the book; gives its number in the list.
pub(super) async fn insert(
    act: &mut Act,
    told: &Enterprise,
    written: (&str, Option<EntryNo>, Option<EntryNo>),
) -> Result<i64, StoreError> {
    let (content, listed, ended) = written;
    let id = act.next_enterprise().await?;
    let mut row: Vec<Value> = vec![
        id.into(),
        told.tax_code.as_str().into(),
        fold(&told.name).into(),
        sort_key(&told.name).into(),
        content.into(),
        listed.map(|no| no.0).into(),
        ended.map(|no| no.0).into(),
        told.told_by.map(|unit| unit.0).into(),
    ];
    row.extend(told.described().into_iter().map(|described| described.value));
    act.enterprise(row);
    Ok(id)
}

/// Writes the columns the sheet has; what it does not name stays as it is.
pub(super) async fn update(
    act: &mut Act,
    told: &Enterprise,
    has: impl Fn(&str) -> bool,
    written: (&str, Option<EntryNo>, Option<EntryNo>),
) -> Result<(), StoreError> {
    let (content, listed, ended) = written;
    let mut sets: Vec<(&str, Value)> = told
        .described()
        .into_iter()
        .filter(|described| has(described.head))
        .map(|described| (described.column, described.value))
        .collect();
    if has("name") {
        sets.extend(sought_by(&told.name));
    }
    sets.push(("content", content.into()));
    sets.push(("listed_no", listed.map(|no| no.0).into()));
    sets.push(("ended_no", ended.map(|no| no.0).into()));
    set(act, &told.tax_code, sets).await
}

/// Gives what a name is sought and ordered by.
pub(super) fn sought_by(name: &str) -> [(&'static str, Value); 2] {
    [("folded", fold(name).into()), ("name_key", sort_key(name).into())]
}

/// Sets columns of one enterprise.
pub(super) async fn set(act: &mut Act, tax_code: &str, sets: Vec<(&str, Value)>) -> Result<(), StoreError> {
    let texts: Vec<String> = sets
        .iter()
        .zip(1..)
        .map(|((column, _), place)| format!("{column} = ${place}"))
        .collect();
    let sql = format!(
        "update enterprise set {} where tax_code = ${}",
        texts.join(", "),
        sets.len() + 1
    );
    let mut values: Vec<Value> = sets.into_iter().map(|(_, value)| value).collect();
    values.push(tax_code.into());
    act.flush().await?;
    act.tx().execute(&sql, &values).await?;
    Ok(())
}

/// Folds the names of rows that an older schema kept without; a migration's text cannot.
///
/// # Errors
/// When the database refuses.
pub(in crate::store) async fn fold_names(tx: &mut Tx) -> Result<(), StoreError> {
    let rows = tx
        .rows(
            "select cast(id as bigint), name from enterprise where name_key = '' and name <> ''",
            &[],
        )
        .await?;
    for row in rows {
        let (id, name) = (row.int(0)?, row.text(1)?);
        let sql = "update enterprise set folded = $1, name_key = $2 where id = $3";
        tx.execute(sql, &[fold(&name).into(), sort_key(&name).into(), id.into()])
            .await?;
    }
    Ok(())
}

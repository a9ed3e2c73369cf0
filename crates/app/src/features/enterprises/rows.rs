//! The list in the database.

use nennep_core::calendar::Day;
use nennep_core::register::EntryNo;

use super::record::EnterpriseDraft;
use crate::store::{Act, StoreError, Value};
use crate::web::sheet::FoundSheet;

/// What is known of a listed enterprise.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) content: String,
    pub(super) kind: String,
    pub(super) unit: i64,
    pub(super) listed_no: EntryNo,
    pub(super) listed_on: Day,
    pub(super) ended: Option<(EntryNo, Day)>,
}

pub(super) async fn find(act: &mut Act, tax_code: &str) -> Result<Option<Listed>, StoreError> {
    let sql = "select p.content, p.kind, p.unit_id, p.listed_no, l.happened_on, p.ended_no, d.happened_on \
        from enterprise p join entry l on l.no = p.listed_no left join entry d on d.no = p.ended_no where p.tax_code = $1";
    let Some(row) = act.tx().row(sql, &[tax_code.into()]).await? else {
        return Ok(None);
    };
    let no = row.int(3)?;
    let bad = StoreError::BadRow {
        table: "enterprise",
        no,
        column: "a day",
    };
    let read = |text: String| text.parse::<Day>().ok();
    let listed_on = read(row.text(4)?).ok_or(bad)?;
    let ended = row
        .optional_int(5)?
        .map(EntryNo)
        .zip(row.optional_text(6)?.and_then(read));
    Ok(Some(Listed {
        content: row.text(0)?,
        kind: row.text(1)?,
        unit: row.int(2)?,
        listed_no: EntryNo(no),
        listed_on,
        ended,
    }))
}

const COLUMNS: [&str; 21] = [
    "name",
    "kind",
    "unit_id",
    "from_on",
    "to_on",
    "registered_on",
    "legal_form",
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
    "content",
    "listed_no",
];

fn values(draft: &EnterpriseDraft, content: &str, listed: EntryNo) -> Vec<Value> {
    let day = |day: Option<Day>| Value::from(day.map(|day| day.to_string()));
    let texts = draft.texts.clone();
    vec![
        draft.name.as_str().into(),
        draft.kind.code().into(),
        draft.unit.0.into(),
        day(draft.from),
        day(draft.to),
        day(draft.registered_on),
        texts.legal_form.into(),
        texts.address.into(),
        texts.ward.into(),
        texts.owner.into(),
        draft.owner_foreign.map(i64::from).into(),
        texts.representative.into(),
        draft.counts.workers.into(),
        draft.counts.workers_female.into(),
        draft.counts.party_members.into(),
        draft.counts.union_members.into(),
        day(draft.counted_on),
        draft.activity.into(),
        texts.note.into(),
        content.into(),
        listed.0.into(),
    ]
}

pub(super) async fn insert(
    act: &mut Act,
    draft: &EnterpriseDraft,
    content: &str,
    listed: EntryNo,
    ended: Option<EntryNo>,
) -> Result<(), StoreError> {
    let places: Vec<String> = (1..=COLUMNS.len() + 2).map(|place| format!("${place}")).collect();
    let sql = format!(
        "insert into enterprise ({}, ended_no, tax_code) values ({})",
        COLUMNS.join(", "),
        places.join(", ")
    );
    let mut values = values(draft, content, listed);
    values.push(ended.map(|no| no.0).into());
    values.push(draft.tax_code.as_str().into());
    act.flush().await?;
    act.tx().execute(&sql, &values).await?;
    Ok(())
}

/// Writes the columns the sheet has; what it does not name stays as it is.
pub(super) async fn update(
    act: &mut Act,
    sheet: &FoundSheet,
    draft: &EnterpriseDraft,
    written: (&str, EntryNo, Option<EntryNo>),
) -> Result<(), StoreError> {
    let (content, listed, ended) = written;
    let mut sets = Vec::new();
    let mut bound: Vec<Value> = Vec::new();
    for (column, value) in COLUMNS.iter().zip(values(draft, content, listed)) {
        let head = match *column {
            "unit_id" => "unit",
            "from_on" => "from",
            "to_on" => "to",
            "activity" => "status",
            "content" | "listed_no" => "tax_code",
            other => other,
        };
        if sheet.has_column(head) {
            bound.push(value);
            sets.push(format!("{column} = ${}", bound.len()));
        }
    }
    bound.push(ended.map(|no| no.0).into());
    sets.push(format!("ended_no = ${}", bound.len()));
    bound.push(draft.tax_code.as_str().into());
    let sql = format!(
        "update enterprise set {} where tax_code = ${}",
        sets.join(", "),
        bound.len()
    );
    act.flush().await?;
    act.tx().execute(&sql, &bound).await?;
    Ok(())
}

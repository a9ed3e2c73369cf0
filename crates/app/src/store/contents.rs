//! Whether the content of every entry is still the one its hash was made of.

use nennep_core::ledger::content_hash;

use super::check::Check;
use super::{Row, Sort, StoreError, Tx};

/// One sort of entries: how its details are read and which parts its hash was made of, in their order.
struct Detail {
    sort: &'static str,
    /// Gives number, kept hash, then one text a part; a part that is absent is null.
    sql: &'static str,
    parts: &'static [&'static str],
}

const DETAILS: [Detail; 7] = [
    Detail {
        sort: "unit",
        sql: "select e.no, e.content, d.name, d.kind, p.code, d.to_on, d.official_code, e.decision_no, e.decision_on, e.decision_by \
            from entry e join unit d on d.no = e.no left join unit p on p.no = d.parent_id",
        parts: &[
            "name",
            "kind",
            "parent",
            "to",
            "official_code",
            "decision_no",
            "decision_on",
            "decision_by",
        ],
    },
    Detail {
        sort: "unit_event",
        sql: "select e.no, e.content, p.code, d.name, d.kind, e.decision_no, e.decision_on, e.decision_by \
            from entry e join unit_event d on d.no = e.no left join unit p on p.no = d.parent_id",
        parts: &["parent", "name", "kind", "decision_no", "decision_on", "decision_by"],
    },
    Detail {
        sort: "fact",
        sql: "select e.no, e.content, e.happened_on, d.fact, u.code, cast(d.count as text), t.code, d.org_kind, d.host_kind, d.tags, \
            d.enterprise, d.grade, d.note, e.decision_no, e.decision_on, e.decision_by, d.from_kind \
            from entry e join fact d on d.no = e.no join unit u on u.no = d.unit_id left join unit t on t.no = d.to_unit_id",
        parts: &[
            "on",
            "fact",
            "unit",
            "count",
            "to_unit",
            "org_kind",
            "host_kind",
            "tags",
            "enterprise",
            "grade",
            "note",
            "decision_no",
            "decision_on",
            "decision_by",
            "from_kind",
        ],
    },
    Detail {
        sort: "listing",
        sql: "select e.no, e.content, d.fact, e.happened_on, u.code, d.host_kind \
            from entry e join fact d on d.no = e.no join unit u on u.no = d.unit_id",
        parts: &["fact", "on", "unit", "kind"],
    },
    Detail {
        sort: "reversal",
        sql: "select e.no, e.content, e.happened_on, case f.sort when 'fact' then d.reason end, e.decision_no, \
            case f.sort when 'listing' then cast(d.fact_no as text) end \
            from entry e join reversal d on d.no = e.no join entry f on f.no = d.fact_no",
        parts: &["on", "reason", "decision_no", "listing"],
    },
    Detail {
        sort: "target",
        sql: "select e.no, e.content, cast(d.min as text), cast(d.max as text), e.decision_on, e.decision_by \
            from entry e join target d on d.no = e.no",
        parts: &["min", "max", "decision_on", "decision_by"],
    },
    Detail {
        sort: "claim",
        sql: "select e.no, e.content, cast(d.value as text) from entry e join claim d on d.no = e.no",
        parts: &["value"],
    },
];

/// Entries looked at in one go, so that memory stays bounded.
const ENTRIES_AT_ONCE: i64 = 5_000;

/// Makes every hash again from what is stored.
pub(super) async fn contents(tx: &mut Tx, head: i64) -> Result<Check, StoreError> {
    let mut count = 0;
    for detail in &DETAILS {
        let sql = format!(
            "{} where e.sort = $1 and e.no > $2 and e.no <= $3 order by e.no",
            detail.sql
        );
        let mut start = 0;
        while start < head {
            let until = start + ENTRIES_AT_ONCE;
            for row in tx.rows(&sql, &[detail.sort.into(), start.into(), until.into()]).await? {
                if made_again(&row, detail.parts)? != row.text(1)? {
                    let wrong = format!("entry {} is not what its hash was made of", row.int(0)?);
                    return Ok(Check::of("contents", Some(wrong), String::new()));
                }
                count += 1;
            }
            start = until;
        }
    }
    let wrong = (count != head).then(|| format!("{count} entries have their details, the head is {head}"));
    Ok(Check::of("contents", wrong, format!("{count} hashes made again")))
}

/// Makes the hash of an entry's content of its parts, in the order `DETAILS` names them for the sort.
#[must_use]
pub fn content_of(sort: Sort, values: &[Option<&str>]) -> String {
    let names = DETAILS
        .iter()
        .find(|detail| detail.sort == sort.code())
        .map_or(&[][..], |detail| detail.parts);
    debug_assert_eq!(names.len(), values.len());
    let parts: Vec<(&str, Option<&str>)> = names.iter().copied().zip(values.iter().copied()).collect();
    content_hash(&parts)
}

fn made_again(row: &Row, names: &[&str]) -> Result<String, StoreError> {
    let values = (2..names.len() + 2)
        .map(|place| row.optional_text(place))
        .collect::<Result<Vec<_>, _>>()?;
    let parts: Vec<(&str, Option<&str>)> = names.iter().copied().zip(values.iter().map(Option::as_deref)).collect();
    Ok(content_hash(&parts))
}

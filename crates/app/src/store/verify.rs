//! Recounting everything: numbers, hashes, postings, moves, tree and tallies.

use std::collections::BTreeMap;

use super::book::class_columns;
use super::check::{Check, Verification};
use super::{Book, Db, Row, StoreError, Tally, Tx};
use nennep_core::accounts::{Posting, PostingClass, post, take_back};
use nennep_core::calendar::Day;
use nennep_core::ledger::{Fact, FactRecord, HostKind, chain_link};
use nennep_core::register::{EntryNo, UnitId, examine};

/// Entries looked at in one go, so that memory stays bounded.
const ENTRIES_AT_ONCE: i64 = 5_000;

/// Days on which kept sums are compared with a recount.
const DAYS_COMPARED: usize = 12;

/// Recounts the whole book.
///
/// # Errors
/// When the database refuses; what is found wrong is in the outcome.
pub async fn verify(db: &Db) -> Result<Verification, StoreError> {
    let mut tx = db.read().await?;
    let book = match Book::load(&mut tx, None).await {
        Ok(book) => book,
        Err(error) => {
            let checks = vec![told("rows", Err(error))?];
            return Ok(Verification { ok: false, checks });
        }
    };
    let mut checks = vec![told("numbers", numbers(&mut tx, book.head).await)?];
    checks.push(told("chain", chain(&mut tx, book.head).await)?);
    checks.push(told("trail", trail(&mut tx).await)?);
    checks.push(told("contents", super::contents::contents(&mut tx, book.head).await)?);
    checks.push(told("postings", postings(&mut tx, &book).await)?);
    checks.push(told("moves", moves(&mut tx, &book).await)?);
    checks.push(tree(&book));
    checks.push(told("submissions", super::submissions::submissions(&mut tx).await)?);
    checks.push(told("papers", super::signings::signings(&mut tx).await)?);
    checks.push(told("tallies", tallies(&mut tx, &book).await)?);
    Ok(Verification {
        ok: checks.iter().all(|check| check.ok),
        checks,
    })
}

/// A row that cannot be read is a finding, not a failure of the checking.
fn told(name: &'static str, outcome: Result<Check, StoreError>) -> Result<Check, StoreError> {
    match outcome {
        Err(error @ StoreError::BadRow { .. }) => Ok(Check::of(name, Some(error.to_string()), String::new())),
        outcome => outcome,
    }
}

async fn trail(tx: &mut Tx) -> Result<Check, StoreError> {
    Ok(match super::audit::broken_at(tx).await? {
        Ok(lines) => Check::of("trail", None, format!("{lines} lines")),
        Err(no) => Check::of(
            "trail",
            Some(format!("line {no} does not fit the chain")),
            String::new(),
        ),
    })
}

async fn numbers(tx: &mut Tx, head: i64) -> Result<Check, StoreError> {
    let row = tx
        .row(
            "select count(*), coalesce(min(no), 1), coalesce(max(no), 0) from entry",
            &[],
        )
        .await?;
    let (count, first, last) = row.map_or(Ok((0, 1, 0)), |row| {
        Ok::<_, StoreError>((row.int(0)?, row.int(1)?, row.int(2)?))
    })?;
    let wrong = (count != head || first != 1 || last != head)
        .then(|| format!("{count} entries from {first} to {last}, head {head}"));
    Ok(Check::of("numbers", wrong, format!("{count} entries without a gap")))
}

async fn chain(tx: &mut Tx, head: i64) -> Result<Check, StoreError> {
    let sql = "select no, sort, identity, content, happened_on, recorded_at, recorded_by, source, \
        decision_no, decision_on, decision_by, chain from entry where no > $1 and no <= $2 order by no";
    let names = [
        "sort",
        "identity",
        "content",
        "happened_on",
        "recorded_at",
        "recorded_by",
        "source",
        "decision_no",
        "decision_on",
        "decision_by",
    ];
    let (mut before, mut count, mut start) = (String::new(), 0, 0);
    while start < head {
        for row in tx.rows(sql, &[start.into(), (start + ENTRIES_AT_ONCE).into()]).await? {
            let no = row.int(0)?;
            let carried = (1..=names.len())
                .map(|place| row.optional_text(place))
                .collect::<Result<Vec<_>, _>>()?;
            let parts: Vec<(&str, Option<&str>)> = names
                .iter()
                .copied()
                .zip(carried.iter().map(Option::as_deref))
                .collect();
            let link = chain_link(&before, no, &parts);
            if link != row.text(11)? {
                return Ok(Check::of(
                    "chain",
                    Some(format!("entry {no} does not follow from the one before")),
                    String::new(),
                ));
            }
            before = link;
            count += 1;
        }
        start += ENTRIES_AT_ONCE;
    }
    let kept = tx
        .row("select chain from ledger_head where id = 1", &[])
        .await?
        .map(|row| row.text(0))
        .transpose()?;
    let wrong =
        (kept.as_deref() != Some(before.as_str())).then(|| "the last link is not the one kept at the head".to_owned());
    Ok(Check::of("chain", wrong, format!("{count} links")))
}

/// Posts every fact again and compares with the lines kept.
async fn postings(tx: &mut Tx, book: &Book) -> Result<Check, StoreError> {
    let mut facts = 0;
    let mut start = 0;
    while start < book.head {
        let until = start + ENTRIES_AT_ONCE;
        let mut kept = kept_lines(tx, book, start, until).await?;
        let sql = "select e.no, e.happened_on, f.fact, f.unit_id, f.to_unit_id, f.count, f.host_kind, f.tags, r.fact_no, f.from_kind \
            from entry e left join reversal r on r.no = e.no join fact f on f.no = coalesce(r.fact_no, e.no) \
            where e.no > $1 and e.no <= $2 order by e.no";
        for row in tx.rows(sql, &[start.into(), until.into()]).await? {
            let no = row.int(0)?;
            let lines = kept.remove(&no).unwrap_or_default();
            let record = record_of(&row, &lines)?;
            let is_reversal = row.optional_int(8)?.is_some();
            let expected = if is_reversal { take_back(&record) } else { post(&record) };
            if expected != lines {
                return Ok(Check::of(
                    "postings",
                    Some(format!("the lines of entry {no} are not those its fact posts")),
                    String::new(),
                ));
            }
            facts += 1;
        }
        if let Some(no) = kept.keys().next() {
            return Ok(Check::of(
                "postings",
                Some(format!("entry {no} has lines and no fact")),
                String::new(),
            ));
        }
        start = until;
    }
    Ok(Check::of(
        "postings",
        None,
        format!("{facts} facts and reversals posted again"),
    ))
}

async fn kept_lines(
    tx: &mut Tx,
    book: &Book,
    start: i64,
    until: i64,
) -> Result<BTreeMap<i64, Vec<Posting>>, StoreError> {
    let sql = "select p.entry_no, p.unit_id, p.other_id, p.class_id, p.amount, p.happened_on, e.happened_on \
        from posting p join entry e on e.no = p.entry_no where p.entry_no > $1 and p.entry_no <= $2 order by p.entry_no, p.side";
    let mut kept: BTreeMap<i64, Vec<Posting>> = BTreeMap::new();
    for row in tx.rows(sql, &[start.into(), until.into()]).await? {
        let no = row.int(0)?;
        let bad = |column| StoreError::BadRow {
            table: "posting",
            no,
            column,
        };
        if row.text(5)? != row.text(6)? {
            return Err(bad("happened_on"));
        }
        let class = book.classes.get(&row.int(3)?).ok_or(bad("class_id"))?.clone();
        let line = Posting {
            unit: UnitId(row.int(1)?),
            other: row.optional_int(2)?.map(UnitId),
            class,
            amount: row.int(4)?,
        };
        kept.entry(no).or_default().push(line);
    }
    Ok(kept)
}

/// The organization's kind may have come from the unit's kind of the day, so it is taken from the line itself: of two
/// lines from the last, which counts what it became.
fn record_of(row: &Row, lines: &[Posting]) -> Result<FactRecord, StoreError> {
    let no = row.int(0)?;
    let bad = |column| StoreError::BadRow {
        table: "fact",
        no,
        column,
    };
    Ok(FactRecord {
        on: row.day(1, ("entry", no))?,
        fact: Fact::parse(&row.text(2)?).ok_or(bad("fact"))?,
        unit: UnitId(row.int(3)?),
        to_unit: row.optional_int(4)?.map(UnitId),
        count: row.int(5)?,
        from_kind: row.optional_text(9)?,
        org_kind: lines.last().and_then(|line| line.class.org_kind.clone()),
        host_kind: row
            .optional_text(6)?
            .map(|kind| HostKind::parse(&kind).ok_or(bad("host_kind")))
            .transpose()?,
        tags: class_columns::read_tags(&row.text(7)?).ok_or(bad("tags"))?,
    })
}

async fn moves(tx: &mut Tx, book: &Book) -> Result<Check, StoreError> {
    let rows = tx
        .rows(
            "select class_id, cast(sum(amount) as bigint) from posting where other_id is not null group by class_id",
            &[],
        )
        .await?;
    let mut nets: BTreeMap<PostingClass, i64> = BTreeMap::new();
    let mut moved = 0;
    for row in rows {
        let Some(class) = book.classes.get(&row.int(0)?) else {
            continue;
        };
        let code = class.account.code();
        let sign = if code.ends_with("_in") { 1 } else { -1 };
        let bare = code.trim_end_matches("_in").trim_end_matches("_out");
        let pair = nennep_core::accounts::Account::parse(&format!("{bare}_in"));
        if let Some(account) = pair {
            *nets
                .entry(PostingClass {
                    account,
                    ..class.clone()
                })
                .or_default() += sign * row.int(1)?;
            moved += row.int(1)?.abs();
        }
    }
    let wrong = nets
        .iter()
        .find(|(_, net)| **net != 0)
        .map(|(class, net)| format!("{} does not net to zero: {net}", class.account));
    Ok(Check::of("moves", wrong, format!("{moved} at both ends, net zero")))
}

fn tree(book: &Book) -> Check {
    let tree = &book.tree;
    let wrong = examine(tree, EntryNo(0))
        .first()
        .map(|fault| format!("entry {}: {}", fault.about, fault.kind.code()));
    let wrong = wrong.or_else(|| {
        let days = tree.structural_days().iter().flat_map(|day| [day.previous(), *day]);
        days.map(|day| (day, tree.placement(day))).find_map(|(day, placement)| {
            let lost = tree.indices().find(|index| {
                // Counted exactly once: walking up from every unit ends at a root.
                let mut at = Some(placement.read_as(*index));
                for _ in 0..=tree.len() {
                    match at {
                        Some(above) => at = placement.superior(above),
                        None => return false,
                    }
                }
                true
            });
            lost.map(|index| format!("{} stands nowhere on {day}", tree.unit(index).code))
        })
    });
    Check::of(
        "tree",
        wrong,
        format!("{} units, {} events", tree.len(), tree.events().len()),
    )
}

async fn tallies(tx: &mut Tx, book: &Book) -> Result<Check, StoreError> {
    let mut tally = Tally::default();
    tally.catch_up(tx).await?;
    let mut days: Vec<Day> = Vec::new();
    for row in tx
        .rows("select distinct happened_on from posting order by happened_on", &[])
        .await?
    {
        days.push(row.day(0, ("posting", 0))?);
    }
    let step = days.len().div_ceil(DAYS_COMPARED).max(1);
    let mut compared = 0;
    for on in days.into_iter().rev().step_by(step) {
        let sql = "select unit_id, class_id, cast(sum(amount) as bigint), count(*) from posting where happened_on <= $1 group by unit_id, class_id";
        let mut recount: BTreeMap<(i64, i64), (i64, i64)> = BTreeMap::new();
        for row in tx.rows(sql, &[on.to_string().into()]).await? {
            recount.insert((row.int(0)?, row.int(1)?), (row.int(2)?, row.int(3)?));
        }
        let mut kept: BTreeMap<(i64, i64), (i64, i64)> = BTreeMap::new();
        for index in book.tree.indices() {
            let unit = book.tree.unit(index).id.0;
            kept.extend(
                tally
                    .lines(&[unit], None, on)
                    .into_iter()
                    .map(|sum| ((unit, sum.class), (sum.amount, sum.lines))),
            );
        }
        if kept != recount {
            return Ok(Check::of(
                "tallies",
                Some(format!("kept sums up to {on} are not those of a recount")),
                String::new(),
            ));
        }
        compared += kept.len();
    }
    Ok(Check::of("tallies", None, format!("{compared} sums recounted")))
}

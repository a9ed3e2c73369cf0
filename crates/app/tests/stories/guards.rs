//! The database itself keeps the book: it refuses to change or take out a line, and every table has its key.

use nennep::store::StoreError;

use crate::common::{Engine, House, Paper};
use crate::sources::five_documents;

const EVIDENCE: [(&str, &str); 9] = [
    ("entry", "recorded_by"),
    ("unit", "name"),
    ("unit_event", "event"),
    ("fact", "count"),
    ("reversal", "reason"),
    ("target", "min"),
    ("claim", "value"),
    ("posting", "amount"),
    ("posting_class", "account"),
];

/// Five documents with a claim and a reversal, so that no table is empty.
fn full() -> Paper {
    five_documents()
        .claims(["party_org_founded|nq|2009-11-10|2024-05-28|62|Báo cáo"])
        .reversals(["d4|2024-04-02|Ghi trùng"])
}

async fn attempt(house: &House, sql: &str) -> Result<u64, StoreError> {
    let mut tx = house.db.write().await.unwrap();
    let outcome = tx.execute(sql, &[]).await;
    tx.rollback().await.unwrap();
    outcome
}

async fn columns(house: &House, table: &str) -> String {
    let mut tx = house.db.read().await.unwrap();
    let sql = format!("select name from pragma_table_info('{table}')");
    let rows = tx.rows(&sql, &[]).await.unwrap();
    rows.iter()
        .map(|row| row.text(0).unwrap())
        .collect::<Vec<_>>()
        .join(", ")
}

async fn count(house: &House, table: &str) -> i64 {
    house.numbers(&format!("select count(*) from {table}")).await[0]
}

async fn evidence_cannot_be_changed_or_taken_out(house: &House) {
    house.take(&full()).await;
    for (table, column) in EVIDENCE {
        is_kept(house, table, column).await;
    }
}

/// Words, signings and what was cancelled of them.
async fn papers_cannot_be_changed_or_taken_out(house: &House) {
    house.take(&full()).await;
    let (at, hash) = ("2026-01-15T03:00:00.000000Z", nennep::store::seal_of("x", "x"));
    let unit = house.numbers("select min(no) from unit").await[0];
    let kept = [
        format!(
            "insert into paper (id, unit_id, report, period, head, made_at, made_by) values (1, {unit}, 'quarter', '2024-Q1', 1, '{at}', 'x')"
        ),
        format!("insert into paper_text (paper_id, place, words, made_at, made_by) values (1, 1, 'x', '{at}', 'x')"),
        format!(
            "insert into wording (id, unit_id, name, words, made_at, made_by) values (1, {unit}, 'quarter', 'x', '{at}', 'x')"
        ),
        format!(
            "insert into signing (paper_id, unit_id, symbol, series, number, number_line, dated_on, head, model, words, content, signed_at, signed_by) \
            values (1, {unit}, 'BC', 'x', 1, 'Số 01-BC', '2024-04-01', 1, 'x', 'x', '{hash}', '{at}', 'x')"
        ),
        format!(
            "insert into signing_cancelled (paper_id, reason, cancelled_at, cancelled_by) values (1, 'x', '{at}', 'x')"
        ),
    ];
    let mut tx = house.db.write().await.unwrap();
    for sql in kept {
        tx.execute(&sql, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (table, column) in [
        ("paper_text", "words"),
        ("wording", "words"),
        ("signing", "model"),
        ("signing_cancelled", "reason"),
    ] {
        is_kept(house, table, column).await;
    }
}

/// Whatever is tried on a table that holds something, it stays as it is.
async fn is_kept(house: &House, table: &str, column: &str) {
    let before = count(house, table).await;
    assert!(before > 0, "{table} holds something");
    let mut attempts = vec![
        format!("update {table} set {column} = {column}"),
        format!("delete from {table}"),
    ];
    attempts.push(match house.engine {
        Engine::Postgres => format!("truncate {table} cascade"),
        Engine::Sqlite => {
            let columns = columns(house, table).await;
            format!("insert or replace into {table} ({columns}) select {columns} from {table} limit 1")
        }
    });
    for sql in attempts {
        let refused = attempt(house, &sql).await.unwrap_err();
        let StoreError::Engine(cause) = &refused else {
            panic!("{sql}: {refused}")
        };
        assert!(cause.to_string().contains("append-only"), "{sql}: {cause}");
    }
    assert_eq!(count(house, table).await, before, "{table}");
}

async fn the_head_cannot_be_taken_out(house: &House) {
    house.take(&full()).await;
    assert!(attempt(house, "delete from ledger_head").await.is_err());
    assert!(
        attempt(house, "insert into ledger_head (id, no, chain) values (2, 0, '')")
            .await
            .is_err()
    );
}

/// A line that no act could have written is refused too.
async fn impossible_lines_are_refused(house: &House) {
    house.take(&full()).await;
    let content = "0".repeat(64);
    let entry = |no: &str, sort: &str, identity: &str, day: &str| {
        format!(
            "insert into entry (no, sort, identity, content, happened_on, recorded_at, recorded_by, source, chain) \
             values ({no}, '{sort}', '{identity}', '{content}', '{day}', '2026-01-15T03:00:00.000000Z', 'x', 'x', '{content}')"
        )
    };
    let fact = house.numbers("select min(no) from fact").await[0];
    let reversed = house.numbers("select fact_no from reversal").await[0];
    let table = [
        entry("1", "fact", "again", "2024-01-01"),
        entry("0", "fact", "zero", "2024-01-01"),
        entry("999", "other", "sort", "2024-01-01"),
        entry("999", "fact", "d1", "2024-01-01"),
        entry("999", "fact", "day", "2024-1-1"),
        format!("insert into reversal (no, fact_no, reason) values ({fact}, {reversed}, 'x')"),
        format!(
            "insert into claim (no, indicator, unit_id, from_on, to_on, value, source) values ({fact}, 'x', 1, '2024-02-01', '2024-01-01', 1, 'x')"
        ),
        format!(
            "insert into claim (no, indicator, unit_id, from_on, to_on, value, source) values ({fact}, 'x', 1, '2024-01-01', '2024-02-01', -1, 'x')"
        ),
    ];
    for sql in table {
        assert!(attempt(house, &sql).await.is_err(), "{sql}");
    }
    assert!(
        attempt(house, &entry("999", "fact", "good", "2024-01-01"))
            .await
            .is_ok(),
        "the attempt itself is sound"
    );
}

/// Asked of the database's own catalogue, so that a table added later is met too; an index that SQLite keeps as tables, and
/// a view, are none.
async fn every_table_has_a_primary_key(house: &House) {
    let (tables, keyed) = match house.engine {
        Engine::Sqlite => (
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' \
             and name not like 'enterprise_search%' order by name",
            "select distinct m.name from sqlite_master m join pragma_table_info(m.name) c on c.pk > 0 \
             where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like 'enterprise_search%' order by m.name",
        ),
        Engine::Postgres => (
            "select table_name::text from information_schema.tables where table_schema = current_schema() \
             and table_type = 'BASE TABLE' order by 1",
            "select distinct table_name::text from information_schema.table_constraints \
             where table_schema = current_schema() and constraint_type = 'PRIMARY KEY' order by 1",
        ),
    };
    let mut tx = house.db.read().await.unwrap();
    let mut names = Vec::new();
    for sql in [tables, keyed] {
        let rows = tx.rows(sql, &[]).await.unwrap();
        names.push(rows.iter().map(|row| row.text(0).unwrap()).collect::<Vec<_>>());
    }
    assert!(names[0].len() > EVIDENCE.len(), "{names:?}");
    assert_eq!(names[0], names[1]);
    for (table, _) in EVIDENCE {
        assert!(names[0].iter().any(|name| name == table), "{table}");
    }
}

stories!(
    evidence_cannot_be_changed_or_taken_out,
    papers_cannot_be_changed_or_taken_out,
    the_head_cannot_be_taken_out,
    impossible_lines_are_refused,
    every_table_has_a_primary_key,
);

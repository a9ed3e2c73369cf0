//! A database of an older schema, brought up to date with what it holds.

use nennep::store::{Db, connect, migrate};

use crate::common::{Engine, House};

const BOOK: &str = include_str!("../../../../migrations/0001_book.sql");
const PEOPLE: &str = include_str!("../../../../migrations/0002_people.sql");

/// Opens an empty place beside the story's own database.
async fn beside(house: &House) -> Db {
    match house.engine {
        Engine::Sqlite => connect(&house.address.replace("book.db", "old.db")).await.unwrap(),
        Engine::Postgres => {
            let mut tx = house.db.write().await.unwrap();
            tx.script("create schema old").await.unwrap();
            tx.commit().await.unwrap();
            // What extensions bring stands in the other schema.
            let address = format!("{}?options=-c%20search_path%3Dold%2Cpublic", house.address);
            connect(&address).await.unwrap()
        }
    }
}

async fn names_of_an_older_list_are_found_and_ordered(house: &House) {
    let db = beside(house).await;
    let mut tx = db.write().await.unwrap();
    let entry = |no: i64, sort: &str| {
        format!(
            "insert into entry (no, sort, identity, content, happened_on, recorded_at, recorded_by, source, chain) values \
            ({no}, '{sort}', '{no}', '{hash}', '2024-01-01', '2024-01-01T00:00:00.000000Z', 'x', 'x', '{hash}');",
            hash = "0".repeat(64)
        )
    };
    let listed = |code: &str, name: &str| {
        format!(
            "insert into enterprise (tax_code, name, kind, unit_id, activity, content, listed_no, workers) \
            values ('{code}', '{name}', 'private', 1, 'active', 'x', 2, 12);"
        )
    };
    for sql in [
        BOOK,
        PEOPLE,
        "create table schema_version (version bigint not null primary key)",
        "insert into schema_version (version) values (1), (2)",
        &entry(1, "unit"),
        &entry(2, "listing"),
        "insert into unit (no, code, name, kind, from_on) values (1, 'u', 'U', 'other', '2024-01-01')",
        &listed("0100112437", "Công ty Đồng Tâm"),
        &listed("0100112003", "Công ty An Hòa"),
    ] {
        tx.script(sql).await.unwrap();
    }
    tx.commit().await.unwrap();
    migrate(&db).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let ordered = "select name, workers from enterprise order by name_key";
    let mut names = Vec::new();
    for row in tx.rows(ordered, &[]).await.unwrap() {
        names.push((row.text(0).unwrap(), row.int(1).unwrap()));
    }
    let expected = [("Công ty An Hòa".to_owned(), 12), ("Công ty Đồng Tâm".to_owned(), 12)];
    assert_eq!(names, expected);
    let found = "select e.tax_code from enterprise e where e.id in \
        (select rowid from enterprise_search where folded like $1)";
    let row = tx.row(found, &["%dong ta%".into()]).await.unwrap().unwrap();
    assert_eq!(row.text(0).unwrap(), "0100112437");
    tx.rollback().await.unwrap();
    db.close().await;
}

/// Papers get a new table on SQLite; what was signed still refers to them.
async fn signed_papers_keep_their_papers(house: &House) {
    let db = beside(house).await;
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations"));
    let dialect = format!(".{}.sql", db.dialect());
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.as_str() < "0019" && (name.contains('_') || name.ends_with(&dialect)))
        .collect();
    names.sort_by_key(|name| (name[..4].to_owned(), name.contains('.') && !name.contains('_')));
    let mut tx = db.write().await.unwrap();
    for name in names {
        tx.script(&std::fs::read_to_string(folder.join(name)).unwrap())
            .await
            .unwrap();
    }
    let at = "2024-01-01T00:00:00.000000Z";
    let hash = "0".repeat(64);
    for sql in [
        "create table schema_version (version bigint not null primary key)".to_owned(),
        "insert into schema_version (version) values (18)".to_owned(),
        format!(
            "insert into entry (no, sort, identity, content, happened_on, recorded_at, recorded_by, source, chain) values \
            (1, 'unit', '1', '{hash}', '2024-01-01', '{at}', 'x', 'x', '{hash}')"
        ),
        "insert into unit (no, code, name, kind, from_on) values (1, 'u', 'U', 'other', '2024-01-01')".to_owned(),
        format!(
            "insert into paper (id, unit_id, report, period, head, made_at, made_by) values (7, 1, 'term', '2024', 1, '{at}', 'x')"
        ),
        format!(
            "insert into signing (paper_id, unit_id, symbol, series, number, number_line, dated_on, head, model, words, content, signed_at, \
            signed_by) values (7, 1, 'BC', '2020-2025', 1, 'Số 01-BC', '2024-01-01', 1, '', '', '{hash}', '{at}', 'x')"
        ),
    ] {
        tx.script(&sql).await.unwrap();
    }
    tx.commit().await.unwrap();
    migrate(&db).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let kept = "select p.report from signing s join paper p on p.id = s.paper_id";
    assert_eq!(tx.row(kept, &[]).await.unwrap().unwrap().text(0).unwrap(), "term");
    tx.rollback().await.unwrap();
    // The reference still holds: a signing of no paper is refused.
    let mut tx = db.write().await.unwrap();
    let stray = format!(
        "insert into signing (paper_id, unit_id, symbol, series, number, number_line, dated_on, head, model, words, content, signed_at, \
        signed_by) values (8, 1, 'BC', '2020-2025', 2, 'Số 02-BC', '2024-01-01', 1, '', '', '{hash}', '{at}', 'x')"
    );
    assert!(tx.script(&stray).await.is_err());
    tx.rollback().await.unwrap();
    db.close().await;
}

stories!(
    names_of_an_older_list_are_found_and_ordered,
    signed_papers_keep_their_papers
);

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

stories!(names_of_an_older_list_are_found_and_ordered);

//! Opening a database by its address and bringing an empty one to today's schema.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use include_dir::{Dir, include_dir};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Db, StoreError, Tx};

static MIGRATIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");

/// Number of the newest migration.
pub const SCHEMA_VERSION: i64 = 21;

/// Opens the database at `address`, `sqlite:PATH` or `postgres://…`; makes a missing SQLite file and an empty schema.
///
/// # Errors
/// When the address is of neither kind, the database cannot be reached, or its schema is older or newer than ours.
pub async fn open(address: &str) -> Result<Db, StoreError> {
    let db = connect(address).await?;
    match version(&db).await? {
        None => migrate(&db).await?,
        Some(SCHEMA_VERSION) => {}
        Some(found) if found < SCHEMA_VERSION => {
            return Err(StoreError::SchemaOlder {
                found,
                needed: SCHEMA_VERSION,
            });
        }
        Some(found) => {
            return Err(StoreError::SchemaNewer {
                found,
                known: SCHEMA_VERSION,
            });
        }
    }
    Ok(db)
}

/// Opens the database without looking at its schema, as `migrate` needs it.
///
/// # Errors
/// When the address is of neither kind or the database cannot be reached.
pub async fn connect(address: &str) -> Result<Db, StoreError> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        return open_sqlite(path.strip_prefix("//").unwrap_or(path)).await;
    }
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .connect(address)
            .await?;
        return Ok(Db::Postgres(pool));
    }
    Err(StoreError::Address(scheme_of(address)))
}

/// The scheme alone: the rest may hold a password.
fn scheme_of(address: &str) -> String {
    address.split(':').next().unwrap_or_default().to_owned()
}

async fn open_sqlite(path: &str) -> Result<Db, StoreError> {
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
    }
    let options = SqliteConnectOptions::from_str("sqlite:")?
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(30))
        .pragma("cache_size", "-65536");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .connect_with(options)
        .await?;
    Ok(Db::Sqlite { writer, readers })
}

async fn version(db: &Db) -> Result<Option<i64>, StoreError> {
    let table = match db.dialect() {
        "sqlite" => "select count(*) from sqlite_master where type = 'table' and name = 'schema_version'",
        _ => {
            "select count(*) from information_schema.tables where table_schema = current_schema() and table_name = 'schema_version'"
        }
    };
    let mut tx = db.read().await?;
    let known = tx.row(table, &[]).await?.map_or(Ok(0), |row| row.int(0))?;
    if known == 0 {
        return Ok(None);
    }
    tx.row("select coalesce(max(version), 0) from schema_version", &[])
        .await?
        .map(|row| row.int(0))
        .transpose()
}

/// Brings the schema up to date, migration by migration, in one transaction.
///
/// # Errors
/// When the database refuses a migration.
pub async fn migrate(db: &Db) -> Result<(), StoreError> {
    let mut tx = db.write().await?;
    lock_schema(db, &mut tx).await?;
    tx.script("create table if not exists schema_version (version bigint not null primary key)")
        .await?;
    let done = tx
        .row("select coalesce(max(version), 0) from schema_version", &[])
        .await?
        .map_or(Ok(0), |row| row.int(0))?;
    if done > SCHEMA_VERSION {
        return Err(StoreError::SchemaNewer {
            found: done,
            known: SCHEMA_VERSION,
        });
    }
    for number in done + 1..=SCHEMA_VERSION {
        for name in names_of(number, db.dialect()) {
            let text = MIGRATIONS
                .get_file(&name)
                .and_then(|file| file.contents_utf8())
                .ok_or(StoreError::NoMigration(number))?;
            tx.script(text).await?;
        }
        if number == 3 {
            super::enterprises::fold_names(&mut tx).await?;
        }
        if number == 14 {
            super::enterprises::see_all_again(&mut tx).await?;
        }
        tx.execute("insert into schema_version (version) values ($1)", &[number.into()])
            .await?;
    }
    tx.commit().await
}

/// Two processes that meet at an empty PostgreSQL database wait for each other; SQLite's write lock does it there.
async fn lock_schema(db: &Db, tx: &mut Tx) -> Result<(), StoreError> {
    if db.dialect() == "postgres" {
        // An arbitrary number, the same in every process.
        tx.rows("select pg_advisory_xact_lock(727003)", &[]).await?;
    }
    Ok(())
}

fn names_of(number: i64, dialect: &str) -> Vec<String> {
    let prefix = format!("{number:04}");
    let mut names: Vec<String> = MIGRATIONS
        .files()
        .filter_map(|file| file.path().file_name()?.to_str())
        .filter(|name| {
            name.starts_with(&prefix)
                && (name.starts_with(&format!("{prefix}_")) || *name == format!("{prefix}.{dialect}.sql"))
        })
        .map(str::to_owned)
        .collect();
    // The common text first, then the dialect's own part.
    names.sort_by_key(|name| (name.starts_with(&format!("{prefix}.")), name.clone()));
    names
}

//! One fresh database a story, on either engine; made before and taken away after.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use nennep::catalogs::Catalogs;
use nennep::programme::{Mode, Quiet, import_workbook};
use nennep::store::{Db, Stamp, open, verify};
use nennep::web::intake::Report;
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgPoolOptions;

use super::Paper;

/// The engines a story runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Holds an open database of its own.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) engine: Engine,
    pub(crate) address: String,
    pub(crate) catalogs: Catalogs,
}

/// Keeps what must be taken away when the story is over.
enum Place {
    Folder(tempfile::TempDir),
    Database { server: String, name: String },
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Gives a frozen clock reading of the day, ten in the morning in Việt Nam.
pub(crate) fn stamp(today: &str) -> Stamp {
    Stamp {
        at: format!("{today}T03:00:00.000000Z"),
        today: today.parse().unwrap(),
        officer: "story".to_owned(),
        account: None,
        request: String::new(),
    }
}

/// Runs a story in a database of its own; afterwards the whole book is recounted and the database taken away.
pub(crate) fn on(engine: Engine, story: impl AsyncFnOnce(&House)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let (place, address) = runtime.block_on(make(engine));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let db = open(&address).await.unwrap();
            let catalogs = Catalogs::embedded().unwrap();
            let house = House {
                db,
                engine,
                address: address.clone(),
                catalogs,
            };
            story(&house).await;
            let verification = verify(&house.db).await.unwrap();
            assert!(verification.ok, "{:#?}", verification.checks);
            house.db.close().await;
        });
    }));
    runtime.block_on(clear(place));
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

async fn make(engine: Engine) -> (Place, String) {
    match engine {
        Engine::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            let address = format!("sqlite:{}", folder.path().join("book.db").display());
            (Place::Folder(folder), address)
        }
        Engine::Postgres => {
            let server = server();
            let name = format!("story_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            tell(&server, &format!("drop database if exists {name} with (force)")).await;
            tell(&server, &format!("create database {name}")).await;
            let address = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
            (Place::Database { server, name }, address)
        }
    }
}

async fn clear(place: Place) {
    match place {
        Place::Folder(folder) => folder.close().unwrap(),
        Place::Database { server, name } => tell(&server, &format!("drop database {name} with (force)")).await,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the gate tells the tests by this variable where its server listens"
)]
fn server() -> String {
    std::env::var("NENNEP_TEST_POSTGRES")
        .expect("NENNEP_TEST_POSTGRES names no PostgreSQL server; remedy: run cargo xtask tests, which starts one")
}

async fn tell(server: &str, sql: &str) {
    let pool = PgPoolOptions::new().max_connections(1).connect(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
}

impl House {
    /// Imports as on 15 January 2026, keeping the good rows.
    pub(crate) async fn import(&self, paper: &Paper) -> Report {
        self.import_as(paper, Mode::KeepGood, "2026-01-15").await
    }

    /// Imports a workbook that must be without fault.
    pub(crate) async fn take(&self, paper: &Paper) -> Report {
        let report = self.import(paper).await;
        assert_eq!(report.faults, [], "a workbook without fault");
        report
    }

    pub(crate) async fn import_as(&self, paper: &Paper, mode: Mode, today: &str) -> Report {
        let read = (paper.workbook(), Vec::new());
        import_workbook(&self.db, &self.catalogs, read, mode, stamp(today), &Quiet)
            .await
            .unwrap()
    }

    /// Gives the first column of an answer as whole numbers.
    pub(crate) async fn numbers(&self, sql: &str) -> Vec<i64> {
        let mut tx = self.db.read().await.unwrap();
        let rows = tx.rows(sql, &[]).await.unwrap();
        rows.iter().map(|row| row.int(0).unwrap()).collect()
    }

    /// Gives the first column of an answer as texts.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        let rows = tx.rows(sql, &[]).await.unwrap();
        rows.iter().map(|row| row.text(0).unwrap()).collect()
    }

    /// Gives the number of the last entry.
    pub(crate) async fn head(&self) -> i64 {
        self.numbers("select no from ledger_head").await[0]
    }

    /// Tells whether a unit of that code was known at the head.
    pub(crate) async fn is_known(&self, code: &str, head: i64) -> bool {
        let mut tx = self.db.read().await.unwrap();
        let sql = "select no from unit where code = $1 and no <= $2";
        tx.row(sql, &[code.into(), head.into()]).await.unwrap().is_some()
    }

    /// Entries are numbered from 1 to the head without a gap.
    pub(crate) async fn assert_gapless(&self) {
        let numbers = self.numbers("select no from entry order by no").await;
        let expected: Vec<i64> = (1..=self.head().await).collect();
        assert_eq!(numbers, expected);
    }
}

//! The list of 400,000 enterprises: a page with filter and sort, a search as it is typed, and taking 100,000 rows in; each beside
//! the bare statement, or the bare reading of the sheet, in the same run, on both engines.
//!
//! `cargo bench -p nennep --bench list`. PostgreSQL is measured where `NENNEP_TEST_POSTGRES` names a server.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up must stop")]
#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and where its server is"
)]

mod common;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use nennep::catalogs::Catalogs;
use nennep::features::lists::{ListAsked, import};
use nennep::programme::{Mode, Quiet, import_path};
use nennep::routes::router;
use nennep::store::{Db, open};
use nennep::web::clock::Clock;
use nennep::web::house::{House, Settings};
use nennep::web::secrets::Cipher;
use nennep_core::register::TaxCode;
use nennep_documents::sheets::read_foreign;
use rust_xlsxwriter::Workbook;
use tower::ServiceExt as _;

use crate::common::{sign_in, stamp};

/// Rows of a file, and files: 400,000 enterprises in all.
const ROWS: u32 = 100_000;
const FILES: u32 = 4;

/// Times each question is asked; the middle one counts.
const TIMES: usize = 21;

/// Wards among which the enterprises are spread.
const WARDS: u32 = 100;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<PathBuf> = (0..FILES).map(|file| sheet(folder.path(), file)).collect();
    let sqlite = format!("sqlite:{}", folder.path().join("list.db").display());
    runtime.block_on(measure("SQLite", &sqlite, folder.path(), &files));
    match std::env::var("NENNEP_TEST_POSTGRES") {
        Ok(server) => runtime.block_on(async {
            let name = format!("bench_{}", std::process::id());
            tell(&server, &format!("create database {name}")).await;
            let address = format!("{}/{name}", server.rsplit_once('/').expect("a database").0);
            measure("PostgreSQL", &address, folder.path(), &files).await;
            tell(&server, &format!("drop database {name} with (force)")).await;
        }),
        Err(_) => println!("PostgreSQL was not measured: NENNEP_TEST_POSTGRES names no server"),
    }
}

async fn tell(server: &str, sql: &str) {
    let pool = sqlx::postgres::PgPoolOptions::new()
        .max_connections(1)
        .connect(server)
        .await
        .expect("the server");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(&pool)
        .await
        .expect("a statement");
    pool.close().await;
}

/// Writes a sheet of enterprises with good tax codes.
fn sheet(folder: &Path, file: u32) -> PathBuf {
    const TRADES: [&str; 8] = [
        "May mặc",
        "Cơ khí",
        "Vận tải",
        "Xây dựng",
        "Dược phẩm",
        "Gốm sứ",
        "Chế biến gỗ",
        "Điện tử",
    ];
    const PLACES: [&str; 7] = [
        "Hồng Lam",
        "Bến Lụa",
        "Cầu Sậy",
        "Yên Thuần",
        "Vân Trì",
        "Hạ Sương",
        "Gò Mận",
    ];
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, head) in (0..).zip([
        "STT",
        "Mã số thuế",
        "Tên doanh nghiệp",
        "Thành phần kinh tế",
        "Phường",
        "Số lao động",
    ]) {
        page.write(2, column, head).expect("a cell");
    }
    page.write(0, 0, "DANH SÁCH DOANH NGHIỆP").expect("a cell");
    let codes = (100_000_100 + file * 200_000..)
        .flat_map(|nine| (0..10).map(move |check| (nine, format!("{nine}{check}"))))
        .filter(|(_, code)| TaxCode::read(code).is_ok());
    for (row, (nine, code)) in (3..ROWS + 3).zip(codes) {
        let (trade, place) = (one_of(&TRADES, nine), one_of(&PLACES, nine));
        let kind = if nine.is_multiple_of(9) { "FDI" } else { "Tư nhân" };
        page.write(row, 0, row - 2).expect("a cell");
        page.write(row, 1, code).expect("a cell");
        page.write(row, 2, format!("Công ty TNHH {trade} {place} {}", nine % 100_000))
            .expect("a cell");
        page.write(row, 3, kind).expect("a cell");
        page.write(row, 4, format!("Số {}", nine % WARDS)).expect("a cell");
        page.write(row, 5, nine % 997).expect("a cell");
    }
    let path = folder.join(format!("enterprises-{file}.xlsx"));
    book.save(&path).expect("a file");
    path
}

fn one_of<'a>(words: &[&'a str], number: u32) -> &'a str {
    words
        .iter()
        .cycle()
        .nth(number as usize % words.len())
        .expect("some words")
}

async fn measure(engine: &str, address: &str, folder: &Path, files: &[PathBuf]) {
    let db = open(address).await.expect("a database");
    let catalogs = Catalogs::embedded().expect("catalogues");
    let mut units = String::from("code,name,kind,parent,from\nc,Thành ủy Thử,city_committee,,2000-01-01\n");
    for ward in 0..WARDS {
        writeln!(units, "w{ward},Đảng ủy phường Số {ward},ward_committee,c,2000-01-01").expect("a String takes all");
    }
    let programme = folder.join(engine);
    std::fs::create_dir_all(&programme).expect("a folder");
    std::fs::write(programme.join("units.csv"), units).expect("a file");
    import_path(&db, &catalogs, &programme, Mode::KeepGood, stamp(), &Quiet)
        .await
        .expect("units");
    println!("{engine}");
    for (there, path) in (0..).step_by(ROWS as usize).zip(files) {
        let began = Instant::now();
        let read = read_foreign(path);
        let bare = began.elapsed().as_secs_f64();
        assert_eq!(read.faults.len(), 0);
        drop(read);
        let asked = ListAsked {
            list: "enterprises",
            ..ListAsked::default()
        };
        let began = Instant::now();
        let report = import(&db, &catalogs, path, asked, stamp()).await.expect("an import");
        let all = began.elapsed().as_secs_f64();
        assert_eq!(report.report.accepted, u64::from(ROWS), "every row is good");
        println!(
            "  100,000 rows of .xlsx beside {there:>7} there: read {bare:>6.2} s, taken in {all:>6.2} s, {:>5.1} times the reading",
            all / bare
        );
    }
    let cookies = [sign_in(&db, 1, "c").await, sign_in(&db, 2, "w7").await];
    let house = House::new(
        db.clone(),
        catalogs,
        Clock::System,
        Cipher::new(&[7; 32]),
        Settings::default(),
    );
    let router = router(&house, None);
    pages(&db, &router, &cookies).await;
    db.close().await;
}

async fn pages(db: &Db, router: &Router, [city, ward]: &[String; 2]) {
    let columns = "cast(id as bigint), tax_code, name, name_key, kind, unit_id, ward, activity, workers, party_members, \
        union_members, counted_on";
    let listed = format!("select {columns} from enterprise");
    let in_ward = "coalesce(unit_id, told_unit_id) = (select no from unit where code = 'w7')";
    let questions = [
        (
            "first page by name",
            city,
            "/enterprises",
            format!("{listed} order by name_key, id limit 26"),
        ),
        (
            "filter and sort",
            city,
            "/enterprises?kind=fdi&workers=500&sort=-workers",
            format!(
                "{listed} where kind = 'fdi' and workers >= 500 order by coalesce(workers, -1) desc, id desc limit 26"
            ),
        ),
        (
            "filter and sort, one ward",
            ward,
            "/enterprises?kind=fdi&workers=500&sort=-workers",
            format!(
                "{listed} where {in_ward} and kind = 'fdi' and workers >= 500 order by coalesce(workers, -1) desc, id desc limit 26"
            ),
        ),
        (
            "typed: ben",
            city,
            "/enterprises?q=ben",
            format!("{listed} where folded like '%ben%' limit 500"),
        ),
        (
            "typed: ben lua 4242",
            city,
            "/enterprises?q=ben%20lua%204242",
            format!(
                "{listed} where id in (select rowid from enterprise_search where folded like '%ben%' and folded like '%lua%' and folded like '%4242%') limit 500"
            ),
        ),
        (
            "typed: a tax code's beginning",
            city,
            "/enterprises?q=10010",
            format!("{listed} where tax_code >= '10010' and tax_code < '10011' limit 500"),
        ),
        (
            "typed: not there",
            city,
            "/enterprises?q=xyzzy",
            format!("{listed} where id in (select rowid from enterprise_search where folded like '%xyzzy%') limit 500"),
        ),
    ];
    for (name, cookie, path, sql) in questions {
        let page = middle(async || assert!(get(router, cookie, path).await > 1000)).await;
        let bare = middle(async || {
            let mut tx = db.read().await.expect("a transaction");
            tx.rows(&sql, &[]).await.expect("rows");
            tx.rollback().await.expect("an end");
        })
        .await;
        println!(
            "  {name:<30} page {page:>8.2} ms, bare {bare:>8.2} ms, {:>6.1} times",
            page / bare
        );
    }
}

/// Milliseconds of the middle of many times, after one that warms up.
async fn middle(mut asked: impl AsyncFnMut()) -> f64 {
    asked().await;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        asked().await;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times.get(TIMES / 2).copied().expect("many times")
}

async fn get(router: &Router, cookie: &str, path: &str) -> usize {
    let request = Request::builder()
        .uri(path)
        .header(header::HOST, "nennep.example")
        .header(header::COOKIE, format!("session={cookie}"))
        .extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 4000))))
        .body(Body::empty())
        .expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    to_bytes(answer.into_body(), usize::MAX).await.expect("a page").len()
}

//! How many questions a second the house answers, beside a bare hello served by the same stack in the same run.
//!
//! `cargo bench -p nennep --bench web [-- PATH…]`; `{unit}` in a path stands for a district. Needs `wrk`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up must stop")]
#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod common;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::routing::get;
use nennep::generate::{Scale, generate};
use nennep::store::open;
use nennep::web::listen::{Patience, serve};

use crate::common::{sign_in, stamp};

/// Connections held open at once.
const CONNECTIONS: &str = "16";

/// Every request of another client, as behind a proxy: one client alone would be slowed down.
const SCRIPT: &str = r#"
local place = 0
request = function()
  place = place + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", place % 200, math.floor(place / 200) % 200, math.floor(place / 40000) % 200)
  return wrk.format()
end
done = function(summary, latency, requests)
  io.write(string.format("%.0f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"#;

/// What is asked when no path is given.
const PATHS: [&str; 9] = [
    "/api/v1/units/{unit}/figures?period=2024",
    "/api/v1/units/{unit}/figures?period=2024&by_child",
    "/units/{unit}/board?period=2024-Q1",
    "/units/{unit}/trace?indicator=party_org_founded&period=2024-Q1",
    "/units/{unit}",
    "/units",
    "/entries?unit={unit}",
    "/search?q=phuong",
    "/healthz",
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word.starts_with('/')).collect();
    let paths = if words.is_empty() {
        PATHS.map(str::to_owned).to_vec()
    } else {
        words
    };
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("ask.lua");
    std::fs::write(&script, SCRIPT).expect("a script");
    let database = format!("sqlite:{}", folder.path().join("book.db").display());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (cookie, unit) = runtime.block_on(furnish(&database));
    let hello = runtime.block_on(say_hello());
    let mut house = Command::new(env!("CARGO_BIN_EXE_nennep"))
        .args([
            "--database",
            &database,
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--behind-proxy",
        ])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let address = listening(&mut house);
    println!(
        "{:<58} {:>9} {:>9} {:>9} {:>7} {:>7}",
        "path", "req/s", "p50 ms", "p99 ms", "errors", "share"
    );
    let bare = ask(&script, &format!("http://{hello}/"), &cookie);
    print(&bare, &bare, "hello, nothing else");
    println!("{:<58} {:>9}", "memory before, MB", memory(&house, "VmRSS:"));
    for path in paths {
        let path = path.replace("{unit}", &unit);
        print(&ask(&script, &format!("http://{address}{path}"), &cookie), &bare, &path);
    }
    println!("{:<58} {:>9}", "memory after, MB", memory(&house, "VmRSS:"));
    println!("{:<58} {:>9}", "memory at most, MB", memory(&house, "VmHWM:"));
    // It has nothing left to do.
    let _ = house.kill();
    let _ = house.wait();
}

/// Fills the database and signs an officer in; gives the cookie and a district.
async fn furnish(database: &str) -> (String, String) {
    let db = open(database).await.expect("a database");
    generate(&db, Scale::MIDDLE, 1, stamp()).await.expect("data");
    let mut tx = db.read().await.expect("a transaction");
    let sql = "select code from unit where parent_id is null or kind = 'district_committee' order by no limit 2";
    let rows = tx.rows(sql, &[]).await.expect("units");
    tx.rollback().await.expect("an end");
    let code = |place: usize| rows.get(place).expect("a unit").text(0).expect("a code");
    let (city, unit) = (code(0), code(1));
    let secret = sign_in(&db, 1, &city).await;
    db.close().await;
    (format!("session={secret}"), unit)
}

/// Serves the least that can be served.
async fn say_hello() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route("/", get(|| async { "hello" }));
    tokio::spawn(serve(listener, router, Patience::default(), std::future::pending()));
    address
}

fn listening(house: &mut Child) -> SocketAddr {
    let mut lines = BufReader::new(house.stderr.take().expect("a pipe")).lines();
    let address = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.split_once("http://").map(|(_, address)| address.to_owned()))
        .expect("the program tells where it listens");
    // A pipe that nobody empties would stop the program.
    std::thread::spawn(move || lines.for_each(drop));
    address.parse().expect("an address")
}

/// Asks for ten seconds after three to warm up; gives requests a second, the middle and the slow end in ms, errors.
fn ask(script: &std::path::Path, url: &str, cookie: &str) -> [f64; 4] {
    let wrk = |seconds: &str| {
        Command::new("wrk")
            .args([
                "--threads",
                "1",
                "--connections",
                CONNECTIONS,
                "--duration",
                seconds,
                "--script",
            ])
            .arg(script)
            .args(["--header", &format!("Cookie: {cookie}"), url])
            .output()
            .expect("wrk; remedy: install the package wrk")
    };
    wrk("3s");
    let printed = String::from_utf8(wrk("10s").stdout).expect("text");
    let numbers: Vec<f64> = printed
        .lines()
        .last()
        .unwrap_or_default()
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    numbers.try_into().expect("four numbers")
}

fn print(measured: &[f64; 4], bare: &[f64; 4], name: &str) {
    let [rate, middle, slow, errors] = measured;
    println!(
        "{name:<58} {rate:>9.0} {middle:>9.2} {slow:>9.2} {errors:>7.0} {:>6.1}%",
        rate / bare[0] * 100.0
    );
}

fn memory(house: &Child, which: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", house.id())).unwrap_or_default();
    let kilobytes = text
        .lines()
        .find(|line| line.starts_with(which))
        .and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

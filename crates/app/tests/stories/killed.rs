//! The program killed in the middle of an import and of a founding: nothing half done is left, and it is done again as if for
//! the first time.
//!
//! The database itself holds the program where it is to be killed: a trigger that does not come to its end.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nennep::store::verify;
use nennep::web::clock::Clock;
use nennep_core::register::TaxCode;
use sqlx::Connection as _;

use crate::common::browser::{Pages, encoded};
use crate::common::forms::fields_of;
use crate::common::wards::two_wards;
use crate::common::{Engine, House};
use crate::pages::cases::{base, open, to_the_decision};

stories! { an_import_is_killed_in_its_middle, a_founding_is_killed_in_its_middle }

/// Holds whoever writes a row for which the condition is true.
async fn hold(house: &House, table: &str, condition: &str) {
    let script = match house.engine {
        Engine::Sqlite => format!(
            "create view endless as with recursive step (n) as (select 1 union all select n + 1 from step) \
            select n from step; \
            create trigger held before insert on {table} when {condition} begin select count(*) from endless; end;"
        ),
        Engine::Postgres => format!(
            "create function hold() returns trigger language plpgsql as $hold$ begin perform pg_sleep(600); return new; end $hold$; \
            create trigger held before insert on {table} for each row when ({condition}) execute function hold()"
        ),
    };
    let mut tx = house.db.write().await.unwrap();
    tx.script(&script).await.unwrap();
    tx.commit().await.unwrap();
}

async fn release(house: &House, table: &str) {
    let script = match house.engine {
        Engine::Sqlite => "drop trigger held; drop view endless;".to_owned(),
        Engine::Postgres => format!("drop trigger held on {table}; drop function hold()"),
    };
    let mut tx = house.db.write().await.unwrap();
    tx.script(&script).await.unwrap();
    tx.commit().await.unwrap();
}

/// Waits until the program is held, and kills it there.
async fn kill_when_held(house: &House, mut child: Child) {
    let mut times_held = 0;
    for _ in 0..3000 {
        let is_held = match house.engine {
            Engine::Sqlite => is_locked(&house.address).await,
            Engine::Postgres => {
                let held = "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";
                house.numbers(held).await[0] > 0
            }
        };
        times_held = if is_held { times_held + 1 } else { 0 };
        // A lock that stays is no passing one.
        if times_held == 25 {
            break;
        }
        assert!(child.try_wait().unwrap().is_none(), "the program ended by itself");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(times_held, 25, "the program was held in its middle");
    child.kill().unwrap();
    child.wait().unwrap();
    if house.engine == Engine::Postgres {
        // The server lets a killed client's statement go on; it is ended as an operator would.
        let ended = "select cast(count(pg_terminate_backend(pid)) as bigint) from pg_stat_activity \
            where wait_event = 'PgSleep' and datname = current_database()";
        house.numbers(ended).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn is_locked(address: &str) -> bool {
    use std::str::FromStr as _;
    let options = sqlx::sqlite::SqliteConnectOptions::from_str(address)
        .unwrap()
        .busy_timeout(Duration::ZERO);
    let mut connection = sqlx::sqlite::SqliteConnection::connect_with(&options).await.unwrap();
    let is_locked = sqlx::query("begin immediate").execute(&mut connection).await.is_err();
    connection.close().await.unwrap();
    is_locked
}

fn program(house: &House, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nennep"));
    command.args(["--database", &house.address]).args(words);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Counts the rows of everything an import or a founding writes.
async fn rows(house: &House) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "entry",
        "unit",
        "fact",
        "posting",
        "enterprise",
        "import_batch",
        "import_change",
        "case_event",
        "audit",
    ] {
        counts.extend(house.numbers(&format!("select count(*) from {table}")).await);
    }
    counts
}

/// Eight hundred enterprises with good tax codes.
fn list() -> String {
    let mut text = "Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường\n".to_owned();
    let codes = (970_000_100..)
        .flat_map(|nine: u32| (0..10).map(move |check| format!("{nine}{check}")))
        .filter(|code| TaxCode::read(code).is_ok());
    for (place, code) in (1..=800).zip(codes) {
        text.push_str(&format!("{code},Công ty Số {place},Tư nhân,Một\n"));
    }
    text
}

async fn an_import_is_killed_in_its_middle(house: &House) {
    house.take(&two_wards()).await;
    let before = rows(house).await;
    hold(house, "enterprise", "new.name = 'Công ty Số 500'").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("danh sách.csv");
    std::fs::write(&path, list()).unwrap();
    let words = ["import", path.to_str().unwrap(), "--as", "enterprises"];
    let child = program(house, &words).spawn().unwrap();
    kill_when_held(house, child).await;
    release(house, "enterprise").await;
    assert_eq!(rows(house).await, before, "nothing of it is there");
    assert!(verify(&house.db).await.unwrap().ok);
    let again = program(house, &words).output().unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(house.numbers("select count(*) from enterprise").await, [800]);
    assert_eq!(house.numbers("select count(*) from import_batch").await, [1]);
    house.assert_gapless().await;
}

async fn a_founding_is_killed_in_its_middle(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    // The program that is killed goes by the machine's own clock.
    let apart = Clock::System.read().utc() - pages.clock.read().utc();
    pages.clock.move_on(apart.num_seconds());
    let mut ward = pages.officer("can-bo-w1", "unit_officer", "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let form = ward.get(&format!("{case}/founding")).await;
    let mut fields = fields_of(&form);
    let decision = [
        ("decision_no", "12-QĐ/ĐU"),
        ("decision_by", "Đảng ủy"),
        ("decision_on", "14/01/2026"),
        ("heads", "4"),
    ];
    fields.retain(|(name, _)| decision.iter().all(|(known, _)| known != name));
    fields.extend(decision.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let before = rows(house).await;
    // The unit and the fact stand by then; the event of the case comes after them.
    hold(house, "case_event", "new.deed = 'founded'").await;

    let mut child = program(house, &["serve", "--listen", "127.0.0.1:0", "--key-file"])
        .arg(tempfile::tempdir().unwrap().path().join("key"))
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let address = lines
        .find_map(|line| line.split_once("http://").map(|(_, address)| address.to_owned()))
        .expect("the program tells where it listens");
    std::thread::spawn(move || lines.for_each(drop));
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    let body = body.join("&");
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(
        stream,
        "POST {case}/founding HTTP/1.1\r\nhost: nennep.example\r\ncookie: session={}\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        ward.cookies["session"],
        body.len()
    )
    .unwrap();
    kill_when_held(house, child).await;
    release(house, "case_event").await;
    assert_eq!(rows(house).await, before, "nothing of it is there");
    assert!(verify(&house.db).await.unwrap().ok);

    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    ward.post(&format!("{case}/founding"), &fields).await.leads_to();
    let founded = house
        .numbers("select count(*) from fact where fact = 'party_org_founded'")
        .await;
    assert_eq!(founded, [1], "founded once");
    house.assert_gapless().await;
}

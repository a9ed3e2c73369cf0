//! A served house: the real program on a free port, asked through plain sockets.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use nennep::store::{Db, open};
use nennep::web::secrets::{fingerprint, unguessable};

use crate::house::House;

/// Holds the running program; it is gone when the test is over.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: u16,
    pub(crate) head: String,
    pub(crate) text: String,
}

impl Server {
    pub(crate) fn over(house: &House) -> Self {
        let mut command = house.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| line.split_once("http://").map(|(_, address)| address.parse().unwrap()))
            .expect("the program tells where it listens");
        // A pipe that nobody empties would stop the program.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends a request as it is written and reads all of the answer.
    pub(crate) fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // An answer may come before everything was sent.
        let _ = stream.write_all(request.as_bytes());
        answer(stream)
    }

    pub(crate) fn get(&self, path: &str, header: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nhost: nennep.example\r\nconnection: close\r\n{header}\r\n\r\n"
        ))
    }

    /// Most memory the program ever held, in kilobytes.
    pub(crate) fn memory_most(&self) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    pub(crate) fn tell_to_stop(&self) {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
    }

    pub(crate) fn ended(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an answer to its end.
pub(crate) fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    // A connection that is reset after its answer has told enough.
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, text) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Answer {
        code,
        head: head.to_owned(),
        text: text.to_owned(),
    }
}

/// Opens the database beside the program.
pub(crate) async fn database(house: &House) -> Db {
    open(&format!("sqlite:{}", house.path("book.db").display()))
        .await
        .unwrap()
}

/// Makes an officer over a unit with a token, as the head of a request carries it.
pub(crate) fn token(house: &House, unit: &str) -> String {
    let secret = unguessable().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = database(house).await;
        let mut tx = db.write().await.unwrap();
        let at = "2026-01-01T00:00:00.000000Z";
        for sql in [
            format!("insert into account (id, sign_in, name, title, totp_step, locale, theme, made_at) values (1, 'an', 'An', '', 0, 'vi', 'auto', '{at}')"),
            format!("insert into role_held (id, account_id, role, unit_id, from_on, given_at, given_by) select 1, 1, 'unit_officer', no, '2009-01-01', '{at}', 'test' from unit where code = '{unit}'"),
            format!("insert into token (id, account_id, name, secret, unit_id, until_on, made_at) select 1, 1, 'test', '{}', no, '2999-12-31', '{at}' from unit where code = '{unit}'", fingerprint(&secret)),
        ] {
            tx.execute(&sql, &[]).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.close().await;
    });
    format!("Authorization: Bearer {secret}")
}

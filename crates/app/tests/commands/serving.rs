//! The served house under load, attack and signals.

#![expect(
    clippy::disallowed_methods,
    reason = "whether a server waits too long can only be told by the clock"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::house::furnished;
use crate::server::{Server, answer, database, token};

const FIGURES: &str = "/api/v1/units/c/figures?period=2024";

#[test]
fn a_running_request_ends_before_the_program_does() {
    let house = furnished();
    let token = token(&house, "c");
    let mut server = Server::over(&house);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let held = runtime.block_on(async { database(&house).await.write().await.unwrap() });
    // The request notes that its token was seen, and waits for the writer.
    let mut stream = server.connect();
    write!(stream, "GET {FIGURES} HTTP/1.1\r\nhost: x\r\n{token}\r\n\r\n").unwrap();
    let mut idle = server.connect();
    std::thread::sleep(Duration::from_millis(500));
    server.tell_to_stop();
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        TcpStream::connect(server.address).is_err(),
        "a stopping house takes nobody in"
    );
    runtime.block_on(held.rollback()).unwrap();
    let answer = answer(stream);
    assert_eq!(answer.code, 200, "{answer:?}");
    assert!(
        answer.text.ends_with('}') && answer.text.contains("party_org_founded"),
        "{answer:?}"
    );
    assert_eq!(server.ended().code(), Some(0));
    assert_eq!(idle.read(&mut [0; 8]).unwrap_or(0), 0);
}

#[test]
fn whoever_dribbles_a_head_is_cut_off() {
    let house = furnished();
    let server = Server::over(&house);
    let began = Instant::now();
    let mut dribblers: Vec<TcpStream> = (0..200).map(|_| server.connect()).collect();
    for stream in &mut dribblers {
        stream.write_all(b"GET / HTTP/1.1\r\nx-slow: ").unwrap();
    }
    let mut open = dribblers.len();
    while open > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{open} connections are still held"
        );
        std::thread::sleep(Duration::from_millis(500));
        let asked = Instant::now();
        assert_eq!(server.get("/healthz", "x: y").text, "ok");
        assert!(
            asked.elapsed() < Duration::from_secs(2),
            "others wait {:?}",
            asked.elapsed()
        );
        dribblers.retain_mut(|stream| {
            stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
            let is_alive = stream.write_all(b"x").is_ok();
            let is_told = match stream.read(&mut [0; 256]) {
                Ok(_) => true,
                Err(error) => !matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ),
            };
            is_alive && !is_told
        });
        open = dribblers.len();
    }
    assert!(
        began.elapsed() > Duration::from_secs(8),
        "a slow line is no attack: {:?}",
        began.elapsed()
    );
}

#[test]
fn a_hundred_megabytes_are_refused_unread() {
    let house = furnished();
    let token = token(&house, "c");
    let server = Server::over(&house);
    assert_eq!(server.get(FIGURES, &token).code, 200);
    let before = server.memory_most();
    let began = Instant::now();
    let stated = format!("POST /api/v1/units HTTP/1.1\r\nhost: x\r\n{token}\r\ncontent-length: 104857600\r\n\r\n");
    assert_eq!(server.ask(&stated).code, 413);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    for head in [
        "POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 104857600\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(head.as_bytes()).unwrap();
        let piece = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
        // Ends when the house shuts the line.
        let sent = (0..1600).take_while(|_| stream.write_all(&piece).is_ok()).count();
        assert!(sent < 400, "{sent} pieces were taken");
    }
    let grown = server.memory_most() - before;
    assert!(grown < 20 * 1024, "{grown} kilobytes");
    assert_eq!(server.get("/healthz", "x: y").text, "ok");
}

#[test]
fn metrics_count_patterns_and_never_addresses() {
    let house = furnished();
    let token = token(&house, "c");
    let server = Server::over(&house);
    server.get(FIGURES, &token);
    for place in 0..50 {
        server.get(&format!("/Nguyen-Van-{place}"), "x: y");
        server.get(&format!("/api/v1/units/u{place}/figures"), &token);
        server.get(&format!("/api/v1/unknown-{place}"), &token);
        server.ask(&format!(
            "M{place} /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        ));
    }
    let text = server.get("/metrics", "x: y").text;
    assert!(text.contains("endpoint=\"/api/v1/units/{code}/figures\""), "{text}");
    for never in ["Nguyen", "/u4", "unknown-", "M4", "period"] {
        assert!(!text.contains(never), "{never}: {text}");
    }
    let counted: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("axum_http_requests_total{"))
        .collect();
    assert!((4..20).contains(&counted.len()), "{counted:#?}");
}

#[test]
fn what_is_no_request_is_answered_in_short() {
    let house = furnished();
    let server = Server::over(&house);
    let long = "x".repeat(200_000);
    let table = [
        (
            "GET /assets/../../Cargo.toml HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
            &[404][..],
        ),
        (
            "GET http://evil.example/nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
            &[404],
        ),
        (
            format!("GET /{long} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
            &[414, 404],
        ),
        (
            format!("GET / HTTP/1.1\r\nhost: x\r\nx: {long}{long}{long}\r\n\r\n"),
            &[431],
        ),
        ("GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n".to_owned(), &[400]),
        ("\u{16}\u{3}\u{1}\u{2}\r\n\r\n".to_owned(), &[400]),
        (
            "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked, x\r\n\r\n".to_owned(),
            &[400],
        ),
    ];
    for (request, codes) in table {
        let answer = server.ask(&request);
        let shown: String = request.chars().take(60).collect();
        assert!(codes.contains(&answer.code), "{shown}: {}", answer.head);
    }
    assert_eq!(server.get("/healthz", "x: y").text, "ok");
}

#[test]
fn signing_in_elsewhere_needs_an_address_to_come_back_to() {
    let house = furnished();
    let words = [
        "serve",
        "--oidc-issuer",
        "https://cas.example",
        "--oidc-client",
        "nennep",
        "--oidc-secret-file",
        "/none",
    ];
    let ended = house.run(&words);
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("--public-address"), "{said}");
}

//! `nennep user`: accounts and tokens made by whoever runs the machine.

use std::io::Write as _;
use std::process::{Output, Stdio};

use crate::house::{House, UNITS};

const PASSWORD: &str = "một câu dài dễ nhớ\n";

/// Runs a command with a text on standard input.
fn told(house: &House, words: &[&str], text: &str) -> (i32, String, String) {
    let mut child = house
        .command(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    read(&child.wait_with_output().unwrap())
}

fn read(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn house() -> House {
    let house = House::new();
    let folder = house.csv("programme", &[("units.csv", UNITS)]);
    assert!(house.run(&["import", &folder]).status.success());
    house
}

fn add<'a>(name: &'a str, role: &'a str, unit: &'a str) -> Vec<&'a str> {
    let whose = ["--name", "Lê Minh", "--title", "Chuyên viên"];
    [&["user", "add", name][..], &whose, &["--role", role, "--unit", unit]].concat()
}

#[test]
fn an_account_is_made_with_a_role() {
    let house = house();
    let (code, said, noted) = told(&house, &add("root", "administrator", "c"), PASSWORD);
    assert_eq!((code, said.as_str()), (0, "Đã lập tài khoản root.\n"), "{noted}");
    assert!(!noted.contains("câu dài"), "{noted}");
    let (code, _, noted) = told(&house, &add("root", "administrator", "c"), PASSWORD);
    assert!(code == 2 && noted.contains("đã có người dùng"), "{code} {noted}");
    let (code, _, noted) = told(&house, &add("Ố", "king", "x"), PASSWORD);
    assert_eq!(code, 2, "{noted}");
    for word in ["--unit", "--role", "NAME", "king", "«x»"] {
        assert!(noted.contains(word), "{word}: {noted}");
    }
    let (code, _, noted) = told(&house, &add("two", "inspector", "d"), "ngắn\n");
    assert!(code == 2 && noted.contains("ít nhất 10"), "{code} {noted}");
    let (code, _, noted) = told(&house, &add("two", "inspector", "d"), "");
    assert_eq!(code, 2, "no password, no account: {noted}");
    let late = [
        &add("two", "inspector", "d")[..],
        &["--from", "2026-02-01", "--to", "2026-01-01"],
    ]
    .concat();
    let (code, _, noted) = told(&house, &late, PASSWORD);
    assert!(code == 2 && noted.contains("--to"), "{code} {noted}");
}

#[test]
fn the_last_administrator_stays() {
    let house = house();
    told(&house, &add("root", "administrator", "c"), PASSWORD);
    told(&house, &add("two", "inspector", "d"), PASSWORD);
    assert_eq!(told(&house, &["user", "disable", "root"], "").0, 3);
    assert_eq!(told(&house, &["user", "disable", "two"], "").0, 0);
    assert_eq!(told(&house, &["user", "disable", "nobody"], "").0, 2);
    assert_eq!(told(&house, &["user", "reset-password", "root"], PASSWORD).0, 0);
    assert_eq!(told(&house, &["user", "reset-password", "nobody"], PASSWORD).0, 2);
}

#[test]
fn a_token_is_printed_once_and_alone() {
    let house = house();
    told(&house, &add("root", "administrator", "c"), PASSWORD);
    let words = ["user", "token", "root", "--scope", "d", "--until", "2999-12-31"];
    let (code, said, noted) = told(&house, &words, "");
    assert_eq!((code, noted.as_str()), (0, ""));
    assert_eq!(said.trim_end().len(), 64, "{said}");
    let wrong = ["user", "token", "nobody", "--scope", "x", "--until", "2001-01-01"];
    let (code, said, noted) = told(&house, &wrong, "");
    assert_eq!((code, said.as_str()), (2, ""));
    for word in ["--scope", "--until", "nobody"] {
        assert!(noted.contains(word), "{word}: {noted}");
    }
    let verified = house.json(&["verify"]);
    assert_eq!(verified.0, 0, "{verified:?}");
}

//! Programs ask: the same bytes as the commands, inside the scope, and who asks is known before what is asked.
// long: the stories of one part of the house, over one cast.

use std::process::Command;

use axum::body::Body;
use axum::http::{StatusCode, header};
use nennep::routes::document;

use crate::common::browser::{Browser, Page, Pages, encoded};
use crate::common::{House, Paper};

stories! {
    answers_as_the_commands_do, asks_who_before_what, tells_every_fault_at_once, keeps_to_its_scope,
    a_token_stays_inside_its_unit_on_any_day, lists_units_and_indicators, the_document_is_the_committed_one,
    the_document_names_every_end, everybody_may_read_the_document, a_token_ends,
}

/// A city with two districts; ward w2 went from the first to the second in 2025.
pub(super) fn city() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01|",
            "d|Quận ủy Đông|district_committee|c|2000-01-01|",
            "e|Quận ủy Tây|district_committee|c|2000-01-01|",
            "w1|Phường Một|ward_committee|d|2000-01-01|",
            "w2|Phường Hai|ward_committee|d|2000-01-01|",
            "w3|Phường Ba|ward_committee|e|2000-01-01|",
        ])
        .events(["2025-01-01|moved|w2||e||"])
        .facts([
            "f1|2024-02-01|party_org_founded|w1|2||||",
            "f2|2024-03-01|party_org_founded|w2|3||||",
            "f3|2024-04-01|party_member_opening|w2|40||||",
            "f4|2024-05-01|party_member_admitted|w2|4|||owner|",
            "f5|2025-06-01|party_org_founded|w3|1||||",
        ])
        .targets(["party_org_founded|Thành ủy|d||2024-01-01|2024-12-31|7|||"])
        .claims(["party_org_founded|d|2024-01-01|2024-12-31|6|Báo cáo số 1"])
}

/// The city with an officer over all of it; gives a program with his token.
pub(super) async fn asked(house: &House) -> (Pages, Browser) {
    house.take(&city()).await;
    let pages = Pages::of(house);
    pages.give("an", "unit_officer", "c", "2009-01-01", None).await;
    let program = pages.program("an", "c", "2026-12-31").await;
    (pages, program)
}

fn command(house: &House, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_nennep"))
        .args(["--database", &house.address])
        .args(words)
        .arg("--json")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

// long: one story told in one go reads better than its parts.
async fn answers_as_the_commands_do(house: &House) {
    let (_pages, mut program) = asked(house).await;
    let head = house.head().await;
    let earlier = (head - 3).to_string();
    let days = ["--from", "2024-01-01", "--to", "2025-12-31"];
    let ways: [(&str, Vec<&str>); 9] = [
        (
            "c/figures?from=2024-01-01&to=2025-12-31",
            [&["figures", "--unit", "c"], &days[..]].concat(),
        ),
        (
            "d/figures?period=2024",
            vec!["figures", "--unit", "d", "--period", "2024"],
        ),
        (
            "d/figures?period=2024&by_child=true",
            vec!["figures", "--unit", "d", "--period", "2024", "--by-child"],
        ),
        (
            "c/figures?period=2024&by_child&tree_on=2025-02-01",
            vec![
                "figures",
                "--unit",
                "c",
                "--period",
                "2024",
                "--by-child",
                "--tree-on",
                "2025-02-01",
            ],
        ),
        (
            "d/figures?period=2024-Q1&indicator=party_org_founded&indicator=owner_admitted",
            vec![
                "figures",
                "--unit",
                "d",
                "--period",
                "2024-Q1",
                "--indicator",
                "party_org_founded",
                "--indicator",
                "owner_admitted",
            ],
        ),
        (
            "d/figures?period=2024&indicator=party_member_admission_rate",
            vec![
                "figures",
                "--unit",
                "d",
                "--period",
                "2024",
                "--indicator",
                "party_member_admission_rate",
            ],
        ),
        (
            "e/figures?period=2024&known_at=",
            vec!["figures", "--unit", "e", "--period", "2024", "--known-at"],
        ),
        (
            "c/trace?indicator=party_org_founded&from=2024-01-01&to=2025-12-31",
            [&["trace", "--unit", "c", "--indicator", "party_org_founded"], &days[..]].concat(),
        ),
        (
            "e/trace?indicator=party_member_received&period=2025&known_at=",
            vec![
                "trace",
                "--unit",
                "e",
                "--indicator",
                "party_member_received",
                "--period",
                "2025",
                "--known-at",
            ],
        ),
    ];
    for (address, mut words) in ways {
        let mut address = format!("/api/v1/units/{address}");
        if address.ends_with("known_at=") {
            address.push_str(&earlier);
            words.push(&earlier);
        }
        let page = program.get(&address).await;
        assert_eq!(page.code, StatusCode::OK, "{address}: {}", page.text);
        assert_eq!(page.headers[header::CONTENT_TYPE], "application/json");
        assert_eq!(page.text, command(house, &words), "{address}");
    }
    let nothing = program
        .get("/api/v1/units/w3/trace?indicator=union_org_founded&period=2024")
        .await;
    assert_eq!(nothing.text, r#"{"value":null,"entries":[]}"#);
}

fn is_problem(page: &Page, code: u16) {
    assert_eq!(page.code.as_u16(), code, "{}", page.text);
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/problem+json");
    let said = page.json();
    assert_eq!(said["status"], code);
    assert!(
        said["faults"].is_array() && !said["title"].as_str().unwrap().is_empty(),
        "{said}"
    );
}

async fn asks_who_before_what(house: &House) {
    let (pages, program) = asked(house).await;
    let mut stranger = pages.visitor();
    let mut wrong = pages.visitor();
    wrong.token = Some("no-such-token".to_owned());
    let mut empty = pages.visitor();
    empty.headers.push(("authorization".to_owned(), "Bearer".to_owned()));
    let mut basic = pages.visitor();
    basic.headers.push((
        "authorization".to_owned(),
        format!("Basic {}", program.token.clone().unwrap()),
    ));
    let paths = [
        "/api/v1/units",
        "/api/v1/units/c/figures",
        "/api/v1/units/c/figures?from=x&to=y&huh=1",
        "/api/v1/units/%ff/trace",
        "/api/v1/units/nowhere/figures?period=2024",
        "/api/v1/facts",
        "/api/v1/entries/x/reversal",
        "/api/v1/nothing",
        "/api/v1/",
        "/api/v1",
        "/api/v1/openapi.json/more",
        "/api/v1/units/",
        "/api/v1//units",
    ];
    for path in paths {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HUH"] {
            for visitor in [&mut stranger, &mut wrong, &mut empty, &mut basic] {
                let request = visitor
                    .request(method, path)
                    .header("content-type", "text/huh")
                    .body(Body::from("{"))
                    .unwrap();
                let page = visitor.ask(request).await;
                is_problem(&page, 401);
                assert_eq!(page.headers[header::WWW_AUTHENTICATE], "Bearer", "{method} {path}");
            }
        }
    }
    let request = stranger
        .request("POST", "/api/v1/facts")
        .header("content-length", "104857600")
        .header("sec-fetch-site", "cross-site");
    is_problem(&stranger.ask(request.body(Body::empty()).unwrap()).await, 401);
    // The same with a token: no such path, and no such method.
    let mut program = program;
    is_problem(&program.get("/api/v1/nothing").await, 404);
    is_problem(&program.get("/api/v1").await, 404);
    let request = program.request("DELETE", "/api/v1/units").body(Body::empty()).unwrap();
    let page = program.ask(request).await;
    is_problem(&page, 405);
    assert_eq!(page.headers[header::ALLOW], "GET,HEAD");
    // A session opens the API too.
    let mut officer = pages.signed_in("an").await;
    assert_eq!(officer.get("/api/v1/units").await.code, StatusCode::OK);
}

async fn tells_every_fault_at_once(house: &House) {
    let (_pages, mut program) = asked(house).await;
    let told = |page: &Page| -> Vec<(String, String)> {
        is_problem(page, 422);
        let faults = page.json()["faults"].as_array().unwrap().clone();
        let text = |fault: &serde_json::Value, name: &str| fault[name].as_str().unwrap().to_owned();
        faults
            .iter()
            .map(|fault| (text(fault, "column"), text(fault, "kind")))
            .collect()
    };
    let table: [(&str, &[(&str, &str)]); 8] = [
        ("figures", &[("from", "missing_value"), ("to", "missing_value")]),
        (
            "figures?from=2024-02-30",
            &[("from", "no_such_day"), ("to", "missing_value")],
        ),
        (
            "figures?from=2024-02-01&to=2024-01-01",
            &[("to", "end_before_beginning")],
        ),
        (
            "figures?period=2024-Q5&from=2024-01-01&by_child=2",
            &[
                ("by_child", "unknown_word"),
                ("from", "not_here"),
                ("period", "bad_period"),
            ],
        ),
        (
            "figures?period=2024&period=2025&tree_on=x&known_at=-1",
            &[
                ("period", "given_twice"),
                ("known_at", "bad_count"),
                ("tree_on", "no_such_day"),
            ],
        ),
        (
            "figures?period=2024&indicator=huh&known_at=99999999999999999999",
            &[("known_at", "bad_count"), ("indicator", "unknown_indicator")],
        ),
        (
            "trace?period=2024&by_child=true",
            &[("by_child", "unknown_word"), ("indicator", "missing_value")],
        ),
        (
            "trace?period=2024&indicator=a&indicator=b",
            &[
                ("indicator", "given_twice"),
                ("indicator", "unknown_indicator"),
                ("indicator", "unknown_indicator"),
            ],
        ),
    ];
    for (question, expected) in table {
        let page = program.get(&format!("/api/v1/units/c/{question}")).await;
        let told = told(&page);
        let found: Vec<(&str, &str)> = told.iter().map(|(word, kind)| (word.as_str(), kind.as_str())).collect();
        assert_eq!(found, expected, "{question}");
    }
    is_problem(&program.get("/api/v1/units?from=2024-01-01").await, 422);
}

async fn keeps_to_its_scope(house: &House) {
    let (pages, _) = asked(house).await;
    let mut ward = pages.officer("binh", "unit_officer", "w1").await;
    assert_eq!(
        ward.get("/api/v1/units/w1/figures?period=2024").await.code,
        StatusCode::OK
    );
    for code in ["w2", "d", "c", "nowhere", "%00", "w1%2F..%2Fw2"] {
        for question in [
            "figures?period=2024",
            "figures?period=huh",
            "trace?indicator=party_org_founded&period=2024",
            "trace",
        ] {
            is_problem(&ward.get(&format!("/api/v1/units/{code}/{question}")).await, 404);
        }
    }
    // A role that ended yesterday opens nothing more.
    pages
        .give("chi", "unit_officer", "c", "2009-01-01", Some("2026-01-14"))
        .await;
    let mut former = pages.signed_in("chi").await;
    is_problem(&former.get("/api/v1/units/c/figures?period=2024").await, 404);
    assert_eq!(former.get("/api/v1/units").await.json()["units"], serde_json::json!([]));
}

async fn a_token_stays_inside_its_unit_on_any_day(house: &House) {
    let (pages, mut city) = asked(house).await;
    let codes = |page: &Page, list: &str, name: &str| -> Vec<String> {
        let said = page.json();
        let lines = said[list].as_array().unwrap_or_else(|| panic!("{said}"));
        lines
            .iter()
            .map(|line| line[name].as_str().unwrap().to_owned())
            .collect()
    };
    let mut token = pages.program("an", "d", "2026-12-31").await;
    assert_eq!(codes(&token.get("/api/v1/units").await, "units", "code"), ["d", "w1"]);
    is_problem(&token.get("/api/v1/units/w2/figures?period=2024").await, 404);
    is_problem(&token.get("/api/v1/units/c/figures?period=2024").await, 404);
    // Ward w2 was below d in 2024: an officer of d sees what it did then, his token does not name it.
    pages.give("dung", "unit_officer", "d", "2009-01-01", None).await;
    let mut officer = pages.signed_in("dung").await;
    let children = "/api/v1/units/d/figures?period=2024&by_child";
    let entries = "/api/v1/units/d/trace?indicator=party_org_founded&period=2024";
    for (asker, expected) in [
        (&mut city, vec!["w1", "w2"]),
        (&mut officer, vec!["w1", "w2"]),
        (&mut token, vec!["w1"]),
    ] {
        assert_eq!(codes(&asker.get(children).await, "children", "unit"), expected);
        assert_eq!(codes(&asker.get(entries).await, "entries", "unit"), expected);
    }
}

async fn lists_units_and_indicators(house: &House) {
    let (pages, mut program) = asked(house).await;
    let said = program.get("/api/v1/units").await.json();
    let ward = said["units"]
        .as_array()
        .unwrap()
        .iter()
        .find(|unit| unit["code"] == "w2")
        .unwrap();
    let expected = serde_json::json!({"code": "w2", "name": "Phường Hai", "kind": "ward_committee", "parent": "e", "from": "2000-01-01", "to": null});
    assert_eq!(ward, &expected);
    let mut ward = pages.officer("binh", "unit_officer", "w1").await;
    assert!(ward.get("/api/v1/units").await.json()["units"][0]["parent"].is_null());
    let said = program.get("/api/v1/indicators").await.json();
    let founded = &said["indicators"].as_array().unwrap()[0];
    assert!(
        founded["code"].is_string() && founded["is_listed"].is_boolean(),
        "{founded}"
    );
}

async fn the_document_is_the_committed_one(house: &House) {
    let pages = Pages::of(house);
    let generated = document(&pages.web).to_pretty_json().unwrap() + "\n";
    let committed = include_str!("../../../../../docs/openapi.json");
    if generated != committed {
        let place = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi.json");
        std::fs::write(&place, generated).unwrap();
        panic!(
            "docs/openapi.json is not what the code says; remedy: read and copy {}",
            place.display()
        );
    }
}

async fn the_document_names_every_end(house: &House) {
    let pages = Pages::of(house);
    let said = pages.visitor().get("/api/v1/openapi.json").await.json();
    let paths = said["paths"].as_object().unwrap();
    assert!(paths.keys().all(|path| path.starts_with("/api/v1/")), "{paths:?}");
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} is one end alone");
            assert_eq!(
                operation["security"],
                serde_json::json!([{"bearer": []}]),
                "{method} {path}"
            );
            for code in ["401", "413", "422", "429", "500", "504"] {
                assert!(operation["responses"][code].is_object(), "{method} {path} {code}");
            }
        }
    }
}

async fn everybody_may_read_the_document(house: &House) {
    let pages = Pages::of(house);
    let mut visitor = pages.visitor();
    let document = visitor.get("/api/v1/openapi.json").await.json();
    let page = visitor.get("/api/v1/docs/").await;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            let told = format!("id=\"{name}\"><code>{} {path}<", method.to_uppercase());
            assert!(page.text.contains(&told), "{told}: {}", page.text);
        }
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.text.contains(&format!("id=\"{name}\"")), "{name}");
    }
    assert_eq!(visitor.get("/api/v1/docs").await.leads_to(), "/api/v1/docs/");
    // Whoever writes the document's address otherwise finds nothing that is not guarded.
    for path in [
        "/api/v1/openapi.json/",
        "/api/v1/docs/../units",
        "/api/v1/docs/%2e%2e/units",
    ] {
        let page = visitor.get(path).await;
        assert!([401, 404].contains(&page.code.as_u16()), "{path}: {}", page.code);
        assert!(!page.text.contains("\"units\""), "{path}");
    }
}

async fn a_token_ends(house: &House) {
    let (pages, mut program) = asked(house).await;
    let path = format!("/api/v1/units/{}/figures?period=2024", encoded("c"));
    let mut short = pages.program("an", "c", "2026-01-15").await;
    assert_eq!(short.get(&path).await.code, StatusCode::OK);
    pages.clock.move_on(24 * 3600);
    is_problem(&short.get(&path).await, 401);
    assert_eq!(program.get(&path).await.code, StatusCode::OK);
    let mut tx = pages.web.db.write().await.unwrap();
    tx.execute("update account set disabled_at = '2026-01-16T00:00:00.000000Z'", &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    is_problem(&program.get(&path).await, 401);
}

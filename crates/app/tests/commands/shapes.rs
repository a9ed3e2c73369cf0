//! Exit codes and the shapes of answers.

use serde_json::{Value, json};

use crate::house::{FACTS, House, TARGETS, UNITS, furnished};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn figure<'a>(answer: &'a Value, code: &str) -> &'a Value {
    let figures = answer["figures"].as_array().unwrap();
    figures
        .iter()
        .find(|figure| figure["indicator"] == code)
        .unwrap_or(&Value::Null)
}

#[test]
fn an_import_tells_what_it_did() {
    let house = House::new();
    let folder = house.csv(
        "good",
        &[("units.csv", UNITS), ("facts.csv", FACTS), ("targets.csv", TARGETS)],
    );
    let nothing = json!({"accepted": 7, "same": 0, "held": 0, "numbers": [1, 7], "warnings": [], "faults": []});
    assert_eq!(house.json(&["import", &folder, "--dry-run"]), (0, nothing.clone()));
    assert_eq!(house.json(&["import", &folder]), (0, nothing));
    let again = json!({"accepted": 0, "same": 7, "held": 0, "numbers": null, "warnings": [], "faults": []});
    assert_eq!(house.json(&["import", &folder]), (0, again));
}

#[test]
fn a_held_row_ends_with_2_although_the_good_ones_are_kept() {
    let house = House::new();
    let facts = format!("{FACTS}x,2024-02-31,party_org_founded,d,1\n");
    let folder = house.csv("bad", &[("units.csv", UNITS), ("facts.csv", &facts)]);
    let (code, answer) = house.json(&["import", &folder, "--all-or-nothing"]);
    assert_eq!(
        (code, &answer["accepted"], &answer["held"], &answer["numbers"]),
        (2, &json!(0), &json!(5), &Value::Null)
    );
    let (code, answer) = house.json(&["import", &folder]);
    assert_eq!(
        (code, &answer["accepted"], &answer["held"], &answer["numbers"]),
        (2, &json!(4), &json!(1), &json!([1, 4]))
    );
    let fault = &answer["faults"][0];
    let mut names = keys(fault);
    names.sort_unstable();
    assert_eq!(names, ["column", "expected", "found", "kind", "remedy", "row", "sheet"]);
    assert_eq!(
        (&fault["sheet"], &fault["row"], &fault["column"]),
        (&json!("facts"), &json!(4), &json!("on"))
    );
    assert_eq!(fault["found"], "2024-02-31");
    let plain = house.run(&["import", &folder]);
    assert_eq!(plain.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&plain.stderr).contains("2024-02-31"),
        "a person reads the fault too"
    );
}

#[test]
fn figures_have_their_shape() {
    let house = furnished();
    let (code, answer) = house.json(&["figures", "--unit", "d", "--period", "2024-Q1"]);
    assert_eq!(code, 0);
    assert_eq!(answer["unit"], "d");
    assert_eq!(
        (&answer["from"], &answer["to"]),
        (&json!("2024-01-01"), &json!("2024-03-31"))
    );
    assert_eq!((&answer["tree_on"], &answer["head"]), (&Value::Null, &json!(7)));
    assert!(answer.get("children").is_none());
    let founded = figure(&answer, "party_org_founded");
    let target = json!({"giver": "Thành ủy", "from": "2024-01-01", "to": "2024-12-31", "min": 5, "max": null, "result": 2, "percent": "40"});
    assert_eq!(
        *founded,
        json!({"indicator": "party_org_founded", "value": 2, "targets": [target], "claims": []})
    );
    let admitted = &figure(&answer, "party_member_admitted")["targets"][0];
    assert_eq!(
        (&admitted["percent"], &admitted["state"], &admitted["max"]),
        (&Value::Null, &json!("below"), &json!(40))
    );
    let missing = figure(&answer, "women_org_founded");
    assert_eq!(
        (&missing["value"], &missing["targets"][0]["percent"]),
        (&Value::Null, &Value::Null)
    );
    let (_, by_child) = house.json(&["figures", "--unit", "c", "--period", "2024", "--by-child"]);
    assert_eq!(by_child["children"][0]["unit"], "d");
    let mut names = keys(&by_child["children"][0]);
    names.sort_unstable();
    assert_eq!(names, ["figures", "from", "head", "to", "tree_on", "unit"]);
}

#[test]
fn a_trace_has_its_shape() {
    let house = furnished();
    let (code, answer) = house.json(&[
        "trace",
        "--unit",
        "c",
        "--indicator",
        "party_org_founded",
        "--from",
        "2024-01-01",
        "--to",
        "2024-03-31",
    ]);
    assert_eq!((code, &answer["value"]), (0, &json!(2)));
    let mut names = keys(&answer["entries"][0]);
    names.sort_unstable();
    let expected = [
        "count",
        "decision",
        "fact",
        "grade",
        "host_kind",
        "key",
        "no",
        "on",
        "org_kind",
        "recorded_at",
        "reverses",
        "source",
        "tags",
        "to_unit",
        "unit",
    ];
    assert_eq!(names, expected);
    assert_eq!(answer["entries"][0]["key"], "a");
    let (code, empty) = house.json(&[
        "trace",
        "--unit",
        "c",
        "--indicator",
        "youth_org_founded",
        "--period",
        "2024",
    ]);
    assert_eq!((code, empty), (0, json!({"value": null, "entries": []})));
}

/// Words that name nothing, or days that are none, are 2 with their faults printed.
#[test]
fn unknown_words_end_with_2() {
    let house = furnished();
    let table: [(&[&str], &str); 7] = [
        (&["figures", "--unit", "nobody", "--period", "2024"], "unknown_unit"),
        (
            &["figures", "--unit", "d", "--period", "2024", "--indicator", "no_such"],
            "unknown_indicator",
        ),
        (
            &["trace", "--unit", "d", "--period", "2024", "--indicator", "no_such"],
            "unknown_indicator",
        ),
        (
            &[
                "trace",
                "--unit",
                "nobody",
                "--period",
                "2024",
                "--indicator",
                "party_org_founded",
            ],
            "unknown_unit",
        ),
        (
            &["figures", "--unit", "d", "--from", "2024-02-01", "--to", "2024-01-01"],
            "end_before_beginning",
        ),
        (
            &["figures", "--unit", "d", "--from", "2024-02-31", "--to", "2024-03-01"],
            "no_such_day",
        ),
        (&["figures", "--unit", "d", "--period", "2024-Q5"], "bad_period"),
    ];
    for (words, kind) in table {
        let (code, answer) = house.json(words);
        assert_eq!(
            (code, answer["faults"][0]["kind"].as_str()),
            (2, Some(kind)),
            "{words:?}"
        );
        assert_eq!(house.run(words).status.code(), Some(2), "{words:?}");
    }
    for words in [["figures"].as_slice(), &["fly"], &["trace", "--unit", "d"]] {
        assert_eq!(house.run(words).status.code(), Some(2), "{words:?}");
    }
}

#[test]
fn an_unreachable_database_is_our_failure() {
    let house = House::new();
    let address = "postgres://nobody@127.0.0.1:1/none";
    let mut command = house.command(&["verify", "--json"]);
    command.args(["--database", address]);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
}

/// The book is in order; in a copy whose guard was taken down one number was changed, and the recount tells.
#[test]
fn verify_finds_a_changed_line() {
    let house = furnished();
    let (code, answer) = house.json(&["verify"]);
    assert_eq!((code, &answer["ok"]), (0, &json!(true)), "{answer}");
    let table = [
        ("posting", "update posting set amount = 3 where entry_no = 3"),
        ("fact", "update fact set count = 3 where no = 3"),
        (
            "entry",
            "update entry set content = replace(content, substr(content, 1, 1), 'g') where no = 3",
        ),
        (
            "entry",
            "update entry set recorded_at = '2020-01-01T00:00:00.000000Z' where no = 1",
        ),
        ("unit", "update unit set parent_id = 2 where no = 1"),
    ];
    for (place, (guarded, sql)) in table.into_iter().enumerate() {
        let copy = house.path(&format!("copy{place}.db"));
        std::fs::copy(house.path("book.db"), &copy).unwrap();
        let address = format!("sqlite:{}", copy.display());
        tamper(&address, &[&format!("drop trigger {guarded}_no_update"), sql]);
        let output = house
            .command(&["verify", "--json"])
            .args(["--database", &address])
            .output()
            .unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        assert_eq!(
            (output.status.code(), &answer["ok"]),
            (Some(1), &json!(false)),
            "{sql}: {answer}"
        );
        let found = answer["checks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|check| check["ok"] == json!(false) && check["detail"] != json!(""));
        assert!(found, "{sql}: {answer}");
    }
    assert_eq!(house.json(&["verify"]).0, 0, "the book itself was not touched");
}

fn tamper(address: &str, statements: &[&str]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let db = nennep::store::connect(address).await.unwrap();
        let mut tx = db.write().await.unwrap();
        for sql in statements {
            tx.script(sql).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.close().await;
    });
}

//! Recording and taking back by programs.

use axum::http::StatusCode;
use nennep::store::Value;
use nennep::web::secrets::fingerprint;
use serde_json::json;

use super::facts::base;
use crate::common::House;
use crate::common::browser::{Browser, Pages};

stories! {
    programs_record_as_pages_do,
    programs_take_back_as_pages_do,
    what_is_no_fact_is_told_so,
}

/// A token of the account for a unit.
async fn token(pages: &Pages, sign_in: &str, unit: &str) -> Browser {
    let snapshot = pages.web.live.snapshot(&pages.web.db).await.unwrap();
    let tree = &snapshot.book.tree;
    let unit = tree.unit(tree.find(unit).unwrap()).id.0;
    let mut tx = pages.web.db.write().await.unwrap();
    let row = tx
        .row("select id from account where sign_in = $1", &[sign_in.into()])
        .await
        .unwrap();
    let values: Vec<Value> = vec![
        row.unwrap().int(0).unwrap().into(),
        fingerprint("the-token").into(),
        unit.into(),
    ];
    tx.execute(
        "insert into token (id, account_id, name, secret, unit_id, until_on, made_at) \
        values (1, $1, 'story', $2, $3, '2026-12-31', '2026-01-01T00:00:00.000000Z')",
        &values,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut browser = pages.visitor();
    browser.token = Some("the-token".to_owned());
    browser
}

async fn programs_record_as_pages_do(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    pages.give("may", "organization_officer", "c", "2020-01-01", None).await;
    let mut program = token(&pages, "may", "w1").await;
    let at = "/api/v1/facts";
    let strange = "khóa «lạ» ' \" ; -- \u{1F33E} <b>&amp;{{x}}";
    let body = json!({
        "key": strange, "on": "2026-01-10", "fact": "party_member_admitted", "unit": "w1", "count": 3,
        "tags": ["owner", "female"], "note": "=HYPERLINK(\"http://a\")", "decision_no": "12-QĐ/ĐU", "decision_on": "2026-01-09",
    });
    let first = program.post_json(at, &body).await;
    assert_eq!(first.code, StatusCode::CREATED, "{}", first.text);
    let no = first.json()["no"].as_i64().unwrap();
    assert_eq!(no, house.head().await);
    let again = program.post_json(at, &body).await;
    assert_eq!((again.code, again.json()["no"].as_i64()), (StatusCode::OK, Some(no)));
    let mut other = body.clone();
    other["count"] = json!(4);
    let other = program.post_json(at, &other).await;
    assert_eq!(other.code, StatusCode::CONFLICT);
    assert_eq!(other.headers["content-type"], "application/problem+json");
    assert_eq!(other.json()["faults"][0]["kind"], "other_content");
    let faulty = json!({"key": "k2", "on": "2026-02-30", "fact": "party_member_admitted", "unit": "w1", "grade": "guessed", "tags": ["died", "tall"]});
    let faulty = program.post_json(at, &faulty).await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", faulty.text);
    let columns: Vec<String> = faulty.json()["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["column"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(columns, ["on", "tags", "tags", "grade"]);
    assert!(faulty.json()["faults"][0]["row"].is_null() && faulty.json()["faults"][0]["sheet"].is_null());
    for unit in ["w2", "c", "nowhere", ""] {
        let mut outside = body.clone();
        outside["unit"] = json!(unit);
        outside["key"] = json!("k3");
        assert_eq!(
            program.post_json(at, &outside).await.code,
            StatusCode::NOT_FOUND,
            "{unit}"
        );
    }
    let long = json!({"key": "k".repeat(501), "on": "2026-01-10", "fact": "training_held", "unit": "w1"});
    assert_eq!(
        program.post_json(at, &long).await.json()["faults"][0]["kind"],
        "too_long"
    );
    assert_eq!(
        pages.visitor().post_json(at, &body).await.code,
        StatusCode::UNAUTHORIZED
    );
    let shown = {
        let mut officer = pages.signed_in("may").await;
        officer.get(&format!("/entries/{no}")).await
    };
    assert!(
        !shown.text.contains("<b>&amp;") && shown.text.contains("&#60;b&#62;"),
        "{}",
        shown.text
    );
}

async fn programs_take_back_as_pages_do(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    pages.give("may", "organization_officer", "c", "2020-01-01", None).await;
    let mut program = token(&pages, "may", "w1").await;
    let of = |key: &str| format!("select no from entry where identity = '{key}'");
    let (own, outside) = (house.numbers(&of("f1")).await[0], house.numbers(&of("f2")).await[0]);
    let at = |no: i64| format!("/api/v1/entries/{no}/reversal");
    let body = json!({"on": "2026-01-02", "reason": "Ghi trùng"});
    assert_eq!(program.post_json(&at(outside), &body).await.code, StatusCode::NOT_FOUND);
    assert_eq!(program.post_json(&at(9999), &body).await.code, StatusCode::NOT_FOUND);
    let faulty = program
        .post_json(&at(own), &json!({"on": "2025-01-01", "reason": ""}))
        .await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY);
    let first = program.post_json(&at(own), &body).await;
    assert_eq!(first.code, StatusCode::CREATED, "{}", first.text);
    let again = program.post_json(&at(own), &body).await;
    assert_eq!((again.code, &again.json()["no"]), (StatusCode::OK, &first.json()["no"]));
    let other = program
        .post_json(&at(own), &json!({"on": "2026-01-03", "reason": "Ghi trùng"}))
        .await;
    assert_eq!(
        (other.code, other.json()["faults"][0]["kind"].clone()),
        (StatusCode::CONFLICT, json!("already_reversed"))
    );
}

async fn what_is_no_fact_is_told_so(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let asked = |officer: &Browser, kind: &str, body: &'static str| {
        officer
            .request("POST", "/api/v1/facts")
            .header("content-type", kind)
            .body(body.into())
            .unwrap()
    };
    let table = [
        ("application/json", "{not json", StatusCode::BAD_REQUEST),
        ("application/json", "[]", StatusCode::UNPROCESSABLE_ENTITY),
        ("application/json", "{\"key\": 1}", StatusCode::UNPROCESSABLE_ENTITY),
        ("application/json", "{\"key\": \"\\ud800\"}", StatusCode::BAD_REQUEST),
        ("text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ];
    for (kind, body, code) in table {
        let request = asked(&officer, kind, body);
        let answer = officer.ask(request).await;
        assert_eq!(answer.code, code, "{body}: {}", answer.text);
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{body}");
    }
    let nul = json!({"key": "a\u{0}b", "on": "2026-01-10", "fact": "training_held", "unit": "w1", "note": "x\u{0}y"});
    assert_eq!(
        officer.post_json("/api/v1/facts", &nul).await.code,
        StatusCode::CREATED,
        "a nought is no letter"
    );
    let much = json!({"key": "k", "on": "2026-01-10", "fact": "training_held", "unit": "w1", "count": i64::MAX});
    assert_eq!(
        officer.post_json("/api/v1/facts", &much).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let negative = json!({"key": "k", "on": "2026-01-10", "fact": "training_held", "unit": "w1", "count": -1});
    assert_eq!(
        officer.post_json("/api/v1/facts", &negative).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

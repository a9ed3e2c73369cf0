//! Programs read enterprises and the work about them, inside the scope of their token.

use axum::http::StatusCode;

use super::cases::{base, open};
use crate::common::House;
use crate::common::browser::{Browser, Pages};
use crate::common::forms::fill;
use crate::common::wards::unit_officer;

stories! {
    enterprises_are_told_in_pages_and_sought,
    cases_campaigns_and_matters_are_told,
    surveys_are_recorded_and_told,
    an_enterprise_is_told_with_its_ladder,
    what_is_outside_is_not_told,
}

async fn program(house: &House, unit: &str) -> Browser {
    let pages = Pages::of(house);
    pages.give("may", "unit_officer", unit, "2026-01-01", None).await;
    pages.program("may", unit, "2026-12-31").await
}

fn names(answer: &serde_json::Value) -> Vec<&str> {
    let list = answer["enterprises"].as_array().unwrap();
    list.iter().map(|one| one["name"].as_str().unwrap()).collect()
}

async fn enterprises_are_told_in_pages_and_sought(house: &House) {
    house.take(&base()).await;
    let mut program = program(house, "c").await;
    let first = program.get("/api/v1/enterprises?size=2").await.json();
    assert_eq!(names(&first), ["Công ty Gốm Ấn", "Công ty Khác"]);
    let one = &first["enterprises"][0];
    assert_eq!(one["tax_code"], "0100112437");
    assert_eq!(one["unit"], "w1");
    assert_eq!(one["workers"], 77);
    assert_eq!(one["counted_on"], "2025-06-30");
    assert_eq!(one["is_counted"], true);
    assert!(first["enterprises"][1]["workers"].is_null(), "not counted is no zero");
    let next = format!("/api/v1/enterprises?size=2&after={}", first["next"]);
    let second = program.get(&next).await.json();
    assert_eq!(names(&second), ["Công ty Lụa"]);
    assert!(second["next"].is_null());
    for (question, expected) in [
        ("unit=w2", vec!["Công ty Khác"]),
        ("kind=fdi", vec!["Công ty Khác"]),
        ("q=gom%20an", vec!["Công ty Gốm Ấn"]),
        ("q=0100111017", vec!["Công ty Lụa"]),
    ] {
        let answer = program.get(&format!("/api/v1/enterprises?{question}")).await.json();
        assert_eq!(names(&answer), expected, "{question}");
    }
    let wrong = program
        .get("/api/v1/enterprises?unit=huh&kind=huh&size=0&after=x&huh=1")
        .await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = program
        .get("/api/v1/enterprises?unit=huh&kind=huh&size=0&after=x")
        .await
        .json();
    assert_eq!(wrong["faults"].as_array().unwrap().len(), 4, "all at once: {wrong}");
}

async fn cases_campaigns_and_matters_are_told(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let form = ward.get("/campaigns/new").await;
    let plan = [
        ("name", "Đợt"),
        ("unit", "w1"),
        ("choice", "all"),
        ("until", "20/01/2026"),
        ("surveyors", "1"),
    ];
    fill(&mut ward, "/campaigns", &form, &plan, "on").await.leads_to();
    let form = ward.get("/matters/new").await;
    let proposal = [
        ("unit", "w1"),
        ("content", "Thêm người"),
        ("answerer", "Thành ủy"),
        ("due_on", "20/01/2026"),
    ];
    fill(&mut ward, "/matters", &form, &proposal, "on").await.leads_to();
    let mut program = program(house, "w1").await;
    let cases = program.get("/api/v1/cases").await.json();
    let case = &cases["cases"][0];
    assert_eq!(case["number"], "TL-2026-001");
    assert_eq!((&case["unit"], &case["standing"]), (&"w1".into(), &"open".into()));
    let campaigns = program.get("/api/v1/campaigns").await.json();
    assert_eq!(campaigns["campaigns"][0]["all"], 2);
    let matters = program.get("/api/v1/matters").await.json();
    assert_eq!(matters["matters"][0]["due_on"], "2026-01-20");
    assert!(matters["matters"][0]["answer"].is_null());
    for wrong in [
        "/api/v1/cases?over=huh",
        "/api/v1/matters?huh=1",
        "/api/v1/campaigns?huh=1",
    ] {
        assert_eq!(
            program.get(wrong).await.code,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong}"
        );
    }
}

async fn surveys_are_recorded_and_told(house: &House) {
    house.take(&base()).await;
    let mut program = program(house, "w1").await;
    let mut body = serde_json::json!({
        "key": "phieu-1", "enterprise": "0100112437", "surveyed_on": "2026-01-14", "outcome": "eligible",
        "attitude": "supports", "numbers": {"workers": 80, "party_official": 4}, "obstacles": ["cost", "language"],
        "next_step": "Mở hồ sơ", "next_on": "2026-01-20"
    });
    let first = program.post_json("/api/v1/surveys", &body).await;
    assert_eq!(first.code, StatusCode::CREATED, "{}", first.text);
    let again = program.post_json("/api/v1/surveys", &body).await;
    assert_eq!((again.code, again.json()), (StatusCode::OK, first.json()), "once");
    let told = program.get("/api/v1/surveys?enterprise=0100112437").await.json();
    let one = &told["surveys"][0];
    assert_eq!((&one["unit"], &one["outcome"]), (&"w1".into(), &"eligible".into()));
    assert_eq!(one["numbers"], serde_json::json!({"workers": 80, "party_official": 4}));
    assert_eq!(one["obstacles"], serde_json::json!(["cost", "language"]));
    assert_eq!(one["entry"], first.json()["entry"]);
    assert!(told["next"].is_null() && told["surveys"].as_array().unwrap().len() == 1);
    body["note"] = "Đã đổi".into();
    let other = program.post_json("/api/v1/surveys", &body).await;
    assert_eq!(other.code, StatusCode::CONFLICT, "{}", other.text);
    body["key"] = "phieu-2".into();
    body["outcome"] = "no_members".into();
    body["numbers"] = serde_json::json!({"party_official": 4, "men": 3, "workers": -1});
    body["obstacles"] = serde_json::json!(["huh"]);
    let wrong = program.post_json("/api/v1/surveys", &body).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.json();
    let mut columns: Vec<&str> = wrong["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["column"].as_str().unwrap())
        .collect();
    columns.sort_unstable();
    assert_eq!(
        columns,
        ["numbers", "obstacles", "outcome", "workers"],
        "all at once, at their places"
    );
    body["enterprise"] = "0100111024".into();
    let outside = program.post_json("/api/v1/surveys", &body).await;
    assert_eq!(outside.code, StatusCode::NOT_FOUND);
    assert_eq!(house.numbers("select count(*) from survey").await, [1]);
}

async fn an_enterprise_is_told_with_its_ladder(house: &House) {
    house.take(&base()).await;
    let told = crate::common::Paper::new().sheet(
        "facts",
        "key|on|fact|unit|count|enterprise",
        ["a|2020-01-01|union_org_founded|w1|1|0100112437"],
    );
    house.take(&told).await;
    let mut program = program(house, "w1").await;
    let one = program.get("/api/v1/enterprises/0100112437").await.json();
    assert_eq!((&one["unit"], &one["kind"]), (&"w1".into(), &"private".into()));
    assert_eq!(one["law"], "Luật Doanh nghiệp 59/2020/QH14");
    let rungs: Vec<&str> = one["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["rung"].as_str().unwrap())
        .collect();
    assert_eq!(
        rungs,
        ["members_not_eligible", "founded", "not_recorded", "not_recorded"]
    );
    assert_eq!(
        (&one["lines"][0]["needed"], &one["lines"][0]["needed_of"]),
        (&3.into(), &"party_official".into())
    );
    assert_eq!(
        one["people"][0],
        serde_json::json!({
            "who": "workers", "count": 77, "counted_on": "2025-06-30", "source": "list"
        })
    );
    for outside in ["0100111024", "huh"] {
        let answer = program.get(&format!("/api/v1/enterprises/{outside}")).await;
        assert_eq!(answer.code, StatusCode::NOT_FOUND, "{outside}");
    }
    let mut ward = unit_officer(house, "w1").await;
    let form = ward.get("/dialogues/new").await;
    let held = [
        ("audience", "owners"),
        ("unit", "w1"),
        ("held_on", "09/01/2026"),
        ("people", "24"),
    ];
    fill(&mut ward, "/dialogues", &form, &held, "on").await.leads_to();
    let dialogues = program.get("/api/v1/dialogues").await.json();
    let one = &dialogues["dialogues"][0];
    assert_eq!(
        (&one["audience"], &one["people"], &one["is_taken_back"]),
        (&"owners".into(), &24.into(), &false.into())
    );
}

async fn what_is_outside_is_not_told(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let mut other = program(house, "w2").await;
    assert_eq!(names(&other.get("/api/v1/enterprises").await.json()), ["Công ty Khác"]);
    assert_eq!(
        other.get("/api/v1/cases").await.json()["cases"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let outside = other.get("/api/v1/enterprises?unit=w1").await;
    assert_eq!(outside.code, StatusCode::UNPROCESSABLE_ENTITY, "that unit is not there");
    let mut nobody = Pages::of(house).visitor();
    assert_eq!(nobody.get("/api/v1/cases").await.code, StatusCode::UNAUTHORIZED);
}

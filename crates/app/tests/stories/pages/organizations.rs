//! Which organizations stand in an enterprise: by the book, by its cases, or tied by hand.

use axum::http::StatusCode;

use super::cases::{base, open, to_the_decision};
use super::units::good;
use crate::common::browser::{Browser, Pages};
use crate::common::forms::fill;
use crate::common::wards::unit_officer;
use crate::common::{House, Paper};

stories! {
    facts_tell_what_stands,
    one_of_two_ends_and_the_other_stands,
    a_joint_cell_ends_for_all_of_its_enterprises,
    what_the_book_does_not_tell_is_tied,
    ties_are_for_organizations_of_ones_own_line,
}

const GOM: &str = "/enterprises/0100112437";
const LUA: &str = "/enterprises/0100111017";

async fn covered(browser: &mut Browser, path: &str) -> String {
    let words = good(browser, path).await.words();
    let after = words.split("Độ phủ: ").nth(1).unwrap_or_else(|| panic!("{words}"));
    after.chars().take(2).collect()
}

fn facts(rows: &[&str]) -> Paper {
    let heads = "key|on|fact|unit|count|enterprise|org_kind";
    Paper::new().sheet("facts", heads, rows)
}

async fn facts_tell_what_stands(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let steps: [(&[&str], &str, &str); 5] = [
        (&["a|2020-01-01|party_org_founded|w1|1|0100112437|"], "01", "founded"),
        (&["b|2020-01-01|union_org_opening|w1|1|0100112437|"], "02", "carried in"),
        (&["c|2021-01-01|party_org_ended|w1|1||"], "02", "another's end"),
        (&["d|2021-01-01|party_org_ended|w1|1|0100112437|"], "01", "its own end"),
        (
            &["e|2022-01-01|party_org_founded|w1|1|0100112437|"],
            "02",
            "founded again",
        ),
    ];
    for (rows, expected, why) in steps {
        house.take(&facts(rows)).await;
        assert_eq!(covered(&mut ward, GOM).await, expected, "{why}");
    }
    house
        .take(&facts(&["f|2023-01-01|party_org_consolidated|w1|1|0100112437|"]))
        .await;
    assert!(
        good(&mut ward, GOM).await.words().contains("Hoạt động nền nếp."),
        "strengthened"
    );
    house.take(&Paper::new().reversals(["e|2022-01-01|Nhầm|"])).await;
    assert_eq!(covered(&mut ward, GOM).await, "01", "taken back");
}

async fn one_of_two_ends_and_the_other_stands(house: &House) {
    house.take(&base()).await;
    let units = [
        "x1|Chi bộ Văn phòng|party_cell|w1|2020-01-01",
        "x2|Chi bộ Xưởng|party_cell|w1|2020-01-01",
    ];
    house.take(&Paper::new().units(units)).await;
    let told = [
        "a|2020-01-01|party_org_founded|x1|1|0100112437|",
        "b|2020-01-01|party_org_founded|x2|1|0100112437|",
        "c|2021-01-01|party_org_ended|x1|1|0100112437|",
    ];
    house.take(&facts(&told)).await;
    let mut ward = unit_officer(house, "w1").await;
    assert_eq!(covered(&mut ward, GOM).await, "01");
    let page = good(&mut ward, GOM).await.words();
    assert!(
        page.contains("Chi bộ Xưởng") && !page.contains("Vừa thành lập. Chi bộ Văn phòng"),
        "{page}"
    );
    house.take(&facts(&["d|2022-01-01|party_org_ended|x2|1||"])).await;
    assert_eq!(covered(&mut ward, GOM).await, "00", "its unit ended, whoever is named");
}

async fn a_joint_cell_ends_for_all_of_its_enterprises(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437 0100111017", "found_joint_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "12/01/2026").await;
    let path = format!("{case}/founding");
    let form = good(&mut ward, &path).await;
    let decision = [
        ("decision_no", "12-QĐ/ĐU"),
        ("decision_by", "Đảng ủy phường Một"),
        ("decision_on", "13/01/2026"),
        ("heads", "4"),
        ("code", "ghep"),
    ];
    fill(&mut ward, &path, &form, &decision, "on").await.leads_to();
    for path in [GOM, LUA] {
        assert_eq!(covered(&mut ward, path).await, "01", "{path}");
    }
    let form = good(&mut ward, "/units/ghep/ending").await;
    let ending = [
        ("decision_no", "13-QĐ/ĐU"),
        ("decision_by", "Đảng ủy phường Một"),
        ("decision_on", "14/01/2026"),
        ("reason", "Hai công ty tách"),
    ];
    fill(&mut ward, "/units/ghep/ending", &form, &ending, "on")
        .await
        .leads_to();
    let words = good(&mut ward, &case).await.words();
    assert!(
        words.contains("Đã thôi làm"),
        "its case waits for nothing more: {words}"
    );
    for path in [GOM, LUA] {
        assert_eq!(covered(&mut ward, path).await, "00", "{path}");
    }
}

async fn what_the_book_does_not_tell_is_tied(house: &House) {
    house.take(&base()).await;
    house
        .take(&Paper::new().units(["x1|Chi bộ Gốm Ấn|party_cell|w1|2020-01-01"]))
        .await;
    let mut ward = unit_officer(house, "w1").await;
    assert_eq!(covered(&mut ward, GOM).await, "00");
    let path = format!("{GOM}/organizations");
    let head = house.head().await;
    let form = good(&mut ward, &path).await;
    for _ in 0..2 {
        fill(&mut ward, &path, &form, &[("unit", "x1")], "on").await.leads_to();
    }
    assert_eq!(covered(&mut ward, GOM).await, "01", "tied once");
    assert_eq!(house.head().await, head, "the book counts as before");
    assert!(good(&mut ward, GOM).await.text.contains("href=\"/units/x1\""));
    // What lies outside the scope counts for the ladder and has no name.
    house
        .take(&Paper::new().units(["x9|Chi bộ ghép phường Hai|party_cell|w2|2020-01-01"]))
        .await;
    house
        .take(&facts(&["z|2020-01-01|party_org_founded|x9|1|0100112437|"]))
        .await;
    let page = good(&mut ward, GOM).await.words();
    assert!(!page.contains("ghép phường Hai"), "{page}");
    ward.post(&format!("{path}/removal"), &[("unit", "x1")])
        .await
        .leads_to();
    assert_eq!(covered(&mut ward, GOM).await, "01", "the joint one stands on");
    let trail = house
        .numbers("select count(*) from audit where deed like 'organization-%tied'")
        .await;
    assert_eq!(trail, [2], "tied and untied, each once");
}

async fn ties_are_for_organizations_of_ones_own_line(house: &House) {
    house.take(&base()).await;
    let units = [
        "x1|Chi bộ Gốm Ấn|party_cell|w1|2020-01-01",
        "x2|Công đoàn Gốm Ấn|union_base|w1|2020-01-01",
        "x3|Chi bộ phường Hai|party_cell|w2|2020-01-01",
    ];
    house.take(&Paper::new().units(units)).await;
    let mut union = Pages::of(house).officer("cong-doan", "union_officer", "w1").await;
    let path = format!("{GOM}/organizations");
    let form = good(&mut union, &path).await;
    assert!(form.text.contains("value=\"x2\"") && !form.text.contains("value=\"x1\""));
    for wrong in ["x1", "x3", "w1", "", "huh"] {
        let answer = union.post(&path, &[("unit", wrong)]).await;
        assert_eq!(answer.code, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    union.post(&path, &[("unit", "x2")]).await.leads_to();
    let mut other = unit_officer(house, "w2").await;
    assert_eq!(other.get(&path).await.code, StatusCode::NOT_FOUND);
}

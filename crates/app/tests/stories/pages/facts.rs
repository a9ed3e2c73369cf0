//! Recording by hand: what is offered, what is told, and that nothing typed is lost.

use axum::http::StatusCode;
use nennep_core::ledger::{Enterprise, Fact};

use crate::common::browser::{Browser, Pages};
use crate::common::forms::hidden;
use crate::common::{Ask, House, Paper};

stories! {
    every_fact_can_be_recorded_by_hand,
    a_founding_counts_until_it_is_taken_back,
    two_presses_are_one_fact,
    the_same_page_with_other_content_is_asked_again,
    all_faults_are_told_at_once_and_nothing_typed_is_lost,
    what_only_the_day_or_the_fact_forbids_is_told,
    a_stock_below_zero_is_told,
}

pub(super) fn base() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01",
            "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
            "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
            "x|Chi bộ X|party_base_cell|w1|2000-01-01",
        ])
        .facts([
            "f1|2025-02-10|party_org_founded|w1|1",
            "f2|2025-03-10|party_org_founded|w2|1",
        ])
        .targets(["party_org_founded|Tỉnh ủy|c||2025-01-01|2026-12-31|5||01-QĐ/TU|2025-01-01"])
}

pub(super) async fn key(browser: &mut Browser, fact: &str) -> String {
    let page = browser.get(&format!("/facts/new?fact={fact}")).await;
    assert_eq!(page.code, StatusCode::OK, "{fact}: {}", page.text);
    hidden(&page, "key")
}

async fn every_fact_can_be_recorded_by_hand(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let offered = officer.get("/facts/new").await.text;
    for fact in Fact::all().filter(|fact| fact.is_recordable()) {
        let code = fact.code();
        assert!(offered.contains(&format!("fact={code}\"")), "{code} is offered");
        let before = house.head().await;
        let key = key(&mut officer, &code).await;
        let mut fields = vec![
            ("key", key.as_str()),
            ("fact", &code),
            ("unit", "w1"),
            ("on", "05/01/2026"),
            ("count", "2"),
        ];
        if fact.is_move() {
            fields.push(("to_unit", "w2"));
        }
        if fact == Fact::Enterprise(Enterprise::Surveyed) {
            fields.push(("outcome", "eligible"));
        }
        let answer = officer.post("/facts", &fields).await;
        assert_eq!(answer.code, StatusCode::SEE_OTHER, "{code}: {}", answer.words());
        assert_eq!(house.head().await, before + 1, "{code}");
        let receipt = officer.get(answer.leads_to()).await;
        assert_eq!(receipt.code, StatusCode::OK, "{code}: {}", receipt.text);
        assert!(receipt.words().contains("Đã ghi sổ, số"), "{code}: {}", receipt.words());
        assert!(!receipt.text.contains("fact-"), "{code} has words: {}", receipt.text);
        let stored = house.numbers("select count from fact order by no desc limit 1").await;
        assert_eq!(stored, [2], "{code}");
    }
    assert!(
        officer
            .get("/facts/new?fact=enterprise_listed")
            .await
            .words()
            .contains("Việc ghi được")
    );
}

async fn a_founding_counts_until_it_is_taken_back(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let ask = Ask::of("c", "2025-01-01", "2026-01-15");
    assert_eq!(house.value(&ask, "party_org_founded").await, "2");
    let key = key(&mut officer, "party_org_founded").await;
    let fields = [
        ("key", key.as_str()),
        ("fact", "party_org_founded"),
        ("unit", "w1"),
        ("on", "10/01/2026"),
        ("count", "1"),
        ("decision_no", "12-QĐ/ĐU"),
        ("decision_on", "09/01/2026"),
        ("decision_by", "Đảng ủy phường Một"),
        ("grade", "listed"),
    ];
    let entry = officer.post("/facts", &fields).await.leads_to().to_owned();
    assert_eq!(house.value(&ask, "party_org_founded").await, "3");
    let path = entry.split('?').next().unwrap().to_owned();
    let shown = officer.get(&path).await;
    for words in [
        "12-QĐ/ĐU, 09/01/2026, Đảng ủy phường Một",
        "Cán bộ to-chuc",
        "Có danh sách",
        "Ghi tay trên trang",
        "12:00 ngày 15/01/2026",
    ] {
        assert!(shown.words().contains(words), "{words}: {}", shown.words());
    }
    assert!(
        shown
            .text
            .contains("/units/w1/trace?indicator=party_org_founded&#38;period=2026-01"),
        "{}",
        shown.text
    );
    let back = format!("{path}/reversal");
    let answer = officer
        .post(&back, &[("day", "original"), ("reason", "Ghi nhầm phường")])
        .await;
    let reversal = answer.leads_to().to_owned();
    assert_eq!(house.value(&ask, "party_org_founded").await, "2");
    let receipt = officer.get(&reversal).await;
    assert!(receipt.text.contains("/facts/new?again="), "{}", receipt.text);
    let book = officer.get("/entries").await;
    let told = book.words();
    assert!(
        told.contains("Ghi đảo: Thành lập tổ chức đảng, \u{2212}01, Đảng ủy phường Một"),
        "{told}"
    );
    assert!(
        told.contains("Thành lập tổ chức đảng, +01, Đảng ủy phường Một"),
        "{told}"
    );
    // What was right of it is offered again.
    let no = path.rsplit('/').next().unwrap();
    let again = officer.get(&format!("/facts/new?again={no}")).await;
    assert_eq!(again.code, StatusCode::OK);
    assert!(
        again.text.contains("value=\"12-QĐ/ĐU\"") && again.text.contains("value=\"10/01/2026\""),
        "{}",
        again.text
    );
    let trail = house
        .numbers("select count(*) from audit where deed in ('fact-recorded', 'fact-taken-back')")
        .await;
    assert_eq!(trail, [2]);
}

async fn two_presses_are_one_fact(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let key = key(&mut officer, "conference_held").await;
    assert!(key.starts_with("hand-") && key.len() == 21, "{key}");
    let fields = [
        ("key", key.as_str()),
        ("fact", "conference_held"),
        ("unit", "w1"),
        ("on", "2026-01-10"),
        ("count", "1"),
    ];
    let mut other = officer.clone();
    let (one, two) = tokio::join!(officer.post("/facts", &fields), other.post("/facts", &fields));
    assert_eq!(one.leads_to(), two.leads_to());
    assert_eq!(officer.post("/facts", &fields).await.leads_to(), one.leads_to());
    assert_eq!(
        house
            .numbers("select count(*) from fact where fact = 'conference_held'")
            .await,
        [1]
    );
    house.assert_gapless().await;
}

async fn the_same_page_with_other_content_is_asked_again(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let key = key(&mut officer, "conference_held").await;
    let fields = |count| {
        [
            ("key", key.as_str()),
            ("fact", "conference_held"),
            ("unit", "w1"),
            ("on", "2026-01-10"),
            ("count", count),
        ]
    };
    let first = officer.post("/facts", &fields("1")).await.leads_to().to_owned();
    let answer = officer.post("/facts", &fields("4")).await;
    assert_eq!(answer.code, StatusCode::CONFLICT);
    let no = first.split('?').next().unwrap();
    assert!(
        answer.text.contains(&format!("href=\"{no}\"")),
        "the entry is named: {}",
        answer.text
    );
    assert!(answer.text.contains("value=\"4\""), "what was typed is kept");
    let renewed = hidden(&answer, "key");
    assert_ne!(renewed, key);
    assert_eq!(
        house
            .numbers("select count(*) from fact where fact = 'conference_held'")
            .await,
        [1]
    );
    let mut again = fields("4");
    again[0].1 = &renewed;
    assert_eq!(officer.post("/facts", &again).await.code, StatusCode::SEE_OTHER);
}

async fn all_faults_are_told_at_once_and_nothing_typed_is_lost(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let before = house.head().await;
    let script = "<script>alert(1)</script>";
    let fields = [
        ("key", "hand-1"),
        ("fact", "party_org_moved"),
        ("unit", "w1"),
        ("to_unit", "w1"),
        ("on", "31/02/2026"),
        ("count", "3,5"),
        ("org_kind", "no_such_kind"),
        ("host_kind", script),
        ("decision_on", "99"),
        ("grade", "guessed"),
        ("note", script),
    ];
    let answer = officer.post("/facts", &fields).await;
    assert_eq!(answer.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.words().contains("Chưa ghi được: 07 mục cần sửa"),
        "{}",
        answer.words()
    );
    for field in [
        "to_unit",
        "on",
        "count",
        "org_kind",
        "host_kind",
        "decision_on",
        "grade",
    ] {
        assert!(
            answer.text.contains(&format!("href=\"#f-{field}\"")),
            "{field}: {}",
            answer.text
        );
        assert!(
            answer.text.contains(&format!("id=\"f-{field}-fault\"")),
            "{field}: {}",
            answer.text
        );
    }
    for typed in ["value=\"31/02/2026\"", "value=\"3,5\"", "value=\"99\""] {
        assert!(answer.text.contains(typed), "{typed}: {}", answer.text);
    }
    assert!(
        !answer.text.contains(script) && answer.text.contains("&#60;script&#62;"),
        "{}",
        answer.text
    );
    assert_eq!(hidden(&answer, "key"), "hand-1");
    assert_eq!(house.head().await, before);
}

async fn what_only_the_day_or_the_fact_forbids_is_told(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let before = house.head().await;
    let later = [
        ("key", "hand-2"),
        ("fact", "training_held"),
        ("unit", "w1"),
        ("on", "16/01/2026"),
    ];
    let answer = officer.post("/facts", &later).await;
    assert!(answer.words().contains("hôm nay, 15/01/2026"), "{}", answer.words());
    let survey = [
        ("key", "hand-3"),
        ("fact", "enterprise_surveyed"),
        ("unit", "w1"),
        ("on", "2026-01-10"),
    ];
    let answer = officer.post("/facts", &survey).await;
    assert!(answer.text.contains("id=\"f-outcome-fault\""), "{}", answer.text);
    let listed = [
        ("key", "hand-4"),
        ("fact", "enterprise_listed"),
        ("unit", "w1"),
        ("on", "2026-01-10"),
    ];
    assert_eq!(
        officer.post("/facts", &listed).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(house.head().await, before);
}

async fn a_stock_below_zero_is_told(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let fields = [
        ("key", "hand-9"),
        ("fact", "party_member_left"),
        ("unit", "x"),
        ("on", "2026-01-10"),
        ("count", "4"),
        ("reason_left", "died"),
    ];
    let to = officer.post("/facts", &fields).await.leads_to().to_owned();
    assert!(officer.get(&to).await.words().contains("Số hiện có xuống dưới không"));
    assert_eq!(
        house.numbers("select count(*) from fact where tags = 'died'").await,
        [1]
    );
}

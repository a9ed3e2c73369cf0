//! Targets as contracts: assigned and changed by a decision, listed with what they came to.

use axum::http::StatusCode;

use super::units::{good, in_order, sheet};
use crate::common::browser::{Browser, Page};
use crate::common::forms::fill;
use crate::common::wards::{officer, targets};
use crate::common::{House, Paper};

stories! {
    an_assigned_target_is_the_row_an_import_would_bring,
    the_form_says_all_that_is_wrong,
    only_the_giver_and_its_own_assign,
    a_target_changes_by_a_new_decision_alone,
    a_year_knows_what_its_term_leaves,
    the_list_shows_givers_side_by_side_and_how_they_stand,
}

fn district() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy Thử|city_committee||2000-01-01",
            "d|Quận ủy Thử|district_committee|c|2000-01-01",
            "w1|Đảng ủy phường Một|ward_committee|d|2000-01-01",
            "w2|Đảng ủy phường Hai|ward_committee|d|2000-01-01",
            "w3|Đảng ủy phường Ba|ward_committee|d|2000-01-01|2023-12-31",
        ])
        .facts([
            "f1|2024-02-01|party_org_founded|w1|1",
            "f2|2025-03-01|party_org_founded|w1|2",
            "y1|2025-03-01|youth_org_founded|w1|2||youth_branch",
            "y2|2025-04-01|youth_org_founded|w2|1||youth_federation_chapter",
            "f3|2026-01-05|party_org_founded|w2|1",
        ])
}

const TARGET: [(&str, &str); 8] = [
    ("indicator", "Tổ chức đảng thành lập mới"),
    ("giver", "Quận ủy Thử"),
    ("unit", "w1"),
    ("period", "2026"),
    ("value", "3"),
    ("decision_no", "15-QĐ/QU"),
    ("decision_on", "09/01/2026"),
    ("decision_by", "Quận ủy Thử"),
];

/// Sends the form of a new target with some fields other than the usual ones.
async fn assign(browser: &mut Browser, other: &[(&str, &str)]) -> Page {
    let form = good(browser, "/targets/new").await;
    let mut fields = TARGET.to_vec();
    fields.retain(|(name, _)| other.iter().all(|(known, _)| known != name));
    fields.extend(other);
    fill(browser, "/targets", &form, &fields, "on").await
}

async fn an_assigned_target_is_the_row_an_import_would_bring(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let made = assign(&mut browser, &[]).await;
    let path = made.leads_to().to_owned();
    let again = assign(&mut browser, &[("indicator", "party_org_founded")]).await;
    assert_eq!(again.leads_to(), path, "two presses assign once");
    assert_eq!(targets(house).await, 1);
    let page = good(&mut browser, &path).await;
    let words = page.words();
    assert!(words.contains("Đã ghi sổ chỉ tiêu."), "{words}");
    assert!(words.contains("Quận ủy Thử giao Đảng ủy phường Một 03"), "{words}");
    let entry = house.head().await;
    assert!(
        page.text.contains(&format!("href=\"/entries/{entry}\"")),
        "{}",
        page.text
    );
    let told = good(&mut browser, &format!("/entries/{entry}")).await.words();
    assert!(
        told.contains("15-QĐ/QU") && told.contains("Mở chỉ tiêu"),
        "the entry leads to its target: {told}"
    );

    let heads = "indicator|giver|unit|member|from|to|min|max|decision_no|decision_on|decision_by";
    let row = "party_org_founded|Quận ủy Thử|w1||2026-01-01|2026-12-31|3||15-QĐ/QU|2026-01-09|Quận ủy Thử";
    let report = house.take(&Paper::new().sheet("targets", heads, [row])).await;
    assert_eq!((report.accepted, report.same), (0, 1), "the same row is the same entry");
    let other = assign(&mut browser, &[("value", "4")]).await;
    assert_eq!(
        other.code,
        StatusCode::CONFLICT,
        "the same decision with another number"
    );
    assert!(other.text.contains("value=\"4\""), "what was typed stays");
    assert_eq!(targets(house).await, 1);

    let trail = good(&mut browser, "/audit").await.words();
    assert!(
        trail.contains("giao chỉ tiêu Tổ chức đảng thành lập mới, mức 3"),
        "{trail}"
    );
    let seat = [("member", "Đồng chí Trưởng ban"), ("value", "5-7")];
    let path = assign(&mut browser, &seat).await.leads_to().to_owned();
    let words = good(&mut browser, &path).await.words();
    assert!(words.contains("05–07") && words.contains("không tách riêng"), "{words}");
}

async fn the_form_says_all_that_is_wrong(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let wrong = [
        ("indicator", "số đẹp"),
        ("giver", ""),
        ("unit", "c"),
        ("period", "quý nào đó"),
        ("value", "15-12"),
        ("decision_no", ""),
        ("decision_on", "20/01/2026"),
        ("decision_by", ""),
    ];
    let page = assign(&mut browser, &wrong).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("08 mục cần sửa"), "{}", page.words());
    assert!(page.text.contains("value=\"quý nào đó\""), "what was typed stays");
    for (field, value, told) in [
        ("value", "3,5", "một khoảng như 12-15"),
        ("unit", "w3", "ngày đến 31/12/2023"),
        ("from", "01/01/2026", "một giá trị duy nhất"),
    ] {
        let page = assign(&mut browser, &[(field, value)]).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.words().contains("01 mục cần sửa"), "{field}: {}", page.words());
        assert!(page.words().contains(told), "{field}: {}", page.words());
    }
    assert_eq!(targets(house).await, 0);
}

async fn only_the_giver_and_its_own_assign(house: &House) {
    house.take(&district()).await;
    let mut ward = officer(house, "unit_officer", "w1").await;
    let refused = assign(&mut ward, &[]).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("do cán bộ của chính cấp ấy ghi"),
        "the ward does not speak for the district: {}",
        refused.words()
    );
    assign(&mut ward, &[("giver", "Hội Doanh nghiệp trẻ")]).await.leads_to();
    let refused = assign(&mut ward, &[("unit", "w2"), ("giver", "w1")]).await;
    assert_eq!(
        refused.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "outside the scope nothing is there"
    );

    let mut union = officer(house, "union_officer", "d").await;
    let refused = assign(&mut union, &[]).await;
    assert_eq!(refused.code, StatusCode::FORBIDDEN, "another line's indicator");
    assign(&mut union, &[("indicator", "union_org_founded")])
        .await
        .leads_to();
    let mut reader = officer(house, "inspector", "d").await;
    assert_eq!(reader.get("/targets/new").await.code, StatusCode::NOT_FOUND);
    let list = good(&mut reader, "/targets").await;
    assert!(!list.text.contains("/targets/new"), "nobody is offered what is refused");
    assert_eq!(targets(house).await, 2);
}

async fn a_target_changes_by_a_new_decision_alone(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let first = assign(&mut browser, &[("decision_on", "05/01/2026")]).await;
    let path = first.leads_to().split('?').next().unwrap().to_owned();
    let change = format!("{path}/change");
    let form = good(&mut browser, &change).await;
    assert!(
        form.text.contains("name=\"value\" value=\"3\""),
        "what holds stands there: {}",
        form.text
    );
    let mut sender = browser.clone();
    let mut send = async |no: &str, on: &str| {
        let filled = [
            ("value", "5"),
            ("decision_no", no),
            ("decision_on", on),
            ("decision_by", "Quận ủy Thử"),
        ];
        fill(&mut sender, &change, &form, &filled, "on").await
    };
    let same = send("15-QĐ/QU", "10/01/2026").await;
    assert_eq!(same.code, StatusCode::CONFLICT, "the old number: {}", same.words());
    assert!(same.words().contains("số quyết định khác 15-QĐ/QU"), "{}", same.words());
    let early = send("22-QĐ/QU", "04/01/2026").await;
    assert_eq!(early.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early.words().contains("ngày không sớm hơn 05/01/2026"),
        "{}",
        early.words()
    );
    let made = send("22-QĐ/QU", "10/01/2026").await;
    let newer = made.leads_to().split('?').next().unwrap().to_owned();
    assert_eq!(targets(house).await, 2, "both stay");
    for path in [&path, &newer] {
        let words = good(&mut browser, path).await.words();
        in_order(
            &words,
            &[
                "15-QĐ/QU",
                "03",
                "01/01/2026 – 09/01/2026",
                "22-QĐ/QU",
                "05",
                "10/01/2026 – 31/12/2026",
            ],
        );
    }
    let older = good(&mut browser, &change).await;
    assert!(
        older.text.contains("name=\"value\" value=\"5\""),
        "what is changed is the newest, from wherever one comes"
    );
    let list = good(&mut browser, "/targets").await.words();
    assert!(
        list.contains("01 chỉ tiêu đang hiệu lực") && list.contains("22-QĐ/QU"),
        "{list}"
    );
    assert!(!list.contains("15-QĐ/QU"), "{list}");
    let before = good(&mut browser, "/targets?on=2026-01-09").await.words();
    assert!(before.contains("15-QĐ/QU") && !before.contains("22-QĐ/QU"), "{before}");
    let all = good(&mut browser, "/targets?force=all").await.words();
    assert!(
        all.contains("15-QĐ/QU") && all.contains("Đã thay bằng quyết định khác"),
        "{all}"
    );
    let back = send("15-QĐ/QU", "12/01/2026").await;
    assert_eq!(back.code, StatusCode::CONFLICT, "an older number does not come back");
}

async fn a_year_knows_what_its_term_leaves(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let term = [
        ("unit", "d"),
        ("period", "2024..2027"),
        ("value", "20"),
        ("decision_no", "1-QĐ/QU"),
    ];
    let path = assign(&mut browser, &term).await.leads_to().to_owned();
    let asked = "/targets/new?indicator=party_org_founded&giver=d&unit=d&period=2026";
    let page = good(&mut browser, asked).await;
    assert!(
        page.words()
            .contains("đến 31/12/2025 đạt 03. Còn 17 cho 02 kỳ, lần lượt: 09, 08."),
        "{}",
        page.words()
    );
    assert!(page.text.contains("value=9"), "the number is offered: {}", page.text);
    let year = [("unit", "d"), ("value", "9"), ("decision_no", "2-QĐ/QU")];
    let inside = assign(&mut browser, &year).await.leads_to().to_owned();
    let words = good(&mut browser, &inside).await.words();
    assert!(words.contains("Còn 17 cho 02 kỳ"), "{words}");
    let words = good(&mut browser, &path).await.words();
    in_order(&words, &["Các kỳ ngắn hơn", "Năm 2026", "09"]);
    // Of an indicator that counts two kinds both count.
    let youth = [
        ("indicator", "youth_org_founded"),
        ("unit", "d"),
        ("period", "2024..2027"),
        ("value", "11"),
    ];
    assign(&mut browser, &youth).await.leads_to();
    let asked = "/targets/new?indicator=youth_org_founded&giver=d&unit=d&period=2026";
    let words = good(&mut browser, asked).await.words();
    assert!(words.contains("đạt 03. Còn 08 cho 02 kỳ, lần lượt: 04, 04."), "{words}");
    let other = "/targets/new?indicator=youth_org_founded&giver=w1&unit=d&period=2026";
    assert!(
        !good(&mut browser, other).await.words().contains("Còn 08"),
        "another giver's term"
    );
}

// long: one list, asked in many ways.
async fn the_list_shows_givers_side_by_side_and_how_they_stand(house: &House) {
    let paper = district().facts(["f4|2026-01-12|party_org_founded|w2|1"]).targets([
        "party_org_founded|Thành ủy Thử|d||2026-01-01|2026-12-31|5||1-QĐ/TU|2025-12-20",
        "party_org_founded|d|d||2026-01-01|2026-12-31|6|8|2-QĐ/QU|2025-12-25",
        "union_org_founded|d|w1||2026-01-01|2026-12-31|2||2-QĐ/QU|2025-12-25",
        "party_org_founded|d|w2||2026-01-01|2026-01-10|2||2-QĐ/QU|2025-12-25",
        "party_org_founded|d|w2||2026-07-01|2026-12-31|2||2-QĐ/QU|2025-12-25",
        "party_org_stock|d|d||2026-01-01|2026-12-31|9||2-QĐ/QU|2025-12-25",
    ]);
    house.take(&paper).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let page = good(&mut browser, "/targets").await;
    let words = page.words();
    assert!(
        words.contains("04 chỉ tiêu đang hiệu lực đến 15/01/2026: 00 chậm, 01 chưa ghi nhận"),
        "{words}"
    );
    in_order(
        &words,
        &[
            "Thành ủy Thử",
            "05",
            "02",
            "40%",
            "vượt",
            "1-QĐ/TU",
            "Quận ủy Thử",
            "06–08",
            "02",
            "–",
            "vượt",
            "Đảng ủy phường Một",
        ],
    );
    assert!(
        page.text
            .contains("/units/d/trace?indicator=party_org_founded&#38;period="),
        "{}",
        page.text
    );
    for (question, rows) in [
        ("?unit=w1", 1),
        ("?indicator=party_org_founded", 2),
        ("?giver=Th%C3%A0nh%20%E1%BB%A7y%20Th%E1%BB%AD", 1),
        ("?state=not_recorded", 1),
        ("?state=below", 1),
        ("?force=over", 1),
        ("?force=ahead", 1),
        ("?force=all", 6),
        ("?force=all&state=missed", 1),
        ("?year=2027", 0),
        ("?on=2025-12-31", 0),
    ] {
        let page = good(&mut browser, &format!("/targets{question}")).await;
        let shown = page.text.matches("href=\"/targets/").count() - page.text.matches("href=\"/targets/new").count();
        assert_eq!(shown, rows, "{question}");
    }
    let over = good(&mut browser, "/targets?force=over").await.words();
    assert!(
        over.contains("01 50% không đạt"),
        "what came after its last day is not its own: {over}"
    );
    let rows = sheet(&browser.get("/targets?format=xlsx").await);
    let told: Vec<String> = rows[3..].iter().map(|row| row.join("|")).collect();
    let expected = [
        "Tổ chức đảng thành lập mới|Thành ủy Thử|Quận ủy Thử|Năm 2026|Number(5.0)|Number(2.0)|Number(40.0)|vượt|1-QĐ/TU (20/12/2025)",
        "Tổ chức đảng thành lập mới|Quận ủy Thử|Quận ủy Thử|Năm 2026|Number(6.0)|Number(2.0)|–|vượt|2-QĐ/QU (25/12/2025)",
        "Tổ chức đảng hiện có|Quận ủy Thử|Quận ủy Thử|Năm 2026|Number(9.0)|Number(5.0)|Number(56.0)|chưa đạt|2-QĐ/QU (25/12/2025)",
        "Tổ chức công đoàn thành lập mới|Quận ủy Thử|Đảng ủy phường Một|Năm 2026|Number(2.0)|–|–|chưa ghi nhận|2-QĐ/QU (25/12/2025)",
    ];
    assert_eq!(told, expected);
    let mut ward = officer(house, "unit_officer", "w2").await;
    let no = house.numbers("select no from target").await[0];
    assert_eq!(ward.get(&format!("/targets/{no}")).await.code, StatusCode::NOT_FOUND);
    assert_eq!(
        good(&mut ward, "/targets?force=all")
            .await
            .text
            .matches("href=\"/targets/")
            .count(),
        3
    );
}

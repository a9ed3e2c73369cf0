//! The end of an organization: it is counted, its members go somewhere, and its unit is closed.

use axum::http::StatusCode;

use super::units::good;
use crate::common::browser::Browser;
use crate::common::forms::fill;
use crate::common::wards::{two_wards, unit_officer};
use crate::common::{Ask, House, Paper};

stories! {
    an_organization_ends_and_its_members_go_on,
    marks_go_with_the_members,
    an_ending_on_its_last_day_is_recorded_once,
    an_ending_says_all_that_is_wrong,
    what_is_no_organization_has_no_end,
}

fn cells() -> Paper {
    two_wards()
        .units([
            "cb1|Chi bộ Công ty Gốm|party_cell|w1|2020-01-01",
            "cb2|Chi bộ Công ty Lụa|party_cell|w1|2020-01-01",
            "db|Đảng bộ Công ty Thép|party_base_committee|w1|2020-01-01",
            "cb3|Chi bộ Xưởng Thép|party_cell|db|2020-01-01",
        ])
        .facts([
            "o1|2020-01-01|party_org_opening|cb1|1||party_cell",
            "o2|2020-01-01|party_org_opening|cb2|1||party_cell",
            "m1|2020-01-01|party_member_opening|cb1|7",
            "m2|2025-06-01|party_member_admitted|cb1|2",
        ])
}

const ENDED: [(&str, &str); 5] = [
    ("decision_no", "31-QĐ/ĐU"),
    ("decision_on", "12/01/2026"),
    ("decision_by", "Đảng ủy phường Một"),
    ("reason", "Công ty giải thể"),
    ("members_to", "cb2"),
];

async fn value(house: &House, unit: &str, indicator: &str) -> String {
    house.value(&Ask::of(unit, "2026-01-01", "2026-01-15"), indicator).await
}

async fn officer(house: &House) -> Browser {
    house.take(&cells()).await;
    unit_officer(house, "w1").await
}

async fn an_organization_ends_and_its_members_go_on(house: &House) {
    let mut ward = officer(house).await;
    let head = house.head().await;
    let page = good(&mut ward, "/units/cb1").await;
    assert!(
        page.text.contains("href=\"/units/cb1/ending\""),
        "the unit leads to the form"
    );
    let form = good(&mut ward, "/units/cb1/ending").await;
    assert!(form.words().contains("Đang có 09 thành viên"), "{}", form.words());
    let first = fill(&mut ward, "/units/cb1/ending", &form, &ENDED, "on").await;
    let again = fill(&mut ward, "/units/cb1/ending", &form, &ENDED, "on").await;
    assert_eq!(first.leads_to(), again.leads_to(), "two presses end it once");
    assert_eq!(house.head().await, head + 3, "members, organization, unit");
    assert_eq!(value(house, "w1", "party_org_ended").await, "1");
    assert_eq!(value(house, "w1", "party_org_stock").await, "1");
    assert_eq!(value(house, "w1", "party_member_stock").await, "9", "nobody is lost");
    assert_eq!(value(house, "cb2", "party_member_stock").await, "9");
    let entry = good(&mut ward, first.leads_to()).await.words();
    assert!(entry.contains("31-QĐ/ĐU"), "{entry}");
    let last = house
        .numbers("select count(*) from unit_event where event = 'ended'")
        .await;
    assert_eq!(last, [1]);
    assert_eq!(
        ward.get("/units/cb1/ending").await.code,
        StatusCode::NOT_FOUND,
        "it has ended"
    );
    house.assert_gapless().await;
}

async fn marks_go_with_the_members(house: &House) {
    let marked = cells().facts([
        "m3|2025-07-01|party_member_admitted|cb1|2|||female;under_30",
        "m4|2025-08-01|party_member_left|cb1|1|||died",
        "u1|2020-01-01|union_member_opening|cd|3",
    ]);
    house
        .take(&marked.units(["cd|Công đoàn Gốm|union_base|w1|2020-01-01"]))
        .await;
    let mut ward = unit_officer(house, "w1").await;
    let form = good(&mut ward, "/units/cb1/ending").await;
    assert!(
        form.text.contains("value=\"cb2\"") && !form.text.contains("value=\"cd\""),
        "members go where their line is"
    );
    let mut elsewhere = ENDED;
    elsewhere[4].1 = "cd";
    let refused = fill(&mut ward, "/units/cb1/ending", &form, &elsewhere, "on").await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    fill(&mut ward, "/units/cb1/ending", &form, &ENDED, "on")
        .await
        .leads_to();
    for (unit, indicator, expected) in [
        ("cb2", "party_member_stock", "10"),
        ("cb2", "party_member_stock:female", "2"),
        ("cb2", "party_member_stock:under_30", "2"),
        ("cb1", "party_member_stock", "0"),
        ("cb1", "party_member_stock:female", "0"),
    ] {
        assert_eq!(value(house, unit, indicator).await, expected, "{indicator} of {unit}");
    }
    house.assert_gapless().await;
}

async fn an_ending_on_its_last_day_is_recorded_once(house: &House) {
    let mut ward = officer(house).await;
    let mut today = ENDED;
    today[1].1 = "15/01/2026";
    let form = good(&mut ward, "/units/cb1/ending").await;
    let other = good(&mut ward, "/units/cb1/ending").await;
    fill(&mut ward, "/units/cb1/ending", &form, &today, "on")
        .await
        .leads_to();
    let head = house.head().await;
    let again = fill(&mut ward, "/units/cb1/ending", &other, &today, "on").await;
    assert_eq!(
        again.code,
        StatusCode::NOT_FOUND,
        "it ends by the first: {}",
        again.words()
    );
    assert_eq!(house.head().await, head);
}

async fn an_ending_says_all_that_is_wrong(house: &House) {
    let mut ward = officer(house).await;
    let head = house.head().await;
    let form = good(&mut ward, "/units/cb1/ending").await;
    let wrong = [
        ("decision_no", ""),
        ("decision_on", "01/5/2025"),
        ("decision_by", ""),
        ("reason", " "),
        ("members_to", "cb1"),
    ];
    let page = fill(&mut ward, "/units/cb1/ending", &form, &wrong, "on").await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("05 mục cần sửa"), "{}", page.words());
    let mut nowhere = ENDED;
    nowhere[4].1 = "";
    let page = fill(&mut ward, "/units/cb1/ending", &form, &nowhere, "on").await;
    assert!(
        page.words().contains("01 mục cần sửa"),
        "members must go somewhere: {}",
        page.words()
    );
    let form = good(&mut ward, "/units/db/ending").await;
    let page = fill(&mut ward, "/units/db/ending", &form, &nowhere, "on").await;
    assert!(
        page.words().contains("cb3"),
        "a cell still hangs on it: {}",
        page.words()
    );
    assert_eq!(house.head().await, head, "nothing was recorded");
}

async fn what_is_no_organization_has_no_end(house: &House) {
    let mut ward = officer(house).await;
    assert_eq!(ward.get("/units/w1/ending").await.code, StatusCode::NOT_FOUND);
    let mut other = unit_officer(house, "w2").await;
    assert_eq!(other.get("/units/cb1/ending").await.code, StatusCode::NOT_FOUND);
    assert_eq!(
        other.post("/units/cb1/ending", &ENDED).await.code,
        StatusCode::NOT_FOUND
    );
}

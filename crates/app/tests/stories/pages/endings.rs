//! The end of an organization: it is counted, its members go somewhere, and its unit is closed.

use axum::http::StatusCode;

use super::units::good;
use crate::common::browser::Browser;
use crate::common::forms::fill;
use crate::common::wards::{two_wards, unit_officer};
use crate::common::{Ask, House, Paper};

stories! {
    an_organization_ends_and_its_members_go_on,
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

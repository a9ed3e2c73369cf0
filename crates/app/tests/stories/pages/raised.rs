//! Decisions of cases that found nothing: an organization becomes of another kind, or comes from elsewhere.

use axum::http::StatusCode;

use super::cases::{base, deed, open, to_the_decision};
use super::units::good;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::{fields_of, fill};
use crate::common::wards::unit_officer;
use crate::common::{Ask, House, Paper};

stories! {
    a_cell_becomes_a_committee_and_nothing_is_founded,
    a_cell_goes_from_one_ward_to_another,
    an_organization_that_was_only_counted_is_received_with_its_members,
    what_its_committee_only_counts_changes_no_count,
    what_cannot_be_taken_is_told,
    a_committee_does_not_go_below_itself,
}

fn cells() -> Paper {
    base()
        .units([
            "cb1|Chi bộ Công ty Gốm|party_cell|w1|2020-01-01",
            "cb2|Chi bộ Công ty Khác|party_cell|w2|2020-01-01",
            "cd1|Công đoàn cơ sở Công ty Gốm|union_base|w1|2020-01-01",
        ])
        .facts([
            "o1|2020-01-01|party_org_opening|cb1|1||party_cell",
            "o2|2020-01-01|party_org_opening|cb2|1||party_cell",
            "o3|2020-01-01|party_org_opening|w2|4||party_cell",
            "m1|2020-01-01|party_member_opening|cb1|31",
            "m2|2020-01-01|party_member_opening|cb2|8",
            "m3|2020-01-01|party_member_opening|w2|20",
        ])
}

const DECISION: [(&str, &str); 3] = [
    ("decision_no", "15-QĐ/TU"),
    ("decision_by", "Ban Thường vụ Thành ủy Thử"),
    ("decision_on", "14/01/2026"),
];

async fn value(house: &House, unit: &str, indicator: &str) -> String {
    house.value(&Ask::of(unit, "2026-01-01", "2026-01-15"), indicator).await
}

async fn values(house: &House, unit: &str, expected: &[(&str, &str)]) {
    for (indicator, amount) in expected {
        assert_eq!(value(house, unit, indicator).await, *amount, "{indicator} of {unit}");
    }
}

/// Opens a case, brings it to its decision and gives it with the page of the decision.
async fn at_the_decision(browser: &mut Browser, procedure: &str) -> (String, String, Page) {
    let case = open(browser, "0100112437", procedure, "05/01/2026").await;
    if procedure == "receive_organization" {
        to_the_reception(browser, &case).await;
    } else {
        to_the_decision(browser, &case, "13/01/2026").await;
    }
    let path = format!("{case}/founding");
    let form = good(browser, &path).await;
    (case, path, form)
}

/// Brings a case of receiving to its decision.
async fn to_the_reception(browser: &mut Browser, case: &str) {
    let on = "13/01/2026";
    for paper in ["transfer_minutes", "member_list"] {
        deed(browser, case, &[("deed", "paper"), ("paper", paper), ("on", on)]).await;
    }
    deed(browser, case, &[("deed", "step_done"), ("on", on)]).await;
    deed(browser, case, &[("deed", "paper"), ("paper", "submission"), ("on", on)]).await;
    let done = deed(browser, case, &[("deed", "step_done"), ("on", on)]).await;
    assert_eq!(done, StatusCode::SEE_OTHER);
}

async fn a_cell_becomes_a_committee_and_nothing_is_founded(house: &House) {
    house.take(&cells()).await;
    let mut ward = unit_officer(house, "w1").await;
    let (case, path, form) = at_the_decision(&mut ward, "found_base_committee").await;
    assert!(
        form.text.contains("value=\"cb1\"") && !form.text.contains("value=\"cd1\""),
        "only organizations of the line can be raised"
    );
    assert!(form.words().contains("Quy định ít nhất 30"), "{}", form.words());
    let mut asked = DECISION.to_vec();
    asked.extend([
        ("from_unit", "cb1"),
        ("name", "Đảng bộ Công ty Gốm Ấn"),
        ("heads", "29"),
    ]);
    let few = fill(&mut ward, &path, &form, &asked, "on").await;
    assert_eq!(few.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", few.words());
    let head = house.head().await;
    asked.push(("heads", "31"));
    asked.remove(5);
    let first = fill(&mut ward, &path, &form, &asked, "on").await;
    let again = fill(&mut ward, &path, &form, &asked, "on").await;
    assert_eq!(first.leads_to(), again.leads_to(), "two presses raise it once");
    assert_eq!(house.head().await, head + 3, "its kind, its name, its count");
    let all = [
        ("party_org_founded", "null"),
        ("party_org_ended", "null"),
        ("party_org_retyped", "1"),
        ("party_org_stock", "1"),
        ("party_org_stock:party_cell", "0"),
        ("party_org_stock:party_base_committee", "1"),
        ("party_member_stock", "31"),
    ];
    values(house, "w1", &all).await;
    values(house, "cb1", &all).await;
    let before = Ask::of("w1", "2025-01-01", "2026-01-13");
    assert_eq!(
        house.value(&before, "party_org_stock:party_cell").await,
        "1",
        "as it was"
    );
    let unit = good(&mut ward, "/units/cb1").await.words();
    assert!(unit.contains("Đảng bộ Công ty Gốm Ấn"), "{unit}");
    let entry = good(&mut ward, first.leads_to()).await.words();
    assert!(
        entry.contains("15-QĐ/TU") && entry.contains("Loại trước đó"),
        "the entry names decision and both kinds: {entry}"
    );
    let page = good(&mut ward, &case).await.words();
    assert!(
        page.contains("Đã thành lập, nâng cấp: Đảng bộ Công ty Gốm Ấn"),
        "{page}"
    );
    house.assert_gapless().await;
}

async fn a_cell_goes_from_one_ward_to_another(house: &House) {
    house.take(&cells()).await;
    let mut city = Pages::of(house).officer("can-bo", "organization_officer", "c").await;
    let (_, path, form) = at_the_decision(&mut city, "receive_organization").await;
    let mut asked = DECISION.to_vec();
    asked.extend([("from_unit", "cb2"), ("kind", "party_base_cell")]);
    fill(&mut city, &path, &form, &asked, "on").await.leads_to();
    let received = [
        ("party_org_received", "1"),
        ("party_member_received", "8"),
        ("party_org_founded", "null"),
        ("party_org_stock", "2"),
        ("party_org_stock:party_base_cell", "1"),
        ("party_member_stock", "39"),
    ];
    values(house, "w1", &received).await;
    assert!(
        fields_of(&form).contains(&("name".to_owned(), String::new())),
        "no name is proposed"
    );
    let unit = good(&mut city, "/units/cb2").await;
    assert!(
        unit.text.contains("<title>Chi bộ Công ty Khác"),
        "it keeps its name: {}",
        unit.text
    );
    let given = [
        ("party_org_transferred_out", "1"),
        ("party_member_transferred_out", "8"),
        ("party_org_stock", "4"),
    ];
    values(house, "w2", &given).await;
    values(house, "c", &[("party_org_received", "null"), ("party_org_stock", "6")]).await;
    house.assert_gapless().await;
}

async fn an_organization_that_was_only_counted_is_received_with_its_members(house: &House) {
    house.take(&cells()).await;
    let mut city = Pages::of(house).officer("can-bo", "organization_officer", "c").await;
    let (_, path, form) = at_the_decision(&mut city, "receive_organization").await;
    let mut asked = DECISION.to_vec();
    asked.extend([("from_unit", "w2"), ("members", "6")]);
    let page = fill(&mut city, &path, &form, &asked, "on").await;
    assert!(
        page.words().contains("02 mục cần sửa"),
        "what is no unit yet needs name and kind: {}",
        page.words()
    );
    asked.extend([("kind", "party_cell"), ("name", "Chi bộ Công ty Khác Ba")]);
    let head = house.head().await;
    fill(&mut city, &path, &form, &asked, "on").await.leads_to();
    assert_eq!(house.head().await, head + 3, "a unit, the organization, its members");
    let received = [
        ("party_org_received", "1"),
        ("party_member_received", "6"),
        ("party_org_founded", "null"),
        ("party_org_stock", "2"),
    ];
    values(house, "w1", &received).await;
    values(house, "w2", &[("party_org_stock", "4"), ("party_member_stock", "22")]).await;
    house.assert_gapless().await;
}

async fn what_cannot_be_taken_is_told(house: &House) {
    house.take(&cells()).await;
    let mut ward = unit_officer(house, "w1").await;
    let (_, path, form) = at_the_decision(&mut ward, "receive_organization").await;
    let head = house.head().await;
    // Another ward's cell is nothing to this officer; nor is nothing at all.
    for from in ["cb2", "", "huh"] {
        let mut asked = DECISION.to_vec();
        asked.extend([("from_unit", from), ("name", "Chi bộ"), ("kind", "party_cell")]);
        let page = fill(&mut ward, &path, &form, &asked, "on").await;
        assert!(page.words().contains("01 mục cần sửa"), "{from}: {}", page.words());
    }
    // What stands here already as it would become.
    let mut asked = DECISION.to_vec();
    asked.extend([("from_unit", "cb1"), ("kind", "party_cell")]);
    let page = fill(&mut ward, &path, &form, &asked, "on").await;
    assert!(page.words().contains("đang là loại này"), "{}", page.words());
    assert_eq!(house.head().await, head, "nothing was recorded");
}

async fn what_its_committee_only_counts_changes_no_count(house: &House) {
    let counted = base()
        .units(["cb3|Chi bộ chưa đếm riêng|party_cell|w1|2020-01-01"])
        .facts(["o1|2020-01-01|party_org_opening|w1|7||party_cell"]);
    house.take(&counted).await;
    let mut ward = unit_officer(house, "w1").await;
    let (_, path, form) = at_the_decision(&mut ward, "found_base_committee").await;
    let mut asked = DECISION.to_vec();
    asked.extend([
        ("from_unit", "cb3"),
        ("name", "Đảng bộ Công ty Gốm Ấn"),
        ("heads", "31"),
    ]);
    fill(&mut ward, &path, &form, &asked, "on").await.leads_to();
    let as_before = [
        ("party_org_stock", "7"),
        ("party_org_stock:party_cell", "7"),
        ("party_org_retyped", "null"),
    ];
    values(house, "w1", &as_before).await;
    values(house, "cb3", &[("party_org_stock", "null")]).await;
    house.assert_gapless().await;
}

async fn a_committee_does_not_go_below_itself(house: &House) {
    let own = Paper::new()
        .units([
            "c|Thành ủy Thử|city_committee||2009-01-01",
            "db|Chi bộ Công ty Thép|party_base_cell|c|2020-01-01",
        ])
        .sheet(
            "enterprises",
            "tax_code|name|kind|unit|from",
            ["0100112437|Công ty Thép|private|db|2021-01-01"],
        );
    house.take(&own).await;
    let mut city = Pages::of(house).officer("can-bo", "organization_officer", "c").await;
    let (_, path, form) = at_the_decision(&mut city, "found_base_committee").await;
    let mut asked = DECISION.to_vec();
    asked.extend([("from_unit", "db"), ("name", "Đảng bộ Thép"), ("heads", "31")]);
    let head = house.head().await;
    let page = fill(&mut city, &path, &form, &asked, "on").await;
    assert!(
        page.words().contains("cấp trên không nằm dưới chính đơn vị này"),
        "{}",
        page.words()
    );
    assert_eq!(house.head().await, head);
}

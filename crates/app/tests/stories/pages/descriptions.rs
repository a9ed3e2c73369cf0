//! One enterprise entered and brought up to date by hand, and head offices with their branches.

use axum::http::StatusCode;

use super::units::good;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::{fields_of, fill};
use crate::common::wards::{two_wards, unit_officer};
use crate::common::{Ask, House};

stories! {
    an_enterprise_is_entered_and_counted,
    what_is_known_is_mended_and_the_book_follows,
    two_who_mend_at_once_do_not_write_over_each_other,
    a_form_says_all_that_is_wrong,
    branches_stand_with_their_head_office,
}

const GOM: [(&str, &str); 9] = [
    ("tax_code", "0100112437"),
    ("name", "Công ty Gốm Ấn"),
    ("kind", "private"),
    ("unit", "w1"),
    ("status", "active"),
    ("from", "01/6/2025"),
    ("workers", "77"),
    ("counted_on", "30/6/2025"),
    ("phone", "0912.345.118"),
];

async fn enter(browser: &mut Browser, filled: &[(&str, &str)]) -> Page {
    let form = good(browser, "/enterprises/new").await;
    fill(browser, "/enterprises/new", &form, filled, "on").await
}

/// What a form of the page would send, with what is chosen in its lists.
fn typed(page: &Page) -> Vec<(String, String)> {
    let mut fields = fields_of(page);
    for select in page.text.split("<select ").skip(1) {
        let select = &select[..select.find("</select>").unwrap()];
        let of = |tag: &str, name: &str| {
            let start = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
            tag[start..start + tag[start..].find('"').unwrap()].to_owned()
        };
        let name = of(select, "name");
        let chosen = select
            .split("<option ")
            .skip(1)
            .find(|option| option.contains("selected"));
        fields.extend(chosen.map(|option| (name, of(option, "value"))));
    }
    fields
}

async fn mend(browser: &mut Browser, form: &Page, changed: &[(&str, &str)]) -> Page {
    let mut fields = typed(form);
    fields.retain(|(name, _)| changed.iter().all(|(known, _)| known != name));
    fields.extend(
        changed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post("/enterprises/0100112437/description", &fields).await
}

async fn stock(house: &House, unit: &str, to: &str) -> String {
    house.value(&Ask::of(unit, "2025-01-01", to), "enterprise_stock").await
}

async fn an_enterprise_is_entered_and_counted(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    assert_eq!(enter(&mut ward, &GOM).await.leads_to(), "/enterprises/0100112437");
    assert_eq!(stock(house, "w1", "2025-05-31").await, "null");
    assert_eq!(stock(house, "w1", "2025-06-01").await, "1");
    let page = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(page.contains("••• ••• 118") && page.contains("30/6/2025"), "{page}");
    let again = enter(&mut ward, &GOM).await;
    assert!(
        again.words().contains("mã số thuế chưa có trong danh sách"),
        "{}",
        again.words()
    );
    assert_eq!(stock(house, "w1", "2026-01-15").await, "1");
    house.assert_gapless().await;
}

async fn what_is_known_is_mended_and_the_book_follows(house: &House) {
    house.take(&two_wards()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    enter(&mut city, &GOM).await.leads_to();
    let path = "/enterprises/0100112437/description";
    let form = good(&mut city, path).await;
    let head = house.head().await;
    mend(&mut city, &form, &[]).await.leads_to();
    assert_eq!(house.head().await, head, "nothing changed");
    mend(&mut city, &form, &[("workers", "80"), ("owner", "Trần Văn Thử")])
        .await
        .leads_to();
    assert_eq!(house.head().await, head, "what is described only counts nothing");
    let page = good(&mut city, "/enterprises/0100112437").await.words();
    assert!(page.contains("Trần Văn Thử") && page.contains("••• ••• 118"), "{page}");
    let form = good(&mut city, path).await;
    mend(&mut city, &form, &[("unit", "w2"), ("kind", "cooperative")])
        .await
        .leads_to();
    assert_eq!(house.head().await, head + 2, "one line back, one anew");
    assert_eq!(stock(house, "w1", "2026-01-15").await, "0");
    assert_eq!(
        stock(house, "w2", "2025-06-01").await,
        "1",
        "from the day it was in the list"
    );
    let form = good(&mut city, path).await;
    mend(&mut city, &form, &[("to", "31/12/2025"), ("status", "ended")])
        .await
        .leads_to();
    assert_eq!(stock(house, "w2", "2025-12-30").await, "1");
    assert_eq!(stock(house, "w2", "2026-01-15").await, "0");
    let trail = "select count(*) from audit where deed = 'enterprise-described'";
    assert_eq!(house.numbers(trail).await, [3]);
    let personal = "select count(*) from audit where words like '%Trần Văn Thử%'";
    assert_eq!(
        house.numbers(personal).await,
        [0],
        "the trail names columns, not people"
    );
    house.assert_gapless().await;
}

async fn two_who_mend_at_once_do_not_write_over_each_other(house: &House) {
    house.take(&two_wards()).await;
    let mut one = unit_officer(house, "w1").await;
    enter(&mut one, &GOM).await.leads_to();
    let mut two = one.clone();
    let path = "/enterprises/0100112437/description";
    let (first, second) = (good(&mut one, path).await, good(&mut two, path).await);
    mend(&mut one, &first, &[("workers", "80")]).await.leads_to();
    let late = mend(&mut two, &second, &[("address", "Số 1")]).await;
    assert_eq!(late.code, StatusCode::FORBIDDEN, "{}", late.words());
    let mut other = unit_officer(house, "w2").await;
    assert_eq!(other.get(path).await.code, StatusCode::NOT_FOUND);
    let moved = mend(&mut one, &first, &[("unit", "w2")]).await;
    assert_eq!(moved.code, StatusCode::UNPROCESSABLE_ENTITY, "not to another's ward");
}

async fn a_form_says_all_that_is_wrong(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let wrong = [
        ("tax_code", "0100112438"),
        ("name", " "),
        ("kind", "household"),
        ("unit", "huh"),
        ("from", "31/2/2025"),
        ("counted_on", "01/02/2026"),
        ("workers", "10"),
        ("workers_female", "11"),
        ("union_members", "12"),
        ("phone", "không"),
    ];
    let page = enter(&mut ward, &wrong).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("10 mục cần sửa"), "{}", page.words());
    assert!(page.text.contains("value=\"31/2/2025\""), "what was typed stays");
    assert_eq!(stock(house, "w1", "2026-01-15").await, "null");
}

async fn branches_stand_with_their_head_office(house: &House) {
    house.take(&two_wards()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    enter(&mut city, &GOM).await.leads_to();
    for (code, name, unit) in [
        ("0100112437-001", "Chi nhánh Gốm Ấn Một", "w1"),
        ("0100112437-002", "Chi nhánh Gốm Ấn Hai", "w2"),
    ] {
        let mut branch = GOM;
        (branch[0].1, branch[1].1, branch[3].1) = (code, name, unit);
        enter(&mut city, &branch).await.leads_to();
    }
    let head = good(&mut city, "/enterprises/0100112437").await.words();
    assert!(
        head.contains("Chi nhánh Chi nhánh Gốm Ấn Một ; Chi nhánh Gốm Ấn Hai")
            || head.contains("Chi nhánh Chi nhánh Gốm Ấn Một; Chi nhánh Gốm Ấn Hai"),
        "{head}"
    );
    let mut ward = unit_officer(house, "w1").await;
    let head = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(
        !head.contains("Gốm Ấn Hai"),
        "a branch of another ward is not there: {head}"
    );
    let mut two = unit_officer(house, "w2").await;
    let branch = good(&mut two, "/enterprises/0100112437-002").await.words();
    assert!(!branch.contains("Trụ sở chính"), "{branch}");
    let branch = good(&mut city, "/enterprises/0100112437-002").await;
    assert!(
        branch.text.contains("href=\"/enterprises/0100112437\""),
        "{}",
        branch.words()
    );
}

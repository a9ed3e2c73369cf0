//! Forms a superior gives: taken in with all that is wrong with them at once, shown with their figures, filled by units below, withdrawn.

use axum::http::StatusCode;
use nennep_documents::docx::controls;
use nennep_documents::prose;

use super::submissions::base;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::{docx_of, sent_with_fields};
use crate::common::{House, Paper};

stories! {
    a_form_is_looked_over_and_filled,
    what_is_wrong_with_a_form_is_told_at_once,
    units_below_fill_it_and_nobody_else,
}

const FORM: [&str; 5] = [
    "BIỂU SỐ 3 – {don_vi}, {ky}",
    "Kết nạp {party_member_admitted} đảng viên, đạt {party_member_admitted.ty_le} của {party_member_admitted.giao}; phụ nữ: {women_org_founded}",
    "STT|Đơn vị|Kết nạp",
    "{#}{stt}|{ten}|{party_member_admitted}",
    "|Cộng|{party_member_admitted}",
];

async fn bring(browser: &mut Browser, unit: &str, name: &str, lines: &[&str]) -> Page {
    let file = docx_of(lines);
    sent_with_fields(
        browser,
        "/report-forms",
        &[("unit", unit), ("name", name)],
        ("bieu-3.docx", &file),
    )
    .await
}

async fn cast(house: &House) {
    house.take(&base()).await;
    house
        .take(
            &Paper::new().targets(["party_member_admitted|Thành ủy Mẫu|c||2025-01-01|2025-12-31|8||01-QĐ|2025-01-02"]),
        )
        .await;
}

async fn a_form_is_looked_over_and_filled(house: &House) {
    cast(house).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let taken = bring(&mut district, "c", "Biểu số 3", &FORM).await;
    assert_eq!(taken.code, StatusCode::SEE_OTHER, "{}", taken.words());
    let place = taken.leads_to().to_owned();
    let page = district.get(&format!("{place}?unit=c&period=2025")).await;
    let words = page.words();
    assert!(words.contains("01 chỗ chưa ghi nhận"), "{words}");
    for said in [
        "{don_vi} Tên đơn vị báo cáo Quận ủy Mẫu",
        "25%",
        "chưa ghi nhận",
        "{ten} Tên đơn vị của dòng, từng đơn vị",
    ] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    assert!(
        page.text.contains("/units/c/trace?indicator=party_member_admitted"),
        "every figure opens"
    );
    let filled = district.get(&format!("{place}/bieu.docx?unit=c&period=2025")).await;
    assert_eq!(filled.code, StatusCode::OK);
    let said = prose::read(&filled.bytes, "bieu.docx").unwrap().text;
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "BIỂU SỐ 3 – Quận ủy Mẫu, năm 2025",
            "Kết nạp 02 đảng viên, đạt 25% của 08; phụ nữ: –",
            "STT \tĐơn vị \tKết nạp",
            "1 \tĐảng ủy phường Một \t02",
            "2 \tĐảng ủy phường Hai \t–",
            "\tCộng \t02".trim(),
        ]
    );
    let tags: Vec<String> = controls(&filled.bytes)
        .unwrap()
        .into_iter()
        .map(|control| control.tag)
        .collect();
    assert!(
        tags.contains(&"w1/party_member_admitted/2025-01-01..2025-12-31/value".to_owned()),
        "{tags:?}"
    );
    let again = district.get(&format!("{place}/bieu.docx?unit=c&period=2025")).await;
    assert!(again.bytes == filled.bytes, "the same figures give the same bytes");
    let original = district.get(&format!("{place}/goc.docx")).await;
    assert!(original.bytes == docx_of(&FORM), "the form itself stays as it came");

    let wrong = district.get(&format!("{place}?unit=huh&period=huh")).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY, "both told");
    let withdrawn = district.post(&format!("{place}/withdrawn"), &[]).await;
    assert_eq!(withdrawn.code, StatusCode::SEE_OTHER);
    assert!(!district.get("/report-forms").await.words().contains("Biểu số 3"));
    let still = district.get(&format!("{place}/bieu.docx?unit=c&period=2025")).await;
    assert!(still.bytes == filled.bytes, "what was filled with it can be made again");
}

async fn what_is_wrong_with_a_form_is_told_at_once(house: &House) {
    cast(house).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let refused = bring(
        &mut district,
        "huh",
        "",
        &["{party_org_founded}", "{khong_co}", "{#}", "{party_org_founded.huh}"],
    )
    .await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    let words = refused.words();
    for told in [
        "{khong_co}",
        "ở đoạn 2",
        "{party_org_founded.huh}",
        "ở đoạn 4",
        "{#}",
        "05 mục cần sửa",
    ] {
        assert!(words.contains(told), "{told}\n{words}");
    }
    let empty = bring(&mut district, "c", "Biểu", &["Không có chỗ điền"]).await;
    assert!(
        empty.words().contains("ít nhất một tên trong ngoặc nhọn"),
        "{}",
        empty.words()
    );
    let junk = sent_with_fields(
        &mut district,
        "/report-forms",
        &[("unit", "c"), ("name", "x")],
        ("x.docx", b"junk"),
    )
    .await;
    assert_eq!(junk.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", junk.words());
    assert_eq!(house.numbers("select count(*) from report_form").await, [0]);
}

async fn units_below_fill_it_and_nobody_else(house: &House) {
    cast(house).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let of_district = bring(&mut district, "c", "Biểu của quận", &FORM)
        .await
        .leads_to()
        .to_owned();
    let of_ward = bring(&mut district, "w2", "Biểu của phường Hai", &FORM)
        .await
        .leads_to()
        .to_owned();
    let mut ward = pages.officer("phuong", "organization_officer", "w1").await;
    let filled = ward.get(&format!("{of_district}/bieu.docx?unit=w1&period=2025")).await;
    assert_eq!(filled.code, StatusCode::OK, "{}", filled.words());
    let said = prose::read(&filled.bytes, "bieu.docx").unwrap().text;
    assert!(
        said.contains("Đảng ủy phường Một, năm 2025") && said.contains("Chi bộ Cơ khí"),
        "{said}"
    );
    let list = ward.get("/report-forms").await.words();
    assert!(
        list.contains("Biểu của quận") && !list.contains("Biểu của phường Hai"),
        "{list}"
    );
    assert_eq!(ward.get(&of_ward).await.code, StatusCode::NOT_FOUND);
    let other = ward.get(&format!("{of_district}/bieu.docx?unit=c&period=2025")).await;
    assert_eq!(
        other.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "no figures of other units"
    );
    let refused = ward.post(&format!("{of_district}/withdrawn"), &[]).await;
    assert_eq!(
        refused.code,
        StatusCode::NOT_FOUND,
        "only who gives a form withdraws it"
    );
}

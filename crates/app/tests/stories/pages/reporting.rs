//! The reporting calendar: who owes figures, who is behind, who was reminded.

use axum::http::StatusCode;

use super::submissions::{PLACE, base, does};
use super::units::sheet;
use crate::common::House;
use crate::common::browser::Pages;

stories! { the_calendar_tells_who_is_behind }

async fn the_calendar_tells_who_is_behind(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    does(&mut ward, PLACE, "submission", &[]).await;
    let page = district.get("/submissions?unit=c&period=2025-Q4").await;
    // Two wards, six groups each.
    assert!(
        page.words()
            .contains("01/12 phần số liệu đã nộp, 11 quá hạn, 00 đã khóa"),
        "{}",
        page.words()
    );
    assert!(
        page.words()
            .contains("Quá hạn lâu, cần báo cấp trên: Đảng ủy phường Một, Đảng ủy phường Hai"),
        "{}",
        page.words()
    );
    let fields = [("unit", "c"), ("period", "2025-Q4")];
    let told = district.post("/submissions/reminders", &fields).await;
    assert!(told.leads_to().ends_with("done=reminded"), "{}", told.leads_to());
    let again = district.post("/submissions/reminders", &fields).await;
    assert!(again.leads_to().ends_with("done=reminded-none"), "once a day");
    let page = ward.get("/units/w1/submissions/2025-Q4/union").await;
    assert!(
        page.words().contains("Cấp trên nhắc nộp số liệu ngày 15/01/2026"),
        "{}",
        page.words()
    );
    assert_eq!(
        ward.post("/submissions/reminders", &fields).await.code,
        StatusCode::NOT_FOUND
    );

    does(&mut district, PLACE, "acceptance", &[]).await;
    let closed = district.post("/submissions/closing", &fields).await;
    assert!(closed.leads_to().ends_with("done=closed"), "{}", closed.leads_to());
    let page = district.get("/submissions?unit=c&period=2025-Q4&state=closed").await;
    assert!(
        page.words().contains("01 đã khóa") && !page.words().contains("phường Hai chưa nộp"),
        "{}",
        page.words()
    );
    let none = district.get("/submissions?unit=w2&period=2025-Q3").await;
    assert!(
        none.words()
            .contains("00/06 phần số liệu đã nộp, 06 quá hạn, 00 đã khóa, 00 có số đổi sau khi nộp"),
        "{}",
        none.words()
    );
    let exported = district.get("/submissions?unit=c&period=2025-Q4&format=xlsx").await;
    let rows = sheet(&exported);
    assert!(
        rows[1][0].starts_with("01/12 phần số liệu đã nộp, 11 quá hạn, 01 đã khóa"),
        "{rows:?}"
    );
    assert_eq!(rows[2][..3], ["Đơn vị", "Tổ chức đảng và đảng viên", "Công đoàn"]);
    let late = "chưa nộp (quá hạn 09 ngày làm việc; đã nhắc 15/01/2026)";
    assert_eq!(rows[3][..3], ["Đảng ủy phường Một", "đã khóa (15/01/2026)", late]);
    assert_eq!(rows[4][..3], ["Đảng ủy phường Hai", late, late]);
    assert_eq!(rows.len(), 5);
}

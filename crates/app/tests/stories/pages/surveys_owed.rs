//! What surveys are owed: returned fields, next steps, freshness; and who sees and counts them.

use axum::http::StatusCode;

use super::cases::open;
use super::surveys::{ELIGIBLE, PATH, base, surveyed, visit};
use super::units::good;
use crate::common::browser::{Browser, Pages};
use crate::common::forms::fill;
use crate::common::wards::unit_officer;
use crate::common::{House, Paper};

stories! {
    a_returned_field_is_asked_again_and_counted_once,
    a_returned_survey_keeps_all_that_was_chosen,
    what_is_due_and_what_is_fresh_is_listed,
    a_case_takes_the_next_step_up,
    lists_show_what_a_visit_counted_last,
    the_page_says_who_goes_next,
    surveys_stay_inside_their_ward,
    a_committee_that_ended_is_surveyed_by_what_it_became,
}

async fn a_returned_field_is_asked_again_and_counted_once(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    visit(&mut ward, PATH, ELIGIBLE).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let empty = city
        .post("/surveys/1/return", &[("field", "party_official"), ("reason", " ")])
        .await;
    assert_eq!(
        empty.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a return needs its reason"
    );
    let unknown = city
        .post("/surveys/1/return", &[("field", "content"), ("reason", "x")])
        .await;
    assert_eq!(unknown.code, StatusCode::NOT_FOUND);
    city.post(
        "/surveys/1/return",
        &[("field", "party_official"), ("reason", "Sổ đảng viên ghi 02")],
    )
    .await;
    let list = good(&mut ward, "/surveys").await;
    assert!(list.words().contains("01 phiếu bị trả lại"), "{}", list.words());
    let path = format!("{PATH}?answers=1");
    assert!(list.text.contains(&format!("href=\"{path}\"")), "it leads to the form");
    let page = good(&mut ward, &path).await;
    assert!(
        page.words().contains("Bước 3/6: Đảng viên"),
        "at the very field: {}",
        page.words()
    );
    assert!(
        page.words()
            .contains("Được hỏi lại mục «Đảng viên chính thức»: Sổ đảng viên ghi 02")
    );
    let outcome = fill(&mut ward, PATH, &page, &[("party_official", "2")], "on").await;
    let lines = fill(&mut ward, PATH, &outcome, &[("outcome", "members_not_eligible")], "on").await;
    let next = fill(&mut ward, PATH, &lines, &[], "on").await;
    let done = fill(&mut ward, PATH, &next, &[], "on").await;
    assert_eq!(done.leads_to(), "/surveys/2?receipt=recorded");
    assert_eq!(surveyed(house, "").await, "1", "one visit counts once");
    assert_eq!(surveyed(house, "members_not_eligible").await, "1");
    assert_eq!(surveyed(house, "eligible").await, "0");
    let old = good(&mut ward, "/surveys/1").await;
    assert!(old.words().contains("Phiếu này đã được ghi lại."), "{}", old.words());
    let again = city
        .post("/surveys/1/return", &[("field", "workers"), ("reason", "x")])
        .await;
    assert_eq!(again.code, StatusCode::FORBIDDEN, "what was answered is not returned");
    assert!(
        good(&mut ward, "/surveys")
            .await
            .words()
            .contains("00 phiếu bị trả lại")
    );
    let profile = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(
        profile.contains("Có 02 đảng viên chính thức, cần ít nhất 03"),
        "{profile}"
    );
}

async fn a_returned_survey_keeps_all_that_was_chosen(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let mut hindered = ELIGIBLE;
    hindered[3] = &[("obstacle", "language"), ("obstacle", "cost")];
    visit(&mut ward, PATH, hindered).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let reason = "x".repeat(501);
    let long = city
        .post("/surveys/1/return", &[("field", "note"), ("reason", &reason)])
        .await;
    assert_eq!(long.code, StatusCode::UNPROCESSABLE_ENTITY);
    let back = [("field", "note"), ("reason", "Thiếu ghi chú")];
    city.post("/surveys/1/return", &back).await.leads_to();
    assert_eq!(
        city.post("/surveys/1/return", &back).await.code,
        StatusCode::FORBIDDEN,
        "it is with its surveyor"
    );
    let page = good(&mut ward, &format!("{PATH}?answers=1")).await;
    assert!(page.words().contains("Bước 6/6"), "{}", page.words());
    let done = fill(&mut ward, PATH, &page, &[("note", "Đã gặp giám đốc")], "on").await;
    assert!(done.leads_to().starts_with("/surveys/2"), "{}", done.words());
    let obstacles = "select count(*) from survey_obstacle where survey_id = 2";
    assert_eq!(house.numbers(obstacles).await, [2]);
}

async fn what_is_due_and_what_is_fresh_is_listed(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    visit(&mut ward, PATH, ELIGIBLE).await;
    let list = good(&mut ward, "/surveys").await.words();
    assert!(
        list.contains("Công ty Gốm Ấn Đảng ủy phường Một Mở hồ sơ 15/01/2026"),
        "due today: {list}"
    );
    assert!(
        list.contains("01/02 doanh nghiệp được khảo sát trong 12 tháng, 50%"),
        "{list}"
    );
    pages.clock.move_on(5 * 86_400);
    let mut ward = pages.signed_in("phuong").await;
    let list = good(&mut ward, "/surveys").await.words();
    assert!(list.contains("15/01/2026, quá 05 ngày"), "{list}");
    pages.clock.move_on(365 * 86_400);
    let mut ward = pages.signed_in("phuong").await;
    let list = good(&mut ward, "/surveys").await.words();
    assert!(
        list.contains("00/02 doanh nghiệp được khảo sát trong 12 tháng, 0%"),
        "it is fresh no longer: {list}"
    );
    visit(&mut ward, PATH, [&[], &[], &[("party_official", "4")], &[], &[], &[]]).await;
    let list = good(&mut ward, "/surveys").await.words();
    assert!(
        list.contains("Không có việc đến ngày."),
        "a later survey took it up: {list}"
    );
}

async fn a_case_takes_the_next_step_up(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    visit(&mut ward, PATH, ELIGIBLE).await;
    assert!(
        good(&mut ward, "/surveys")
            .await
            .words()
            .contains("Mở hồ sơ 15/01/2026")
    );
    open(&mut ward, "0100112437", "found_private_cell", "15/01/2026").await;
    let list = good(&mut ward, "/surveys").await.words();
    assert!(list.contains("Không có việc đến ngày."), "{list}");
}

async fn lists_show_what_a_visit_counted_last(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let row = async |ward: &mut Browser| {
        let words = good(ward, "/enterprises").await.words();
        let after = words
            .split("Công ty Gốm Ấn 0100112437")
            .nth(1)
            .unwrap_or_else(|| panic!("{words}"));
        after.split("Công ty").next().unwrap().trim().to_owned()
    };
    assert!(
        row(&mut ward).await.contains("77 05 – 30/6/2025"),
        "{}",
        row(&mut ward).await
    );
    visit(&mut ward, PATH, ELIGIBLE).await;
    assert!(
        row(&mut ward).await.contains("80 04 – 15/01/2026"),
        "{}",
        row(&mut ward).await
    );
    let many = good(&mut ward, "/enterprises?workers=80").await.words();
    assert!(
        many.contains("Công ty Gốm Ấn"),
        "the filter asks the same number: {many}"
    );
    let entry = house.numbers("select entry_no from survey").await[0];
    let back = [("day", "original"), ("reason", "Nhầm")];
    ward.post(&format!("/entries/{entry}/reversal"), &back).await.leads_to();
    assert!(row(&mut ward).await.contains("77 05 – 30/6/2025"), "taken back");
    visit(&mut ward, PATH, ELIGIBLE).await;
    let later = Paper::new().sheet(
        "enterprises",
        "tax_code|name|kind|unit|from|workers|party_members|counted_on",
        ["0100112437|Công ty Gốm Ấn|private|w1|2012-01-01|90|6|2026-01-15"],
    );
    house.take(&later).await;
    assert!(row(&mut ward).await.contains("80 04"), "of one day the visit is surer");
    let mut earlier = ELIGIBLE;
    earlier[0] = &[("surveyed_on", "10/01/2026")];
    ward.post("/entries/0/reversal", &[]).await;
    let entry = house.numbers("select max(entry_no) from survey").await[0];
    ward.post(&format!("/entries/{entry}/reversal"), &back).await.leads_to();
    visit(&mut ward, PATH, earlier).await;
    assert!(
        row(&mut ward).await.contains("90 06"),
        "a later list: {}",
        row(&mut ward).await
    );
}

async fn the_page_says_who_goes_next(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let page = "/enterprises/0100112437";
    let words = good(&mut ward, page).await.words();
    assert!(words.contains("Chưa ai được giao đi tiếp."), "{words}");
    assert!(
        words.contains("Căn cứ loại hình Luật Doanh nghiệp 59/2020/QH14"),
        "{words}"
    );
    visit(&mut ward, PATH, ELIGIBLE).await;
    let words = good(&mut ward, page).await.words();
    assert!(
        words.contains("Đi tiếp: Cán bộ can-bo-w1, Mở hồ sơ, trước 15/01/2026."),
        "whoever noted the next step: {words}"
    );
    let account = house.numbers("select id from account").await[0].to_string();
    let form = good(&mut ward, "/campaigns/new").await;
    let plan = [
        ("name", "Đợt đầu năm"),
        ("unit", "w1"),
        ("choice", "all"),
        ("until", "20/01/2026"),
        ("surveyors", account.as_str()),
    ];
    fill(&mut ward, "/campaigns", &form, &plan, "on").await.leads_to();
    let words = good(&mut ward, page).await.words();
    assert!(
        words.contains("Đi tiếp: Cán bộ can-bo-w1, đợt «Đợt đầu năm», đến 20/01/2026."),
        "whoever has the visit: {words}"
    );
    open(&mut ward, "0100112437", "found_private_cell", "15/01/2026").await;
    let words = good(&mut ward, page).await.words();
    assert!(
        words.contains("Đi tiếp: Cán bộ can-bo-w1, giữ hồ sơ TL-2026-001"),
        "whoever keeps the case: {words}"
    );
}

async fn surveys_stay_inside_their_ward(house: &House) {
    house.take(&base()).await;
    let mut one = unit_officer(house, "w1").await;
    visit(&mut one, PATH, ELIGIBLE).await;
    let mut two = unit_officer(house, "w2").await;
    for path in ["/surveys/1", PATH] {
        assert_eq!(two.get(path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = two
        .post(PATH, &[("step", "5"), ("outcome", "eligible"), ("key", "x")])
        .await;
    assert_eq!(sent.code, StatusCode::NOT_FOUND);
    assert_eq!(house.numbers("select count(*) from survey").await, [1]);
    assert_eq!(
        two.post("/surveys/1/return", &[("field", "workers"), ("reason", "x")])
            .await
            .code,
        StatusCode::NOT_FOUND
    );
    assert!(!good(&mut two, "/surveys").await.words().contains("Gốm Ấn"));
    let mut reader = Pages::of(house).officer("kiem-tra", "inspector", "c").await;
    good(&mut reader, "/surveys/1").await;
    assert_eq!(reader.get(PATH).await.code, StatusCode::FORBIDDEN);
    assert_eq!(
        reader
            .post("/surveys/1/return", &[("field", "workers"), ("reason", "x")])
            .await
            .code,
        StatusCode::FORBIDDEN
    );
}

async fn a_committee_that_ended_is_surveyed_by_what_it_became(house: &House) {
    let paper = base()
        .units(["w3|Đảng ủy phường Mới|ward_committee|c|2025-07-01"])
        .events(["2025-07-01|merged|w1|w3|||"]);
    house.take(&paper).await;
    let mut new = unit_officer(house, "w3").await;
    let list = good(&mut new, "/enterprises").await.words();
    assert!(
        list.contains("Công ty Gốm Ấn 0100112437 doanh nghiệp tư nhân Đảng ủy phường Mới"),
        "{list}"
    );
    visit(&mut new, PATH, ELIGIBLE).await;
    let mut before = ELIGIBLE;
    before[0] = &[("surveyed_on", "01/3/2025")];
    visit(&mut new, PATH, before).await;
    let units =
        "select u.code from survey s join fact f on f.no = s.entry_no join unit u on u.no = f.unit_id order by s.id";
    let mut tx = house.db.read().await.unwrap();
    let rows = tx.rows(units, &[]).await.unwrap();
    let codes: Vec<String> = rows.iter().map(|row| row.text(0).unwrap()).collect();
    assert_eq!(codes, ["w3", "w1"], "each counts at the committee of its day");
    tx.rollback().await.unwrap();
    let fresh = good(&mut new, "/surveys").await.words();
    assert!(fresh.contains("Đảng ủy phường Mới 02 01 01 50%"), "{fresh}");
}

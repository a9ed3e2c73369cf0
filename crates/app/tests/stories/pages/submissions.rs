//! Figures climb, are closed, are known otherwise later, are opened by two and close by themselves.
// long: the stories share one district and the steps of one page.

use axum::http::StatusCode;

use super::units::sheet;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::{House, Paper};

stories! {
    figures_climb_and_a_closed_one_stays_as_it_was_reported,
    a_period_opens_by_two_and_closes_by_itself,
    what_touches_a_closed_period_is_marked_and_nothing_else,
    each_line_signs_its_own,
    the_calendar_tells_who_is_behind,
    a_survey_returned_after_the_closing_is_taken_back_in_the_open_period,
}

pub(super) const PLACE: &str = "/units/w1/submissions/2025-Q4/party";

pub(super) fn base() -> Paper {
    Paper::new()
        .units([
            "c|Quận ủy Mẫu|district_committee||2000-01-01",
            "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
            "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
            "x|Chi bộ Cơ khí|party_base_cell|w1|2020-01-01",
        ])
        .facts([
            "a|2025-11-10|party_org_founded|w1|1||party_base_cell||",
            "b|2025-12-20|party_member_admitted|x|2||||",
        ])
}

fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page
        .text
        .find(&mark)
        .unwrap_or_else(|| panic!("no {name}: {}", page.words()))
        + mark.len();
    page.text[from..].split('"').next().unwrap().to_owned()
}

/// Does a deed with the figures as the page shows them.
pub(super) async fn does(browser: &mut Browser, place: &str, deed: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(place).await;
    let seen = if page.text.contains("name=\"seen\"") {
        hidden(&page, "seen")
    } else {
        String::new()
    };
    let mut all = vec![("seen", seen.as_str())];
    all.extend_from_slice(fields);
    let answer = browser.post(&format!("{place}/{deed}"), &all).await;
    if answer.code == StatusCode::SEE_OTHER {
        return browser.get(answer.leads_to()).await;
    }
    answer
}

/// Which entries bear the mark, by their keys.
async fn marked(house: &House) -> Vec<String> {
    let mut tx = house.db.read().await.unwrap();
    let sql = "select e.identity from supplement s join entry e on e.no = s.entry_no order by e.no";
    let rows = tx.rows(sql, &[]).await.unwrap();
    let first = |row: &nennep::store::Row| row.text(0).unwrap().split('\u{1f}').next().unwrap().to_owned();
    rows.iter().map(first).collect()
}

// long: one story told in one go reads better than its parts.
async fn figures_climb_and_a_closed_one_stays_as_it_was_reported(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    let mut district = pages.officer("quan", "organization_officer", "c").await;

    let page = ward.get(PLACE).await;
    assert!(
        page.words()
            .contains("dự thảo; hạn nộp hết ngày 05/01/2026, quá hạn 09 ngày làm việc"),
        "{}",
        page.words()
    );
    assert!(
        !page.text.contains("/acceptance"),
        "a ward does not accept its own figures"
    );
    let stale = ward.post(&format!("{PLACE}/submission"), &[("seen", "x")]).await;
    assert_eq!(
        stale.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "what is signed is what was shown"
    );

    let sent = does(&mut ward, PLACE, "submission", &[]).await;
    assert!(sent.words().contains("Đã nộp số liệu."), "{}", sent.words());
    let again = does(&mut ward, PLACE, "submission", &[]).await;
    assert_eq!(again.code, StatusCode::OK, "a second press does nothing more");
    assert!(!again.text.contains("/acceptance"), "nor accepts what it submitted");
    let refused = ward.post(&format!("{PLACE}/acceptance"), &[]).await;
    assert_eq!(refused.code, StatusCode::FORBIDDEN);
    assert!(
        refused.words().contains("Không có quyền làm bước này") && refused.words().contains("cấp trên trực tiếp nhận"),
        "{}",
        refused.words()
    );
    let events = "select count(*) from submission_event";
    assert_eq!(house.numbers(events).await, [1], "submitted once, accepted by nobody");

    let empty = does(&mut district, PLACE, "return", &[]).await;
    assert_eq!(
        empty.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing is returned without a reason"
    );
    let stale = district.post(&format!("{PLACE}/acceptance"), &[("done", "0")]).await;
    assert_eq!(
        stale.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "what is accepted is what was seen"
    );
    let remark = [("remark-party_member_admitted", "Thiếu quyết định 12-QĐ/QU")];
    does(&mut district, PLACE, "return", &remark).await;
    let page = ward.get(PLACE).await;
    assert!(
        page.words().contains("Thiếu quyết định 12-QĐ/QU") && page.words().contains("trả lại"),
        "{}",
        page.words()
    );

    house
        .take(&Paper::new().facts(["c|2025-12-24|party_member_admitted|x|1||||"]))
        .await;
    assert_eq!(marked(house).await, Vec::<String>::new(), "nothing is closed yet");
    does(&mut ward, PLACE, "submission", &[]).await;
    does(&mut district, PLACE, "acceptance", &[]).await;
    house
        .take(&Paper::new().facts(["d|2025-12-25|party_member_admitted|x|1||||"]))
        .await;
    let changed = district.get(PLACE).await;
    assert!(
        changed.words().contains("Chưa khóa được: còn 02 số liệu đã đổi"),
        "{}",
        changed.words()
    );
    let early = does(&mut district, PLACE, "closing", &[]).await;
    assert_eq!(early.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.words());

    does(&mut district, PLACE, "return", &[("words", "Có thêm bút toán")]).await;
    does(&mut ward, PLACE, "submission", &[]).await;
    does(&mut district, PLACE, "acceptance", &[]).await;
    let closed = does(&mut district, PLACE, "closing", &[]).await;
    assert!(closed.words().contains("Đã khóa kỳ."), "{}", closed.words());

    let late = Paper::new().facts(["late|2025-12-30|party_member_admitted|x|1||||"]);
    house.take(&late).await;
    assert_eq!(marked(house).await, ["late"], "what comes after the closing is marked");
    let page = ward.get(PLACE).await;
    assert!(
        page.words().contains("02 số liệu hiện biết khác số đã khóa"),
        "{}",
        page.words()
    );

    let no = house.numbers("select no from entry where identity = 'b'").await[0];
    let form = ward.get(&format!("/entries/{no}/reversal")).await;
    assert!(
        form.words().contains("đã khóa. Muốn ghi vào kỳ ấy thì mở lại kỳ"),
        "{}",
        form.words()
    );
    let fields = [("day", "original"), ("reason", "Ghi nhầm")];
    let inside = ward.post(&format!("/entries/{no}/reversal"), &fields).await;
    assert_eq!(inside.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(inside.words().contains("từ 01/01/2026"), "{}", inside.words());
    let fields = [("day", "first_open"), ("reason", "Ghi nhầm")];
    let open = ward.post(&format!("/entries/{no}/reversal"), &fields).await;
    assert_eq!(open.code, StatusCode::SEE_OTHER, "{}", open.words());
    let on = "select count(*) from entry where sort = 'reversal' and happened_on = '2026-01-01'";
    assert_eq!(house.numbers(on).await, [1]);
    assert_eq!(
        marked(house).await,
        ["late", "b"],
        "what takes a fact of a closed period back bears the mark too"
    );
    let held = house.import(&Paper::new().reversals(["a|2025-12-01|Ghi nhầm"])).await;
    assert_eq!(held.faults[0].kind, "period_closed");
}

// long: one story told in one go reads better than its parts.
async fn a_period_opens_by_two_and_closes_by_itself(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    let mut one = pages.officer("mot", "organization_officer", "c").await;
    let mut two = pages.officer("hai", "organization_officer", "c").await;
    let missing = does(&mut one, PLACE, "closing", &[]).await;
    assert_eq!(
        missing.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "closing what was not accepted needs a reason"
    );
    does(&mut one, PLACE, "closing", &[("words", "Hết hạn nộp")]).await;
    house
        .take(&Paper::new().facts(["late|2025-12-30|party_member_admitted|x|1||||"]))
        .await;

    let past = [("until_on", "14/01/2026"), ("words", "Bổ sung quyết định")];
    assert_eq!(
        does(&mut one, PLACE, "opening-request", &past).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let far = [("until_on", "31/12/2026"), ("words", "Bổ sung quyết định")];
    let long = does(&mut one, PLACE, "opening-request", &far).await;
    assert!(
        long.words().contains("ngày không muộn hơn 29/01/2026"),
        "{}",
        long.words()
    );
    let until = [("until_on", "16/01/2026"), ("words", "Bổ sung quyết định")];
    does(&mut one, PLACE, "opening-request", &until).await;
    let alone = does(&mut one, PLACE, "opening", &[]).await;
    assert_eq!(alone.code, StatusCode::FORBIDDEN, "who asks does not open it too");
    let page = one.get(PLACE).await;
    assert!(
        page.words().contains("Cán bộ khác có quyền khóa kỳ mới mở được"),
        "{}",
        page.words()
    );
    assert_eq!(does(&mut ward, PLACE, "opening", &[]).await.code, StatusCode::FORBIDDEN);
    let opened = does(&mut two, PLACE, "opening", &[]).await;
    let words = opened.words();
    assert!(words.contains("Đã mở lại kỳ."), "{words}");
    assert!(
        words.contains("Kỳ đang mở đến hết 16/01/2026; sau ngày ấy tự khóa lại với số liệu lúc đó."),
        "{words}"
    );

    house
        .take(&Paper::new().facts(["inside|2025-12-29|party_member_admitted|x|4||||"]))
        .await;
    assert_eq!(
        marked(house).await,
        ["late"],
        "what is recorded while it is open is no supplement"
    );
    let no = house.numbers("select no from entry where identity = 'late'").await[0];
    let fields = [("day", "original"), ("reason", "Ghi trùng")];
    let back = ward.post(&format!("/entries/{no}/reversal"), &fields).await;
    assert_eq!(
        back.code,
        StatusCode::SEE_OTHER,
        "an open period takes a reversal on its own day"
    );

    // Two days on nobody has looked: the period is closed all the same.
    pages.clock.move_on(2 * 24 * 3600);
    let after = Paper::new().facts(["after|2025-12-28|party_member_admitted|x|10||||"]);
    house
        .import_as(&after, nennep::programme::Mode::KeepGood, "2026-01-17")
        .await;
    assert_eq!(marked(house).await, ["late", "after"]);
    let mut ward = pages.signed_in("phuong").await;
    let page = ward.get(PLACE).await;
    assert!(page.words().contains("đã khóa"), "{}", page.words());
    assert!(page.words().contains("tự động"), "{}", page.words());
    let sql = "select figures from submission_event where deed = 'closed_again'";
    let mut tx = house.db.read().await.unwrap();
    let figures = tx.row(sql, &[]).await.unwrap().unwrap().text(0).unwrap();
    assert!(
        figures.contains("{\"indicator\":\"party_member_admitted\",\"value\":6,"),
        "the figures of the last open day, 2 + 4, without what came after: {figures}"
    );
}

async fn what_touches_a_closed_period_is_marked_and_nothing_else(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    does(&mut district, PLACE, "closing", &[("words", "Hết hạn nộp")]).await;
    let cases = [
        ("last|2025-12-31|party_member_admitted|w1|1||||", true),
        ("below|2025-10-01|party_member_admitted|x|1||||", true),
        ("next|2026-01-02|party_member_admitted|w1|1||||", false),
        ("stock|2019-05-05|party_member_opening|w1|9||||", true),
        ("union|2025-12-30|union_member_admitted|w1|1||||", false),
        ("beside|2025-12-30|party_member_admitted|w2|1||||", false),
        ("goes|2025-12-30|party_member_moved|x|1|w2|||", true),
        ("comes|2025-12-30|party_member_moved|w2|1|x|||", true),
    ];
    let mut expected = Vec::new();
    for (row, touches) in cases {
        house.take(&Paper::new().facts([row])).await;
        if touches {
            expected.push(row.split('|').next().unwrap().to_owned());
        }
        assert_eq!(marked(house).await, expected, "{row}");
    }
    let cases = [
        ("2025-06-01|renamed|x|||Chi bộ Cơ khí Một", false),
        // By the tree as it is now the cell never stood below the ward in that quarter; what it takes along is seen by the old one.
        ("2025-06-01|moved|x||w2|", true),
        ("2026-01-10|moved|x||w1|", false),
    ];
    for (row, touches) in cases {
        house.take(&Paper::new().events([row])).await;
        if touches {
            expected.push(row.split('|').next().unwrap().to_owned());
        }
        assert_eq!(marked(house).await, expected, "{row}");
    }
    let cases = [
        (
            "party_member_admitted|Quận ủy|w1||2025-01-01|2025-12-31|5||1|2025-01-01",
            true,
        ),
        (
            "party_member_admitted|Quận ủy|w1||2026-01-01|2026-12-31|5||2|2026-01-01",
            false,
        ),
        (
            "union_member_admitted|Quận ủy|w1||2025-01-01|2025-12-31|5||3|2025-01-01",
            false,
        ),
        (
            "party_member_admitted|Quận ủy|w2||2025-01-01|2025-12-31|5||4|2025-01-01",
            false,
        ),
    ];
    for (row, touches) in cases {
        house.take(&Paper::new().targets([row])).await;
        if touches {
            expected.push(row.split('|').next().unwrap().to_owned());
        }
        assert_eq!(marked(house).await, expected, "{row}");
    }
}

async fn each_line_signs_its_own(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut union = pages.officer("cong-doan", "union_officer", "w1").await;
    let theirs = "/units/w1/submissions/2025-Q4/union";
    let sent = does(&mut union, theirs, "submission", &[]).await;
    assert!(sent.words().contains("Đã nộp số liệu."), "{}", sent.words());
    let page = union.get(PLACE).await;
    assert!(
        page.words().contains("Đảng ủy phường Một nộp số liệu này"),
        "{}",
        page.words()
    );
    let other = union.post(&format!("{PLACE}/submission"), &[]).await;
    assert_eq!(other.code, StatusCode::FORBIDDEN);
    let mut youth = pages.officer("doan", "youth_officer", "c").await;
    assert_eq!(
        youth.post(&format!("{theirs}/acceptance"), &[]).await.code,
        StatusCode::FORBIDDEN
    );
    let mut federation = pages.officer("ldld", "union_officer", "c").await;
    let taken = does(&mut federation, theirs, "acceptance", &[]).await;
    assert!(taken.words().contains("Đã nhận số liệu."), "{}", taken.words());
    let mut elsewhere = pages.officer("khac", "unit_officer", "w2").await;
    assert_eq!(elsewhere.get(theirs).await.code, StatusCode::NOT_FOUND);
    for unknown in ["2025..2026/party", "2027-Q1/party", "2025-Q4/men", "x/party"] {
        let page = union.get(&format!("/units/w1/submissions/{unknown}")).await;
        assert_eq!(page.code, StatusCode::NOT_FOUND, "{unknown}");
    }
}

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

async fn a_survey_returned_after_the_closing_is_taken_back_in_the_open_period(house: &House) {
    house.take(&super::surveys::base()).await;
    let pages = Pages::of(house);
    let mut city = pages.officer("thanh-pho", "organization_officer", "c").await;
    let mut steps = super::surveys::NOBODY;
    steps[0] = &[("surveyed_on", "20/12/2025"), ("attitude", "willing")];
    super::surveys::visit(&mut city, super::surveys::PATH, steps).await;
    let place = "/units/w1/submissions/2025-Q4/enterprise";
    does(&mut city, place, "closing", &[("words", "Hết hạn nộp")]).await;
    let back = [("field", "note"), ("reason", "Thiếu ghi chú")];
    let back = city.post("/surveys/1/return", &back).await;
    assert_eq!(back.code, StatusCode::SEE_OTHER, "{}", back.words());
    let path = super::surveys::PATH;
    let page = city.get(&format!("{path}?answers=1")).await;
    let done = crate::common::forms::fill(&mut city, path, &page, &[("note", "Đã gặp giám đốc")], "on").await;
    assert!(done.leads_to().starts_with("/surveys/2"), "{}", done.words());
    let on = "select count(*) from entry where sort = 'reversal' and happened_on = '2026-01-01'";
    assert_eq!(house.numbers(on).await, [1], "not on its own day, which is closed");
    let counted = "select count(*) from entry e join fact f on f.no = e.no where e.happened_on = ";
    let again = house.numbers(&format!("{counted}'2026-01-01'")).await;
    assert_eq!(
        again,
        [1],
        "told again where it was taken back, so that the two are none"
    );
    let closed = house.numbers(&format!("{counted}'2025-12-20'")).await;
    assert_eq!(closed, [1], "and the closed period counts the survey once");
    assert_eq!(marked(house).await, ["untold"], "that one was corrected is told");
}

//! Figures climb, are closed, are known otherwise later, are opened by two and close by themselves.

use axum::http::StatusCode;

use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::hidden;
use crate::common::{House, Paper};

stories! {
    figures_climb_and_a_closed_one_stays_as_it_was_reported,
    a_period_opens_by_two_and_closes_by_itself,
    each_line_signs_its_own,
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
pub(super) async fn marked(house: &House) -> Vec<String> {
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

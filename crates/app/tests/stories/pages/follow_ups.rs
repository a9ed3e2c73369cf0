//! Requests to review responsibility and proposals to inspect: figures as they stood, answers, who is late, and the closing.

use axum::http::StatusCode;

use super::shortfalls::district;
use super::units::good;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::fill;
use crate::common::{House, wards};

stories! {
    a_request_keeps_the_figures_as_they_stood,
    answers_come_in_and_who_is_late_is_named,
    forms_say_all_that_is_wrong,
    only_who_closes_figures_of_those_below_asks,
    the_paper_lists_both_numbers,
    who_ended_is_named_with_its_heir_and_asks_nothing,
}

const REASON: [(&str, &str); 1] = [("reason", "Hai quý liền chậm tiến độ")];

/// The number of the target of a unit for an indicator, given for 2025.
async fn target(house: &House, unit: &str, indicator: &str) -> String {
    let sql = format!(
        "select t.no from target t join unit u on u.no = t.unit_id where u.code = '{unit}' and t.indicator = '{indicator}' \
        and t.member is null and t.from_on = '2025-01-01' order by t.no"
    );
    house.numbers(&sql).await[0].to_string()
}

/// Opens the form with two rows picked: admissions of the first ward, foundings of the second.
async fn picked(house: &House, browser: &mut Browser) -> Page {
    let rows = [
        target(house, "w1", "party_member_admitted").await,
        target(house, "w2", "union_org_founded").await,
    ];
    let question = format!("unit=d&on=2025-03-31&kind=review&rows={}&rows={}", rows[0], rows[1]);
    good(browser, &format!("/follow-ups/new?{question}")).await
}

async fn asked(house: &House, browser: &mut Browser) -> String {
    let form = picked(house, browser).await;
    let filled = [("reason", "Hai quý liền chậm tiến độ")];
    fill(browser, "/follow-ups", &form, &filled, "on")
        .await
        .leads_to()
        .to_owned()
}

async fn a_request_keeps_the_figures_as_they_stood(house: &House) {
    house.take(&district()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("can-bo", "organization_officer", "c").await;
    let list = good(&mut officer, "/shortfalls?unit=d&on=2025-03-31").await;
    let admitted = target(house, "w1", "party_member_admitted").await;
    assert!(
        list.text
            .contains(&format!("form=\"picks\" name=\"rows\" value=\"{admitted}\""))
    );
    let own = target(house, "d", "party_member_admitted").await;
    assert!(
        !list.text.contains(&format!("name=\"rows\" value=\"{own}\"")),
        "nobody asks oneself"
    );
    let form = picked(house, &mut officer).await;
    assert!(
        form.words()
            .contains("Đảng viên kết nạp mới, Phường Một: 04/20 (Quận ủy Thử giao, hạn 31/12/2025)")
    );
    assert!(
        form.text.contains("value=\"29/01/2026\""),
        "ten working days: {}",
        form.text
    );
    let first = fill(&mut officer, "/follow-ups", &form, &REASON, "on").await;
    let again = fill(&mut officer, "/follow-ups", &form, &REASON, "on").await;
    assert_eq!(first.leads_to(), again.leads_to(), "two presses make one");
    let other = fill(&mut officer, "/follow-ups", &form, &[("reason", "Khác")], "on").await;
    assert_eq!(
        other.code,
        StatusCode::FORBIDDEN,
        "what was changed is not lost in silence"
    );
    assert_eq!(house.numbers("select count(*) from follow_up").await, [1]);
    let path = first.leads_to().to_owned();
    let stood = "Phường Một Quận ủy Thử 31/12/2025 04/20 34 – Chậm, có nguy cơ";
    let words = good(&mut officer, &path).await.words();
    assert!(
        words.contains(stood) && words.contains("Số liệu đến hết ngày 31/3/2025"),
        "{words}"
    );
    assert!(
        words.contains("Phường Hai Quận ủy Thử 31/12/2025 00/04 00 04 Dự báo không đạt"),
        "{words}"
    );
    // What is recorded later for the same days changes the list, and never what was asked.
    house
        .take(&district().facts(["later|2025-03-01|party_member_admitted|w1|16"]))
        .await;
    let words = good(&mut officer, &path).await.words();
    assert!(words.contains(stood), "{words}");
    let list = good(&mut officer, "/shortfalls?unit=d&on=2025-03-31&group=all").await;
    assert!(
        list.words().contains("Phường Một Quận ủy Thử 20/20"),
        "{}",
        list.words()
    );
    assert!(
        list.words().contains("đã yêu cầu kiểm điểm 15/01/2026"),
        "{}",
        list.words()
    );
    assert!(list.text.contains(&format!("href=\"{path}\"")));
    let trail = good(&mut officer, "/audit").await.words();
    assert!(
        trail.contains("lập yêu cầu kiểm điểm 1 về 02 chỉ tiêu, trả lời trước 29/01/2026"),
        "{trail}"
    );
}

async fn answers_come_in_and_who_is_late_is_named(house: &House) {
    house.take(&district()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("can-bo", "organization_officer", "c").await;
    let path = asked(house, &mut officer).await;
    let mut one = pages.officer("phuong-mot", "unit_officer", "w1").await;
    let words = good(&mut one, &path).await.words();
    assert!(
        words.contains("Quận ủy Thử lập ngày 15/01/2026") && words.contains("04/20"),
        "{words}"
    );
    assert!(
        !words.contains("Phường Hai") && !words.contains("00/04"),
        "each sees what it is asked: {words}"
    );
    assert_eq!(one.get(&format!("{path}/answers/2")).await.code, StatusCode::NOT_FOUND);
    let form = good(&mut one, &format!("{path}/answers/1")).await;
    let early = [("answer", "Do thiếu nguồn"), ("answered_on", "14/01/2026")];
    let refused = fill(&mut one, &format!("{path}/answers/1"), &form, &early, "on").await;
    assert_eq!(
        refused.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not before it was asked"
    );
    let answer = [("answer", "Do thiếu nguồn"), ("answered_on", "15/01/2026")];
    fill(&mut one, &format!("{path}/answers/1"), &form, &answer, "on")
        .await
        .leads_to();
    let list = good(&mut officer, "/follow-ups").await.words();
    assert!(list.contains("01/02 Còn 10 ngày làm việc, hạn 29/01/2026"), "{list}");
    pages.clock.move_on(19 * 86_400);
    let mut officer = pages.signed_in("can-bo").await;
    let list = good(&mut officer, "/follow-ups").await.words();
    assert!(
        list.contains("01 yêu cầu, đề xuất: 01 chưa đóng, 01 quá hạn trả lời."),
        "{list}"
    );
    assert!(
        list.contains("Quá hạn 03 ngày làm việc, hạn 29/01/2026 Phường Hai"),
        "{list}"
    );
    let mut one = pages.signed_in("phuong-mot").await;
    assert!(
        good(&mut one, "/follow-ups").await.words().contains("Đã trả lời đủ"),
        "its own part is"
    );
    let closing = [("closing", "Đã rút kinh nghiệm")];
    let refused = one.post(&format!("{path}/closing"), &closing).await;
    assert_eq!(refused.code, StatusCode::NOT_FOUND, "the unit that asks is not its own");
    let close = officer.post(&format!("{path}/closing"), &closing).await;
    assert_eq!(close.leads_to(), path);
    officer.post(&format!("{path}/closing"), &closing).await.leads_to();
    let other = officer.post(&format!("{path}/closing"), &[("closing", "Khác")]).await;
    assert_eq!(other.code, StatusCode::FORBIDDEN);
    assert!(other.words().contains("Văn bản này đã đóng"), "{}", other.words());
    let words = good(&mut officer, &path).await.words();
    assert!(
        words.contains("Đóng 03/02/2026") && words.contains("Đã rút kinh nghiệm"),
        "{words}"
    );
    let late = one.post(&format!("{path}/answers/1"), &answer).await;
    assert_eq!(
        late.code,
        StatusCode::FORBIDDEN,
        "nothing is answered after the closing"
    );
    let trail = good(&mut officer, "/audit").await.words();
    assert!(trail.contains("đóng yêu cầu 1, 01 nơi chưa trả lời"), "{trail}");
}

async fn forms_say_all_that_is_wrong(house: &House) {
    house.take(&district()).await;
    let mut officer = Pages::of(house).officer("can-bo", "organization_officer", "c").await;
    let form = picked(house, &mut officer).await;
    let own = target(house, "d", "party_member_admitted").await;
    let well = target(house, "w2", "party_member_admitted").await;
    let wrong = [
        ("rows", own.as_str()),
        ("rows", well.as_str()),
        ("reason", " "),
        ("due_on", "14/01/2026"),
        ("kind", "huh"),
    ];
    let page = fill(&mut officer, "/follow-ups", &form, &wrong, "on").await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("05 mục cần sửa"), "{}", page.words());
    assert!(page.text.contains("value=\"14/01/2026\""), "what was typed stays");
    assert!(
        page.words().contains("Phường Một: 04/20"),
        "the rows offered stay: {}",
        page.words()
    );
    let none = fill(
        &mut officer,
        "/follow-ups",
        &form,
        &[("rows", ""), ("reason", "Chậm")],
        "on",
    )
    .await;
    assert!(none.words().contains("01 mục cần sửa"), "{}", none.words());
    assert_eq!(house.numbers("select count(*) from follow_up").await, [0]);
    let all = good(&mut officer, "/follow-ups/new?unit=d&on=2025-03-31").await.words();
    assert!(
        all.contains("Phường Hai: 00/04") && !all.contains("Quận ủy Thử: 07/40"),
        "all that is short below: {all}"
    );
}

async fn only_who_closes_figures_of_those_below_asks(house: &House) {
    house.take(&district()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("can-bo", "organization_officer", "c").await;
    let form = picked(house, &mut officer).await;
    let path = asked(house, &mut officer).await;
    let filled = [("reason", "Chậm")];
    for (role, unit, code) in [
        ("unit_officer", "w1", StatusCode::NOT_FOUND),
        ("steering_member", "d", StatusCode::FORBIDDEN),
        ("union_officer", "d", StatusCode::FORBIDDEN),
    ] {
        let mut browser = wards::officer(house, role, unit).await;
        let page = fill(&mut browser, "/follow-ups", &form, &filled, "on").await;
        assert_eq!(page.code, code, "{role} at {unit}");
        let list = good(&mut browser, "/shortfalls").await;
        assert_eq!(list.text.contains("id=\"picks\""), role == "unit_officer", "{role}");
    }
    let mut reader = pages.signed_in("steering-member-d").await;
    let words = good(&mut reader, &path).await.text;
    assert!(!words.contains("/closing") && !words.contains("/answers/"), "{words}");
    let mut stranger = pages.officer("phuong-hai", "unit_officer", "w2").await;
    assert!(
        good(&mut stranger, &path).await.words().contains("00/04"),
        "it is asked too"
    );
    assert_eq!(house.numbers("select count(*) from follow_up").await, [1]);
}

async fn the_paper_lists_both_numbers(house: &House) {
    house.take(&district()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("can-bo", "organization_officer", "c").await;
    let path = asked(house, &mut officer).await;
    let html = format!("{path}/files/yeu-cau-kiem-diem-1.html");
    let paper = good(&mut officer, &html).await.words();
    for said in [
        "QUẬN ỦY THỬ",
        "yêu cầu kiểm điểm trách nhiệm",
        "Hai quý liền chậm tiến độ",
        "có 02 chỉ tiêu của 02 nơi nhận",
        "trước ngày 29/01/2026",
        "Phường Một Đảng viên kết nạp mới Quận ủy Thử 31/12/2025 20 04 34",
    ] {
        assert!(paper.contains(said), "{said} in {paper}");
    }
    let docx = format!("{path}/files/yeu-cau-kiem-diem-1.docx");
    let first = good(&mut officer, &docx).await.bytes;
    house
        .take(&district().facts(["later|2025-03-01|party_member_admitted|w1|16"]))
        .await;
    assert_eq!(
        first,
        good(&mut officer, &docx).await.bytes,
        "printed the same ever after"
    );
    let mut ward = pages.officer("phuong-mot", "unit_officer", "w1").await;
    assert_eq!(ward.get(&docx).await.code, StatusCode::NOT_FOUND, "it names the others");
}

async fn who_ended_is_named_with_its_heir_and_asks_nothing(house: &House) {
    house.take(&district().events(["2025-07-01|merged|w1|w2"])).await;
    let mut officer = Pages::of(house).officer("can-bo", "organization_officer", "c").await;
    let path = asked(house, &mut officer).await;
    let words = good(&mut officer, &path).await.words();
    assert!(
        words.contains("Phường Một (nay Phường Hai trả lời) Quận ủy Thử 31/12/2025 04/20"),
        "{words}"
    );
    assert!(words.contains("Phường Hai Quận ủy Thử 31/12/2025 00/04"), "{words}");
    let refused = officer.get("/follow-ups/new?unit=w1&on=2025-03-31").await;
    assert_eq!(refused.code, StatusCode::FORBIDDEN);
    assert!(
        refused.words().contains("Đơn vị này đã kết thúc"),
        "{}",
        refused.words()
    );
    let list = good(&mut officer, "/shortfalls?unit=w1&on=2025-03-31").await;
    assert!(!list.text.contains("id=\"picks\""), "{}", list.text);
}

//! Dialogues that count, difficulties that are answered in time or late, and proposals upward with their reply.

use axum::http::StatusCode;

use super::cases::base;
use super::units::good;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::fill;
use crate::common::wards::unit_officer;
use crate::common::{Ask, House};

stories! {
    a_dialogue_counts_and_what_was_raised_is_answered,
    a_proposal_goes_up_and_its_reply_comes_back,
    forms_say_all_that_is_wrong,
    what_was_raised_has_its_dialogue_and_one_enterprise,
    only_committees_hold_dialogues,
    dialogues_stay_inside_their_committee,
}

const HELD: [(&str, &str); 5] = [
    ("audience", "owners"),
    ("unit", "w1"),
    ("held_on", "09/01/2026"),
    ("people", "24"),
    ("hosts", "0100112437\n0100111017"),
];

async fn hold(browser: &mut Browser) -> Page {
    let form = good(browser, "/dialogues/new").await;
    fill(browser, "/dialogues", &form, &HELD, "on").await
}

async fn counted(house: &House) -> String {
    house
        .value(&Ask::of("c", "2026-01-01", "2026-12-31"), "dialogue_held")
        .await
}

async fn a_dialogue_counts_and_what_was_raised_is_answered(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let form = good(&mut ward, "/dialogues/new").await;
    let first = fill(&mut ward, "/dialogues", &form, &HELD, "on").await;
    let again = fill(&mut ward, "/dialogues", &form, &HELD, "on").await;
    assert_eq!(first.leads_to(), again.leads_to(), "two presses hold one");
    let mut other = HELD;
    other[3].1 = "30";
    let edited = fill(&mut ward, "/dialogues", &form, &other, "on").await;
    assert_eq!(
        edited.code,
        StatusCode::FORBIDDEN,
        "what was changed is not lost in silence"
    );
    assert!(edited.words().contains("Lần gửi này chưa ghi gì"), "{}", edited.words());
    let path = first.leads_to().to_owned();
    assert_eq!(counted(house).await, "1");
    let page = good(&mut ward, &path).await.words();
    assert!(
        page.contains("Công ty Gốm Ấn") && page.contains("Người dự: 24"),
        "{page}"
    );

    let form = good(&mut ward, &format!("{path}/matters")).await;
    let raised = [
        ("content", "Thiếu chỗ gửi trẻ cho công nhân ca đêm"),
        ("host", "0100112437"),
        ("answerer", "UBND phường"),
        ("due_on", "12/01/2026"),
    ];
    let back = fill(&mut ward, &format!("{path}/matters"), &form, &raised, "on").await;
    assert_eq!(back.leads_to(), path, "back to the dialogue");
    let list = good(&mut ward, "/matters").await.words();
    assert!(list.contains("01 chưa trả lời, 01 quá hạn"), "{list}");
    assert!(list.contains("Quá hạn 03 ngày, hạn 12/01/2026"), "{list}");
    let profile = good(&mut ward, "/enterprises/0100112437?events=talk").await.words();
    assert!(profile.contains("Đối thoại với chủ doanh nghiệp"), "{profile}");
    assert!(profile.contains("Chờ UBND phường trả lời"), "{profile}");

    let matter = good(&mut ward, "/matters/1").await;
    let early = [("answer", "Mở lớp"), ("answered_on", "08/01/2026")];
    let refused = fill(&mut ward, "/matters/1", &matter, &early, "on").await;
    assert_eq!(
        refused.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not before it was raised"
    );
    let answer = [("answer", "Mở lớp từ tháng 2"), ("answered_on", "14/01/2026")];
    fill(&mut ward, "/matters/1", &matter, &answer, "on").await.leads_to();
    let list = good(&mut ward, "/matters").await.words();
    assert!(list.contains("00 chưa trả lời, 00 quá hạn"), "{list}");
    assert!(
        good(&mut ward, "/matters?answered=yes")
            .await
            .words()
            .contains("Trả lời 14/01/2026")
    );
    let list = good(&mut ward, "/dialogues").await.words();
    assert!(list.contains("01 buổi, 01 khó khăn được nêu, 01 đã trả lời"), "{list}");

    let entry = house.numbers("select entry_no from dialogue").await[0];
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let back = [("day", "original"), ("reason", "Ghi trùng")];
    city.post(&format!("/entries/{entry}/reversal"), &back).await.leads_to();
    assert_eq!(counted(house).await, "0");
    assert!(good(&mut ward, &path).await.words().contains("Đã ghi đảo"));
    assert!(good(&mut ward, "/dialogues").await.words().contains("00 buổi"));
}

async fn a_proposal_goes_up_and_its_reply_comes_back(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let form = good(&mut ward, "/matters/new").await;
    let proposal = [
        ("unit", "w1"),
        ("content", "Giao thêm biên chế chuyên trách"),
        ("answerer", "Thành ủy Thử"),
        ("due_on", "30/01/2026"),
    ];
    let made = fill(&mut ward, "/matters", &form, &proposal, "on").await;
    let path = made.leads_to().to_owned();
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let page = good(&mut city, &path).await;
    assert!(
        page.words().contains("Kiến nghị, đề xuất") && page.words().contains("Hạn 30/01/2026"),
        "{}",
        page.words()
    );
    let answer = [("answer", "Chấp thuận một biên chế"), ("answered_on", "15/01/2026")];
    fill(&mut city, &path, &page, &answer, "on").await.leads_to();
    assert!(good(&mut ward, &path).await.words().contains("Chấp thuận một biên chế"));
    assert_eq!(counted(house).await, "null", "a proposal is no dialogue");
}

async fn forms_say_all_that_is_wrong(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let form = good(&mut ward, "/dialogues/new").await;
    let wrong = [
        ("audience", "huh"),
        ("unit", "w2"),
        ("held_on", "20/01/2026"),
        ("people", "ba"),
        ("hosts", "0100111024, 9999"),
    ];
    let page = fill(&mut ward, "/dialogues", &form, &wrong, "on").await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("06 mục cần sửa"), "{}", page.words());
    assert!(page.text.contains("value=\"20/01/2026\""), "what was typed stays");
    let form = good(&mut ward, "/matters/new").await;
    let wrong = [
        ("unit", "w1"),
        ("content", " "),
        ("answerer", ""),
        ("raised_on", "10/01/2026"),
        ("due_on", "09/01/2026"),
    ];
    let page = fill(&mut ward, "/matters", &form, &wrong, "on").await;
    assert!(page.words().contains("03 mục cần sửa"), "{}", page.words());
    assert_eq!(counted(house).await, "null");
}

async fn what_was_raised_has_its_dialogue_and_one_enterprise(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let path = hold(&mut ward).await.leads_to().to_owned();
    let matters = format!("{path}/matters");
    let form = good(&mut ward, &matters).await;
    let wrong = [
        ("content", "Thiếu nhà ở"),
        ("answerer", "UBND phường"),
        ("raised_on", "08/01/2026"),
        ("host", "0100112437 0100111017"),
    ];
    let page = fill(&mut ward, &matters, &form, &wrong, "on").await;
    assert!(page.words().contains("02 mục cần sửa"), "{}", page.words());
    assert!(
        page.words().contains("ngày không sớm hơn 09/01/2026"),
        "{}",
        page.words()
    );
    assert!(page.words().contains("một mã duy nhất"), "{}", page.words());
    let right = [
        ("content", "Thiếu nhà ở"),
        ("answerer", "UBND phường"),
        ("host", "0100112437"),
    ];
    fill(&mut ward, &matters, &form, &right, "on").await.leads_to();
    for (words, day) in [("Đang xem xét", "10/01/2026"), ("Đã bố trí", "12/01/2026")] {
        let answer = [("answer", words), ("answered_on", day)];
        ward.post("/matters/1", &answer).await.leads_to();
    }
    let mut tx = house.db.read().await.unwrap();
    let sql = "select words from audit where deed = 'matter-answered' order by no desc limit 1";
    let kept = tx.row(sql, &[]).await.unwrap().unwrap().text(0).unwrap();
    tx.rollback().await.unwrap();
    assert!(
        kept.contains("Đang xem xét") && kept.contains("Đã bố trí"),
        "both are kept: {kept}"
    );
    let entry = house.numbers("select entry_no from dialogue").await[0];
    let back = [("day", "original"), ("reason", "Nhầm")];
    ward.post(&format!("/entries/{entry}/reversal"), &back).await.leads_to();
    assert_eq!(ward.get(&matters).await.code, StatusCode::FORBIDDEN, "it was not held");
    let list = good(&mut ward, "/dialogues").await.words();
    assert!(list.contains("01 khó khăn"), "what was raised stays: {list}");
}

async fn only_committees_hold_dialogues(house: &House) {
    let units = [
        "cd|Công đoàn Gốm|union_base|w1|2020-01-01|",
        "cu|Đảng ủy phường Cũ|ward_committee|c|2020-01-01|2025-06-30",
    ];
    house.take(&base().units(units)).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let form = good(&mut city, "/dialogues/new").await;
    for unit in ["cd", "cu"] {
        assert!(
            !form.text.contains(&format!("value=\"{unit}\"")),
            "{unit} is not offered"
        );
        let mut held = HELD;
        held[1].1 = unit;
        let page = fill(&mut city, "/dialogues", &form, &held, "on").await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "{unit}");
    }
    assert_eq!(counted(house).await, "null");
}

async fn dialogues_stay_inside_their_committee(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let path = hold(&mut ward).await.leads_to().to_owned();
    let mut other = unit_officer(house, "w2").await;
    for path in [path.clone(), format!("{path}/matters")] {
        assert_eq!(other.get(&path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = other.post(&format!("{path}/matters"), &[("key", "x")]).await;
    assert_eq!(sent.code, StatusCode::NOT_FOUND);
    assert!(!good(&mut other, "/dialogues").await.text.contains(&path));
}

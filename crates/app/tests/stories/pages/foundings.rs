//! The founding of an organization by a case: its condition, its wholeness, and whom it stands for.

use axum::http::StatusCode;

use super::cases::{DECISION, base, deed, founded, open, to_the_decision};
use super::units::good;
use crate::common::browser::Pages;
use crate::common::forms::{fields_of, fill};
use crate::common::wards::unit_officer;
use crate::common::{House, Paper};

stories! {
    too_few_are_refused_unless_a_reason_is_kept,
    a_founding_is_whole_and_happens_once,
    a_joint_cell_stands_for_each_of_its_enterprises,
    a_founding_taken_back_can_be_founded_again,
    an_ended_enterprise_has_no_case,
    a_line_founds_its_own,
    cases_stay_inside_their_ward,
}

async fn too_few_are_refused_unless_a_reason_is_kept(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let path = format!("{case}/founding");
    assert_eq!(
        ward.get(&path).await.code,
        StatusCode::FORBIDDEN,
        "not at the decision yet"
    );
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let form = good(&mut ward, &path).await;
    for heads in ["2", "", "khoảng 3"] {
        let mut few = DECISION;
        few[3].1 = heads;
        let refused = fill(&mut ward, &path, &form, &few, "on").await;
        assert_eq!(
            refused.code,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{heads}: {}",
            refused.words()
        );
        assert!(refused.text.contains("value=\"12-QĐ/ĐU\""), "what was typed stays");
    }
    assert_eq!(founded(house).await, "null");
    let mut early = DECISION;
    early[2].1 = "12/01/2026";
    let early = fill(&mut ward, &path, &form, &early, "on").await;
    assert!(
        early.text.contains("href=\"#f-decision_on\""),
        "the fault leads to its field: {}",
        early.words()
    );
    let empty = [
        ("decision_no", ""),
        ("decision_by", ""),
        ("decision_on", "31/2/2026"),
        ("name", ""),
        ("kind", "huh"),
    ];
    let all = fill(&mut ward, &path, &form, &empty, "on").await;
    assert!(
        all.words().contains("05 mục cần sửa"),
        "all faults at once: {}",
        all.words()
    );
    let mut few = DECISION.to_vec();
    few[3].1 = "2";
    few.push(("override_reason", "Theo chỉ đạo tại cuộc họp ngày 10/01/2026"));
    fill(&mut ward, &path, &form, &few, "on").await.leads_to();
    assert_eq!(founded(house).await, "1");
    let page = good(&mut ward, &case).await.words();
    assert!(
        page.contains("lý do: Theo chỉ đạo tại cuộc họp ngày 10/01/2026"),
        "the reason is kept: {page}"
    );
    assert_eq!(
        house
            .numbers("select count(*) from audit where deed = 'threshold-overridden'")
            .await,
        [1]
    );
}

async fn a_founding_is_whole_and_happens_once(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let path = format!("{case}/founding");
    let form = good(&mut ward, &path).await;
    let mut taken = DECISION.to_vec();
    taken.push(("code", "w2"));
    let head = house.head().await;
    let refused = fill(&mut ward, &path, &form, &taken, "on").await;
    assert_eq!(
        refused.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the code is another's: {}",
        refused.words()
    );
    assert_eq!(house.head().await, head, "nothing half done");
    let mut fields = fields_of(&form);
    fields.retain(|(name, _)| DECISION.iter().all(|(known, _)| known != name));
    fields.extend(DECISION.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let mut other = ward.clone();
    let (first, second) = tokio::join!(ward.post(&path, &fields), other.post(&path, &fields));
    let codes = [first.code, second.code];
    assert_eq!(
        codes,
        [StatusCode::SEE_OTHER; 2],
        "both presses lead to what was founded"
    );
    assert_eq!(founded(house).await, "1", "two presses found once");
    assert_eq!(house.head().await, head + 2, "a unit and its founding");
    house.assert_gapless().await;
}

async fn a_joint_cell_stands_for_each_of_its_enterprises(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437\n0100111017", "found_joint_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let form = good(&mut ward, &format!("{case}/founding")).await;
    fill(&mut ward, &format!("{case}/founding"), &form, &DECISION, "on")
        .await
        .leads_to();
    assert_eq!(founded(house).await, "1", "it is one organization");
    for code in ["0100112437", "0100111017"] {
        let page = good(&mut ward, &format!("/enterprises/{code}")).await.words();
        assert!(page.contains("Độ phủ: 01/04 tuyến đã có tổ chức"), "{code}: {page}");
    }
    let entry = house.numbers("select max(no) from fact").await[0];
    ward.post(
        &format!("/entries/{entry}/reversal"),
        &[("day", "original"), ("reason", "Nhầm")],
    )
    .await;
    assert_eq!(founded(house).await, "0", "taken back");
    let page = good(&mut ward, "/enterprises/0100111017").await.words();
    assert!(
        page.contains("Độ phủ: 00/04"),
        "what was taken back stands no longer: {page}"
    );
}

async fn a_founding_taken_back_can_be_founded_again(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "12/01/2026").await;
    let path = format!("{case}/founding");
    let form = good(&mut ward, &path).await;
    let mut wrong_day = DECISION;
    wrong_day[2].1 = "13/01/2026";
    fill(&mut ward, &path, &form, &wrong_day, "on").await.leads_to();
    let entry = house.numbers("select max(no) from fact").await[0];
    let back = [("day", "original"), ("reason", "Nhầm ngày quyết định")];
    ward.post(&format!("/entries/{entry}/reversal"), &back).await.leads_to();
    let page = good(&mut ward, &case).await.words();
    assert!(
        page.contains("Bút toán của quyết định bị đảo") && page.contains("Nhầm ngày quyết định"),
        "the case tells of it: {page}"
    );
    assert!(!page.contains("Đã thành lập:"), "{page}");
    let list = good(&mut ward, "/cases").await.words();
    assert!(list.contains("4/7 Quyết định"), "it is on its step again: {list}");
    let units = house.numbers("select count(*) from unit").await;
    let form = good(&mut ward, &path).await;
    let again = fill(&mut ward, &path, &form, &DECISION, "on").await;
    assert!(again.leads_to().contains("receipt"), "founded again");
    assert_eq!(founded(house).await, "1");
    assert_eq!(
        house.numbers("select count(*) from unit").await,
        units,
        "at the unit that was left"
    );
    let page = good(&mut ward, &case).await.words();
    assert!(page.contains("Đã thành lập:"), "{page}");
    house.assert_gapless().await;
}

async fn an_ended_enterprise_has_no_case(house: &House) {
    house.take(&base()).await;
    let ended = Paper::new().sheet(
        "enterprises",
        "tax_code|name|kind|unit|from|status",
        ["0100112437|Công ty Gốm Ấn|private|w1|2012-01-01|ended"],
    );
    house.take(&ended).await;
    let mut ward = unit_officer(house, "w1").await;
    let fields = [
        ("hosts", "0100112437"),
        ("procedure", "found_private_cell"),
        ("on", "05/01/2026"),
    ];
    let page = ward.post("/cases", &fields).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("Đơn vị này đã kết thúc"), "{}", page.words());
}

async fn a_line_founds_its_own(house: &House) {
    house.take(&base()).await;
    let mut union = Pages::of(house).officer("cong-doan", "union_officer", "w1").await;
    let form = good(&mut union, "/cases/new").await;
    assert!(
        form.text.contains("value=\"found_union\"") && !form.text.contains("value=\"found_private_cell\""),
        "only procedures of the line are offered"
    );
    let party = [
        ("hosts", "0100112437"),
        ("procedure", "found_private_cell"),
        ("on", "05/01/2026"),
    ];
    assert_eq!(union.post("/cases", &party).await.code, StatusCode::FORBIDDEN);
    let case = open(&mut union, "0100112437", "found_union", "05/01/2026").await;
    let on = "06/01/2026";
    for paper in [
        "applications",
        "business_licence",
        "conference_minutes",
        "committee_list",
    ] {
        deed(&mut union, &case, &[("deed", "paper"), ("paper", paper), ("on", on)]).await;
    }
    let done = deed(&mut union, &case, &[("deed", "step_done"), ("on", on)]).await;
    assert_eq!(done, StatusCode::SEE_OTHER, "the union officer works on it");
    let page = good(&mut union, &case).await;
    assert!(
        !page.text.contains("/letters/"),
        "the committee's papers are not the line's to make"
    );
}

async fn cases_stay_inside_their_ward(house: &House) {
    house.take(&base()).await;
    let mut one = unit_officer(house, "w1").await;
    let case = open(&mut one, "0100112437", "found_private_cell", "05/01/2026").await;
    let mut two = unit_officer(house, "w2").await;
    assert_eq!(two.get(&case).await.code, StatusCode::NOT_FOUND);
    assert_eq!(
        deed(
            &mut two,
            &case,
            &[("deed", "closed"), ("on", "06/01/2026"), ("words", "x")]
        )
        .await,
        StatusCode::NOT_FOUND
    );
    assert!(
        good(&mut two, "/cases")
            .await
            .words()
            .contains("Không có hồ sơ đang mở")
    );
    let mut reader = Pages::of(house).officer("kiem-tra", "inspector", "c").await;
    let page = good(&mut reader, &case).await;
    assert!(
        !page.text.contains("<button class=\"slim\">"),
        "a reader is offered no deed"
    );
    assert_eq!(
        deed(
            &mut reader,
            &case,
            &[("deed", "closed"), ("on", "06/01/2026"), ("words", "x")]
        )
        .await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(reader.get("/cases/new").await.code, StatusCode::NOT_FOUND);
}

//! Handing targets down: a table by one decision, looked at before it is recorded.

use axum::http::StatusCode;

use super::units::{good, in_order};
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::fields_of;
use crate::common::wards::{officer, targets};
use crate::common::{House, Paper};

stories! {
    a_district_hands_a_year_down_by_one_decision,
    a_share_changes_by_a_new_decision_and_is_never_emptied,
    seats_are_shown_but_not_added,
    a_line_hands_down_its_own_indicators,
}

/// A district with so many wards and a bloc below a city.
pub(super) fn district(wards: usize) -> Paper {
    let mut units = vec![
        "c|Thành ủy Thử|city_committee||2000-01-01".to_owned(),
        "d|Quận ủy Thử|district_committee|c|2000-01-01".to_owned(),
        "bloc|Đảng ủy Khối doanh nghiệp|bloc_committee|d|2000-01-01".to_owned(),
        "gone|Đảng ủy phường Cũ|ward_committee|d|2000-01-01|2025-06-30".to_owned(),
        "later|Đảng ủy phường Sau|ward_committee|d|2026-07-01".to_owned(),
        "cell|Chi bộ Gốm|party_cell|bloc|2010-01-01".to_owned(),
    ];
    units.extend((1..=wards).map(|ward| format!("w{ward:02}|Đảng ủy phường Số {ward}|ward_committee|d|2000-01-01")));
    Paper::new().units(units).targets([
        "party_org_founded|Thành ủy Thử|d||2026-01-01|2026-12-31|5||1-QĐ/TU|2025-12-20",
        "party_member_admitted|Thành ủy Thử|d||2026-01-01|2026-12-31|35|40|1-QĐ/TU|2025-12-20",
        "union_org_founded|Thành ủy Thử|d||2025-01-01|2025-12-31|9||9-QĐ/TU|2024-12-20",
    ])
}

const DECISION: [(&str, &str); 3] = [
    ("decision_no", "15-QĐ/QU"),
    ("decision_on", "09/01/2026"),
    ("decision_by", "Quận ủy Thử"),
];

pub(super) const PATH: &str = "/units/d/hand-down";

/// The name of a cell's field.
async fn cell(house: &House, unit: &str, indicator: &str, member: &str) -> String {
    let no = house
        .numbers(&format!("select no from unit where code = '{unit}'"))
        .await[0];
    format!("v.{no}.{indicator}.{member}")
}

/// Fills cells and other fields of a table that is shown, and sends it.
async fn send(browser: &mut Browser, page: &Page, filled: &[(&str, &str)]) -> Page {
    let table = page.text.split_once("hand-down\" method=\"post\"").expect("a table").1;
    let table = table.split("</form>").next().unwrap();
    let table = Page {
        text: table.to_owned(),
        code: page.code,
        headers: page.headers.clone(),
        bytes: Vec::new(),
    };
    let mut fields = fields_of(&table);
    fields.retain(|(name, _)| filled.iter().all(|(known, _)| known != name));
    let sent: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain(filled.iter().copied())
        .collect();
    browser.post(PATH, &sent).await
}

/// Presses the button that records what a rehearsal shows.
pub(super) async fn record(browser: &mut Browser, rehearsal: &Page) -> Page {
    let mut fields = fields_of(rehearsal);
    fields.retain(|(name, _)| name != "q");
    fields.push(("go".to_owned(), "record".to_owned()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(PATH, &fields).await
}

// long: one procedure of the office, from the empty table to the trail.
async fn a_district_hands_a_year_down_by_one_decision(house: &House) {
    house.take(&district(3)).await;
    let before = targets(house).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let page = good(&mut browser, PATH).await;
    let words = page.words();
    assert!(
        words.contains("Năm 2026, cấp giao: Quận ủy Thử"),
        "the year is said: {words}"
    );
    in_order(
        &words,
        &[
            "Đảng viên kết nạp mới",
            "Thành ủy Thử",
            "Đã giao 00/35–40, còn chưa giao 35",
        ],
    );
    assert!(
        !words.contains("Công đoàn cơ sở thành lập mới Thành ủy"),
        "received for another year"
    );
    assert!(
        !words.contains("phường Cũ") && !words.contains("phường Sau") && !words.contains("Gốm"),
        "{words}"
    );
    let (one, two) = (
        cell(house, "w01", "party_member_admitted", "").await,
        cell(house, "bloc", "party_member_admitted", "").await,
    );
    let org = cell(house, "w02", "party_org_founded", "").await;
    let cells = [(one.as_str(), "15"), (two.as_str(), "18-20"), (org.as_str(), "0")];
    let undecided = send(&mut browser, &page, &cells).await;
    assert_eq!(
        undecided.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a target needs its decision"
    );
    assert!(undecided.words().contains("03 mục cần sửa"), "{}", undecided.words());
    assert!(undecided.text.contains("value=\"18-20\""), "what was typed stays");
    let filled: Vec<(&str, &str)> = cells.iter().copied().chain(DECISION).collect();
    let look = send(&mut browser, &page, &filled).await;
    assert_eq!(look.code, StatusCode::OK, "{}", look.words());
    let words = look.words();
    assert!(words.contains("03 mới, 00 đổi, 00 như đã giao"), "{words}");
    in_order(
        &words,
        &[
            "Đảng ủy Khối doanh nghiệp, Đảng viên kết nạp mới",
            "18–20",
            "Đã giao 33/35–40, còn chưa giao 02",
        ],
    );
    assert_eq!(targets(house).await, before, "a rehearsal records nothing");
    let made = record(&mut browser, &look).await;
    let leads = made.leads_to().to_owned();
    assert_eq!(targets(house).await, before + 3);
    let again = record(&mut browser, &look).await;
    assert_eq!(again.leads_to(), leads, "two presses record once");
    assert_eq!(targets(house).await, before + 3);
    let page = good(&mut browser, &leads).await;
    assert!(
        page.words().contains("Đã ghi sổ bảng giao chỉ tiêu. Xem các chỉ tiêu"),
        "{}",
        page.words()
    );
    assert!(
        page.text.contains(&format!("name=\"{two}\" value=\"18-20\"")),
        "{}",
        page.text
    );
    let all_same = send(&mut browser, &page, &[]).await;
    assert!(
        all_same.words().contains("00 mới, 00 đổi, 03 như đã giao"),
        "{}",
        all_same.words()
    );
    assert!(
        !all_same.text.contains("value=\"record\""),
        "there is nothing to record"
    );

    let heads = "indicator|giver|unit|member|from|to|min|max|decision_no|decision_on|decision_by";
    let row = "party_member_admitted|Quận ủy Thử|bloc||2026-01-01|2026-12-31|18|20|15-QĐ/QU|2026-01-09|Quận ủy Thử";
    let report = house.take(&Paper::new().sheet("targets", heads, [row])).await;
    assert_eq!((report.accepted, report.same), (0, 1), "the same row is the same entry");
    let trail = good(&mut browser, "/audit").await.words();
    assert!(
        trail.contains("giao xuống theo quyết định 15-QĐ/QU: 3 mới, 0 đổi"),
        "{trail}"
    );
    let no = house
        .numbers("select no from target where indicator = 'party_member_admitted'")
        .await[0];
    let words = good(&mut browser, &format!("/targets/{no}")).await.words();
    in_order(
        &words,
        &[
            "Đã giao xuống",
            "Đã giao 33/35–40, còn chưa giao 02",
            "Đảng ủy Khối doanh nghiệp",
        ],
    );
}

async fn a_share_changes_by_a_new_decision_and_is_never_emptied(house: &House) {
    let paper = district(2).targets([
        "party_member_admitted|d|w01||2026-01-01|2026-12-31|15||15-QĐ/QU|2026-01-05",
        "party_member_admitted|d|w02||2026-01-01|2026-12-31|20||15-QĐ/QU|2026-01-05",
    ]);
    house.take(&paper).await;
    let before = targets(house).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let page = good(&mut browser, PATH).await;
    assert!(page.words().contains("Đã giao 35/35–40, đủ"), "{}", page.words());
    let (one, two) = (
        cell(house, "w01", "party_member_admitted", "").await,
        cell(house, "w02", "party_member_admitted", "").await,
    );
    let wrong = [
        (one.as_str(), "16"),
        (two.as_str(), ""),
        ("decision_no", "15-QĐ/QU"),
        ("decision_on", "04/01/2026"),
        ("decision_by", "Quận ủy Thử"),
    ];
    let page = send(&mut browser, &page, &wrong).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    let words = page.words();
    assert!(words.contains("03 mục cần sửa"), "{words}");
    for told in [
        "số quyết định khác 15-QĐ/QU",
        "ngày không sớm hơn 05/01/2026",
        "thì ghi 0 theo quyết định mới",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let right = [
        (one.as_str(), "16"),
        (two.as_str(), "25"),
        ("decision_no", "22-QĐ/QU"),
        ("decision_on", "10/01/2026"),
        ("decision_by", "Quận ủy Thử"),
    ];
    let look = send(&mut browser, &page, &right).await;
    let words = look.words();
    assert!(words.contains("00 mới, 02 đổi, 00 như đã giao"), "{words}");
    in_order(
        &words,
        &["15", "16", "thay mức giao theo 15-QĐ/QU", "Đã giao 41/35–40, vượt 01"],
    );
    record(&mut browser, &look).await.leads_to();
    assert_eq!(targets(house).await, before + 2, "both decisions stay");
    assert!(
        good(&mut browser, PATH)
            .await
            .text
            .contains(&format!("name=\"{one}\" value=\"16\""))
    );
    let strange = cell(house, "c", "party_member_admitted", "").await;
    let page = good(&mut browser, PATH).await;
    let refused = send(&mut browser, &page, &[(strange.as_str(), "1")]).await;
    assert_eq!(refused.code, StatusCode::NOT_FOUND, "nobody is shown such a cell");
}

async fn seats_are_shown_but_not_added(house: &House) {
    let paper = district(2).targets([
        "party_member_admitted|d|w01||2026-01-01|2026-12-31|15||15-QĐ/QU|2026-01-05",
        "party_member_admitted|d|d|Phó Trưởng ban|2026-01-01|2026-12-31|9||15-QĐ/QU|2026-01-05",
    ]);
    house.take(&paper).await;
    let before = targets(house).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let page = good(&mut browser, PATH).await;
    in_order(
        &page.words(),
        &["Đã giao 15/35–40", "Thành viên ban chỉ đạo", "Phó Trưởng ban"],
    );
    let nameless = send(&mut browser, &page, &[("n.party_member_admitted", "4")]).await;
    assert_eq!(nameless.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nameless.words().contains("Thành viên khác: chưa điền"),
        "{}",
        nameless.words()
    );
    let filled: Vec<(&str, &str)> = [("seat", "Ủy viên Ấn"), ("n.party_member_admitted", "4")]
        .into_iter()
        .chain(DECISION)
        .collect();
    let look = send(&mut browser, &page, &filled).await;
    in_order(
        &look.words(),
        &[
            "01 mới, 00 đổi, 02 như đã giao",
            "Ủy viên Ấn, Đảng viên kết nạp mới",
            "Đã giao 15/35–40",
        ],
    );
    record(&mut browser, &look).await.leads_to();
    assert_eq!(targets(house).await, before + 1);
    let page = good(&mut browser, PATH).await;
    in_order(&page.words(), &["Đã giao 15/35–40", "Phó Trưởng ban", "Ủy viên Ấn"]);
}

async fn a_line_hands_down_its_own_indicators(house: &House) {
    house.take(&district(1)).await;
    let mut union = officer(house, "union_officer", "d").await;
    let page = good(&mut union, PATH).await;
    assert!(
        page.words().contains("Chưa chọn chỉ tiêu"),
        "the party's are not its own: {}",
        page.words()
    );
    assert!(!page.text.contains("value=\"party_org_founded\""), "{}", page.text);
    let refused = union.get(&format!("{PATH}?indicators=party_org_founded")).await;
    assert_eq!(refused.code, StatusCode::FORBIDDEN);
    let page = good(&mut union, &format!("{PATH}?indicators=union_org_founded")).await;
    let name = cell(house, "w01", "union_org_founded", "").await;
    let filled: Vec<(&str, &str)> = [(name.as_str(), "4")].into_iter().chain(DECISION).collect();
    let look = send(&mut union, &page, &filled).await;
    record(&mut union, &look).await.leads_to();
    let pages = Pages::of(house);
    pages.give("hai-vai", "union_officer", "d", "2009-01-01", None).await;
    let mut both = pages.officer("hai-vai", "youth_officer", "c").await;
    let page = good(&mut both, &format!("{PATH}?giver=c&indicators=union_org_founded")).await;
    let refused = send(&mut both, &page, &filled).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("do cán bộ của chính cấp ấy ghi"),
        "of another line the giver is not its own: {}",
        refused.words()
    );
    assert!(refused.text.contains("value=\"4\""), "what was typed stays");
    let mut ward = officer(house, "unit_officer", "w01").await;
    assert_eq!(ward.get(PATH).await.code, StatusCode::NOT_FOUND);
    let mut reader = officer(house, "inspector", "d").await;
    assert_eq!(reader.get(PATH).await.code, StatusCode::FORBIDDEN);
    let mut officer = officer(house, "organization_officer", "d").await;
    for (question, told) in [
        ("period=huh", "một kỳ: 2024-03"),
        ("giver=c", "do cán bộ của chính cấp ấy ghi"),
        ("indicators=huh", "mã chỉ tiêu trong danh mục"),
    ] {
        let page = officer.get(&format!("{PATH}?{question}")).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "{question}");
        assert!(page.words().contains(told), "{question}: {}", page.words());
    }
}

//! Surveys: the form of a visit step by step, what it counts, what it changes on the ladder, and what comes back.

use axum::http::StatusCode;

use super::units::good;
use crate::common::browser::Browser;
use crate::common::forms::{fields_of, fill};
use crate::common::wards::{two_wards, unit_officer};
use crate::common::{Ask, House, Paper};

stories! {
    a_visit_is_recorded_step_by_step,
    the_numbers_decide_the_outcome,
    nothing_typed_is_lost_on_the_way,
    a_refused_visit_counts_nobody,
    outcomes_add_up,
    a_day_has_one_survey_of_an_enterprise,
}

pub(super) fn base() -> Paper {
    two_wards().sheet(
        "enterprises",
        "tax_code|name|kind|unit|from|workers|party_members|counted_on",
        [
            "0100112437|Công ty Gốm Ấn|private|w1|2012-01-01|77|5|2025-06-30",
            "0100111017|Công ty Lụa|private|w1|2012-01-01|||",
            "0100111024|Công ty Khác|private|w2|2012-01-01|||",
        ],
    )
}

pub(super) const PATH: &str = "/enterprises/0100112437/survey";

/// Goes through a whole visit; gives where it leads.
/// A visit that finds no member of the Party.
pub(super) const NOBODY: [&[(&str, &str)]; 6] = [
    &[("surveyed_on", "14/01/2026"), ("attitude", "willing")],
    &[("workers", "80")],
    &[("party_official", "0"), ("party_probationary", "0")],
    &[("outcome", "no_members")],
    &[],
    &[],
];

pub(super) async fn visit(browser: &mut Browser, path: &str, steps: [&[(&str, &str)]; 6]) -> String {
    let mut page = good(browser, path).await;
    for (place, filled) in steps.iter().enumerate() {
        let path = path.split('?').next().unwrap();
        page = fill(browser, path, &page, filled, "on").await;
        if place < 5 {
            assert_eq!(page.code, StatusCode::OK, "step {place}: {}", page.words());
        }
    }
    page.leads_to().to_owned()
}

pub(super) async fn surveyed(house: &House, outcome: &str) -> String {
    let indicator = if outcome.is_empty() {
        "enterprise_surveyed".to_owned()
    } else {
        format!("enterprise_surveyed_{outcome}")
    };
    house.value(&Ask::of("c", "2026-01-01", "2026-12-31"), &indicator).await
}

// long: one visit is told from its first step to what it changed.
async fn a_visit_is_recorded_step_by_step(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let first = good(&mut ward, PATH).await;
    assert!(
        first.words().contains("Bước 1/6: Buổi làm việc Tiếp theo: Lao động"),
        "{}",
        first.words()
    );
    assert!(first.text.contains("value=\"15/01/2026\""), "today is offered");
    let workers = fill(&mut ward, PATH, &first, &[("attitude", "supports")], "on").await;
    assert!(
        workers.words().contains("Đã biết: 77 (Danh sách 30/6/2025)."),
        "{}",
        workers.words()
    );
    let party = fill(&mut ward, PATH, &workers, &[("workers", "80")], "on").await;
    let told = [
        ("party_official", "4"),
        ("party_probationary", "1"),
        ("party_elsewhere", "nơi cư trú"),
    ];
    let outcome = fill(&mut ward, PATH, &party, &told, "on").await;
    assert!(
        outcome.words().contains("Đã nhập 04 chính thức, cần ít nhất 03"),
        "{}",
        outcome.words()
    );
    assert!(
        outcome.text.contains("value=\"eligible\" checked"),
        "the numbers choose the group"
    );
    let obstacles = [("obstacle", "cost"), ("obstacle", "members_elsewhere")];
    let lines = fill(&mut ward, PATH, &outcome, &obstacles, "on").await;
    let next = fill(&mut ward, PATH, &lines, &[("union_members", "60")], "on").await;
    let done = fill(
        &mut ward,
        PATH,
        &next,
        &[("next_step", "Gặp lại giám đốc"), ("next_on", "20/01/2026")],
        "on",
    )
    .await;
    let page = good(&mut ward, done.leads_to()).await.words();
    for told in [
        "Đã ghi sổ, bút toán",
        "Tổng số lao động 80",
        "Trong đó nữ bỏ trống",
        "Hiện sinh hoạt ở đâu nơi cư trú",
        "Có khó khăn gì? Lo kinh phí; Đảng viên chưa chuyển về",
        "Trước ngày 20/01/2026",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert_eq!(surveyed(house, "").await, "1");
    assert_eq!(surveyed(house, "eligible").await, "1");
    let profile = good(&mut ward, "/enterprises/0100112437").await.words();
    for told in [
        "Lao động 80 Phiếu khảo sát 15/01/2026, 00 ngày",
        "Đảng viên 05 chính thức 04 Phiếu khảo sát",
        "Đảng 15/01/2026 15/01/2026 chưa tới chưa tới chưa tới Đủ điều kiện, chưa mở hồ sơ. \
        Có 04 đảng viên chính thức, cần ít nhất 03 (Điều lệ Đảng, Điều 21, khoản 2)",
        "đủ điều kiện thành lập. Việc tiếp theo: Gặp lại giám đốc, trước ngày 20/01/2026",
    ] {
        assert!(profile.contains(told), "{told}: {profile}");
    }
    let last = [("next_step", "Gặp lại giám đốc"), ("next_on", "20/01/2026")];
    let again = fill(&mut ward, PATH, &next, &last, "on").await;
    assert!(again.leads_to().starts_with("/surveys/1?"), "a second press");
    let other = [("next_step", "Gặp chủ tịch"), ("next_on", "20/01/2026")];
    let changed = fill(&mut ward, PATH, &next, &other, "on").await;
    assert_eq!(
        changed.code,
        StatusCode::FORBIDDEN,
        "what was changed is not lost in silence"
    );
    assert_eq!(surveyed(house, "").await, "1");
}

async fn the_numbers_decide_the_outcome(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let table = [
        ("4", "1", "no_members", true),
        ("4", "1", "eligible", false),
        ("2", "5", "eligible", true),
        ("2", "5", "members_not_eligible", false),
        ("0", "0", "members_not_eligible", true),
        ("0", "0", "no_members", false),
        ("", "", "eligible", false),
        ("4", "1", "", true),
        ("4", "1", "huh", true),
    ];
    let page = good(&mut ward, PATH).await;
    for (official, probationary, outcome, is_wrong) in table {
        let typed = [
            ("step", "3"),
            ("party_official", official),
            ("party_probationary", probationary),
            ("outcome", outcome),
        ];
        let answer = fill(&mut ward, PATH, &page, &typed, "on").await;
        let expected = if is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        assert_eq!(
            answer.code,
            expected,
            "{official} {probationary} {outcome}: {}",
            answer.words()
        );
    }
    let all = [
        ("step", "5"),
        ("surveyed_on", "31/2/2026"),
        ("workers", "khoảng 50"),
        ("outcome", ""),
        ("next_on", "1/1/2026"),
    ];
    let answer = fill(&mut ward, PATH, &page, &all, "on").await;
    assert_eq!(
        answer.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the last step asks for everything"
    );
    assert_eq!(surveyed(house, "").await, "null");
}

async fn nothing_typed_is_lost_on_the_way(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let first = good(&mut ward, PATH).await;
    let wrong = fill(
        &mut ward,
        PATH,
        &first,
        &[("surveyed_on", "31/2/2026"), ("attitude", "hesitant")],
        "on",
    )
    .await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"31/2/2026\"") && wrong.text.contains("value=\"hesitant\" checked"));
    let workers = fill(&mut ward, PATH, &wrong, &[("surveyed_on", "10/01/2026")], "on").await;
    let party = fill(&mut ward, PATH, &workers, &[("workers", "1.184")], "on").await;
    let back = fill(
        &mut ward,
        PATH,
        &party,
        &[("party_elsewhere", "<b>phường \"Hai\"</b>")],
        "back",
    )
    .await;
    assert!(
        back.words().contains("Bước 2/6") && back.text.contains("value=\"1.184\""),
        "{}",
        back.words()
    );
    let forth = fill(&mut ward, PATH, &back, &[], "on").await;
    let typed = fields_of(&forth)
        .into_iter()
        .find(|(name, _)| name == "party_elsewhere");
    assert!(
        typed.unwrap().1.starts_with("<b>phường \"Hai\""),
        "marks of the page are plain letters"
    );
    assert!(!forth.text.contains("<b>phường"), "{}", forth.text);
}

async fn a_refused_visit_counts_nobody(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let first = good(&mut ward, PATH).await;
    let outcome = fill(&mut ward, PATH, &first, &[("attitude", "refuses")], "on").await;
    assert!(
        outcome.words().contains("Bước 4/6: Kết quả"),
        "nobody was let in: {}",
        outcome.words()
    );
    assert!(outcome.text.contains("value=\"refused\" checked"));
    let lines = fill(&mut ward, PATH, &outcome, &[("obstacle", "owner_abroad")], "on").await;
    let next = fill(&mut ward, PATH, &lines, &[], "on").await;
    let done = fill(&mut ward, PATH, &next, &[], "on").await;
    good(&mut ward, done.leads_to()).await;
    assert_eq!(surveyed(house, "refused").await, "1");
    let profile = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(
        profile.contains("Đảng viên 05"),
        "what was known stays known: {profile}"
    );
    assert!(profile.contains("không tiếp đoàn khảo sát"), "{profile}");
}

pub(super) const ELIGIBLE: [&[(&str, &str)]; 6] = [
    &[],
    &[("workers", "80")],
    &[("party_official", "4"), ("party_probationary", "0")],
    &[],
    &[],
    &[("next_step", "Mở hồ sơ"), ("next_on", "15/01/2026")],
];

async fn outcomes_add_up(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    visit(&mut ward, PATH, ELIGIBLE).await;
    visit(
        &mut ward,
        "/enterprises/0100111017/survey",
        [
            &[],
            &[],
            &[("party_official", "0"), ("party_probationary", "0")],
            &[],
            &[],
            &[],
        ],
    )
    .await;
    let mut earlier = ELIGIBLE;
    earlier[0] = &[("surveyed_on", "13/01/2026")];
    visit(&mut ward, PATH, earlier).await;
    assert_eq!(surveyed(house, "").await, "3");
    let mut sum = 0;
    for outcome in ["eligible", "members_not_eligible", "no_members", "refused"] {
        sum += surveyed(house, outcome).await.parse().unwrap_or(0);
    }
    assert_eq!(sum, 3, "every survey has exactly one outcome");
    assert_eq!(surveyed(house, "no_members").await, "1");
}

async fn a_day_has_one_survey_of_an_enterprise(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    // Two forms that go side by side to their last step.
    let mut last = Vec::new();
    for _ in 0..2 {
        let mut page = good(&mut ward, PATH).await;
        for filled in ELIGIBLE.iter().take(5) {
            page = fill(&mut ward, PATH, &page, filled, "on").await;
        }
        last.push(page);
    }
    let mut other = ward.clone();
    let (one, two) = tokio::join!(
        fill(&mut ward, PATH, &last[0], &[], "on"),
        fill(&mut other, PATH, &last[1], &[], "on")
    );
    let mut codes = [one.code, two.code];
    codes.sort();
    assert_eq!(codes, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
    let refused = if one.code == StatusCode::SEE_OTHER { two } else { one };
    assert!(
        refused.words().contains("ngày này đã có phiếu số 1"),
        "{}",
        refused.words()
    );
    assert_eq!(surveyed(house, "").await, "1");
    let many = fill(
        &mut ward,
        PATH,
        &last[0],
        &[("workers", "10"), ("union_members", "11")],
        "on",
    )
    .await;
    assert!(
        many.words().contains("không quá 10 lao động"),
        "more of the union than work there: {}",
        many.words()
    );
}

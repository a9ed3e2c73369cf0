//! What comes after a period was closed: which entries bear the mark, and where a returned survey is taken back.

use axum::http::StatusCode;

use super::submissions::{PLACE, base, does, marked};
use super::surveys::{NOBODY, PATH, visit};
use crate::common::browser::Pages;
use crate::common::forms::fill;
use crate::common::{House, Paper};

stories! {
    what_touches_a_closed_period_is_marked_and_nothing_else,
    a_survey_returned_after_the_closing_is_taken_back_in_the_open_period,
}

async fn what_touches_a_closed_period_is_marked_and_nothing_else(house: &House) {
    house.take(&base()).await;
    let heirs = Paper::new().units([
        "n|Đảng ủy phường Mới|ward_committee|c|2026-01-01",
        "y|Chi bộ Mới|party_base_cell|n|2020-01-01",
    ]);
    house.take(&heirs).await;
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
        ("new|2025-12-30|party_member_admitted|y|1||||", false),
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
        // The heir begins after the quarter, but what stood below it before is now read through the ward.
        ("2026-01-01|split|w1|n||", true),
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

async fn a_survey_returned_after_the_closing_is_taken_back_in_the_open_period(house: &House) {
    house.take(&super::surveys::base()).await;
    let pages = Pages::of(house);
    let mut city = pages.officer("thanh-pho", "organization_officer", "c").await;
    let mut steps = NOBODY;
    steps[0] = &[("surveyed_on", "20/12/2025"), ("attitude", "willing")];
    visit(&mut city, PATH, steps).await;
    let place = "/units/w1/submissions/2025-Q4/enterprise";
    does(&mut city, place, "closing", &[("words", "Hết hạn nộp")]).await;
    let back = [("field", "note"), ("reason", "Thiếu ghi chú")];
    let back = city.post("/surveys/1/return", &back).await;
    assert_eq!(back.code, StatusCode::SEE_OTHER, "{}", back.words());
    let page = city.get(&format!("{PATH}?answers=1")).await;
    let done = fill(&mut city, PATH, &page, &[("note", "Đã gặp giám đốc")], "on").await;
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

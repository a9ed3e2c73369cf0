//! Campaigns of surveys: which enterprises are chosen, how they are shared out, and when a visit counts as made.

use axum::http::StatusCode;

use super::cases::open;
use super::surveys::{ELIGIBLE, NOBODY, base, visit};
use super::units::good;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::{fields_of, fill};
use crate::common::wards::unit_officer;
use crate::common::{House, Paper};

stories! {
    a_campaign_is_shared_out_and_visited,
    the_ladder_and_age_choose,
    members_alone_are_those_without_organization_or_case,
    visits_are_handed_over_and_a_closed_campaign_stays,
    a_plan_says_all_that_is_wrong,
    campaigns_stay_inside_their_committee,
}

async fn plan(browser: &mut Browser, filled: &[(&str, &str)]) -> Page {
    let form = good(browser, "/campaigns/new").await;
    fill(browser, "/campaigns", &form, filled, "on").await
}

/// Three officers who may record in ward 1, by number of their accounts.
async fn officers(house: &House) -> (Browser, [String; 2]) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    pages.officer("can-bo-b", "unit_officer", "w1").await;
    let ward = unit_officer(house, "w1").await;
    let ids = house.numbers("select id from account order by id").await;
    (ward, [ids[0].to_string(), ids[1].to_string()])
}

async fn a_campaign_is_shared_out_and_visited(house: &House) {
    let (mut ward, [b, own]) = officers(house).await;
    let filled = [
        ("name", "Rà soát đầu năm"),
        ("unit", "w1"),
        ("choice", "never"),
        ("from", "10/01/2026"),
        ("until", "20/01/2026"),
        ("surveyors", b.as_str()),
        ("surveyors", own.as_str()),
    ];
    let made = plan(&mut ward, &filled).await;
    let path = made.leads_to().to_owned();
    let words = good(&mut ward, &path).await.words();
    assert!(
        words.contains("Đảng ủy phường Một. Đã khảo sát 00/02, từ 10/01/2026 đến 20/01/2026. Còn 05 ngày."),
        "{words}"
    );
    assert!(
        words.contains("Cán bộ can-bo-b 01 00 01") && words.contains("Cán bộ can-bo-w1 01 00 01"),
        "{words}"
    );
    let mine = good(&mut ward, &format!("{path}?mine=yes")).await.words();
    assert!(
        mine.contains("Công ty Lụa") && !mine.contains("Công ty Gốm Ấn Cán bộ"),
        "{mine}"
    );
    visit(&mut ward, "/enterprises/0100111017/survey", ELIGIBLE).await;
    let words = good(&mut ward, &path).await.words();
    assert!(
        words.contains("Đã khảo sát 01/02") && words.contains("Cán bộ can-bo-w1 01 01 00"),
        "{words}"
    );
    // A survey that is taken back was not made.
    let entry = house.numbers("select entry_no from survey").await[0];
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let back = city
        .post(
            &format!("/entries/{entry}/reversal"),
            &[("day", "original"), ("reason", "Ghi nhầm đơn vị")],
        )
        .await;
    back.leads_to();
    let words = good(&mut ward, &path).await.words();
    assert!(words.contains("Đã khảo sát 00/02"), "{words}");
    visit(&mut ward, "/enterprises/0100111017/survey", ELIGIBLE).await;
    let words = good(&mut ward, &path).await.words();
    assert!(words.contains("Đã khảo sát 01/02"), "made again: {words}");
    let list = good(&mut ward, "/campaigns").await.words();
    assert!(
        list.contains("01 đợt đang chạy, 01 doanh nghiệp chưa khảo sát, 00 đợt quá hạn"),
        "{list}"
    );
}

async fn the_ladder_and_age_choose(house: &House) {
    let (mut ward, [_, own]) = officers(house).await;
    visit(&mut ward, "/enterprises/0100111017/survey", ELIGIBLE).await;
    let filled = |choice: &'static str, unit: &'static str| {
        vec![
            ("name", "Đợt"),
            ("unit", unit),
            ("choice", choice),
            ("until", "20/01/2026"),
            ("surveyors", own.as_str()),
        ]
    };
    for (choice, expected) in [("never", 1), ("stale", 1), ("members", 2), ("all", 2)] {
        let made = plan(&mut ward, &filled(choice, "w1")).await;
        let id = made.leads_to().rsplit('/').next().unwrap().to_owned();
        let sql = format!("select count(*) from campaign_part where campaign_id = {id}");
        assert_eq!(house.numbers(&sql).await, [expected], "{choice}");
    }
    let mut few = filled("all", "w1");
    few.push(("most", "1"));
    let made = plan(&mut ward, &few).await;
    assert!(good(&mut ward, made.leads_to()).await.words().contains("00/01"));
    visit(&mut ward, "/enterprises/0100112437/survey", ELIGIBLE).await;
    let none = plan(&mut ward, &filled("never", "w1")).await;
    assert_eq!(none.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        none.words().contains("Không doanh nghiệp nào thuộc cách chọn này"),
        "{}",
        none.words()
    );
}

async fn members_alone_are_those_without_organization_or_case(house: &House) {
    let (mut ward, [_, own]) = officers(house).await;
    let listed = Paper::new().sheet(
        "enterprises",
        "tax_code|name|kind|unit|from|party_members|counted_on",
        [
            "0100000001|Có tổ chức|private|w1|2012-01-01|5|2025-06-30",
            "0100000002|Tổ chức đã hết|private|w1|2012-01-01|5|2025-06-30",
            "0100000003|Đang lập hồ sơ|private|w1|2012-01-01|5|2025-06-30",
            "0100000004|Phiếu mới không còn|private|w1|2012-01-01|5|2025-06-30",
            "0100000005|Chỉ có đảng viên|private|w1|2012-01-01|5|2025-06-30",
            "0100000006|Không có đảng viên|private|w1|2012-01-01|0|2025-06-30",
            "0100000007|Khảo sát đã lâu|private|w1|2012-01-01||",
        ],
    );
    let told = listed.sheet(
        "facts",
        "key|on|fact|unit|count|enterprise|tags",
        [
            "a|2020-01-01|party_org_founded|w1|1|0100000001|",
            "b|2020-01-01|party_org_founded|w1|1|0100000002|",
            "c|2021-01-01|party_org_ended|w1|1|0100000002|",
            "d|2024-01-01|enterprise_surveyed|w1|1|0100000007|no_members",
        ],
    );
    house.take(&told).await;
    open(&mut ward, "0100000003", "found_private_cell", "05/01/2026").await;
    visit(&mut ward, "/enterprises/0100000004/survey", NOBODY).await;
    for (choice, expected) in [
        ("members", "'0100000002', '0100000005'"),
        (
            "never",
            "'0100000001', '0100000002', '0100000003', '0100000005', '0100000006'",
        ),
        (
            "stale",
            "'0100000001', '0100000002', '0100000003', '0100000005', '0100000006', '0100000007'",
        ),
    ] {
        let filled = [
            ("name", "Đợt"),
            ("unit", "w1"),
            ("choice", choice),
            ("until", "20/01/2026"),
            ("surveyors", own.as_str()),
        ];
        let made = plan(&mut ward, &filled).await;
        let id = made.leads_to().rsplit('/').next().unwrap().to_owned();
        let parts = "select count(*) from campaign_part c join enterprise p on p.id = c.enterprise_id where p.tax_code";
        let seven = format!("like '010000000%' and c.campaign_id = {id}");
        let wanted = expected.matches(',').count() + 1;
        let wanted = i64::try_from(wanted).unwrap();
        assert_eq!(house.numbers(&format!("{parts} {seven}")).await, [wanted], "{choice}");
        let those = format!("{parts} in ({expected}) and c.campaign_id = {id}");
        assert_eq!(house.numbers(&those).await, [wanted], "{choice}");
    }
}

async fn visits_are_handed_over_and_a_closed_campaign_stays(house: &House) {
    let (mut ward, [b, own]) = officers(house).await;
    let filled = [
        ("name", "Đợt"),
        ("unit", "w1"),
        ("choice", "all"),
        ("until", "16/01/2026"),
        ("surveyors", b.as_str()),
    ];
    let form = good(&mut ward, "/campaigns/new").await;
    let first = fill(&mut ward, "/campaigns", &form, &filled, "on").await;
    let again = fill(&mut ward, "/campaigns", &form, &filled, "on").await;
    assert_eq!(first.leads_to(), again.leads_to(), "two presses plan one");
    let path = first.leads_to().to_owned();
    visit(&mut ward, "/enterprises/0100112437/survey", ELIGIBLE).await;
    let handed = format!("{path}/handovers");
    ward.post(&handed, &[("from", &b), ("to", &own)]).await.leads_to();
    let words = good(&mut ward, &path).await.words();
    assert!(
        words.contains("Cán bộ can-bo-b 01 01 00") && words.contains("Cán bộ can-bo-w1 01 00 01"),
        "{words}"
    );
    let stranger = ward.post(&handed, &[("from", &own), ("to", "99")]).await;
    assert_eq!(stranger.code, StatusCode::NOT_FOUND);
    ward.post(&format!("{path}/closing"), &[]).await.leads_to();
    assert!(good(&mut ward, &path).await.words().contains("Đã đóng"));
    visit(&mut ward, "/enterprises/0100111017/survey", ELIGIBLE).await;
    assert!(
        good(&mut ward, &path).await.words().contains("01/02"),
        "what is closed counts no more visits"
    );
    assert_eq!(
        ward.post(&handed, &[("from", &own), ("to", &b)]).await.code,
        StatusCode::FORBIDDEN
    );
}

async fn a_plan_says_all_that_is_wrong(house: &House) {
    let (mut ward, _) = officers(house).await;
    let filled = [
        ("name", " "),
        ("unit", "huh"),
        ("choice", "huh"),
        ("from", "31/2/2026"),
        ("until", ""),
        ("most", "3.000"),
        ("surveyors", "99"),
    ];
    let page = plan(&mut ward, &filled).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("07 mục cần sửa"), "{}", page.words());
    assert!(
        fields_of(&page).contains(&("from".to_owned(), "31/2/2026".to_owned())),
        "what was typed stays"
    );
    let turned = [
        ("from", "20/01/2026"),
        ("until", "10/01/2026"),
        ("name", "Đợt"),
        ("unit", "w1"),
        ("surveyors", "1"),
    ];
    let page = plan(&mut ward, &turned).await;
    assert!(page.words().contains("01 mục cần sửa"), "{}", page.words());
    assert_eq!(house.numbers("select count(*) from campaign").await, [0]);
}

async fn campaigns_stay_inside_their_committee(house: &House) {
    let (mut ward, [_, own]) = officers(house).await;
    let filled = [
        ("name", "Đợt"),
        ("unit", "w1"),
        ("choice", "all"),
        ("until", "16/01/2026"),
        ("surveyors", own.as_str()),
    ];
    let path = plan(&mut ward, &filled).await.leads_to().to_owned();
    let mut other = unit_officer(house, "w2").await;
    assert_eq!(other.get(&path).await.code, StatusCode::NOT_FOUND);
    assert_eq!(
        other.post(&format!("{path}/closing"), &[]).await.code,
        StatusCode::NOT_FOUND
    );
    assert!(!good(&mut other, "/campaigns").await.text.contains(&path));
    let elsewhere = plan(&mut other, &filled).await;
    assert_eq!(elsewhere.code, StatusCode::UNPROCESSABLE_ENTITY, "not for another ward");
}

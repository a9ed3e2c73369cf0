//! The board and the way from a figure down to its decision.

use axum::http::StatusCode;

use crate::common::browser::{Browser, Page, Pages};
use crate::common::{House, Paper};

stories! {
    shows_promised_against_done,
    tells_what_will_be_missed_and_how_a_stock_grows,
    opens_a_figure_down_to_the_decision,
    keeps_absent_apart_from_zero,
    answers_as_known_earlier,
    stays_inside_the_scope,
    shows_names_as_plain_text,
    exports_what_is_seen,
    tells_what_was_recorded_late_by_hand,
    judges_a_running_year_by_today_and_an_ended_one_by_its_end,
    takes_back_nothing_twice,
}

fn district() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy Thử|city_committee||2000-01-01",
            "d|Quận ủy Thử|district_committee|c|2000-01-01",
            "w1|Phường Một|ward_committee|d|2000-01-01",
            "w2|Phường Hai|ward_committee|d|2000-01-01",
            "k1|Chi bộ Cơ khí|party_base_cell|w1|2024-02-20",
        ])
        .sheet(
            "facts",
            "key|on|fact|unit|count|grade|decision_no|decision_on|decision_by",
            [
                "f1|2024-02-20|party_org_founded|k1|1|listed|12-QĐ/QU|2024-02-19|Quận ủy Thử",
                "f2|2024-03-20|party_org_founded|w2|1|reported|||",
                "m1|2024-02-10|party_member_admitted|w1|7|counted|||",
                "m0|2023-05-10|party_member_admitted|w1|4|counted|||",
                "u0|2024-02-10|union_org_founded|w2|0|counted|||",
            ],
        )
        .targets([
            "party_org_founded|c|d||2024-01-01|2024-12-31|5||1-QĐ/TU|2023-12-15",
            "party_org_founded|Quận ủy Thử|d||2024-01-01|2024-09-30|6|||",
            "party_member_admitted|c|d||2024-01-01|2024-12-31|35|||",
            "union_org_founded|c|d||2024-01-01|2024-12-31|4|||",
            "women_org_founded|c|d||2024-01-01|2024-12-31|2|||",
            "party_member_admitted|d|w1||2024-01-01|2024-12-31|10|||",
            "party_member_admitted|d|w2||2024-01-01|2024-12-31|8|||",
        ])
        .claims(["party_org_founded|d|2024-01-01|2024-03-31|3|Tin quý I"])
}

async fn officer(house: &House, unit: &str) -> Browser {
    Pages::of(house).officer("can-bo", "organization_officer", unit).await
}

async fn board(browser: &mut Browser, unit: &str) -> Page {
    let page = browser.get(&format!("/units/{unit}/board?period=2024-Q1")).await;
    assert_eq!(page.code, StatusCode::OK, "{}", page.text);
    page
}

async fn shows_promised_against_done(house: &House) {
    house.take(&district()).await;
    let page = board(&mut officer(house, "c").await, "d").await;
    let words = page.words();
    for row in [
        "Tổ chức đảng thành lập mới Thành ủy Thử 02 /05 40% 03 vượt",
        "Quận ủy Thử (hạn 30/9/2024) 02 /06 33% 04 đúng",
        "Thành ủy Thử 07 /35 20% 28 chậm",
        "Thành ủy Thử 00 /04 0% 04 chậm",
        "Thành ủy Thử –/02 – – chưa ghi nhận",
    ] {
        assert!(words.contains(row), "{row} in {words}");
    }
    assert!(
        words.contains("02/05 chỉ tiêu đúng, vượt tiến độ hoặc đã đạt, 02 chậm, 01 chưa ghi nhận"),
        "{words}"
    );
    // Two units below, each against its own target.
    assert!(words.contains("Phường Một 07 /10 70%"), "{words}");
    assert!(words.contains("Phường Hai –/08"), "{words}");
    // The chart's values stand in a table too; the year before is drawn only because it was recorded.
    assert!(page.text.contains("data-chart"), "a chart");
    assert!(words.contains("29/02/2024 07 5,7"), "{words}");
}

async fn tells_what_will_be_missed_and_how_a_stock_grows(house: &House) {
    let opening = "o|2020-01-01|party_member_opening|w1|100|counted|||";
    let heads = "key|on|fact|unit|count|grade|decision_no|decision_on|decision_by";
    let stock = "party_member_stock|c|d||2024-01-01|2024-12-31|140";
    house
        .take(&district().sheet("facts", heads, [opening]).targets([stock]))
        .await;
    let page = board(&mut officer(house, "c").await, "d").await;
    // From 104 on the eve: seven of 36 to grow are 19%, when 25% of the days are over.
    assert!(
        page.words().contains("Thành ủy Thử 111 /140 79% 29 chậm"),
        "{}",
        page.words()
    );
    let card = "Chỉ tiêu chậm tiến độ, nguy cơ không đạt 03 /06 chỉ tiêu năm Dự báo không đạt: 03; tiến độ đều: 25%";
    assert!(page.words().contains(card), "{}", page.words());
    let leads = "/shortfalls?unit=d&#38;receiver=d&#38;on=2024-03-31";
    assert!(page.text.contains(leads), "{}", page.text);
}

async fn opens_a_figure_down_to_the_decision(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "c").await;
    let page = browser
        .get("/units/d/trace?indicator=party_org_founded&period=2024-Q1")
        .await;
    let words = page.words();
    for said in [
        "02 /05",
        "Đạt 40% chỉ tiêu Thành ủy Thử giao",
        "02 bút toán",
        "+01 Chi bộ Cơ khí",
        "Số 12-QĐ/QU, ngày 19/02/2024",
        "Có danh sách",
        "Ghi đảo",
        "Chênh lệch +01",
        "01/02 có danh sách",
        "Số 1-QĐ/TU, ngày 15/12/2023",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
    // Where an entry's own unit hung is told only below the unit that was opened.
    let below = "20/3/2024, tại Quận ủy Thử";
    for (unit, is_told) in [("c", true), ("w2", false)] {
        let page = browser
            .get(&format!(
                "/units/{unit}/trace?indicator=party_org_founded&period=2024-Q1"
            ))
            .await;
        assert!(page.words().contains("20/3/2024"), "{unit}: {}", page.words());
        assert_eq!(page.words().contains(below), is_told, "{unit}: {}", page.words());
    }
    // Who may not take back is not offered it.
    let mut reader = Pages::of(house).officer("chi-xem", "steering_member", "c").await;
    let page = reader
        .get("/units/d/trace?indicator=party_org_founded&period=2024-Q1")
        .await;
    assert!(!page.text.contains("/reversal"), "{}", page.text);
}

async fn keeps_absent_apart_from_zero(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "c").await;
    let absent = browser
        .get("/units/d/trace?indicator=women_org_founded&period=2024-Q1")
        .await;
    assert!(absent.words().contains("Chưa ghi nhận"), "{}", absent.words());
    let zero = browser
        .get("/units/d/trace?indicator=union_org_founded&period=2024-Q1")
        .await;
    assert!(zero.words().contains("00 /04"), "{}", zero.words());
    assert_eq!(
        browser
            .get("/units/d/trace?indicator=nothing&period=2024-Q1")
            .await
            .code,
        StatusCode::NOT_FOUND
    );
}

async fn answers_as_known_earlier(house: &House) {
    house.take(&district()).await;
    let head = house.numbers("select no from entry where identity = 'f1'").await[0];
    let mut browser = officer(house, "c").await;
    let page = browser
        .get(&format!("/units/d/board?period=2024-Q1&known_at={head}"))
        .await;
    assert!(page.words().contains("01"), "{}", page.words());
    assert!(!page.words().contains("02 /05"), "{}", page.words());
    let wrong = browser.get("/units/d/board?period=2024-Q9&tree_on=2024-02-31").await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("2024-Q9") && wrong.text.contains("2024-02-31"),
        "{}",
        wrong.text
    );
}

async fn stays_inside_the_scope(house: &House) {
    house.take(&district()).await;
    let mut ward = Pages::of(house).officer("phuong", "unit_officer", "w1").await;
    board(&mut ward, "w1").await;
    let cell = ward.get("/units/k1").await;
    assert!(cell.text.contains("href=\"/units/w1\""), "the way back: {}", cell.text);
    assert!(!cell.text.contains("Quận ủy Thử"), "not above the scope: {}", cell.text);
    for unit in ["d", "c", "w2", "nothing"] {
        for page in ["board", "trace?indicator=party_org_founded"] {
            let answer = ward.get(&format!("/units/{unit}/{page}")).await;
            assert_eq!(answer.code, StatusCode::NOT_FOUND, "{unit} {page}");
            assert!(!answer.text.contains("Phường Hai"), "{}", answer.text);
        }
    }
}

async fn shows_names_as_plain_text(house: &House) {
    let name = "<script>alert(1)</script>";
    house
        .take(
            &Paper::new()
                .units([format!("d|{name}|district_committee||2000-01-01")])
                .facts(["f|2024-02-01|party_org_founded|d|1"])
                .claims([format!("party_org_founded|d|2024-01-01|2024-03-31|3|{name}")]),
        )
        .await;
    let mut browser = officer(house, "d").await;
    for path in [
        "board?period=2024-Q1",
        "trace?indicator=party_org_founded&period=2024-Q1",
    ] {
        let page = browser.get(&format!("/units/d/{path}")).await;
        assert!(!page.text.contains(name), "{}", page.text);
        assert!(page.text.contains("&#60;script&#62;"), "{}", page.text);
    }
}

async fn exports_what_is_seen(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "c").await;
    for path in [
        "board?period=2024-Q1&format=xlsx",
        "trace?indicator=party_org_founded&period=2024-Q1&format=xlsx",
    ] {
        let page = browser.get(&format!("/units/d/{path}")).await;
        assert_eq!(page.code, StatusCode::OK);
        assert!(page.bytes.starts_with(b"PK"), "a workbook");
    }
}

async fn tells_what_was_recorded_late_by_hand(house: &House) {
    house.take(&district()).await;
    let mut browser = officer(house, "c").await;
    let news = "Sự việc ghi bổ sung cho kỳ trước";
    let page = browser.get("/units/d/board?period=2024-Q2").await;
    assert!(!page.words().contains(news), "an import is no news: {}", page.words());
    for (key, on) in [("h1", "10/02/2024"), ("h2", "10/04/2024")] {
        let fields = [
            ("key", key),
            ("fact", "party_org_founded"),
            ("unit", "w1"),
            ("on", on),
            ("count", "1"),
        ];
        let answer = browser.post("/facts", &fields).await;
        assert_eq!(answer.code, StatusCode::SEE_OTHER, "{}", answer.words());
    }
    let page = browser.get("/units/d/board?period=2024-Q2").await;
    let card = format!("{news} 01 /02 sự việc mới ghi");
    assert!(page.words().contains(&card), "{}", page.words());
}

async fn judges_a_running_year_by_today_and_an_ended_one_by_its_end(house: &House) {
    let paper = Paper::new()
        .units(["d|Quận ủy Thử|district_committee||2000-01-01"])
        .facts([
            "a|2025-02-10|party_member_admitted|d|2",
            "b|2026-01-05|party_member_admitted|d|1",
        ])
        .targets([
            "party_member_admitted|Thành ủy|d||2025-01-01|2025-12-31|5|||",
            "party_member_admitted|Thành ủy|d||2026-01-01|2026-12-31|12|||",
        ]);
    house.take(&paper).await;
    let mut browser = officer(house, "d").await;
    // On 15 January a twelfth is ahead of the days; at the end of December it would be far behind.
    let running = browser.get("/units/d/board?period=2026").await;
    assert!(running.words().contains("01 /12 8% 11 vượt"), "{}", running.words());
    let ended = browser.get("/units/d/board?period=2025").await;
    assert!(ended.words().contains("02 /05 40% 03 không đạt"), "{}", ended.words());
    assert!(ended.text.contains("class=\"late\">không đạt"), "{}", ended.text);
}

async fn takes_back_nothing_twice(house: &House) {
    house.take(&district().reversals(["f2|2024-03-20|Ghi nhầm|"])).await;
    let page = officer(house, "c")
        .await
        .get("/units/d/trace?indicator=party_org_founded&period=2024-Q1")
        .await;
    let standing = house.numbers("select no from entry where identity = 'f1'").await[0];
    assert!(page.words().contains("Đã ghi đảo bằng bút toán"), "{}", page.words());
    assert!(
        page.text.contains(&format!("/entries/{standing}/reversal")),
        "{}",
        page.text
    );
    assert_eq!(page.text.matches("/reversal").count(), 1, "{}", page.text);
}

//! The book on screen and as a workbook.

use std::io::Read as _;

use axum::http::StatusCode;

use crate::common::browser::{Page, Pages};
use crate::common::{House, Paper};

stories! {
    every_entry_has_its_page,
    the_book_is_read_in_pages_that_do_not_move,
    filters_find_what_was_asked,
    another_ward_is_not_in_the_book,
    the_workbook_holds_what_is_seen_and_no_formula,
}

fn base() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01",
            "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
            "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
            "x|Chi bộ X|party_base_cell|w1|2000-01-01",
        ])
        .events(["2025-06-01|moved|x||w2", "2025-07-01|renamed|x|||Chi bộ X mới"])
        .facts([
            "=1+2|2025-02-10|party_org_founded|w1|1",
            "b|2025-03-10|party_member_admitted|w2|7",
            "m|2025-04-10|party_member_moved|w1|2|w2",
            "xa|2025-05-10|party_member_admitted|x|5",
            "xb|2025-08-10|party_member_admitted|x|6",
        ])
        .reversals(["b|2025-12-01|Ghi trùng|07-TB"])
        .targets(["party_org_founded|Thành ủy|w1||2025-01-01|2025-12-31|5||01-QĐ/TU|2025-01-01"])
        .claims(["party_org_founded|w1|2025-01-01|2025-12-31|4|Báo cáo 12"])
        .enterprises(["0100109106|Công ty Một|private|w1|2025-01-05||||10|4"])
}

async fn every_entry_has_its_page(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    for no in 1..=house.head().await {
        let page = officer.get(&format!("/entries/{no}")).await;
        assert_eq!(page.code, StatusCode::OK, "{no}");
        for unworded in ["entries-", "fact-", "{ $"] {
            assert!(!page.words().contains(unworded), "{no}: {}", page.words());
        }
    }
    let page = officer.get("/entries").await;
    for told in [
        "Chuyển Chi bộ X về Đảng ủy phường Hai",
        "Đổi tên Chi bộ X thành Chi bộ X mới",
        "Chuyển đảng viên, 02, từ Đảng ủy phường Một đến Đảng ủy phường Hai",
        "Ghi đảo: Kết nạp đảng viên, \u{2212}07, Đảng ủy phường Hai",
        "đã đảo ở bút toán",
        "Chỉ tiêu: Tổ chức đảng thành lập mới, 05, Đảng ủy phường Một, Thành ủy giao",
        "Số đã in: Tổ chức đảng thành lập mới, 04, Đảng ủy phường Một",
        "Đưa vào danh sách doanh nghiệp, +01, Đảng ủy phường Một",
        "Đưa vào cây tổ chức: Thành ủy",
    ] {
        assert!(page.words().contains(told), "{told}: {}", page.words());
    }
    for path in [
        "/entries/0",
        "/entries/9999",
        "/entries/x",
        "/entries/-1",
        "/entries/99999999999999999999",
    ] {
        assert_eq!(officer.get(path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
}

/// Numbers of the entries a page lists, from above.
fn listed(page: &Page) -> Vec<i64> {
    page.text
        .split("<th scope=\"row\"><a href=\"/entries/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect()
}

pub(super) fn turned(page: &Page, rel: &str) -> Option<String> {
    let end = page.text.find(&format!("\" rel=\"{rel}\""))?;
    let from = page.text[..end].rfind("href=\"")? + 6;
    Some(page.text[from..end].replace("&#38;", "&"))
}

async fn the_book_is_read_in_pages_that_do_not_move(house: &House) {
    let facts: Vec<String> = (0..90)
        .map(|place| format!("k{place}|2025-01-01|training_held|w1|1"))
        .collect();
    house.take(&base().facts(facts)).await;
    let head = house.head().await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let first = officer.get("/entries?size=25").await;
    assert_eq!(listed(&first), (head - 24..=head).rev().collect::<Vec<_>>());
    assert_eq!(turned(&first, "prev"), None);
    let mut seen = listed(&first);
    let mut page = first;
    while let Some(next) = turned(&page, "next") {
        // Somebody records meanwhile; no entry is shown twice or left out.
        house
            .take(&Paper::new().facts([format!("n{}|2025-01-01|training_held|w1|1", seen.len())]))
            .await;
        page = officer.get(&next).await;
        seen.extend(listed(&page));
    }
    assert_eq!(seen, (1..=head).rev().collect::<Vec<_>>());
    let back = turned(&page, "prev").unwrap();
    let before = officer.get(&back).await;
    assert_eq!(listed(&before).last().copied(), listed(&page).first().map(|no| no + 1));
    assert_eq!(listed(&before).len(), 25);
    assert!(before.words().contains("Bút toán"), "{}", before.words());
}

async fn filters_find_what_was_asked(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let keyed = async |key: &str| {
        house
            .numbers(&format!(
                "select no from entry where identity = '{key}' and sort = 'fact'"
            ))
            .await[0]
    };
    let table: [(&str, Vec<i64>); 10] = [
        (
            "sort_of=fact&fact=party_member_admitted",
            vec![keyed("xb").await, keyed("xa").await, keyed("b").await],
        ),
        ("sort_of=fact&unit=w2&fact=party_member_moved", vec![keyed("m").await]),
        (
            "sort_of=fact&from=01/3/2025&to=30.4.2025",
            vec![keyed("m").await, keyed("b").await],
        ),
        ("sort_of=fact&unit=x&to=2025-05-31", vec![keyed("xa").await]),
        ("q=chi+bo+x&sort_of=fact&from=2025-08-01", vec![keyed("xb").await]),
        (
            "decision=07-tb&sort_of=reversal",
            house.numbers("select no from reversal").await,
        ),
        ("recorded_from=2026-01-16", vec![]),
        ("recorded_to=2026-01-14", vec![]),
        ("officer=nobody", vec![]),
        (
            "sort_of=fact&recorded_from=2026-01-15&recorded_to=2026-01-15&officer=story&fact=party_org_founded",
            vec![keyed("=1+2").await],
        ),
    ];
    for (question, expected) in table {
        let page = officer.get(&format!("/entries?{question}")).await;
        assert_eq!(listed(&page), expected, "{question}");
    }
    assert_eq!(officer.get("/entries?unit=nowhere").await.code, StatusCode::NOT_FOUND);
    // What cannot be read leaves nothing out, and a day that is none is told at its field.
    let page = officer
        .get("/entries?from=31/2/2025&below=x&sort_of=nothing&recorded_to=mai")
        .await;
    assert_eq!(page.code, StatusCode::OK);
    for told in ["«31/2/2025» không phải là ngày", "«mai» không phải là ngày"] {
        assert!(page.words().contains(told), "{told}: {}", page.words());
    }
    assert!(page.text.contains("<details class=\"more\" open>"), "{}", page.text);
    assert!(
        !page.words().contains("Xảy ra từ ngày: 31/2/2025"),
        "what leaves nothing out is no filter"
    );
}

async fn another_ward_is_not_in_the_book(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong-mot", "unit_officer", "w1").await;
    let no = |key: &'static str| format!("select no from entry where identity = '{key}' and sort = 'fact'");
    let (other, moved) = (house.numbers(&no("b")).await[0], house.numbers(&no("m")).await[0]);
    let (before, after) = (house.numbers(&no("xa")).await[0], house.numbers(&no("xb")).await[0]);
    let page = ward.get("/entries").await;
    assert!(!listed(&page).contains(&other), "{}", page.words());
    assert!(!page.words().contains("phường Hai"), "{}", page.words());
    assert!(
        page.words()
            .contains("Chuyển đảng viên, 02, từ Đảng ủy phường Một đến đơn vị ngoài phạm vi"),
        "{}",
        page.words()
    );
    // What happened while the cell stood below the ward is still its own; what came later is not.
    assert!(
        listed(&page).contains(&before) && !listed(&page).contains(&after),
        "{}",
        page.words()
    );
    assert_eq!(ward.get(&format!("/entries/{after}")).await.code, StatusCode::NOT_FOUND);
    assert!(
        !ward
            .get(&format!("/entries/{moved}"))
            .await
            .words()
            .contains("phường Hai")
    );
    assert_eq!(ward.get("/entries?unit=w2").await.code, StatusCode::NOT_FOUND);
    let found = ward.get("/entries?q=kết+nạp").await;
    assert_eq!(listed(&found), [before]);
    assert!(!sheet(&ward.get("/entries?format=xlsx").await).contains("phường Hai"));
}

/// All texts of a workbook, and proof that no cell is a formula.
fn sheet(page: &Page) -> String {
    assert_eq!(page.code, StatusCode::OK, "{}", page.text);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(page.bytes.clone())).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".xml") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert!(!text.contains("<f>") && !text.contains("<f "), "no formula in {name}");
            all.push_str(&text);
        }
    }
    all
}

async fn the_workbook_holds_what_is_seen_and_no_formula(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let texts = sheet(
        &officer
            .get("/entries?format=xlsx&columns=no&columns=key&columns=told")
            .await,
    );
    assert!(texts.contains("=1+2") && texts.contains("Chi bộ X mới"), "{texts}");
    assert!(!texts.contains("Người ghi"), "columns not seen are not in it");
    let texts = sheet(&officer.get("/entries?format=xlsx&sort_of=claim").await);
    assert!(texts.contains("Báo cáo 12") || texts.contains("Số đã in"), "{texts}");
    assert!(texts.contains("01 bút toán, đúng điều kiện lọc"), "{texts}");
    assert!(!texts.contains("Chi bộ X mới"), "only what fits");
}

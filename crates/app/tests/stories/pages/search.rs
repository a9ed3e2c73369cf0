//! Search for units, enterprises and entries.

use super::units::{district, good};
use crate::common::House;
use crate::common::browser::Pages;

stories! {
    finds_units_the_nearest_first,
    finds_enterprises_without_their_details,
    finds_entries_by_number_and_decision,
    finds_nothing_outside_the_scope,
    shows_twenty_and_leads_to_the_rest,
    says_what_it_needs,
}

fn enterprises() -> crate::common::Paper {
    district().enterprises([
        "0101234567|Công ty Gốm Ấn|private|a|2012-01-01|||active|77|",
        "0107654321|=Công ty Gốm Đa|private|b|2012-01-01|||active||",
    ])
}

async fn finds_units_the_nearest_first(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let page = good(&mut city, "/search?q=%C4%90%E1%BA%A2NG%20uy%20phuong%20an").await;
    let words = page.words();
    let (exact, longer) = (
        words.find("phường An Đảng ủy phường, a").unwrap(),
        words.find("phường An Mới").unwrap(),
    );
    assert!(exact < longer, "the exact name first, though it ended: {words}");
    assert!(words.contains("kết thúc sau ngày 30/6/2025"), "{words}");
    assert!(
        page.text.contains("value=\"ĐẢNG uy phuong an\""),
        "what was sought stays in the box"
    );
    for (query, found) in [
        ("nb", "phường Đa Mới"),
        ("0001", "phường An"),
        ("chi%20bo%20an", "Chi bộ Ấn Một"),
    ] {
        let words = good(&mut city, &format!("/search?q={query}")).await.words();
        assert!(words.contains(found), "{query}: {words}");
    }
}

async fn finds_enterprises_without_their_details(house: &House) {
    house.take(&enterprises()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    for query in ["gom%20an", "0101234567", "01012"] {
        let page = good(&mut city, &format!("/search?q={query}")).await;
        let words = page.words();
        assert!(
            words.contains("01 doanh nghiệp Công ty Gốm Ấn Mã số thuế 0101234567, Đảng ủy phường An"),
            "{words}"
        );
        assert!(!words.contains("77"), "nothing but name, code and unit: {words}");
    }
}

async fn finds_entries_by_number_and_decision(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let no = house
        .numbers("select no from entry where decision_no = '12-QĐ/QU'")
        .await[0];
    for query in ["12-Q%C4%90%2FQU", "12-qd%2Fqu", "12-", &format!("{no:02}")] {
        let page = good(&mut city, &format!("/search?q={query}")).await;
        assert!(
            page.text.contains(&format!("href=\"/entries/{no}\"")),
            "{query}: {}",
            page.words()
        );
        assert!(page.words().contains("Kết nạp đảng viên"), "{}", page.words());
    }
    let page = good(&mut city, "/search?q=12%25").await.words();
    assert!(
        page.contains("Không tìm thấy"),
        "a sign of the database is an ordinary sign: {page}"
    );
}

async fn finds_nothing_outside_the_scope(house: &House) {
    house.take(&enterprises()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "na").await;
    let no = house
        .numbers("select no from entry where decision_no = '13-QĐ/QU'")
        .await[0];
    for query in [
        "%3Cscript",
        "nb",
        "0002",
        "gom%20da",
        "0107654321",
        "13-QD%2FQU",
        "quan%20uy%20thu",
        &format!("{no}"),
    ] {
        let page = good(&mut ward, &format!("/search?q={query}")).await;
        assert!(page.words().contains("Không tìm thấy"), "{query}: {}", page.words());
    }
    let page = good(&mut ward, "/search?q=gom").await.words();
    assert!(page.contains("Công ty Gốm Ấn") && !page.contains("Gốm Đa"), "{page}");
    assert!(
        pages
            .visitor()
            .get("/search?q=an")
            .await
            .leads_to()
            .starts_with("/sign-in")
    );
}

async fn shows_twenty_and_leads_to_the_rest(house: &House) {
    let cells = (0..25).map(|place| format!("k{place}|Chi bộ số {place}|party_cell|c|2000-01-01|"));
    let city = std::iter::once("c|Thành ủy Thử|city_committee||2000-01-01|".to_owned());
    house.take(&crate::common::Paper::new().units(city.chain(cells))).await;
    let mut browser = Pages::of(house).officer("thanh-pho", "steering_member", "c").await;
    let page = good(&mut browser, "/search?q=chi%20bo%20so").await;
    assert!(page.words().contains("Hơn 20 đơn vị"), "{}", page.words());
    let address = "/units?view=list&q=chi%20bo%20so";
    assert!(page.text.contains(&address.replace('&', "&#38;")), "{}", page.text);
    assert!(
        good(&mut browser, address)
            .await
            .words()
            .contains("25 dòng khớp trong 26")
    );
}

async fn says_what_it_needs(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    for query in ["", "?q=", "?q=a", "?q=%20a%20"] {
        let words = good(&mut city, &format!("/search{query}")).await.words();
        assert!(words.contains("Cần ít nhất 02 chữ"), "{query}: {words}");
    }
    let none = good(&mut city, "/search?q=khong-co-gi").await.words();
    assert!(
        none.contains("Không tìm thấy") && none.contains("Mở cây tổ chức"),
        "{none}"
    );
    let script = good(&mut city, "/search?q=%3Cscript%3Ealert(1)").await;
    assert!(
        !script.text.contains("<script>alert") && script.text.contains("&#60;script&#62;alert"),
        "{}",
        script.text
    );
}

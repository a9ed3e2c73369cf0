//! The page of a unit, and the bar above its figures.

use axum::http::StatusCode;

use super::units::{city, good, in_order};
use crate::common::House;
use crate::common::browser::Pages;

stories! {
    tells_a_unit_with_its_times,
    says_every_fault_of_the_bar,
    begins_with_the_quarter_of_the_last_fact,
}

async fn tells_a_unit_with_its_times(house: &House) {
    let (_, mut browser) = city(house).await;
    let cell = good(&mut browser, "/units/x?period=2024-Q1").await;
    in_order(
        &cell.words(),
        &[
            "Chi bộ Ấn Một",
            "mã x",
            "trực thuộc Đảng ủy phường An Mới",
            "Số liệu quý I/2024",
            "03 giai đoạn của đơn vị",
            "Chi bộ Ấn Một",
            "01/7/2025 nay 7-QĐ/TU",
            "Chi bộ Ấn Một",
            "01/5/2020 30/6/2025 3-QĐ/ĐU",
            "Chi bộ Ấn",
            "01/01/2010 30/4/2020",
            "Diễn biến",
        ],
    );
    let rename = house.numbers("select no from unit_event where event = 'renamed'").await[0];
    assert!(
        cell.text.contains(&format!("href=\"/entries/{rename}\"")),
        "the entry of the event"
    );
    assert!(cell.text.contains("href=\"/facts/new?unit=x\"") && cell.text.contains("href=\"/units/x/viewers\""));
    let earlier = good(&mut browser, "/units/x?tree_on=2020-04-30").await;
    assert!(earlier.text.contains("<h1>Chi bộ Ấn</h1>"), "the name of the day");
    let ended = good(&mut browser, "/units/a").await.words();
    in_order(
        &ended,
        &[
            "Đảng ủy phường An",
            "kết thúc sau ngày 30/6/2025",
            "7-QĐ/TU",
            "Đơn vị kế tục: Đảng ủy phường An Mới",
        ],
    );
    let heir = good(&mut browser, "/units/na").await.words();
    in_order(
        &heir,
        &[
            "Tiếp nhận từ: Đảng ủy phường An",
            "02 đơn vị trực thuộc",
            "Chi bộ Ân",
            "Chi bộ Ấn Một",
        ],
    );
    in_order(&heir, &["Diễn biến", "Kết nạp đảng viên: 02, Chi bộ Ân"]);
    let absent = good(&mut browser, "/units/y").await.words();
    assert!(
        absent.contains("Tổ chức đảng – chưa ghi nhận"),
        "nothing recorded is no zero: {absent}"
    );
    let mut reader = Pages::of(house).officer("xem", "steering_member", "c").await;
    let page = good(&mut reader, "/units/x").await;
    assert!(
        !page.text.contains("/facts/new?unit=x") && !page.text.contains("/units/x/viewers"),
        "no deed without its right"
    );
}

async fn says_every_fault_of_the_bar(house: &House) {
    let (_, mut browser) = city(house).await;
    let page = browser
        .get("/units/x?period=2024-Q9&tree_on=31/2/2024&known_at=999999")
        .await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\"2024-Q9\"", "value=\"31/2/2024\"", "value=\"999999\""] {
        assert!(page.text.contains(kept), "{kept}: {}", page.text);
    }
    in_order(
        &page.words(),
        &[
            "03 chỗ cần sửa",
            "«2024-Q9» không phải một kỳ",
            "Lịch không có ngày «31/2/2024»",
            "Bút toán 999999 chưa có",
        ],
    );
    assert!(!page.text.contains("class=\"fig\""), "no figure beside a fault");
    for (query, code) in [
        ("from=2024-01-01", 422),
        ("to=2024-01-01", 422),
        ("from=2024-02-01&to=2024-01-01", 422),
        ("from=2024-01-01&to=2024-02-01", 200),
        ("period=2024-01-01..2024-02-01", 200),
        ("period=2024-Q1&from=2024-01-01&to=2024-02-01", 422),
        ("period=3000", 422),
        ("period=2024-q1", 200),
        ("known_at=0", 422),
        ("known_at=-1", 422),
        ("known_at=1", 422),
        ("known_at=", 200),
        ("period=%FF", 422),
        ("period=2024&period=2023", 200),
    ] {
        let page = browser.get(&format!("/units/x?{query}")).await;
        assert_eq!(page.code.as_u16(), code, "{query}: {}", page.words());
    }
}

/// Not silently today: the quarter in which something last happened there.
async fn begins_with_the_quarter_of_the_last_fact(house: &House) {
    let (_, mut browser) = city(house).await;
    for (unit, period) in [
        ("c", "quý I/2024"),
        ("y", "quý I/2024"),
        ("x", "quý I/2026"),
        ("d", "quý I/2024"),
        // Ended in 2025; what its cell did afterwards is counted for the heir.
        ("a", "quý I/2024"),
    ] {
        let page = good(&mut browser, &format!("/units/{unit}")).await.words();
        assert!(page.contains(&format!("Số liệu {period}")), "{unit}: {page}");
    }
    let page = good(&mut browser, "/units/c?tree_on=2025-06-30&known_at=16").await;
    assert!(page.words().contains("Cây tổ chức ngày 30/6/2025") && page.words().contains("Số liệu như ở bút toán 16"));
    for kept in [
        "period=2023-Q4&#38;tree_on=2025-06-30&#38;known_at=16",
        "/units/d?period=2024-Q1&#38;tree_on=2025-06-30",
    ] {
        assert!(
            page.text.contains(kept),
            "what was chosen stays chosen: {kept} {}",
            page.text
        );
    }
}

//! What is different in the tree between two days.

use axum::http::StatusCode;

use super::units::{district, good, sheet};
use crate::common::House;
use crate::common::browser::Pages;

stories! {
    tells_what_changed_with_the_decision,
    says_that_nothing_changed,
    exports_the_differences,
    shows_a_ward_only_its_own,
    keeps_wrong_days_as_typed,
}

async fn tells_what_changed_with_the_decision(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let page = good(&mut city, "/units/differences").await;
    let words = page.words();
    for told in [
        "Cây tổ chức: 30/6/2025 và 01/7/2025",
        "08 thay đổi theo 01 quyết định: thêm 02, kết thúc 03, chuyển 03.",
        "Đảng ủy phường An Mới Thêm chưa có Trực thuộc Thành ủy Thử, nhập từ Đảng ủy phường An",
        "Đảng ủy phường An Kết thúc Trực thuộc Quận ủy Thử Kết thúc, kế tục: Đảng ủy phường An Mới 7-QĐ/TU",
        "Chi bộ Ấn Một Chuyển Đảng ủy phường An Đảng ủy phường An Mới 7-QĐ/TU",
        "30/4/2020 và 01/5/2020",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let heirs = [
        "Đảng ủy phường An Mới, Đảng ủy phường Đa Mới",
        "Đảng ủy phường Đa Mới, Đảng ủy phường An Mới",
    ];
    assert!(
        heirs
            .iter()
            .any(|heirs| words.contains(&format!("Kết thúc, kế tục: {heirs}"))),
        "{words}"
    );
    let renamed = good(
        &mut city,
        "/units/differences?from=2020-01-01&to=2020-12-31&kind=renamed",
    )
    .await
    .words();
    assert!(
        renamed.contains("Chi bộ Ấn Một Đổi tên Chi bộ Ấn Chi bộ Ấn Một 3-QĐ/ĐU"),
        "{renamed}"
    );
    let below = good(&mut city, "/units/differences?unit=nb&from=2025-06-30&to=2025-07-01")
        .await
        .words();
    assert!(
        below.contains("phường Đa Mới") && !below.contains("Chi bộ Ấn"),
        "{below}"
    );
    assert!(!page.text.contains("<script>alert") && page.text.contains("&#60;script"));
}

async fn says_that_nothing_changed(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    for days in ["from=2025-07-01&to=2025-07-01", "from=2025-07-01&to=2025-12-31"] {
        let page = good(&mut city, &format!("/units/differences?{days}")).await.words();
        assert!(
            page.contains("không có thay đổi nào") && page.contains("Các ngày có thay đổi gần nhất"),
            "{page}"
        );
    }
}

async fn exports_the_differences(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let page = good(&mut city, "/units/differences?kind=ended&sort=unit&format=xlsx").await;
    let rows = sheet(&page);
    let units: Vec<&str> = rows
        .iter()
        .skip_while(|row| row[0] != "Đơn vị")
        .skip(1)
        .map(|row| row[0].as_str())
        .collect();
    assert_eq!(units, ["Đảng ủy phường An", "Đảng ủy phường Đa", "Quận ủy Thử"]);
}

async fn shows_a_ward_only_its_own(house: &House) {
    house.take(&district()).await;
    let mut ward = Pages::of(house).officer("phuong", "unit_officer", "na").await;
    for path in ["/units/differences", "/units/differences?from=2000-01-01&to=2026-01-01"] {
        let page = good(&mut ward, path).await;
        assert!(page.words().contains("Đảng ủy phường An Mới"), "{}", page.words());
        for hidden in ["phường Đa", "alert(1)", "Quận ủy Thử", "Thành ủy Thử"] {
            assert!(!page.text.contains(hidden), "{hidden} in {path}: {}", page.words());
        }
    }
    let export = good(&mut ward, "/units/differences?format=xlsx").await;
    assert!(sheet(&export).iter().flatten().all(|cell| !cell.contains("phường Đa")));
    assert_eq!(ward.get("/units/differences?unit=nb").await.code, StatusCode::NOT_FOUND);
}

async fn keeps_wrong_days_as_typed(house: &House) {
    house.take(&district()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let page = city.get("/units/differences?from=hom-qua&to=2025-02-30").await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("value=\"hom-qua\"") && page.text.contains("value=\"2025-02-30\""),
        "{}",
        page.text
    );
    assert!(
        page.words().contains("«hom-qua»") && page.words().contains("«2025-02-30»"),
        "both faults at once"
    );
    let page = city.get("/units/differences?from=2025-07-01&to=2025-06-30").await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "days the wrong way round");
}

//! Enterprises whose list did not say everything: settled by a person, or by what an old ward became.

use axum::http::StatusCode;

use super::imports::{chosen, done, list, take};
use super::units::good;
use crate::common::browser::Pages;
use crate::common::wards::{two_wards, unit_officer};
use crate::common::{House, Paper};

stories! {
    what_waits_is_settled_at_once_and_taken_back,
    an_old_ward_is_what_it_became,
}

async fn what_waits_is_settled_at_once_and_taken_back(house: &House) {
    house.take(&two_wards()).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let text = "Mã số thuế,Tên doanh nghiệp,Loại hình,Phường,Ngày đăng ký\n0100111017,Công ty TNHH A,Công ty TNHH,Xa,01/02/2020\n\
        0100111024,Công ty B,Tư nhân,Xa,\n0100111031,Công ty TNHH C,Công ty TNHH,Một,\n";
    let (path, _) = chosen(&mut city, text).await;
    take(&mut city, &path).await;
    let waiting = good(&mut city, "/enterprises/waiting").await;
    assert!(waiting.words().contains("03 doanh nghiệp"), "{}", waiting.words());
    let none = city
        .post("/enterprises/waiting", &[("unit", "huh"), ("kind", "huh")])
        .await;
    assert_eq!(none.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.words().contains("03 mục cần sửa"), "{}", none.words());
    let codes = ["0100111017", "0100111024", "0100111031"];
    let some: Vec<(&str, &str)> = codes
        .iter()
        .map(|code| ("code", *code))
        .chain([("unit", "w2")])
        .collect();
    let done_at = city.post("/enterprises/waiting", &some).await.leads_to().to_owned();
    let page = good(&mut city, &done_at).await.words();
    assert!(
        page.contains("Đã xếp: 01 doanh nghiệp được tính, 02 còn chờ."),
        "{page}"
    );
    assert_eq!(list(house).await[1], "0100111024 Công ty B private -1 1");
    let rest: Vec<(&str, &str)> = codes
        .iter()
        .map(|code| ("code", *code))
        .chain([("kind", "fdi")])
        .collect();
    city.post("/enterprises/waiting", &rest).await;
    assert!(
        list(house).await.iter().all(|row| row.ends_with(" 1")),
        "all are counted: {:?}",
        list(house).await
    );
    let day = "select count(*) from entry where sort = 'listing' and happened_on = '2020-02-01'";
    assert_eq!(house.numbers(day).await, [1], "counted from the registration");
    let listed_at = "select count(*) from enterprise p join unit u on u.no = p.unit_id where u.code = 'w2'";
    assert_eq!(house.numbers(listed_at).await, [3]);
    let nothing = city.post("/enterprises/waiting", &rest).await;
    assert_eq!(nothing.code, StatusCode::FORBIDDEN, "nothing waits any more");
    for batch in [3, 2] {
        city.post(&format!("/enterprises/batches/{batch}/undo"), &[]).await;
        done(&mut city, &format!("/enterprises/batches/{batch}")).await;
    }
    let back = [
        "0100111017 Công ty TNHH A - -1 0",
        "0100111024 Công ty B private -1 0",
        "0100111031 Công ty TNHH C - -1 0",
    ];
    assert_eq!(list(house).await, back);
    let mut ward = unit_officer(house, "w1").await;
    let foreign = ward
        .post(
            "/enterprises/waiting",
            &[("code", "0100111017"), ("unit", "w1"), ("kind", "fdi")],
        )
        .await;
    assert_eq!(foreign.code, StatusCode::FORBIDDEN, "brought by another's list");
}

async fn an_old_ward_is_what_it_became(house: &House) {
    let paper = Paper::new()
        .units([
            "c|Thành ủy Thử|city_committee||2000-01-01",
            "an|Đảng ủy phường An|ward_committee|c|2000-01-01",
            "binh|Đảng ủy phường Bình|ward_committee|c|2000-01-01",
            "chia|Đảng ủy phường Chia|ward_committee|c|2000-01-01",
            "moi|Đảng ủy phường Mới|ward_committee|c|2025-07-01",
            "binh2|Đảng ủy phường Bình|ward_committee|c|2025-07-01",
            "moi2|Đảng ủy phường Mới Hai|ward_committee|c|2025-07-01",
        ])
        .events([
            "2025-07-01|merged|an|moi|||",
            "2025-07-01|merged|binh|moi|||",
            "2025-07-01|split|chia|moi|||",
            "2025-07-01|split|chia|moi2|||",
            "2025-07-01|ended|chia||||",
        ]);
    house.take(&paper).await;
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let text = "Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường\n0100111017,Công ty A,Tư nhân,An\n\
        0100111024,Công ty B,Tư nhân,Bình\n0100111031,Công ty C,Tư nhân,Chia\n";
    let (path, _) = chosen(&mut city, text).await;
    take(&mut city, &path).await;
    let mut tx = house.db.read().await.unwrap();
    let sql = "select p.tax_code, coalesce(u.code, '-') from enterprise p left join unit u on u.no = p.unit_id order by p.tax_code";
    let mut places = Vec::new();
    for row in tx.rows(sql, &[]).await.unwrap() {
        places.push(format!("{} {}", row.text(0).unwrap(), row.text(1).unwrap()));
    }
    tx.rollback().await.unwrap();
    // Merged as a whole: surely the new one. A name that a committee bears today is that one. Divided: nobody can say.
    assert_eq!(places, ["0100111017 moi", "0100111024 binh2", "0100111031 -"]);
}

//! The list of enterprises on screen: its order, its pages, what is found in it, and the page of each.

use nennep::store::open;
use nennep::web::secrets::Cipher;

use super::entries::turned;
use super::units::{good, in_order, sheet};
use crate::common::browser::{Page, Pages};
use crate::common::wards::officer;
use crate::common::{House, Paper};

stories! {
    lists_by_name_and_turns_pages,
    orders_and_filters,
    finds_the_surest_first,
    keeps_other_wards_out_of_sight,
    exports_what_is_asked,
    tells_everything_of_one,
    explains_every_rung,
    shows_a_phone_only_when_asked_and_keeps_who_asked,
}

const HEADS: &str =
    "tax_code|name|kind|unit|from|workers|workers_female|party_members|union_members|counted_on|status|address";

fn units() -> Paper {
    Paper::new().units([
        "c|Thành ủy Thử|city_committee||2000-01-01",
        "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
        "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
        "x|Chi bộ Gốm Ấn|party_cell|w1|2010-01-01",
    ])
}

fn few() -> Paper {
    units().sheet(
        "enterprises",
        HEADS,
        [
            "0100112437|Công ty Gốm Ấn|private|w1|2012-01-01|77|30|5|60|2026-01-01||Số 1, phố Gốm",
            "0100112003|Công ty An Hòa|fdi|w1|2012-01-01|900|||||suspended|",
            "0100111000|Công ty Ăn Uống Đại Đồng|private|w2|2012-01-01|12||0||||",
            "0100112500|Hợp tác xã Gốm|cooperative|w2|2012-01-01|||||||",
        ],
    )
}

fn names(page: &Page) -> Vec<String> {
    page.text
        .split("href=\"/enterprises/")
        .skip(1)
        .filter(|rest| !rest.starts_with("imports") && !rest.starts_with("new\""))
        .filter_map(|rest| Some(rest.split_once('>')?.1.split_once('<')?.0.to_owned()))
        .collect()
}

fn written(page: &Page) -> String {
    sheet(page).concat().join(" ")
}

async fn lists_by_name_and_turns_pages(house: &House) {
    let rows: Vec<String> = (0..61)
        .map(|place| format!("1{place:09}|Công ty Số {place:03}|private|w1|2012-01-01"))
        .collect();
    house
        .take(&units().sheet("enterprises", "tax_code|name|kind|unit|from", rows))
        .await;
    let mut city = officer(house, "organization_officer", "c").await;
    let first = good(&mut city, "/enterprises?size=25").await;
    assert!(first.words().contains("61 doanh nghiệp"), "{}", first.words());
    let of = |from: usize, to: usize| -> Vec<String> {
        (from..to).map(|place| format!("Công ty Số {place:03}")).collect()
    };
    assert_eq!(names(&first), of(0, 25));
    assert!(!first.text.contains("rel=\"prev\""), "nothing stands before the first");
    let second = good(&mut city, &turned(&first, "next").unwrap()).await;
    assert_eq!(names(&second), of(25, 50));
    let third = good(&mut city, &turned(&second, "next").unwrap()).await;
    assert_eq!(names(&third), of(50, 61));
    assert!(!third.text.contains("rel=\"next\""), "nothing stands after the last");
    let back = good(&mut city, &turned(&third, "prev").unwrap()).await;
    assert_eq!(names(&back), of(25, 50), "back to the same page");
    let start = good(&mut city, &turned(&back, "prev").unwrap()).await;
    assert_eq!(names(&start), of(0, 25));
    let last = good(&mut city, "/enterprises?size=25&sort=-name").await;
    assert_eq!(names(&last), of(36, 61).into_iter().rev().collect::<Vec<_>>());
    let before = good(&mut city, &turned(&last, "next").unwrap()).await;
    assert_eq!(names(&before), of(11, 36).into_iter().rev().collect::<Vec<_>>());
    let sought = good(&mut city, "/enterprises?size=25&q=cong%20ty&page=3").await;
    assert_eq!(names(&sought), of(50, 61), "what is found has pages of its own");
}

async fn orders_and_filters(house: &House) {
    house.take(&few()).await;
    let mut city = officer(house, "organization_officer", "c").await;
    let (gom, an, uong, htx) = (
        "Công ty Gốm Ấn",
        "Công ty An Hòa",
        "Công ty Ăn Uống Đại Đồng",
        "Hợp tác xã Gốm",
    );
    let table: [(&str, &[&str]); 12] = [
        ("", &[an, uong, gom, htx]),
        ("?sort=-name", &[htx, gom, uong, an]),
        ("?sort=code", &[uong, an, gom, htx]),
        ("?sort=workers", &[htx, uong, gom, an]),
        ("?sort=-workers", &[an, gom, uong, htx]),
        ("?kind=private", &[uong, gom]),
        ("?unit=w2", &[uong, htx]),
        ("?activity=suspended", &[an]),
        ("?workers=77", &[an, gom]),
        ("?members=some", &[gom]),
        ("?members=none", &[uong]),
        ("?standing=waiting", &[]),
    ];
    for (question, expected) in table {
        let page = good(&mut city, &format!("/enterprises{question}")).await;
        assert_eq!(names(&page), expected, "{question}");
    }
    let page = good(&mut city, "/enterprises").await;
    assert!(page.words().contains("Công ty An Hòa Tạm ngừng"), "{}", page.words());
    let page = good(&mut city, "/enterprises?kind=private&unit=w2").await;
    assert!(
        page.words().contains("Loại hình: doanh nghiệp tư nhân"),
        "{}",
        page.words()
    );
    let page = good(&mut city, "/enterprises?kind=private&sort=code").await;
    let head = "href=\"/enterprises?kind=private&#38;sort=-code\"";
    assert!(
        page.text.contains(head),
        "a press on the head keeps the filter: {}",
        page.text
    );
}

async fn finds_the_surest_first(house: &House) {
    house.take(&few()).await;
    let mut city = officer(house, "organization_officer", "c").await;
    let table: [(&str, &[&str]); 9] = [
        ("gom%20an", &["Công ty Gốm Ấn"]),
        ("G%E1%BB%91m", &["Công ty Gốm Ấn", "Hợp tác xã Gốm"]),
        ("cong%20ty%20an%20hoa", &["Công ty An Hòa"]),
        ("C%C3%94NG%20TY%20an%20hoa%CC%80", &["Công ty An Hòa"]),
        ("dai%20dong", &["Công ty Ăn Uống Đại Đồng"]),
        ("ai%20do", &["Công ty Ăn Uống Đại Đồng"]),
        ("0100112003", &["Công ty An Hòa"]),
        ("01001120", &["Công ty An Hòa"]),
        (
            "%25",
            &[
                "Công ty An Hòa",
                "Công ty Ăn Uống Đại Đồng",
                "Công ty Gốm Ấn",
                "Hợp tác xã Gốm",
            ],
        ),
    ];
    for (sought, expected) in table {
        let page = good(&mut city, &format!("/enterprises?q={sought}")).await;
        assert_eq!(names(&page), expected, "{sought}");
    }
    let page = good(&mut city, "/enterprises?q=khong%20co").await;
    assert!(
        names(&page).is_empty() && page.words().contains("Không có dòng nào"),
        "{}",
        page.words()
    );
}

async fn keeps_other_wards_out_of_sight(house: &House) {
    house.take(&few()).await;
    let mut ward = officer(house, "unit_officer", "w1").await;
    assert_eq!(
        names(&good(&mut ward, "/enterprises").await),
        ["Công ty An Hòa", "Công ty Gốm Ấn"]
    );
    assert_eq!(names(&good(&mut ward, "/enterprises?q=gom").await), ["Công ty Gốm Ấn"]);
    for path in [
        "/enterprises/0100111000",
        "/enterprises/khong-co",
        "/enterprises?unit=w2",
    ] {
        assert_eq!(ward.get(path).await.code.as_u16(), 404, "{path}");
    }
    let phone = ward.post("/enterprises/0100111000/phone", &[]).await;
    assert_eq!(phone.code.as_u16(), 404);
    let text = written(&good(&mut ward, "/enterprises?format=xlsx").await);
    assert!(
        text.contains("Công ty Gốm Ấn") && !text.contains("Hợp tác xã"),
        "{text}"
    );
}

async fn exports_what_is_asked(house: &House) {
    house.take(&few()).await;
    let mut city = officer(house, "organization_officer", "c").await;
    let all = written(&good(&mut city, "/enterprises?format=xlsx").await);
    in_order(
        &all,
        &["Công ty An Hòa", "Công ty Ăn Uống", "Công ty Gốm Ấn", "Hợp tác xã Gốm"],
    );
    let some = written(&good(&mut city, "/enterprises?format=xlsx&kind=fdi&columns=name").await);
    assert!(
        some.contains("Công ty An Hòa") && !some.contains("Gốm") && !some.contains("0100112003"),
        "{some}"
    );
    let found = written(&good(&mut city, "/enterprises?format=xlsx&q=gom").await);
    assert!(found.contains("Hợp tác xã Gốm") && !found.contains("An Hòa"), "{found}");
}

fn with_facts() -> Paper {
    few().sheet(
        "facts",
        "key|on|fact|unit|count|tags|enterprise|decision_no|decision_on",
        [
            "f1|2024-03-20|party_org_founded|x|1||0100112437|12-QĐ/ĐU|2024-03-20",
            "f2|2023-11-09|enterprise_surveyed|w1|1|eligible|0100112437||",
            "f3|2025-01-10|union_org_founded|w1|1||0100112437||",
            "f4|2025-06-10|union_org_ended|w1|1||0100112437||",
            "f5|2025-02-01|enterprise_surveyed|w1|1|refused|0100112003||",
        ],
    )
}

async fn tells_everything_of_one(house: &House) {
    house.take(&with_facts()).await;
    let mut city = officer(house, "organization_officer", "c").await;
    let page = good(&mut city, "/enterprises/0100112437").await;
    let words = page.words();
    for told in [
        "Mã số thuế 0100112437. Doanh nghiệp tư nhân. Đang hoạt động.",
        "Lao động 77 nữ 30 Danh sách 01/01/2026, 14 ngày",
        "Đảng viên 05",
        "Địa chỉ Số 1, phố Gốm",
        "Độ phủ: 01/04 tuyến đã có tổ chức",
        "20/3/2024 Tổ chức Thành lập tổ chức đảng, Chi bộ Gốm Ấn, quyết định 12-QĐ/ĐU",
        "09/11/2023 Khảo sát Khảo sát doanh nghiệp: đủ điều kiện thành lập",
        "Tất cả 05 Khảo sát 01 Tổ chức 03 Khác 01",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let organizations = good(&mut city, "/enterprises/0100112437?events=organization")
        .await
        .words();
    assert!(organizations.contains("Thành lập tổ chức đảng") && !organizations.contains("đủ điều kiện thành lập"));
    assert!(page.text.contains("href=\"/entries/"), "every event opens its entry");
    let none = good(&mut city, "/enterprises/0100112500").await.words();
    assert!(none.contains("Lao động – chưa ghi nhận"), "absent is not zero: {none}");
    let zero = good(&mut city, "/enterprises/0100111000").await.words();
    assert!(zero.contains("Đảng viên 00"), "{zero}");
}

async fn explains_every_rung(house: &House) {
    house.take(&with_facts()).await;
    let mut city = officer(house, "organization_officer", "c").await;
    let table = [
        (
            "0100112437",
            "Đảng 09/11/2023 chưa rõ chưa rõ 20/3/2024 chưa tới Đã thành lập.",
        ),
        (
            "0100112437",
            "Công đoàn 09/11/2023 01/01/2026 chưa tới chưa tới chưa tới Đủ điều kiện, chưa mở hồ sơ. \
            Có 60 người gia nhập công đoàn, cần ít nhất 05 (Hướng dẫn 03/HD-TLĐ)",
        ),
        (
            "0100112437",
            "Phụ nữ 09/11/2023 chưa tới chưa tới chưa tới chưa tới Chưa ghi nhận.",
        ),
        (
            "0100112003",
            "Chưa ghi nhận. Doanh nghiệp không tiếp đoàn khảo sát lần gần nhất",
        ),
        ("0100111000", "Chưa có thành viên. Cần ít nhất 03"),
        ("0100112500", "Đảng chưa ghi nhận chưa ghi nhận"),
    ];
    for (code, told) in table {
        let words = good(&mut city, &format!("/enterprises/{code}")).await.words();
        assert!(words.contains(told), "{code} {told}: {words}");
    }
}

async fn shows_a_phone_only_when_asked_and_keeps_who_asked(house: &House) {
    house.take(&few()).await;
    let cipher = Cipher::new(&[7; 32]);
    let db = open(&house.address).await.unwrap();
    let mut tx = db.write().await.unwrap();
    let sql = "update enterprise set phone = $1, phone_mark = $2, phone_end = '118' where tax_code = '0100112437'";
    let values = [
        cipher.seal("0912345118").unwrap().into(),
        cipher.mark("0912345118").into(),
    ];
    tx.execute(sql, &values).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    let page = good(&mut ward, "/enterprises/0100112437").await;
    assert!(
        page.words().contains("••• ••• 118") && !page.text.contains("0912345"),
        "{}",
        page.words()
    );
    for sought in ["0912345118", "0912.345.118", "%2B84%20912%20345%20118"] {
        let found = good(&mut ward, &format!("/enterprises?q={sought}")).await;
        assert_eq!(names(&found), ["Công ty Gốm Ấn"], "{sought}");
        let found = good(&mut ward, &format!("/search?q={sought}")).await;
        assert!(found.words().contains("Công ty Gốm Ấn"), "{}", found.words());
    }
    assert!(
        names(&good(&mut ward, "/enterprises?q=0912345").await).is_empty(),
        "a part of a number finds nothing"
    );
    let trail = "select count(*) from audit where deed = 'phone-read'";
    assert_eq!(house.numbers(trail).await, [0], "masked is not read");
    let shown = ward.post("/enterprises/0100112437/phone", &[]).await;
    assert!(shown.text.contains("0912345118"), "{}", shown.words());
    assert_eq!(house.numbers(trail).await, [1]);
    let mut city = pages.officer("thanh-pho", "organization_officer", "c").await;
    let audit = good(&mut city, "/audit").await.words();
    assert!(
        audit.contains("Cán bộ phuong xem số điện thoại của doanh nghiệp 0100112437."),
        "{audit}"
    );
}

//! What taking lists in and back leaves alone: what was done with an enterprise since, what a list does not say, and numbers of
//! phones before anybody settled their column.

use axum::http::StatusCode;

use super::cases::open;
use super::imports::{choose, chosen, done, list, take};
use super::units::good;
use crate::common::House;
use crate::common::browser::Pages;
use crate::common::forms::fill;
use crate::common::wards::{two_wards, unit_officer};

stories! {
    what_something_was_done_with_stays_in_the_list,
    an_empty_cell_says_nothing,
    two_files_come_at_once,
    undoing_is_for_those_who_take_back,
    phones_are_masked_before_they_are_known,
    settling_what_waits_makes_no_figure_fresh,
}

const HEAD: &str =
    "Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường,Số lao động,Đảng viên,Địa chỉ,Tính đến ngày\n";

async fn what_something_was_done_with_stays_in_the_list(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let rows = [
        "0100112437,Có hồ sơ,Tư nhân,Một,77,5,,",
        "0100111017,Có kiến nghị,Tư nhân,Một,7,,,",
        "0100112003,Trong đợt,Tư nhân,Một,8,,,",
        "0100111024,Không có gì,Tư nhân,Một,9,,,",
    ];
    let (path, _) = chosen(&mut ward, &format!("{HEAD}{}\n", rows.join("\n"))).await;
    take(&mut ward, &path).await;
    open(&mut ward, "0100112437", "found_private_cell", "14/01/2026").await;
    let form = good(&mut ward, "/matters/new").await;
    let raised = [
        ("unit", "w1"),
        ("host", "0100111017"),
        ("raised_on", "14/01/2026"),
        ("content", "Thiếu nhà ở"),
        ("answerer", "Ủy ban nhân dân phường"),
    ];
    fill(&mut ward, "/matters", &form, &raised, "on").await.leads_to();
    let account = house.numbers("select id from account").await[0].to_string();
    let form = good(&mut ward, "/campaigns/new").await;
    let plan = [
        ("name", "Đợt"),
        ("unit", "w1"),
        ("choice", "all"),
        ("until", "20/01/2026"),
        ("most", "1"),
        ("surveyors", account.as_str()),
    ];
    fill(&mut ward, "/campaigns", &form, &plan, "on").await.leads_to();
    let visited =
        "select count(*) from campaign_part c join enterprise p on p.id = c.enterprise_id where p.name = 'Có hồ sơ'";
    assert_eq!(house.numbers(visited).await, [1], "by name, the first");
    ward.post("/enterprises/batches/1/undo", &[]).await.leads_to();
    let page = done(&mut ward, "/enterprises/batches/1").await.words();
    assert!(
        page.contains("bỏ 02 doanh nghiệp mới, trả 00 doanh nghiệp về như trước, giữ nguyên 02"),
        "{page}"
    );
    let left: Vec<String> = list(house).await;
    assert_eq!(left.len(), 2, "{left:?}");
    house.assert_gapless().await;
}

async fn an_empty_cell_says_nothing(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let first = format!("{HEAD}0100112437,Công ty Gốm Ấn,Tư nhân,Một,77,5,Số 1 phố Gốm,30/06/2025\n");
    let (path, _) = chosen(&mut ward, &first).await;
    take(&mut ward, &path).await;
    let blank = format!("{HEAD}0100112437,Công ty Gốm Ấn,Tư nhân,Một,,,,\n");
    let (_, page) = chosen(&mut ward, &blank).await;
    assert!(page.words().contains("Như cũ 01"), "{}", page.words());
    // A new count is of one day, so what it does not count is not known for that day.
    let counted = format!("{HEAD}0100112437,Công ty Gốm Ấn,Tư nhân,Một,80,,,31/12/2025\n");
    let (path, page) = chosen(&mut ward, &counted).await;
    assert!(page.words().contains("Đổi 01"), "{}", page.words());
    take(&mut ward, &path).await;
    let sql = "select workers, coalesce(party_members, -1), cast(length(address) as bigint) from enterprise";
    let mut tx = house.db.read().await.unwrap();
    let row = tx.row(sql, &[]).await.unwrap().unwrap();
    let kept = (row.int(0).unwrap(), row.int(1).unwrap(), row.int(2).unwrap());
    tx.rollback().await.unwrap();
    assert_eq!(
        kept,
        (80, -1, 12),
        "workers anew, members of no day, the address as it was"
    );
}

async fn two_files_come_at_once(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let mut other = ward.clone();
    let text = format!("{HEAD}0100112437,Công ty Gốm Ấn,Tư nhân,Một,77,5,,\n");
    let (one, two) = tokio::join!(
        choose(&mut ward, "một.csv", &text, ""),
        choose(&mut other, "hai.csv", &text, "")
    );
    assert_ne!(one.leads_to(), two.leads_to());
    let paths = [one.leads_to().to_owned(), two.leads_to().to_owned()];
    for path in &paths {
        done(&mut ward, path).await;
    }
}

async fn undoing_is_for_those_who_take_back(house: &House) {
    house.take(&two_wards()).await;
    let mut secretary = Pages::of(house).officer("bi-thu", "cell_secretary", "w1").await;
    let text = format!("{HEAD}0100112437,Công ty Gốm Ấn,Tư nhân,Một,77,5,,\n");
    let (path, _) = chosen(&mut secretary, &text).await;
    take(&mut secretary, &path).await;
    let page = good(&mut secretary, "/enterprises/batches/1").await;
    assert!(!page.text.contains("/undo"), "no button that would refuse");
    let undo = secretary.post("/enterprises/batches/1/undo", &[]).await;
    assert_eq!(undo.code, StatusCode::NOT_FOUND, "it takes entries back");
    assert_eq!(list(house).await.len(), 1);
}

async fn phones_are_masked_before_they_are_known(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let text = "Mã số thuế,Tên doanh nghiệp,Phường,Điện thoại,Số Zalo\n\
        0100112437,Công ty Gốm Ấn,Một,0912.345.118,0987 654 321\n0100112004,Sai mã,Một,0912.345.119,\n";
    let (path, page) = chosen(&mut ward, text).await;
    for number in ["0912.345.118", "0987 654 321", "0912.345.119"] {
        assert!(!page.text.contains(number), "{number}");
    }
    assert!(page.words().contains("0100112437"), "a tax code is no phone");
    assert!(page.words().contains("••• ••• 118"), "{}", page.words());
    take(&mut ward, &path).await;
    let held = ward.get(&format!("{path}/giu-lai.xlsx")).await;
    assert_eq!(held.code, StatusCode::OK);
    let read = house
        .numbers("select count(*) from audit where deed = 'held-rows-read'")
        .await;
    assert_eq!(read, [1], "the trail tells who took them");
}

async fn settling_what_waits_makes_no_figure_fresh(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let text = "Mã số thuế,Tên doanh nghiệp,Phường,Số lao động\n0100112437,Công ty Gốm Ấn,Một,77\n";
    let sent = choose(&mut ward, "cũ.csv", text, "30/06/2025").await;
    let path = sent.leads_to().to_owned();
    done(&mut ward, &path).await;
    take(&mut ward, &path).await;
    let settled = [("code", "0100112437"), ("kind", "private"), ("unit", "w1")];
    ward.post("/enterprises/waiting", &settled).await.leads_to();
    let page = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(page.contains("Có trong danh sách «cũ.csv»"), "{page}");
    assert!(page.contains("30/6/2025") && !page.contains("«»"), "{page}");
}

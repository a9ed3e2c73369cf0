//! Taking a list in on screen: a file chosen, its columns settled, looked at, taken in, mended and undone.

use std::time::Duration;

use axum::body::Body;
use axum::http::{StatusCode, header};
use nennep::features::lists::forget_old;

use super::units::{good, sheet};
use crate::common::House;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::wards::{two_wards, unit_officer};

stories! {
    a_file_is_looked_at_and_taken_in,
    held_rows_are_mended_and_come_again,
    columns_are_settled_and_remembered,
    a_batch_is_undone_as_one,
    nobody_tells_of_another_ward,
    what_is_wrong_with_the_sending_is_said,
    a_double_press_takes_in_once,
    a_file_is_forgotten_when_its_time_is_over,
    phones_are_sealed,
}

const GOOD: &str = "DANH SÁCH DOANH NGHIỆP\nTính đến ngày 31/12/2025\nSTT,Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường,Số lao động,Điện thoại\n\
    1,0100112437,Công ty Gốm Ấn,Tư nhân,Một,77,0912.345.118\n2,0100112003,Công ty An Hòa,FDI,Một,900,\nCộng,,,,,977,\n";

pub(super) async fn choose(browser: &mut Browser, name: &str, text: &str, as_of: &str) -> Page {
    let part = |head: &str, body: &str| format!("--xyz\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let body = [
        part(&format!("name=\"file\"; filename=\"{name}\""), text),
        part("name=\"as_of\"", as_of),
        "--xyz--\r\n".to_owned(),
    ];
    let request = browser
        .request("POST", "/enterprises/imports")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
        .body(Body::from(body.concat()))
        .unwrap();
    browser.ask(request).await
}

/// Waits until the work of a page is over.
pub(super) async fn done(browser: &mut Browser, path: &str) -> Page {
    for _ in 0..500 {
        let page = good(browser, path).await;
        if !page.text.contains("data-poll") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path} goes on and on");
}

pub(super) async fn chosen(browser: &mut Browser, text: &str) -> (String, Page) {
    let sent = choose(browser, "phường một.csv", text, "").await;
    let path = sent.leads_to().to_owned();
    let page = done(browser, &path).await;
    (path, page)
}

pub(super) async fn take(browser: &mut Browser, path: &str) -> Page {
    assert_eq!(browser.post(path, &[]).await.leads_to(), path);
    done(browser, path).await
}

pub(super) async fn list(house: &House) -> Vec<String> {
    let mut tx = house.db.read().await.unwrap();
    let sql = "select tax_code, name, coalesce(kind, '-'), coalesce(workers, -1), \
        cast(case when listed_no is null then 0 else 1 end as bigint) from enterprise order by tax_code";
    let rows = tx.rows(sql, &[]).await.unwrap();
    let told = |row: &nennep::store::Row| {
        let (code, name, kind) = (row.text(0).unwrap(), row.text(1).unwrap(), row.text(2).unwrap());
        format!("{code} {name} {kind} {} {}", row.int(3).unwrap(), row.int(4).unwrap())
    };
    rows.iter().map(told).collect()
}

async fn a_file_is_looked_at_and_taken_in(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let (path, page) = chosen(&mut ward, GOOD).await;
    let words = page.words();
    for told in [
        "Mới 02 chưa có trong danh sách",
        "Giữ lại 00",
        "Bỏ qua 01",
        "Bảng mã utf-8, tính đến ngày 31/12/2025",
        "04 Công ty Gốm Ấn 0100112437 Đảng ủy phường Một Mới",
        "Số lao động 77 · 900",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert_eq!(list(house).await, [] as [&str; 0], "looking records nothing");
    assert_eq!(house.head().await, 3);
    let taken = take(&mut ward, &path).await;
    assert!(taken.words().contains("Đã ghi vào danh sách."), "{}", taken.words());
    let expected = [
        "0100112003 Công ty An Hòa fdi 900 1",
        "0100112437 Công ty Gốm Ấn private 77 1",
    ];
    assert_eq!(list(house).await, expected);
    let imports = good(&mut ward, "/enterprises/imports").await.words();
    assert!(
        imports.contains("phường một.csv 12:00 ngày 15/01/2026 Cán bộ can-bo-w1 02 00 00"),
        "{imports}"
    );
    let (_, again) = chosen(&mut ward, GOOD).await;
    assert!(again.words().contains("Như cũ 02"), "{}", again.words());
    assert!(again.words().contains("Không có dòng nào mới hoặc đổi để ghi."));
    let profile = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(profile.contains("Có trong danh sách «phường một.csv»"), "{profile}");
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let audit = good(&mut city, "/audit").await.words();
    assert!(
        audit.contains("Cán bộ can-bo-w1 nhập danh sách, lần 1: 02 mới, 00 đổi, 00 giữ lại."),
        "{audit}"
    );
}

async fn held_rows_are_mended_and_come_again(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let text = "Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường,Số lao động\n0100112437,Công ty Gốm Ấn,Tư nhân,Một,77\n\
        0100112004,Công ty An Hòa,FDI,Một,900\n,Công ty Không Mã,Tư nhân,Một,khoảng 50\n";
    let (path, page) = chosen(&mut ward, text).await;
    let words = page.words();
    assert!(words.contains("Giữ lại 02"), "{words}");
    assert!(words.contains("phường một, 03 Mã số thuế «0100112004»"), "{words}");
    assert!(
        words.contains("Lao động «khoảng 50»"),
        "all its faults at once: {words}"
    );
    let before = sheet(&good(&mut ward, &format!("{path}/giu-lai.xlsx")).await);
    take(&mut ward, &path).await;
    let held = sheet(&good(&mut ward, &format!("{path}/giu-lai.xlsx")).await);
    assert_eq!(before, held);
    let rows: Vec<&Vec<String>> = held
        .iter()
        .filter(|row| row.iter().any(|cell| cell.contains("Công ty")))
        .collect();
    assert_eq!(rows.len(), 2, "only the held rows: {held:?}");
    assert!(rows[0][0].starts_with("Mã số thuế «0100112004»: cần "), "{:?}", rows[0]);
    assert_eq!(rows[0][1..], ["0100112004", "Công ty An Hòa", "FDI", "Một", "900"]);
    // Mended in the very workbook, as a text here: the reasons stand in the way of nobody.
    let mended = "Lý do giữ lại,Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường,Số lao động\n\
        Mã số thuế sai,0100112003,Công ty An Hòa,FDI,Một,900\nThiếu mã,0100111017,Công ty Không Mã,Tư nhân,Một,50\n";
    let (path, page) = chosen(&mut ward, mended).await;
    assert!(
        page.words().contains("Mới 02") && page.words().contains("Giữ lại 00"),
        "{}",
        page.words()
    );
    take(&mut ward, &path).await;
    assert_eq!(list(house).await.len(), 3);
}

async fn columns_are_settled_and_remembered(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let text = "Danh sách\nĐịnh danh,Cơ sở,Sở hữu,Ở,Người\n0100112437,Công ty Gốm Ấn,Tư nhân,Một,77\n0100112003,Công ty An Hòa,FDI,Một,900\n";
    let (path, page) = chosen(&mut ward, text).await;
    assert!(page.words().contains("Tệp chưa nhận được"), "{}", page.words());
    let shape = page
        .text
        .split("<select id=\"")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    let heads = ["Định danh", "Cơ sở", "Sở hữu", "Ở", "Người"];
    let names = ["tax_code", "name", "kind", "ward", "workers"];
    let fields: Vec<(String, &str)> = heads
        .iter()
        .zip(names)
        .map(|(head, name)| (format!("{shape}/{head}"), name))
        .collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(field, name)| (field.as_str(), *name)).collect();
    fields.push(("as_of", "31/2/2025"));
    let wrong = ward.post(&format!("{path}/columns"), &fields).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"31/2/2025\""), "what was typed stays");
    fields.pop();
    fields.push(("as_of", "31/12/2025"));
    assert_eq!(ward.post(&format!("{path}/columns"), &fields).await.leads_to(), path);
    let page = done(&mut ward, &path).await;
    let words = page.words();
    assert!(
        words.contains("Mới 02") && words.contains("tính đến ngày 31/12/2025"),
        "{words}"
    );
    take(&mut ward, &path).await;
    assert_eq!(list(house).await[0], "0100112003 Công ty An Hòa fdi 900 1");
    let again = ward.post(&format!("{path}/columns"), &fields).await;
    assert_eq!(
        again.code,
        StatusCode::FORBIDDEN,
        "what was taken in is not read otherwise"
    );
    let other = text.replace("77", "78");
    let (_, page) = chosen(&mut ward, &other).await;
    assert!(
        page.words().contains("Đổi 01") && page.words().contains("Như cũ 01"),
        "remembered: {}",
        page.words()
    );
}

async fn a_batch_is_undone_as_one(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let (path, _) = chosen(&mut ward, GOOD).await;
    take(&mut ward, &path).await;
    let changed = "Mã số thuế,Tên doanh nghiệp,Phường,Số lao động\n0100112437,Công ty Gốm Ấn Mới,Một,80\n0100111017,Công ty Thêm,Một,5\n";
    let (path, _) = chosen(&mut ward, changed).await;
    take(&mut ward, &path).await;
    assert_eq!(list(house).await[2], "0100112437 Công ty Gốm Ấn Mới private 80 1");
    assert_eq!(
        ward.post("/enterprises/batches/2/undo", &[]).await.leads_to(),
        "/enterprises/batches/2"
    );
    let page = done(&mut ward, "/enterprises/batches/2").await.words();
    assert!(
        page.contains("Đã hoàn lại: bỏ 01 doanh nghiệp mới, trả 01 doanh nghiệp về như trước, giữ nguyên 00"),
        "{page}"
    );
    let expected = [
        "0100112003 Công ty An Hòa fdi 900 1",
        "0100112437 Công ty Gốm Ấn private 77 1",
    ];
    assert_eq!(list(house).await, expected);
    let line = "select count(*) from audit where deed = 'list-undone'";
    assert_eq!(house.numbers(line).await, [1]);
    ward.post("/enterprises/batches/2/undo", &[]).await;
    assert_eq!(house.numbers(line).await, [1], "undone once");
}

async fn nobody_tells_of_another_ward(house: &House) {
    house.take(&two_wards()).await;
    let mut two = unit_officer(house, "w2").await;
    let (path, _) = chosen(&mut two, &GOOD.replace("Một", "Hai")).await;
    take(&mut two, &path).await;
    let mut one = unit_officer(house, "w1").await;
    let text = "Mã số thuế,Tên doanh nghiệp,Thành phần kinh tế,Phường\n0100112437,Của phường khác,Tư nhân,\n0100111017,Công ty Mới,Tư nhân,Hai\n0100111024,Công ty Chờ,Tư nhân,\n";
    let (mine, page) = chosen(&mut one, text).await;
    assert!(
        page.words().contains("Giữ lại 02") && page.words().contains("Mới 01"),
        "{}",
        page.words()
    );
    take(&mut one, &mine).await;
    let names: Vec<String> = list(house).await;
    assert!(names.iter().all(|name| !name.contains("Của phường khác")), "{names:?}");
    let waiting = good(&mut one, "/enterprises?standing=waiting").await.words();
    assert!(waiting.contains("Công ty Chờ"), "who brought it sees it: {waiting}");
    let waiting = good(&mut two, "/enterprises?standing=waiting").await.words();
    assert!(!waiting.contains("Công ty Chờ"), "{waiting}");
    for path in [mine.as_str(), "/enterprises/batches/2", &format!("{mine}/giu-lai.xlsx")] {
        assert_eq!(two.get(path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [mine.as_str(), &format!("{mine}/columns"), "/enterprises/batches/2/undo"] {
        assert_eq!(two.post(path, &[]).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let mut union = Pages::of(house).officer("cong-doan", "union_officer", "w1").await;
    assert_eq!(union.get("/enterprises/imports").await.code, StatusCode::NOT_FOUND);
    assert_eq!(choose(&mut union, "a.csv", GOOD, "").await.code, StatusCode::NOT_FOUND);
}

async fn what_is_wrong_with_the_sending_is_said(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let none = choose(&mut ward, "", "", "31/2/2025").await;
    assert_eq!(none.code, StatusCode::UNPROCESSABLE_ENTITY);
    let words = none.words();
    assert!(words.contains("02 mục cần sửa"), "all at once: {words}");
    assert!(none.text.contains("value=\"31/2/2025\""), "what was typed stays");
    let path = choose(&mut ward, "../../etc/a.pdf", "x", "")
        .await
        .leads_to()
        .to_owned();
    let page = done(&mut ward, &path).await;
    assert!(
        page.text.contains("<h1>a.pdf</h1>"),
        "a name leads nowhere: {}",
        page.words()
    );
    assert!(page.words().contains("Tệp chưa nhận được"), "{}", page.words());
    let cut = ward
        .request("POST", "/enterprises/imports")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
        .body(Body::from(
            "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nnot whole",
        ))
        .unwrap();
    let cut = ward.ask(cut).await;
    assert_eq!(cut.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", cut.words());
    let large = "x".repeat(34 * 1024 * 1024);
    let large = choose(&mut ward, "a.csv", &large, "").await;
    assert_eq!(large.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", large.words());
}

async fn a_file_is_forgotten_when_its_time_is_over(house: &House) {
    house.take(&two_wards()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("can-bo-w1", "unit_officer", "w1").await;
    let (path, _) = chosen(&mut ward, GOOD).await;
    let week = 7 * 86_400;
    pages.clock.move_on(week);
    assert_eq!(forget_old(&house.db, pages.clock.read()).await.unwrap(), 0);
    let mut ward = pages.officer("can-bo-khac", "unit_officer", "w1").await;
    good(&mut ward, &path).await;
    pages.clock.move_on(1);
    assert_eq!(
        ward.get(&path).await.code,
        StatusCode::NOT_FOUND,
        "before anybody tidied"
    );
    assert_eq!(forget_old(&house.db, pages.clock.read()).await.unwrap(), 1);
}

async fn a_double_press_takes_in_once(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let (path, _) = chosen(&mut ward, GOOD).await;
    let mut other = ward.clone();
    let (first, second) = tokio::join!(ward.post(&path, &[]), other.post(&path, &[]));
    assert_eq!((first.leads_to(), second.leads_to()), (path.as_str(), path.as_str()));
    done(&mut ward, &path).await;
    ward.post(&path, &[]).await;
    done(&mut ward, &path).await;
    assert_eq!(house.numbers("select count(*) from import_batch").await, [1]);
}

async fn phones_are_sealed(house: &House) {
    house.take(&two_wards()).await;
    let mut ward = unit_officer(house, "w1").await;
    let (path, _) = chosen(&mut ward, GOOD).await;
    take(&mut ward, &path).await;
    let page = good(&mut ward, "/enterprises/0100112437").await;
    assert!(page.words().contains("••• ••• 118"), "{}", page.words());
    let shown = ward.post("/enterprises/0100112437/phone", &[]).await;
    assert!(shown.text.contains("0912345118"));
    let mut tx = house.db.read().await.unwrap();
    for sql in [
        "select coalesce(phone, '') from enterprise where tax_code = '0100112437'",
        "select content from upload",
    ] {
        let kept = tx.row(sql, &[]).await.unwrap().unwrap().text(0).unwrap();
        assert!(kept.len() > 40 && !kept.contains("0912345118"), "{sql}");
        let bare: String = "0912.345.118".bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!kept.contains(&bare), "{sql}");
    }
    tx.rollback().await.unwrap();
    let (_, again) = chosen(&mut ward, GOOD).await;
    assert!(
        again.words().contains("Như cũ 02"),
        "the same number sealed again is the same: {}",
        again.words()
    );
    let other = GOOD.replace("345.118", "345.119");
    let (path, page) = chosen(&mut ward, &other).await;
    assert!(page.words().contains("Đổi 01"), "{}", page.words());
    take(&mut ward, &path).await;
    let blank = GOOD.replace("0912.345.118", "");
    let (_, page) = chosen(&mut ward, &blank).await;
    assert!(
        page.words().contains("Như cũ 02"),
        "a list without the number does not forget it: {}",
        page.words()
    );
}

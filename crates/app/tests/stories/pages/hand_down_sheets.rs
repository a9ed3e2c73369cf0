//! The sheet of a hand-down: taken out, filled in a spreadsheet, and looked at as the table is.

use axum::http::StatusCode;
use nennep_documents::sheets::{Sheet, SheetCell, read};

use super::hand_downs::{PATH, district, record};
use super::units::{good, in_order};
use crate::common::browser::Page;
use crate::common::forms::sent_file;
use crate::common::wards::{officer, targets};
use crate::common::{House, Paper};

stories! {
    the_sheet_of_fourteen_wards_and_a_bloc_comes_back,
    the_sheet_says_where_it_is_wrong,
    a_city_of_many_units_hands_several_indicators_down,
}

/// The sheet of a workbook that was answered.
fn sheet(page: &Page) -> Sheet {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bang.xlsx");
    std::fs::write(&path, &page.bytes).unwrap();
    let outcome = read(&path);
    assert_eq!(outcome.faults, []);
    outcome.workbook.sheets.into_iter().next().unwrap()
}

fn text(cell: &SheetCell) -> String {
    match cell {
        SheetCell::Text(text) => text.clone(),
        SheetCell::Number(number) => number.to_string(),
        other @ (SheetCell::Empty
        | SheetCell::Day(_)
        | SheetCell::Moment(_)
        | SheetCell::Bool(_)
        | SheetCell::Error(_)) => {
            format!("{other:?}")
        }
    }
}

/// What an officer does in a spreadsheet: a cell is found by its row and column and gets another content.
fn changed(sheet: &Sheet, edits: &[(&str, usize, SheetCell)]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let written = workbook.add_worksheet();
    written.set_name(&sheet.name).unwrap();
    for row in &sheet.rows {
        let key = row.cells.first().map(text).unwrap_or_default();
        let mut cells = row.cells.clone();
        for (_, place, cell) in edits.iter().filter(|(known, ..)| *known == key) {
            cells.resize(cells.len().max(place + 1), SheetCell::Empty);
            cells[*place] = cell.clone();
        }
        for (column, cell) in (0_u16..).zip(&cells) {
            match cell {
                SheetCell::Number(number) => {
                    written.write_number(row.number - 1, column, *number).unwrap();
                }
                SheetCell::Text(text) => {
                    written.write_string(row.number - 1, column, text).unwrap();
                }
                SheetCell::Empty
                | SheetCell::Day(_)
                | SheetCell::Moment(_)
                | SheetCell::Bool(_)
                | SheetCell::Error(_) => {}
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn filled(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned())
}

async fn the_sheet_of_fourteen_wards_and_a_bloc_comes_back(house: &House) {
    let mut rows: Vec<String> = (1..=14)
        .map(|ward| format!("party_member_admitted|d|w{ward:02}||2026-01-01|2026-12-31|2||15-QĐ/QU|2026-01-05"))
        .collect();
    rows.push("party_member_admitted|d|bloc||2026-01-01|2026-12-31|5|7|15-QĐ/QU|2026-01-05".to_owned());
    rows.push("party_member_admitted|d|d|Phó ban|2026-01-01|2026-12-31|9||15-QĐ/QU|2026-01-05".to_owned());
    house.take(&district(14).targets(rows)).await;
    let before = targets(house).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let exported = good(&mut browser, &format!("{PATH}?format=xlsx")).await;
    let found = sheet(&exported);
    let lines: Vec<String> = found
        .rows
        .iter()
        .map(|row| row.cells.iter().map(text).collect::<Vec<_>>().join("|"))
        .collect();
    let all = lines.join("\n");
    for told in [
        "BẢNG GIAO CHỈ TIÊU Năm 2026",
        "Mã đơn vị|Đơn vị|Thành viên|Tổ chức đảng thành lập mới|Đảng viên kết nạp mới",
        "w01|Đảng ủy phường Số 1|",
        "Cộng các đơn vị",
        "Được giao: Thành ủy Thử",
        "35–40",
        "d|Quận ủy Thử|Phó ban",
    ] {
        assert!(all.contains(told), "{told}:\n{all}");
    }
    let sum = lines.iter().find(|line| line.contains("Cộng các đơn vị")).unwrap();
    assert!(sum.ends_with("28"), "a range is words to a sheet: {sum}");

    let path = format!("{PATH}/sheet");
    let same = sent_file(&mut browser, &path, "bang.xlsx", &exported.bytes).await;
    assert_eq!(same.code, StatusCode::OK, "{}", same.words());
    assert!(
        same.words().contains("00 mới, 00 đổi, 16 như đã giao"),
        "{}",
        same.words()
    );
    let edits = [
        ("Số quyết định", 2, filled("22-QĐ/QU")),
        ("Ngày quyết định", 2, filled("10/01/2026")),
        ("Cơ quan ban hành", 2, filled("Quận ủy Thử")),
        ("w03", 4, SheetCell::Number(4.0)),
        ("bloc", 3, filled("2 - 3")),
    ];
    let look = sent_file(&mut browser, &path, "bang.xlsx", &changed(&found, &edits)).await;
    assert_eq!(look.code, StatusCode::OK, "{}", look.words());
    let words = look.words();
    assert!(words.contains("01 mới, 01 đổi, 15 như đã giao"), "{words}");
    in_order(
        &words,
        &[
            "Theo 22-QĐ/QU ngày 10/01/2026",
            "Đảng ủy Khối doanh nghiệp, Tổ chức đảng",
            "02–03",
            "Số 3, Đảng viên",
            "04",
        ],
    );
    assert_eq!(targets(house).await, before, "only looked at");
    record(&mut browser, &look).await.leads_to();
    assert_eq!(targets(house).await, before + 2);
    let again = sent_file(&mut browser, &path, "bang.xlsx", &changed(&found, &edits)).await;
    assert!(
        again.words().contains("00 mới, 00 đổi, 17 như đã giao"),
        "{}",
        again.words()
    );
}

async fn the_sheet_says_where_it_is_wrong(house: &House) {
    let rows = ["party_member_admitted|d|w02||2026-01-01|2026-12-31|2||15-QĐ/QU|2026-01-05"];
    house.take(&district(3).targets(rows)).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let exported = good(&mut browser, &format!("{PATH}?format=xlsx")).await;
    let found = sheet(&exported);
    let path = format!("{PATH}/sheet");
    let edits = [
        ("Số quyết định", 2, filled("22-QĐ/QU")),
        ("Ngày quyết định", 2, filled("10/01/2026")),
        ("Cơ quan ban hành", 2, filled("Quận ủy Thử")),
        ("Mã chỉ tiêu", 5, filled("so_dep")),
        ("w01", 3, SheetCell::Number(2.5)),
        ("w01", 4, filled("mười")),
        ("w02", 4, SheetCell::Empty),
        ("w03", 0, filled("w99")),
        ("bloc", 3, filled("9-2")),
    ];
    let page = sent_file(&mut browser, &path, "bang.xlsx", &changed(&found, &edits)).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    let words = page.words();
    assert!(words.contains("06 mục cần sửa"), "{words}");
    let row = |key: &str| {
        found
            .rows
            .iter()
            .find(|row| row.cells.first().map(text).as_deref() == Some(key))
            .unwrap()
            .number
    };
    for told in [
        format!("dòng {}, cột F: đã nhập «so_dep»", row("Mã chỉ tiêu")),
        format!("dòng {}, cột D (Tổ chức đảng thành lập mới)", row("w01")),
        format!("dòng {}, cột E (Đảng viên kết nạp mới)", row("w01")),
        format!("dòng {}, cột A: đã nhập «w99»", row("w03")),
        format!("dòng {}, cột D (Tổ chức đảng thành lập mới)", row("bloc")),
        "thì ghi 0 theo quyết định mới".to_owned(),
    ] {
        assert!(words.contains(&told), "{told}: {words}");
    }
    assert!(
        page.text.contains("value=\"mười\""),
        "what was filled stands in the table"
    );
    let mut city = officer(house, "organization_officer", "c").await;
    let other = sent_file(&mut city, "/units/c/hand-down/sheet", "bang.xlsx", &exported.bytes).await;
    assert_eq!(other.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        other.words().contains("bảng giao chỉ tiêu của đơn vị c"),
        "{}",
        other.words()
    );
    let nothing = sent_file(&mut browser, &path, "bang.xlsx", b"").await;
    assert_eq!(nothing.code, StatusCode::UNPROCESSABLE_ENTITY);
    let junk = sent_file(&mut browser, &path, "bang.xlsx", b"no workbook").await;
    assert_eq!(junk.code, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_city_of_many_units_hands_several_indicators_down(house: &House) {
    let units: Vec<String> = std::iter::once("d|Thành ủy Thử|city_committee||2000-01-01".to_owned())
        .chain((1..=126).map(|ward| format!("w{ward:03}|Đảng ủy phường Số {ward}|ward_committee|d|2000-01-01")))
        .collect();
    house.take(&Paper::new().units(units)).await;
    let mut browser = officer(house, "organization_officer", "d").await;
    let asked = "indicators=party_org_founded,party_member_admitted,union_org_founded,youth_org_founded,women_org_founded,enterprise_surveyed";
    let path = format!("{PATH}?period=2026&{asked}");
    let exported = good(&mut browser, &format!("{path}&format=xlsx")).await;
    let found = sheet(&exported);
    let mut edits = vec![
        ("Số quyết định", 2, filled("22-QĐ/TU")),
        ("Ngày quyết định", 2, filled("10/01/2026")),
        ("Cơ quan ban hành", 2, filled("Thành ủy Thử")),
    ];
    let codes: Vec<String> = (1..=126).map(|ward| format!("w{ward:03}")).collect();
    for code in &codes {
        edits.extend((3..9).map(|column| (code.as_str(), column, SheetCell::Number(3.0))));
    }
    let sheet_path = format!("{PATH}/sheet");
    let look = sent_file(&mut browser, &sheet_path, "bang.xlsx", &changed(&found, &edits)).await;
    assert_eq!(look.code, StatusCode::OK, "{}", look.words());
    assert!(
        look.words().contains("756 mới, 00 đổi, 00 như đã giao"),
        "{}",
        look.words()
    );
    record(&mut browser, &look).await.leads_to();
    assert_eq!(targets(house).await, 756);
    let exported = good(&mut browser, &format!("{path}&format=xlsx")).await;
    let same = sent_file(&mut browser, &sheet_path, "bang.xlsx", &exported.bytes).await;
    assert!(
        same.words().contains("00 mới, 00 đổi, 756 như đã giao"),
        "{}",
        same.words()
    );
    let edits = [
        ("Số quyết định", 2, filled("30-QĐ/TU")),
        ("Ngày quyết định", 2, filled("12/01/2026")),
        ("Cơ quan ban hành", 2, filled("Thành ủy Thử")),
        ("w126", 8, SheetCell::Number(4.0)),
    ];
    let look = sent_file(
        &mut browser,
        &sheet_path,
        "bang.xlsx",
        &changed(&sheet(&exported), &edits),
    )
    .await;
    assert!(
        look.words().contains("00 mới, 01 đổi, 755 như đã giao"),
        "{}",
        look.words()
    );
    record(&mut browser, &look).await.leads_to();
    assert_eq!(targets(house).await, 757);
    let list = good(&mut browser, "/targets").await.words();
    assert!(list.contains("756 chỉ tiêu đang hiệu lực"), "{list}");
}

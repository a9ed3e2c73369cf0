//! Lists that were not made for us: every trouble with its exact rows and faults, taken in once, and undone as one.

use std::path::PathBuf;

use nennep::features::lists::{ListAsked, ListReport, import};
use nennep::store::{Act, Undone, undo_batch};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use unicode_normalization::UnicodeNormalization as _;

use crate::common::{Ask, House, Paper, stamp};

const TODAY: &str = "2026-01-15";

async fn take(house: &House, name: &str, bytes: &[u8], is_rehearsal: bool) -> ListReport {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let asked = ListAsked {
        list: "enterprises",
        is_rehearsal,
        ..ListAsked::default()
    };
    import(&house.db, &house.catalogs, &path, asked, stamp(TODAY))
        .await
        .unwrap()
}

/// One line a row: number, what became of it, why, and what is worth a look.
fn told(report: &ListReport) -> Vec<String> {
    report
        .rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} | {}",
                row.row,
                row.outcome,
                row.reasons.join(","),
                row.warnings.join(",")
            )
        })
        .collect()
}

fn value<'a>(report: &'a ListReport, row: u32, column: &str) -> Option<&'a str> {
    let row = report.rows.iter().find(|found| found.row == row)?;
    row.values.get(column).map(String::as_str)
}

async fn units(house: &House) {
    house
        .take(&Paper::new().units([
            "hl|Quận ủy Hồng Lam|district_committee||2000-01-01",
            "lt|Đảng ủy phường Lam Thượng|ward_committee|hl|2010-01-01",
            "td|Đảng ủy phường Tân Dân|ward_committee|hl|2010-01-01",
            "td2|Đảng ủy xã Tân Dân|commune_committee|hl|2010-01-01",
        ]))
        .await;
}

async fn stock(house: &House, unit: &str, day: &str) -> String {
    house.value(&Ask::of(unit, day, day), "enterprise_stock").await
}

async fn name_of(house: &House, tax_code: &str) -> String {
    let mut tx = house.db.read().await.unwrap();
    let sql = "select name from enterprise where tax_code = $1";
    let row = tx.row(sql, &[tax_code.into()]).await.unwrap().unwrap();
    tx.rollback().await.unwrap();
    row.text(0).unwrap()
}

const MESSY: &str = "\
UBND QUẬN HỒNG LAM
DANH SÁCH DOANH NGHIỆP (tính đến ngày 31/12/2024)

STT;Mã số thuế;Tên doanh nghiệp;Loại hình DN;Phường;Lao động;;Ngày cấp;Điện thoại;Cột lạ
;;;;;Tổng số;Nữ;;;
(1);(2);(3);(4);(5);(6);(7);(8);(9)
I;PHƯỜNG LAM THƯỢNG
1;0100112437;Công ty TNHH  Cơ điện Đồng Tâm;DNTN;Lam Thượng;1.234;56;05/02/2019;0243.823.1234;x
2;100112003;Hợp tác xã Bình Minh;HTX;Phường Lam Thượng;10;2;31/12/2009;;
3;0100112438;Sai một số;DNTN;Lam Thượng;10;2;31/12/2019;;
4;;Công ty thiếu mã;DNTN;Lam Thượng;10;2;31/12/2019;;
5;0301234562-001;Chi nhánh một;HTX;Lam Thượng;khoảng 50;2;2019;;
6;0301234562;Xưởng hai;HTX;Lam Thượng;50;60;31/02/2020;;
7;0100112437;Trùng mã;DNTN;Lam Thượng;;;;;
8;9900170000;Hộ kinh doanh Ba;;Lam Thượng;2;;;;
9;9900170071;Công ty cổ phần Bốn;CTCP;Tân Dân;-;;1/1/2025;;
10;9900170145;Công ty cổ phần Năm;CTCP;Tân Dân;-;;1/1/2020;;
11;9900170219;C?ng ty S?u;DNTN;Lam Thượng;;;;;
12;990017029X;Công ty Bảy;DNTN;Lam Thượng;;;;;
13;9900170297;;DNTN;Lam Thượng;;;;;
Tổng cộng;;;;;1.304;120
Người lập biểu;;;Thủ trưởng
";

async fn a_messy_text_is_read_row_by_row(house: &House) {
    units(house).await;
    let report = take(house, "danh sach.csv", MESSY.as_bytes(), false).await;
    assert_eq!(
        told(&report),
        [
            "6 skipped column_numbers | ",
            "7 skipped group | ",
            "8 accepted  | ",
            "9 accepted  | leading_zero_restored",
            "10 held bad_check_digit | ",
            "11 held missing_value | ",
            "12 held incomplete_day,bad_count | ",
            "13 held no_such_day,women_above_workers | ",
            "14 held twice_in_file | ",
            "15 held household_business | ",
            "16 held after_the_list | kind_queued",
            "17 accepted  | kind_queued,unit_queued",
            "18 held unreadable_letters | ",
            "19 held bad_tax_code | ",
            "20 held missing_value | ",
            "21 skipped total | ",
            "22 skipped note | ",
        ]
    );
    assert_eq!(
        (report.report.accepted, report.report.same, report.report.held),
        (3, 0, 10)
    );
    assert_eq!(
        (report.encoding, report.as_of.to_string().as_str()),
        ("utf-8", "2024-12-31")
    );
    assert_eq!(report.columns["workers_female"], "Lao động / Nữ");
    let unknown: Vec<&str> = report.report.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(unknown, ["unknown_column"]);
    for (row, column, expected) in [
        (8, "name", "Công ty TNHH Cơ điện Đồng Tâm"),
        (8, "workers", "1234"),
        (8, "registered_on", "2019-02-05"),
        (8, "phone", "02438231234"),
        (8, "kind", "private"),
        (8, "unit", "lt"),
        (9, "tax_code", "0100112003"),
        (9, "kind", "cooperative"),
    ] {
        assert_eq!(value(&report, row, column), Some(expected), "{row} {column}");
    }
    assert_eq!(value(&report, 17, "workers"), None);
    // One is listed from its registration, one from the first day of its committee; the one that waits is not counted.
    for (day, expected) in [
        ("2009-12-31", "null"),
        ("2010-01-01", "1"),
        ("2019-02-05", "2"),
        (TODAY, "2"),
    ] {
        assert_eq!(stock(house, "hl", day).await, expected, "{day}");
    }
    let head = house.head().await;
    let again = take(house, "danh sach.csv", MESSY.as_bytes(), false).await;
    assert_eq!(
        (again.report.accepted, again.report.same, again.report.held),
        (0, 3, 10)
    );
    assert_eq!(house.head().await, head, "what is known is posted once");
}

async fn the_letters_of_a_file_change_nothing_of_its_rows(house: &House) {
    units(house).await;
    let plain = take(house, "a.csv", MESSY.as_bytes(), true).await;
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(MESSY.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let apart: String = MESSY.nfd().collect();
    for (name, bytes, encoding) in [("a.txt", wide, "utf-16le"), ("a.tsv", apart.into_bytes(), "utf-8")] {
        let report = take(house, name, &bytes, true).await;
        assert_eq!(report.encoding, encoding);
        assert_eq!(told(&report), told(&plain), "{encoding}");
        let values = |report: &ListReport| report.rows.iter().map(|row| row.values.clone()).collect::<Vec<_>>();
        assert_eq!(values(&report), values(&plain), "{encoding}");
    }
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let (plain, day) = (Format::new(), Format::new().set_num_format("dd/mm/yyyy"));
    let hidden = workbook.add_worksheet();
    hidden.set_name("cũ").unwrap().set_hidden(true);
    for (column, text) in ["MST", "Tên doanh nghiệp"].into_iter().enumerate() {
        hidden.write_string(0, column as u16, text).unwrap();
    }
    hidden.write_string(1, 0, "9900170353").unwrap();
    hidden.write_string(1, 1, "Công ty ẩn").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name("2024").unwrap().set_active(true);
    sheet.merge_range(0, 0, 0, 7, "DANH SÁCH", &plain).unwrap();
    for (column, text) in [
        (0, "TT"),
        (1, "Mã số thuế"),
        (2, "Tên DN"),
        (5, "Ngày cấp"),
        (6, "Phường"),
        (7, "Ghi chú"),
    ] {
        sheet.merge_range(2, column, 3, column, text, &plain).unwrap();
    }
    sheet.merge_range(2, 3, 2, 4, "Lao động", &plain).unwrap();
    sheet.write_string(3, 3, "Tổng số").unwrap();
    sheet.write_string(3, 4, "Nữ").unwrap();
    // A number that lost its zero, a day as a day; one ward drawn over three rows.
    sheet.write_number(4, 1, 100_112_437.0).unwrap();
    sheet.write_string(4, 2, "DNTN Một").unwrap();
    sheet.write_number(4, 3, 12.0).unwrap();
    let at = ExcelDateTime::parse_from_str("2019-02-05").unwrap();
    sheet.write_datetime_with_format(4, 5, &at, &day).unwrap();
    sheet.merge_range(4, 6, 6, 6, "Lam Thượng", &plain).unwrap();
    // A formula whose value is kept as a number, a day without its format, a time of day behind it.
    sheet
        .write_formula(5, 1, Formula::new("=\"0100112\"&\"003\"").set_result("0100112003"))
        .unwrap();
    sheet.write_string(5, 2, "DNTN Hai").unwrap();
    sheet.write_number(5, 5, 43_501.0).unwrap();
    let at = ExcelDateTime::parse_from_str("2019-02-05T08:30:00").unwrap();
    sheet.write_string(6, 1, "'9900170000").unwrap();
    sheet.write_string(6, 2, "DNTN Ba").unwrap();
    sheet.write_datetime_with_format(6, 5, &at, &day).unwrap();
    // What formulas leave when they fail; half a person.
    sheet
        .write_formula(7, 1, Formula::new("=A99").set_result("#REF!"))
        .unwrap();
    sheet.write_string(7, 2, "DNTN Bốn").unwrap();
    sheet.write_string(8, 1, "9900170071").unwrap();
    sheet.write_string(8, 2, "DNTN Năm").unwrap();
    sheet.write_number(8, 3, 12.5).unwrap();
    sheet.write_string(8, 7, "x".repeat(501)).unwrap();
    workbook.save_to_buffer().unwrap()
}

async fn a_workbook_is_read_as_it_was_drawn(house: &House) {
    units(house).await;
    let report = take(house, "danh sach.xlsx", &workbook(), false).await;
    assert_eq!(
        told(&report),
        [
            "5 accepted  | leading_zero_restored",
            "6 accepted  | leading_zero_restored",
            "7 accepted  | ",
            "8 held error_cell | ",
            "9 held too_long,bad_count | ",
        ]
    );
    for row in [5, 6, 7] {
        assert_eq!(value(&report, row, "registered_on"), Some("2019-02-05"), "{row}");
        assert_eq!(value(&report, row, "unit"), Some("lt"), "{row}");
    }
    let warned: Vec<&str> = report.report.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(warned, ["hidden_sheet"]);
    assert_eq!(stock(house, "lt", TODAY).await, "3");
}

async fn a_list_never_overrules_what_is_settled(house: &House) {
    units(house).await;
    house
        .take(&Paper::new().enterprises(["0100112437|Tên cũ|fdi|td|2015-01-01"]))
        .await;
    let list = "MST;Tên doanh nghiệp;Loại hình DN;Phường;Ngày cấp\n0100112437;Tên mới;DNTN;Lam Thượng;05/02/2019\n";
    let report = take(house, "a.csv", list.as_bytes(), false).await;
    assert_eq!(told(&report), ["2 accepted  | kind_differs,unit_differs"]);
    for (unit, expected) in [("td", "1"), ("lt", "null")] {
        assert_eq!(stock(house, unit, "2016-01-01").await, expected);
    }
    assert_eq!(name_of(house, "0100112437").await, "Tên mới");
    let place =
        "select count(*) from enterprise e join unit u on u.no = e.unit_id where u.code = 'td' and e.kind = 'fdi'";
    assert_eq!(house.numbers(place).await, [1], "the record says what the book says");
}

async fn one_that_waited_is_counted_once_its_place_is_told(house: &House) {
    units(house).await;
    let first = "MST;Tên doanh nghiệp\n0100112437;Công ty A\n";
    take(house, "a.csv", first.as_bytes(), false).await;
    assert_eq!(stock(house, "hl", TODAY).await, "null");
    // The kind comes with one list, the committee with another.
    let kind = "MST;Tên doanh nghiệp;Thành phần kinh tế\n0100112437;Công ty A;Tư nhân\n";
    let report = take(house, "b.csv", kind.as_bytes(), false).await;
    assert_eq!(told(&report), ["2 accepted  | unit_queued"]);
    assert_eq!(stock(house, "hl", TODAY).await, "null");
    let unit = "MST;Tên doanh nghiệp;Đảng ủy phụ trách\n0100112437;Công ty A;lt\n";
    let report = take(house, "c.csv", unit.as_bytes(), false).await;
    assert_eq!(told(&report), ["2 accepted  | "]);
    assert_eq!(stock(house, "lt", TODAY).await, "1");
    // Undone, it waits again.
    let undone = undo(house, report.batch.unwrap()).await;
    assert_eq!((undone.restored, undone.kept), (1, 0));
    assert_eq!(stock(house, "hl", TODAY).await, "0");
}

async fn undo(house: &House, batch: i64) -> Undone {
    let mut act = Act::begin(&house.db, stamp(TODAY)).await.unwrap();
    let undone = undo_batch(&mut act, batch).await.unwrap();
    act.commit().await.unwrap();
    undone
}

async fn a_batch_is_undone_as_one(house: &House) {
    units(house).await;
    house
        .take(&Paper::new().enterprises(["0100112437|Tên cũ|private|lt|2015-01-01"]))
        .await;
    let list = "MST;Tên doanh nghiệp;Loại hình DN;Phường\n\
        0100112437;Tên mới;DNTN;Lam Thượng\n0100112003;Xưởng hai;DNTN;Lam Thượng\n9900170000;Xưởng ba;DNTN;Lam Thượng\n";
    let report = take(house, "a.csv", list.as_bytes(), false).await;
    assert_eq!(report.report.accepted, 3);
    assert_eq!(stock(house, "lt", TODAY).await, "3");
    house
        .take(&Paper::new().sheet(
            "facts",
            "key|on|fact|unit|tags|enterprise",
            ["k|2026-01-10|enterprise_surveyed|lt|eligible|9900170000"],
        ))
        .await;
    let undone = undo(house, report.batch.unwrap()).await;
    // Something was told later of the third, so it stays.
    let expected = Undone {
        removed: 1,
        restored: 1,
        kept: 1,
    };
    assert_eq!(undone, expected);
    assert_eq!(stock(house, "lt", TODAY).await, "2");
    assert_eq!(name_of(house, "0100112437").await, "Tên cũ");
    assert_eq!(undo(house, report.batch.unwrap()).await, Undone::default(), "once");
    let again = take(house, "a.csv", list.as_bytes(), false).await;
    assert_eq!((again.report.accepted, again.report.same), (2, 1));
    // What another source told since is no longer the batch's to take back.
    house
        .take(&Paper::new().enterprises(["0100112437|Tên sau cùng|private|lt|2015-01-01"]))
        .await;
    let undone = undo(house, again.batch.unwrap()).await;
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 0, 1));
    assert_eq!(name_of(house, "0100112437").await, "Tên sau cùng");
}

async fn nothing_that_is_yet_to_come_is_taken_in(house: &House) {
    units(house).await;
    let list = "Tính đến 31/12/2030\nMST;Tên doanh nghiệp;Loại hình DN;Phường;Ngày cấp\n\
        0100112437;Xưởng một;DNTN;Lam Thượng;16/01/2026\n0100112003;Xưởng hai;DNTN;Lam Thượng;15/01/2026\n";
    let report = take(house, "a.csv", list.as_bytes(), false).await;
    assert_eq!(told(&report), ["3 held after_the_list | ", "4 accepted  | "]);
    assert_eq!(report.as_of.to_string(), "2030-12-31");
}

async fn a_file_that_is_no_list_is_told_with_what_is_missing(house: &House) {
    units(house).await;
    for (name, text, kind) in [
        ("a.csv", "Tên doanh nghiệp;Địa chỉ\nA;B\n", "no_head"),
        ("a.csv", "", "empty_file"),
        ("a.pdf", "x", "unknown_extension"),
    ] {
        let report = take(house, name, text.as_bytes(), false).await;
        let kinds: Vec<&str> = report.report.faults.iter().map(|fault| fault.kind.as_str()).collect();
        assert_eq!(kinds, [kind], "{name}");
        assert_eq!(report.batch, None);
    }
}

async fn a_rehearsal_keeps_nothing(house: &House) {
    units(house).await;
    let head = house.head().await;
    let report = take(house, "danh sach.csv", MESSY.as_bytes(), true).await;
    assert_eq!((report.report.accepted, report.batch), (3, None));
    assert_eq!(house.head().await, head);
    let for_good = take(house, "danh sach.csv", MESSY.as_bytes(), false).await;
    assert_eq!(for_good.report.accepted, 3);
}

stories!(
    a_messy_text_is_read_row_by_row,
    the_letters_of_a_file_change_nothing_of_its_rows,
    a_workbook_is_read_as_it_was_drawn,
    a_list_never_overrules_what_is_settled,
    one_that_waited_is_counted_once_its_place_is_told,
    a_batch_is_undone_as_one,
    a_file_that_is_no_list_is_told_with_what_is_missing,
    a_rehearsal_keeps_nothing,
    nothing_that_is_yet_to_come_is_taken_in,
);

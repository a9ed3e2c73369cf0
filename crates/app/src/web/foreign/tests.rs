use nennep_documents::sheets::{ForeignSheet, MergedCells, Sheet, SheetCell, SheetRow};

use super::{ForeignNames, ForeignTable, SettledColumns, SkipReason, likely_heads, read_table, shape_of};

fn names() -> ForeignNames {
    ForeignNames::parse(include_str!("../../../../../catalog/foreign.toml")).unwrap()
}

/// A sheet of lines whose cells are parted by `|`; an empty line is a blank row.
fn sheet(lines: &[&str]) -> ForeignSheet {
    let cell = |text: &str| {
        if text.trim().is_empty() {
            SheetCell::Empty
        } else {
            SheetCell::Text(text.to_owned())
        }
    };
    let rows = lines
        .iter()
        .zip(1..)
        .filter(|(line, _)| !line.is_empty())
        .map(|(line, number)| SheetRow {
            number,
            cells: line.split('|').map(cell).collect(),
        })
        .collect();
    ForeignSheet {
        sheet: Sheet {
            name: "DN".to_owned(),
            file: "danh sach.xlsx".to_owned(),
            rows,
        },
        is_hidden: false,
        merged: Vec::new(),
    }
}

fn read(sheet: &ForeignSheet) -> Option<ForeignTable> {
    let names = names();
    read_table(
        sheet,
        &names,
        names.list("enterprises").unwrap(),
        &SettledColumns::default(),
    )
}

/// Says which of our columns stand at which letter of the sheet.
fn columns(table: &ForeignTable) -> Vec<String> {
    let mut columns: Vec<(usize, &String)> = table.columns.iter().map(|(name, head)| (head.place, name)).collect();
    columns.sort();
    columns.iter().map(|(place, name)| format!("{place} {name}")).collect()
}

#[test]
fn heads_are_told_by_the_words_of_officers() {
    for (head, expected) in [
        ("Mã số thuế|Tên doanh nghiệp", "0 tax_code, 1 name"),
        (
            "STT|TÊN DN|MST|Địa chỉ trụ sở chính|SĐT",
            "1 name, 2 tax_code, 3 address, 4 phone",
        ),
        (
            "TT|Mã số doanh nghiệp/ Mã số thuế|Tên công ty|Loại hình doanh nghiệp|Người đại diện theo pháp luật|Ngày cấp GCN ĐKKD",
            "1 tax_code, 2 name, 3 legal_form, 4 representative, 5 registered_on",
        ),
        (
            "Ma so thue|Ten don vi|Tong so lao dong|Trong do: nu|So dang vien|Doan vien cong doan",
            "0 tax_code, 1 name, 2 workers, 3 workers_female, 4 party_members, 5 union_members",
        ),
        (
            "MST|Tên người nộp thuế|Tên giám đốc|Chủ doanh nghiệp|Phường|Đảng ủy phụ trách|Trạng thái hoạt động|Ghi chú",
            "0 tax_code, 1 name, 2 representative, 3 owner, 4 ward, 5 unit, 6 status, 7 note",
        ),
        ("Tên doanh nghiệp|Địa chỉ", ""),
        ("Mã số thuế|Địa chỉ", ""),
    ] {
        let found = read(&sheet(&["DANH SÁCH DOANH NGHIỆP", "", head, "1|2|3"]));
        let found = found.map_or_else(String::new, |table| columns(&table).join(", "));
        assert_eq!(found, expected, "{head}");
    }
}

#[test]
fn a_head_of_two_lines_is_read_as_one() {
    let merged = |first_column, last_column| MergedCells {
        first_row: 2,
        last_row: 2,
        first_column,
        last_column,
    };
    let expected = "1 tax_code, 2 name, 3 workers, 4 workers_female, 5 representative, 6 phone";
    // Parts below the group, as in a text file; parts below a merged group; the group above all other heads.
    for (lines, groups) in [
        (
            [
                "",
                "STT|MST|Tên DN|Lao động||Người đại diện|",
                "|||Tổng số|Nữ|Họ tên|Điện thoại",
            ],
            vec![merged(5, 6)],
        ),
        (
            [
                "",
                "STT|MST|Tên DN|Lao động||Người đại diện|",
                "|||Tổng số|Nữ|Họ tên|Điện thoại",
            ],
            vec![merged(3, 4), merged(5, 6)],
        ),
        (
            [
                "",
                "|||Lao động||Người đại diện|",
                "STT|MST|Tên DN|Tổng số|Nữ|Họ tên|Điện thoại",
            ],
            vec![merged(3, 4), merged(5, 6)],
        ),
    ] {
        let mut sheet = sheet(&lines);
        sheet.merged = groups;
        let table = read(&sheet).unwrap();
        assert_eq!(columns(&table).join(", "), expected);
        assert_eq!(table.columns["workers_female"].head, "Lao động / Nữ");
        assert!(table.lines.is_empty());
    }
}

#[test]
fn a_first_row_of_words_is_no_part_of_the_head() {
    let table = read(&sheet(&[
        "Mã số thuế|Tên doanh nghiệp|Phường",
        "0100112437|Công ty TNHH A|Lam Thượng",
    ]))
    .unwrap();
    assert_eq!(table.lines.len(), 1);
    assert_eq!(table.lines[0].skipped, None);
}

#[test]
fn lines_that_are_no_rows_are_told_apart() {
    let table = read(&sheet(&[
        "STT|MST|Tên doanh nghiệp|Lao động",
        "(1)|(2)|(3)|(4)",
        "I|PHƯỜNG LAM THƯỢNG",
        "1|0100112437|Tổng công ty Xây lắp Lam Giang|10",
        "|0100112437|Cộng Hòa Phát|10",
        "2||Công ty thiếu mã|",
        "||Hợp tác xã không có gì khác",
        "|0100112437||5",
        "Cộng|||20",
        "Tổng cộng: 03 doanh nghiệp",
        "STT|MST|Tên doanh nghiệp|Lao động",
        "Ghi chú: số liệu do phường cung cấp",
        "||Lam Giang, ngày 05 tháng 02 năm 2024|",
        "|NGƯỜI LẬP BIỂU||THỦ TRƯỞNG ĐƠN VỊ",
        "1|2|3|4",
    ]))
    .unwrap();
    let skipped: Vec<Option<SkipReason>> = table.lines.iter().map(|line| line.skipped).collect();
    let row = None;
    assert_eq!(
        skipped,
        [
            Some(SkipReason::ColumnNumbers),
            Some(SkipReason::Group),
            row,
            row,
            row,
            row,
            row,
            Some(SkipReason::Total),
            Some(SkipReason::Total),
            Some(SkipReason::RepeatedHead),
            Some(SkipReason::Note),
            Some(SkipReason::Note),
            Some(SkipReason::Note),
            Some(SkipReason::ColumnNumbers),
        ]
    );
}

#[test]
fn what_is_drawn_over_several_rows_is_said_of_each() {
    let mut sheet = sheet(&["MST|Tên doanh nghiệp|Phường", "1|A|Lam Thượng", "2|B|", "3|C|"]);
    sheet.merged = vec![MergedCells {
        first_row: 2,
        last_row: 3,
        first_column: 2,
        last_column: 2,
    }];
    let table = read(&sheet).unwrap();
    let wards: Vec<Option<&SheetCell>> = table.lines.iter().map(|line| line.cells.get(2)).collect();
    let ward = SheetCell::Text("Lam Thượng".to_owned());
    assert_eq!(wards, [Some(&ward), Some(&ward), Some(&SheetCell::Empty)]);
}

#[test]
fn the_day_of_the_list_is_read_from_its_title() {
    for (title, day) in [
        ("(Tính đến ngày 31/12/2024)", Some("2024-12-31")),
        ("Số liệu tính đến hết ngày 5 tháng 02 năm 2024", Some("2024-02-05")),
        ("tính đến 30.6.2025.", Some("2025-06-30")),
        ("Tính đến tháng 6/2025", None),
        ("Ngày 31/12/2024", None),
    ] {
        let table = read(&sheet(&[title, "MST|Tên doanh nghiệp"])).unwrap();
        assert_eq!(table.as_of, day.map(|day| day.parse().unwrap()), "{title}");
    }
}

#[test]
fn kinds_and_states_are_told_only_where_the_words_are_sure() {
    let names = names();
    let list = names.list("enterprises").unwrap();
    for (told, kind) in [
        ("Doanh nghiệp tư nhân", Some("private")),
        ("Công ty TNHH 100% vốn nước ngoài", Some("fdi")),
        ("HTX", Some("cooperative")),
        ("Đơn vị sự nghiệp ngoài công lập", Some("service_unit")),
        ("Kinh tế ngoài nhà nước", Some("private")),
        ("Công ty cổ phần có vốn Nhà nước", Some("state_share")),
        ("Hộ kinh doanh cá thể", Some("household")),
        ("Công ty TNHH", None),
        ("Công ty cổ phần", None),
    ] {
        assert_eq!(list.kind_told(told), kind, "{told}");
    }
    for (name, kind) in [
        ("Hợp tác xã Dệt Lam Thượng", Some("cooperative")),
        ("Công ty TNHH Hợp tác xã", None),
        ("Trường Mầm non Hoa Sen", None),
    ] {
        assert_eq!(list.kind_named(name), kind, "{name}");
    }
    for (told, activity) in [
        ("NNT đang hoạt động (đã được cấp GCN ĐKT)", Some("active")),
        ("Tạm ngừng hoạt động", Some("suspended")),
        ("Đang làm thủ tục giải thể", Some("dissolving")),
        ("Đã giải thể", Some("ended")),
        ("Không hoạt động tại địa chỉ đã đăng ký", Some("unclear")),
        ("???", None),
    ] {
        assert_eq!(list.activity(told), activity, "{told}");
    }
}

#[test]
fn what_a_person_settled_of_a_head_stands() {
    let names = names();
    let list = names.list("enterprises").unwrap();
    let odd = sheet(&[
        "Danh sách",
        "Định danh|Cơ sở|Người",
        "0100112437|Công ty A|12",
        "0100112003|Công ty B|7",
    ]);
    assert!(read(&odd).is_none(), "nothing of it is known");
    let heads = likely_heads(&odd).unwrap();
    assert_eq!(heads, ["Định danh", "Cơ sở", "Người"]);
    let columns = |pairs: &[(&str, &str)]| {
        let mut settled = SettledColumns::default();
        let pairs = pairs
            .iter()
            .map(|(name, head)| ((*name).to_owned(), (*head).to_owned()));
        settled.settle(shape_of(&heads), pairs.collect());
        settled
    };
    let settled = columns(&[("tax_code", "Định danh"), ("name", "Cơ sở"), ("workers", "Người")]);
    let table = read_table(&odd, &names, list, &settled).unwrap();
    assert_eq!(self::columns(&table), ["0 tax_code", "1 name", "2 workers"]);
    assert_eq!(table.lines.len(), 2);
    let settled = columns(&[("name", "Cơ sở")]);
    assert!(
        read_table(&odd, &names, list, &settled).is_none(),
        "the code is still missing"
    );
    let settled = columns(&[("tax_code", "Định danh"), ("name", "Định danh")]);
    assert!(
        read_table(&odd, &names, list, &settled).is_none(),
        "one head is one column"
    );
    let usual = sheet(&["Mã số thuế|Tên doanh nghiệp|Số người", "0100112437|Công ty A|12"]);
    let mut settled = SettledColumns::default();
    let own = [
        ("tax_code", "Mã số thuế"),
        ("name", "Tên doanh nghiệp"),
        ("workers", "Số người"),
    ];
    let heads: Vec<String> = own.iter().map(|(_, head)| (*head).to_owned()).collect();
    settled.settle(
        shape_of(&heads),
        own.map(|(name, head)| (name.to_owned(), head.to_owned())).into(),
    );
    let table = read_table(&usual, &names, list, &settled).unwrap();
    assert_eq!(self::columns(&table), ["0 tax_code", "1 name", "2 workers"]);
}

#[test]
fn a_title_right_above_the_head_is_no_part_of_it() {
    for title in [
        "Tính đến ngày 31/12/2025",
        "|Tính đến ngày 31/12/2025",
        "||Danh sách doanh nghiệp tính đến ngày 31/12/2025",
    ] {
        let table = read(&sheet(&[
            "DANH SÁCH DOANH NGHIỆP",
            title,
            "STT|Mã số thuế|Tên doanh nghiệp|Số lao động",
            "1|0100112437|Công ty A|12",
        ]));
        let table = table.unwrap();
        assert_eq!(columns(&table), ["1 tax_code", "2 name", "3 workers"], "{title}");
        assert_eq!(table.heads, ["STT", "Mã số thuế", "Tên doanh nghiệp", "Số lao động"]);
        assert_eq!(table.as_of, Some("2025-12-31".parse().unwrap()), "{title}");
    }
}

use std::path::PathBuf;

use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

use super::super::{ReadFaultKind, SheetCell, read_foreign};
use super::MergedCells;

const LINES: &str = "Danh sách doanh nghiệp;;\r\nMã số thuế;Tên doanh nghiệp;Ghi chú\r\n0100112437;Công ty TNHH Cơ điện Đồng Tâm;phường Hưng Đạo\r\n";

fn saved(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// One byte a letter, as a program of Windows 95 saved it.
fn narrow(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| u8::try_from(letter as u32).unwrap())
        .collect()
}

#[test]
fn the_same_lines_are_read_from_letters_of_every_age() {
    let tcvn3 = "Danh s¸ch doanh nghiÖp;;\r\nM· sè thuÕ;Tªn doanh nghiÖp;Ghi chó\r\n0100112437;C«ng ty TNHH C¬ ®iÖn §ång T©m;ph\u{ad}êng H\u{ad}ng §¹o\r\n";
    let vni = "Danh saùch doanh nghieäp;;\r\nMaõ soá thueá;Teân doanh nghieäp;Ghi chuù\r\n0100112437;Coâng ty TNHH Cô ñieän Ñoàng Taâm;phöôøng Höng Ñaïo\r\n";
    let viqr = "Danh sa'ch doanh nghie^.p;;\r\nMa~ so^' thue^';Te^n doanh nghie^.p;Ghi chu'\r\n0100112437;Co^ng ty TNHH Co+ ddie^.n DDo^`ng Ta^m;phu+o+`ng Hu+ng DDa.o\r\n";
    // Windows 1258: letters with a form of their own take one byte, tones another behind.
    let windows = "Danh s\u{e1}ch doanh nghi\u{ea}\u{f2}p;;\r\nMa\u{de} s\u{f4}\u{ec} thu\u{ea}\u{ec};T\u{ea}n doanh nghi\u{ea}\u{f2}p;Ghi ch\u{fa}\r\n\
        0100112437;C\u{f4}ng ty TNHH C\u{f5} \u{f0}i\u{ea}\u{f2}n \u{d0}\u{f4}\u{cc}ng T\u{e2}m;ph\u{fd}\u{f5}\u{cc}ng H\u{fd}ng \u{d0}a\u{f2}o\r\n";
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend(LINES.bytes());
    let mut little = vec![0xFF, 0xFE];
    little.extend(wide(LINES, u16::to_le_bytes));
    let mut big = vec![0xFE, 0xFF];
    big.extend(wide(LINES, u16::to_be_bytes));
    for (bytes, encoding) in [
        (LINES.as_bytes().to_vec(), "utf-8"),
        (marked, "utf-8"),
        (little, "utf-16le"),
        (big, "utf-16be"),
        (wide(LINES, u16::to_le_bytes), "utf-16le"),
        (narrow(tcvn3), "tcvn3"),
        (tcvn3.as_bytes().to_vec(), "tcvn3"),
        (narrow(vni), "vni"),
        (viqr.as_bytes().to_vec(), "viqr"),
        (narrow(windows), "windows-1258"),
    ] {
        for name in ["danh sach.csv", "danh sach.txt", "danh sach.TSV"] {
            let (_folder, path) = saved(name, &bytes);
            let read = read_foreign(&path);
            assert_eq!(read.faults, [], "{encoding}");
            assert_eq!(read.encoding, encoding);
            let rows = &read.sheets[0].sheet.rows;
            let texts = |row: usize| -> Vec<String> {
                rows[row]
                    .cells
                    .iter()
                    .map(|cell| {
                        if let SheetCell::Text(text) = cell {
                            text.clone()
                        } else {
                            format!("{cell:?}")
                        }
                    })
                    .collect()
            };
            assert_eq!(texts(0), ["Danh sách doanh nghiệp"], "{encoding}");
            assert_eq!(texts(1), ["Mã số thuế", "Tên doanh nghiệp", "Ghi chú"], "{encoding}");
            let company = ["0100112437", "Công ty TNHH Cơ điện Đồng Tâm", "phường Hưng Đạo"];
            assert_eq!(texts(2), company, "{encoding}");
            assert_eq!(rows[2].number, 3);
        }
    }
}

#[test]
fn a_workbook_tells_merged_cells_and_sheets_out_of_sight() {
    let mut workbook = Workbook::new();
    let plain = Format::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(2, 3, 2, 4, "Lao ®éng", &plain).unwrap();
    sheet.write_string(3, 0, "C«ng ty cæ phÇn Hång Lam").unwrap();
    sheet.write_string(3, 1, "Nguyễn Thị Lựu").unwrap();
    sheet.write_number(3, 3, 12.0).unwrap();
    let hidden = workbook.add_worksheet();
    hidden.set_name("an").unwrap().set_hidden(true);
    hidden.write_string(0, 0, "C«ng ty TNHH §øc Léc").unwrap();
    let (_folder, path) = saved("danh sach.xlsx", &workbook.save_to_buffer().unwrap());
    let read = read_foreign(&path);
    assert_eq!((read.faults.as_slice(), read.encoding), (&[][..], "tcvn3"));
    assert_eq!(
        read.sheets.iter().map(|sheet| sheet.is_hidden).collect::<Vec<_>>(),
        [false, true]
    );
    let merged = MergedCells {
        first_row: 3,
        last_row: 3,
        first_column: 3,
        last_column: 4,
    };
    assert_eq!(read.sheets[0].merged, [merged]);
    let cells = &read.sheets[0].sheet.rows[1].cells;
    assert_eq!(cells[0], SheetCell::Text("Công ty cổ phần Hồng Lam".to_owned()));
    assert_eq!(
        cells[1],
        SheetCell::Text("Nguyễn Thị Lựu".to_owned()),
        "typed later, in Unicode"
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    for (name, bytes, kind) in [
        ("trống.csv", &b""[..], ReadFaultKind::EmptyFile),
        ("trống.txt", b" \r\n", ReadFaultKind::EmptyFile),
        ("cũ.xls", b"x", ReadFaultKind::OldFormat),
        ("ảnh.png", b"x", ReadFaultKind::UnknownExtension),
        ("hỏng.xlsx", b"hello", ReadFaultKind::NotAWorkbook),
        ("mở.csv", b"a,\"b\n", ReadFaultKind::OpenQuote),
    ] {
        let (_folder, path) = saved(name, bytes);
        let kinds: Vec<ReadFaultKind> = read_foreign(&path).faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [kind], "{name}");
    }
    let nothing = read_foreign(&PathBuf::from("không có.csv"));
    assert_eq!(nothing.faults[0].kind, ReadFaultKind::MissingPath);
}

#[test]
fn wrong_bytes_in_new_letters_are_kept_as_wrong() {
    let mut bytes = LINES.as_bytes().to_vec();
    let at = bytes.len() - 6;
    bytes[at] = 0xFF;
    let (_folder, path) = saved("hỏng.csv", &bytes);
    let read = read_foreign(&path);
    assert_eq!(read.encoding, "utf-8");
    let Some(SheetCell::Text(text)) = read.sheets[0].sheet.rows[2].cells.get(2) else {
        panic!("no text");
    };
    assert!(text.contains('\u{fffd}'), "{text}");
}

use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tempfile::TempDir;

use super::super::{ReadFaultKind, ReadOutcome, SheetCell, read};
use super::{kinds, words};

pub(super) fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("programme.xlsx");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

pub(super) fn read_bytes(bytes: &[u8]) -> ReadOutcome {
    let (_folder, path) = saved(bytes);
    read(&path)
}

pub(super) fn small_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("units").unwrap();
    for row in 0..200 {
        sheet.write_string(row, 0, format!("Chi bộ {row}")).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_keep_their_kind() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("facts").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let clock = Format::new().set_num_format("hh:mm");
    sheet.write_string(1, 0, "mã").unwrap();
    sheet.write_number(1, 1, 12.0).unwrap();
    let at = ExcelDateTime::parse_from_str("2024-02-29").unwrap();
    sheet.write_datetime_with_format(1, 2, &at, &day).unwrap();
    let at = ExcelDateTime::parse_from_str("2024-02-29T08:30:00").unwrap();
    sheet.write_datetime_with_format(1, 3, &at, &moment).unwrap();
    sheet.write_number_with_format(1, 4, 0.25, &clock).unwrap();
    sheet.write_boolean(1, 5, true).unwrap();
    sheet
        .write_formula(1, 6, Formula::new("=A9").set_result("#REF!"))
        .unwrap();
    sheet.write_number_with_format(1, 8, 9e15, &day).unwrap();
    sheet.write_blank(1, 9, &day).unwrap();
    let outcome = read_bytes(&workbook.save_to_buffer().unwrap());
    assert_eq!(outcome.faults, []);
    let sheet = &outcome.workbook.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.file.as_str()), ("facts", "programme.xlsx"));
    let expected = [
        words("mã"),
        SheetCell::Number(12.0),
        SheetCell::Day("2024-02-29".parse().unwrap()),
        SheetCell::Moment("2024-02-29T08:30:00".to_owned()),
        SheetCell::Moment("06:00:00".to_owned()),
        SheetCell::Bool(true),
        SheetCell::Error("#REF!".to_owned()),
        SheetCell::Empty,
        SheetCell::Moment("9000000000000000".to_owned()),
    ];
    assert_eq!(sheet.rows[0].cells, expected);
    assert_eq!(sheet.rows[0].number, 2);
}

#[test]
fn a_far_cell_costs_its_row_alone() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "mã").unwrap();
    sheet.write_string(1_048_575, 16_383, "xa").unwrap();
    let outcome = read_bytes(&workbook.save_to_buffer().unwrap());
    assert_eq!(outcome.faults, []);
    let rows = &outcome.workbook.sheets[0].rows;
    assert_eq!((rows[1].number, rows[1].cells.len()), (1_048_576, 16_384));
}

#[test]
fn broken_files_say_how() {
    let whole = small_workbook();
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let old = locked.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let mut spoilt = whole.clone();
    let at = whole.windows(4).position(|window| window == b"PK\x01\x02").unwrap() / 2;
    spoilt[at..at + 40].fill(0xAA);
    let table: [(&[u8], ReadFaultKind); 8] = [
        (b"", ReadFaultKind::EmptyFile),
        (b"PK", ReadFaultKind::Truncated),
        (b"mot hai ba bon nam sau bay", ReadFaultKind::NotAWorkbook),
        (&whole[..whole.len() / 2], ReadFaultKind::Truncated),
        (&whole[..whole.len() - 10], ReadFaultKind::Truncated),
        (&locked, ReadFaultKind::Encrypted),
        (&old, ReadFaultKind::OldFormat),
        (&spoilt, ReadFaultKind::Damaged),
    ];
    for (bytes, kind) in table {
        let outcome = read_bytes(bytes);
        assert_eq!(kinds(&outcome), [kind], "{kind}: {:?}", outcome.faults);
        assert_eq!(outcome.workbook.sheets, []);
    }
    assert_eq!(read_bytes(&whole).workbook.sheets[0].rows.len(), 200);
}

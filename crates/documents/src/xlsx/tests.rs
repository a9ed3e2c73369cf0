use std::io::Write;

use super::{FilledCell, FilledRow, FilledSheet, XlsxError, write, write_filled};
use crate::blocks::Cell;
use crate::samples;
use crate::sheets::{SheetCell, read};

fn workbook() -> Vec<u8> {
    write(&samples::report().appendices, Some("BẢN MẪU & thử")).unwrap()
}

#[test]
fn words_stay_words_and_numbers_are_numbers() {
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    file.write_all(&workbook()).unwrap();
    let outcome = read(file.path());
    assert_eq!(outcome.faults, []);
    let sheets = outcome.workbook.sheets;
    assert_eq!(
        sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(),
        ["PL1", "PL2"]
    );
    let row = sheets[0].rows.iter().find(|row| row.number == 9).unwrap();
    let words = |text: &str| SheetCell::Text(text.to_owned());
    let expected = [
        words("=HYPERLINK(\"x\")"),
        SheetCell::Number(12_139.0),
        words("–"),
        SheetCell::Number(35.2941),
    ];
    assert_eq!(row.cells[..4], expected);
}

#[test]
fn equal_input_gives_equal_bytes() {
    let first = workbook();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, workbook());
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut appendices = samples::report().appendices;
    appendices[0].rows[0].pop();
    assert!(matches!(
        write(&appendices, None),
        Err(XlsxError::RowLength {
            row: 1,
            found: 4,
            expected: 5,
            ..
        })
    ));

    let mut appendices = samples::report().appendices;
    appendices[0].rows[1][3] = Cell::Percent {
        value: "NaN".to_owned(),
        text: "–".to_owned(),
        figure: "x".to_owned(),
    };
    assert!(matches!(
        write(&appendices, None),
        Err(XlsxError::Percent { row: 2, .. })
    ));

    let mut appendices = samples::report().appendices;
    appendices[1].code = appendices[0].code.clone();
    assert!(matches!(write(&appendices, None), Err(XlsxError::Write(_))));
}

fn filled() -> FilledSheet {
    let cells = |code: &str, cells: Vec<FilledCell>| FilledRow::Cells {
        words: vec![code.to_owned(), "=TÊN()".to_owned(), String::new()],
        cells,
    };
    FilledSheet {
        name: "Giao chỉ tiêu".to_owned(),
        title: "=TIÊU ĐỀ()".to_owned(),
        facts: vec![("Đơn vị".to_owned(), "d".to_owned())],
        hint: "Một ô một mức".to_owned(),
        words: ["Mã đơn vị", "Đơn vị", "Thành viên"].map(str::to_owned).to_vec(),
        codes: "Mã chỉ tiêu".to_owned(),
        heads: vec![("Đảng viên kết nạp mới".to_owned(), "party_member_admitted".to_owned())],
        rows: vec![
            cells("a", vec![FilledCell::Number(12)]),
            cells("b", vec![FilledCell::Text("3-5".to_owned())]),
            cells("c", vec![FilledCell::Empty]),
            FilledRow::Sum {
                label: "Cộng".to_owned(),
            },
            FilledRow::Section {
                label: "Thành viên".to_owned(),
            },
            cells("d", vec![FilledCell::Number(9)]),
        ],
    }
}

#[test]
fn a_sheet_to_be_filled_sums_its_rows_and_keeps_its_words() {
    let bytes = write_filled(&filled()).unwrap();
    assert_eq!(bytes, write_filled(&filled()).unwrap());
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    let outcome = read(file.path());
    assert_eq!(outcome.faults, []);
    let sheet = &outcome.workbook.sheets[0];
    let words = |text: &str| SheetCell::Text(text.to_owned());
    assert_eq!(sheet.rows[0].cells[0], words("=TIÊU ĐỀ()"), "words are no formula");
    let last = |first: &str| {
        let of = |row: &&crate::sheets::SheetRow| row.cells.contains(&words(first));
        sheet.rows.iter().find(of).and_then(|row| row.cells.last().cloned())
    };
    assert_eq!(last("a"), Some(SheetCell::Number(12.0)));
    assert_eq!(last("b"), Some(words("3-5")));
    assert_eq!(
        last("Cộng"),
        Some(SheetCell::Number(12.0)),
        "neither a range nor what stands below is added"
    );
    assert_eq!(last("Mã chỉ tiêu"), Some(words("party_member_admitted")));
}

use std::io::Write;

use super::{XlsxError, write};
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

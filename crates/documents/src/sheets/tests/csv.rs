use std::fs;

use tempfile::TempDir;

use super::super::{ReadFaultKind, SheetCell, SheetRow, read};
use super::{kinds, words};

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn rows(content: &[u8]) -> Vec<SheetRow> {
    let folder = folder(&[("units.csv", content)]);
    let outcome = read(folder.path());
    assert_eq!(outcome.faults, []);
    outcome.workbook.sheets.into_iter().next().unwrap().rows
}

#[test]
fn a_row_has_the_number_of_the_line_it_begins_at() {
    let table: [(&[u8], &[u32]); 6] = [
        (b"a,b\n1,2\n", &[1, 2]),
        (b"\n\na,b\r\n\r\n1,2", &[3, 5]),
        (b"a,b\r\n\"one\r\ntwo\",2\r\n3,4\r\n", &[1, 2, 4]),
        (b"a,b\n\"one\ntwo\n\nfour\",2\n3,4\n", &[1, 2, 6]),
        (b"a,b\r1,2\r\r3,4", &[1, 2, 4]),
        (b"a,b\n,\n\" \",\t\n1,2\n", &[1, 4]),
    ];
    for (content, expected) in table {
        let numbers: Vec<u32> = rows(content).iter().map(|row| row.number).collect();
        assert_eq!(numbers, expected, "{:?}", String::from_utf8_lossy(content));
    }
}

#[test]
fn the_delimiter_is_told_from_the_first_lines() {
    let table: [(&str, &[&str]); 7] = [
        ("a,b;c\n1,2;3\n", &["a", "b;c"]),
        ("a;b\n1,5;2\n", &["a", "b"]),
        ("a\tb\n\"x, y\"\t2\n", &["a", "b"]),
        (
            "Danh sách, quý I, năm 2024\nmã;tên\nA;B\nC;D, E\n",
            &["Danh sách, quý I, năm 2024"],
        ),
        ("\u{feff}a;b\n", &["a", "b"]),
        ("a\n1\n", &["a"]),
        ("\"a;b\",c\n", &["a;b", "c"]),
    ];
    for (content, expected) in table {
        let cells: Vec<SheetCell> = expected.iter().map(|text| words(text)).collect();
        assert_eq!(rows(content.as_bytes())[0].cells, cells, "{content}");
    }
}

#[test]
fn quotes_keep_signs_and_blank_ends_are_cut() {
    let rows = rows("mã,tên,x\n\"A\"\"1\",\"Hồng, Lam\nhai\",,\n,\"\",z\n".as_bytes());
    assert_eq!(rows[1].cells, [words("A\"1"), words("Hồng, Lam\nhai")]);
    assert_eq!(rows[2].cells, [SheetCell::Empty, SheetCell::Empty, words("z")]);
}

#[test]
fn a_fault_in_one_file_keeps_the_others() {
    let folder = folder(&[
        ("UNITS.CSV", b"code,name\nA,B\n"),
        ("facts.csv", b"key\nmot\n\xff\xfe\nhai\n"),
        ("claims.csv", b""),
        ("targets.csv", b"a,b\n1,2\n3,\"mo\n5,6\n"),
        ("notes.txt", b"x"),
    ]);
    fs::create_dir(folder.path().join("old.csv")).unwrap();
    let outcome = read(folder.path());
    let names: Vec<&str> = outcome
        .workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["UNITS", "facts", "targets"]);
    let found: Vec<_> = outcome
        .faults
        .iter()
        .map(|fault| (fault.file.as_str(), fault.row, fault.kind))
        .collect();
    let expected = [
        ("claims.csv", None, ReadFaultKind::EmptyFile),
        ("facts.csv", Some(3), ReadFaultKind::InvalidUtf8),
        ("targets.csv", Some(3), ReadFaultKind::OpenQuote),
    ];
    assert_eq!(found, expected);
    let numbers: Vec<u32> = outcome.workbook.sheets[1].rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2, 4]);
}

#[test]
fn a_file_of_nothing_but_a_mark_or_wrong_rows_says_so() {
    let only_mark = folder(&[("units.csv", b"\xef\xbb\xbf")]);
    assert_eq!(kinds(&read(only_mark.path())), [ReadFaultKind::EmptyFile]);

    let wrong = folder(&[("units.csv", b""), ("facts.csv", &b"\xff\n".repeat(5_000))]);
    let faults = read(wrong.path()).faults;
    assert_eq!(faults.len(), 1_000 + 1 + 1);
    assert_eq!(faults[1_000].kind, ReadFaultKind::TooManyFaults);
}

#[test]
fn a_line_of_separators_is_a_fault_of_its_row() {
    let separators = [b"a,b\n".as_slice(), &b",".repeat(20_000), b"\n1,2\n"].concat();
    let folder = folder(&[("units.csv", &separators)]);
    let outcome = read(folder.path());
    assert_eq!(outcome.faults[0].row, Some(2));
    assert_eq!(kinds(&outcome), [ReadFaultKind::TooManyCells]);
    assert_eq!(outcome.workbook.sheets[0].rows.len(), 2);
}

#[test]
fn a_folder_is_read_through_a_link() {
    let folder = folder(&[("units.csv", b"code\nA\n")]);
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("programme");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    assert_eq!(read(&link).workbook.sheets.len(), 1);
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let empty = folder(&[("units.xlsx.bak", b"x"), ("notes", b"x"), ("old.XLS", b"x")]);
    let table = [
        ("", ReadFaultKind::NoCsvInFolder, ""),
        ("nowhere", ReadFaultKind::MissingPath, ""),
        ("units.xlsx.bak", ReadFaultKind::UnknownExtension, ".bak"),
        ("notes", ReadFaultKind::UnknownExtension, ""),
        ("old.XLS", ReadFaultKind::OldFormat, ".xls"),
    ];
    for (name, kind, found) in table {
        let outcome = read(&empty.path().join(name));
        assert_eq!(kinds(&outcome), [kind], "{name}");
        assert_eq!(outcome.faults[0].found, found, "{name}");
    }
}

use std::fs::File;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::budget::Budget;
use super::super::{MAX_CSV_BYTES, MAX_FILE_BYTES, ReadFaultKind, ReadOutcome, folder, read};
use super::kinds;
use super::xlsx::{read_bytes, small_workbook};

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Writes `size` as the decompressed size of the last part, in the directory and before the part.
fn lie(bytes: &mut [u8], size: u32) {
    for (mark, offset) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let at = bytes.windows(4).rposition(|window| window == mark).unwrap() + offset;
        bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
}

#[test]
fn a_bomb_is_defused_whatever_size_it_declares() {
    let blanks = vec![b' '; 40 * 1024 * 1024];
    let mut bomb = zipped(&[("xl/workbook.xml", b"<a/>"), ("xl/worksheets/sheet1.xml", &blanks)]);
    assert!(bomb.len() < 200_000);
    assert_eq!(kinds(&read_bytes(&bomb)), [ReadFaultKind::InflatesTooMuch]);
    lie(&mut bomb, 100);
    let outcome = read_bytes(&bomb);
    assert!(
        matches!(
            kinds(&outcome)[..],
            [ReadFaultKind::InflatesTooMuch | ReadFaultKind::Damaged]
        ),
        "{outcome:?}"
    );
}

#[test]
fn a_small_lie_about_a_size_is_damage() {
    let mut workbook = small_workbook();
    lie(&mut workbook, 7);
    assert_eq!(kinds(&read_bytes(&workbook)), [ReadFaultKind::Damaged]);
}

#[test]
fn a_million_styles_are_refused() {
    let styles = "<xf/>".repeat(600_000);
    let bomb = zipped(&[("xl/workbook.xml", b"<a/>"), ("xl/styles.xml", styles.as_bytes())]);
    assert_eq!(kinds(&read_bytes(&bomb)), [ReadFaultKind::InflatesTooMuch]);
}

#[test]
fn a_zip_without_a_workbook_is_none() {
    assert_eq!(
        kinds(&read_bytes(&zipped(&[("word/document.xml", b"<a/>")]))),
        [ReadFaultKind::NotAWorkbook]
    );
    assert_eq!(
        kinds(&read_bytes(&zipped(&[("xl/workbook.xml", b"<a/>")]))),
        [ReadFaultKind::Damaged]
    );
}

#[test]
fn files_beyond_the_limit_are_not_opened() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("programme.xlsx");
    File::create(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
    assert_eq!(kinds(&read(&path)), [ReadFaultKind::TooLarge]);

    let csv = place.path().join("facts.csv");
    File::create(&csv).unwrap().set_len(MAX_CSV_BYTES + 1).unwrap();
    std::fs::write(place.path().join("units.csv"), "code\nA\n").unwrap();
    let outcome = read(place.path());
    assert_eq!(kinds(&outcome), [ReadFaultKind::TooLarge]);
    assert_eq!(outcome.workbook.sheets.len(), 1);
}

#[test]
fn cells_are_counted_over_all_files() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("a.csv"), "1,2,3\n4,5,6\n").unwrap();
    std::fs::write(place.path().join("b.csv"), "1,2,3\n").unwrap();
    for (cells, expected) in [(9, vec![]), (8, vec![ReadFaultKind::TooManyCells])] {
        let mut outcome = ReadOutcome::default();
        folder::read(place.path(), "x", &mut Budget::of_cells(cells), &mut outcome);
        assert_eq!(kinds(&outcome), expected);
    }
}

//! Files that are no workbook, or would be one of monstrous size: a fault each, and memory stays bounded.

use std::fs::File;
use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};

use rust_xlsxwriter::{Formula, Workbook};
use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::house::{House, UNITS, furnished};

/// Kilobytes a command may hold at its peak: 300 MB.
const PEAK_KILOBYTES: u64 = 300 * 1024;

/// A workbook with two units and two facts, one of which a formula spoilt.
fn workbook(with_error: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let units = book.add_worksheet().set_name("Đơn vị").unwrap();
    for (column, head) in (0..).zip(["Mã", "Tên đơn vị", "Loại", "Cấp trên", "Từ ngày"]) {
        units.write(0, column, head).unwrap();
    }
    for (row, cells) in (1..).zip([
        ["c", "Thành ủy", "city_committee", "", "2000-01-01"],
        ["d", "Quận ủy", "district_committee", "c", "2000-01-01"],
    ]) {
        for (column, text) in (0..).zip(cells) {
            units.write(row, column, text).unwrap();
        }
    }
    let facts = book.add_worksheet().set_name("facts").unwrap();
    for (column, head) in (0..).zip(["key", "on", "fact", "unit", "count"]) {
        facts.write(0, column, head).unwrap();
    }
    for (row, key) in [(1, "a"), (2, "b")] {
        for (column, text) in (0..).zip([key, "2024-02-01", "party_org_founded", "d"]) {
            facts.write(row, column, text).unwrap();
        }
        facts.write(row, 4, 3).unwrap();
    }
    if with_error {
        facts
            .write_formula(2, 4, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn fault(answer: &Value) -> (&str, bool, bool) {
    let first = &answer["faults"][0];
    (
        first["kind"].as_str().unwrap_or(""),
        first["row"].is_null(),
        first["column"].is_null(),
    )
}

#[test]
fn a_workbook_is_read_and_its_error_cell_is_one_fault() {
    let house = House::new();
    let path = house.path("programme.xlsx");
    std::fs::write(&path, workbook(true)).unwrap();
    let (code, answer) = house.json(&["import", &path.display().to_string()]);
    assert_eq!(
        (code, answer["accepted"].as_i64(), answer["held"].as_i64()),
        (2, Some(3), Some(1)),
        "{answer}"
    );
    let first = &answer["faults"][0];
    assert_eq!(
        (first["kind"].as_str(), first["row"].as_i64(), first["column"].as_str()),
        (Some("error_cell"), Some(3), Some("count"))
    );
    std::fs::write(&path, workbook(false)).unwrap();
    let (code, answer) = house.json(&["import", &path.display().to_string()]);
    assert_eq!(
        (code, answer["accepted"].as_i64(), answer["same"].as_i64()),
        (0, Some(1), Some(3)),
        "{answer}"
    );
}

/// What cannot be opened is one fault of the whole file; nothing of what was recorded is lost.
#[test]
fn a_file_that_is_no_workbook_is_one_fault() {
    let house = furnished();
    let whole = workbook(false);
    let half = &whole[..whole.len() / 2];
    let table: [(&str, Option<&[u8]>, &str); 7] = [
        ("missing.xlsx", None, "missing_path"),
        ("half.xlsx", Some(half), "truncated"),
        ("short.xlsx", Some(&whole[..10]), "truncated"),
        ("empty.xlsx", Some(b""), "empty_file"),
        ("text.xlsx", Some(b"code,name\n"), "not_a_workbook"),
        ("old.xls", Some(b"\xD0\xCF\x11\xE0"), "old_format"),
        ("letter.pdf", Some(b"%PDF-1.7"), "unknown_extension"),
    ];
    for (name, bytes, kind) in table {
        let path = house.path(name);
        if let Some(bytes) = bytes {
            std::fs::write(&path, bytes).unwrap();
        }
        let (code, answer) = house.json(&["import", &path.display().to_string()]);
        assert_eq!((code, fault(&answer)), (2, (kind, true, true)), "{name}: {answer}");
        assert_eq!(
            (answer["accepted"].as_i64(), answer["numbers"].is_null()),
            (Some(0), true),
            "{name}"
        );
    }
    let empty = house.csv("empty", &[]);
    let (code, answer) = house.json(&["import", &empty]);
    assert_eq!((code, fault(&answer).0), (2, "no_csv_in_folder"));
    let (code, answer) = house.json(&["verify"]);
    assert_eq!((code, answer["ok"].as_bool()), (0, Some(true)));
}

/// One file that cannot be read does not lose the others of its folder.
#[test]
fn a_broken_sheet_leaves_the_others() {
    let house = House::new();
    let folder = house.csv("mixed", &[("units.csv", UNITS)]);
    std::fs::write(house.path("mixed").join("facts.csv"), b"key,on\n\xff\xfe,2024\n").unwrap();
    let (code, answer) = house.json(&["import", &folder]);
    assert_eq!((code, answer["accepted"].as_i64()), (2, Some(2)), "{answer}");
    assert!(!answer["faults"].as_array().unwrap().is_empty());
}

/// Runs an import and gives its exit code, answer and the most memory it held, in kilobytes.
fn measured(house: &House, path: &str) -> (i32, Value, u64) {
    let answer_path = house.path("answer.json");
    let mut command: Command = house.command(&["import", path, "--json"]);
    let mut child = command
        .stdout(File::create(&answer_path).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let told = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let text = std::fs::read_to_string(&told).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(now.unwrap_or(0));
        match child.try_wait().unwrap() {
            Some(ended) => break ended.code().unwrap(),
            None => std::thread::sleep(std::time::Duration::from_millis(2)),
        }
    };
    let answer = serde_json::from_slice(&std::fs::read(answer_path).unwrap()).unwrap();
    (code, answer, peak)
}

/// Two hundred megabytes of blanks, a few hundred kilobytes small.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let part = |name: &str| (name.to_owned(), SimpleFileOptions::default());
    let (name, options) = part("xl/workbook.xml");
    writer.start_file(name, options).unwrap();
    writer.write_all(b"<workbook/>").unwrap();
    let (name, options) = part("xl/worksheets/sheet1.xml");
    writer.start_file(name, options).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..200 {
        writer.write_all(&blanks).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_refused_in_little_memory() {
    let house = House::new();
    let path = house.path("bomb.xlsx");
    let bytes = bomb();
    assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    std::fs::write(&path, bytes).unwrap();
    let (code, answer, peak) = measured(&house, &path.display().to_string());
    assert_eq!(
        (code, fault(&answer)),
        (2, ("inflates_too_much", true, true)),
        "{answer}"
    );
    assert!((1..PEAK_KILOBYTES).contains(&peak), "peak {peak} kB");
}

#[test]
fn a_workbook_of_80_megabytes_is_refused_in_little_memory() {
    let house = House::new();
    let path = house.path("large.xlsx");
    let mut file = File::create(&path).unwrap();
    file.write_all(&workbook(false)).unwrap();
    file.set_len(80 * 1024 * 1024).unwrap();
    let (code, answer, peak) = measured(&house, &path.display().to_string());
    assert_eq!((code, fault(&answer)), (2, ("too_large", true, true)), "{answer}");
    assert!((1..PEAK_KILOBYTES).contains(&peak), "peak {peak} kB");
}

/// A `.csv` of 80 MB with one sound row at its head and lines of nonsense after it.
#[test]
fn a_csv_of_80_megabytes_stays_in_bounds() {
    let house = House::new();
    let folder = house.csv("large", &[("units.csv", UNITS)]);
    let mut file = std::io::BufWriter::new(File::create(house.path("large").join("facts.csv")).unwrap());
    file.write_all("key,on,fact,unit,note\na,2024-02-01,party_org_founded,d,first\n".as_bytes())
        .unwrap();
    let note = "x".repeat(8_000);
    for no in 0..10_000 {
        writeln!(file, "n{no},2024-02-31,party_org_founded,d,{note}").unwrap();
    }
    file.into_inner().unwrap();
    let (code, answer, peak) = measured(&house, &folder);
    assert_eq!(
        (code, answer["accepted"].as_i64()),
        (2, Some(3)),
        "{}",
        answer["accepted"]
    );
    assert_eq!(answer["held"].as_i64(), Some(10_000));
    assert!((1..PEAK_KILOBYTES).contains(&peak), "peak {peak} kB");
}

//! Whatever bytes call themselves a workbook, they are read or told why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nennep_documents::sheets;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let _ = sheets::read(&path);
    let _ = sheets::read_foreign(&path);
});

//! Whatever bytes call themselves a report, they are read or told why not. The first byte chooses what they call themselves.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use nennep_documents::docx::{Filling, fill};
use nennep_documents::prose::{ProseFault, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Packs a text as the document of a .docx.
fn packed(document: &str) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).ok()?;
    writer.write_all(document.as_bytes()).ok()?;
    Some(writer.finish().ok()?.into_inner())
}

fn say(name: &str, unit: Option<usize>) -> Filling {
    Filling {
        text: format!("<{name}&{unit:?}>"),
        figure: name.starts_with('p').then(|| format!("c/{name}/a..b/value")),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["a.docx", "a.html", "a.txt"][usize::from(*first) % 3];
    // A page is looked at as text first; what is no zip would never reach the reader of .docx.
    let _ = read(rest, name);
    if let Ok(document) = std::str::from_utf8(rest) {
        let _ = nennep_documents::prose::read_part(document);
        // A form that can be filled is not damaged by it.
        if let Some(form) = packed(document)
            && let Ok(filled) = fill(&form, 2, &say)
        {
            assert!(!matches!(read(&filled, "a.docx"), Err(ProseFault::Damaged)));
        }
    }
});

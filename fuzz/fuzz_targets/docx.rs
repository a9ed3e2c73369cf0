//! Whatever bytes call themselves a report, they are read or told why not. The first byte chooses what they call themselves.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nennep_documents::prose::read;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["a.docx", "a.html", "a.txt"][usize::from(*first) % 3];
    // A page is looked at as text first; what is no zip would never reach the reader of .docx.
    let _ = read(rest, name);
    if let Ok(document) = std::str::from_utf8(rest) {
        let _ = nennep_documents::prose::read_part(document);
    }
});

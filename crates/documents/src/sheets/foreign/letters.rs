//! Bytes of any age into text.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use nennep_core::text::Letters;

/// Words that are looked at to tell how letters are written; more would tell the same.
const SAMPLES: usize = 2_000;

/// Bytes looked at to tell whether every other one is zero.
const START_BYTES: usize = 512;

/// Reads the bytes of a text file, and says how its letters were written.
pub(crate) fn text_of(bytes: &[u8]) -> (String, &'static str) {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return in_unicode(String::from_utf8_lossy(rest).into_owned(), "utf-8");
    }
    if let Some(encoding) = wide(bytes) {
        let (text, _, _) = encoding.decode(bytes);
        let name = if encoding == UTF_16LE { "utf-16le" } else { "utf-16be" };
        return in_unicode(text.into_owned(), name);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return in_unicode(text.to_owned(), "utf-8");
    }
    narrow(bytes)
}

/// Tells two bytes a letter by their mark, or by the zeros that plain letters leave in every other place.
fn wide(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(UTF_16BE);
    }
    let start = bytes.get(..START_BYTES).unwrap_or(bytes);
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    if odd > half / 2 && even == 0 {
        Some(UTF_16LE)
    } else if even > half / 2 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A font of old letters may stand in a file of new bytes, as in a sheet saved again by a later program.
pub(crate) fn in_unicode(text: String, name: &'static str) -> (String, &'static str) {
    let letters = recognise(text.lines());
    if letters == Letters::Unicode {
        (text, name)
    } else {
        (letters.decode(&text), name_of(letters))
    }
}

/// One byte a letter: whichever reading makes the most syllables. A damaged `utf-8` is one of the readings, its wrong
/// bytes told as such.
fn narrow(bytes: &[u8]) -> (String, &'static str) {
    let plain = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let vietnamese = WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned();
    let damaged = String::from_utf8_lossy(bytes).into_owned();
    let readings = [
        (Letters::Unicode, &vietnamese, "windows-1258"),
        (Letters::Tcvn3, &plain, "tcvn3"),
        (Letters::Vni, &plain, "vni"),
        (Letters::Unicode, &damaged, "utf-8"),
        (Letters::Unicode, &plain, "windows-1252"),
    ];
    let mut best = (String::new(), "windows-1258", i64::MIN);
    for (letters, text, name) in readings {
        let score = letters.score(sampled(text.lines()));
        if score > best.2 {
            best = (letters.decode(text), name, score);
        }
    }
    (best.0, best.1)
}

/// Tells how letters of texts that are Unicode already were meant.
pub(super) fn recognise<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Letters {
    Letters::recognise(sampled(texts))
}

/// Texts with something in them that tells, from the beginning.
fn sampled<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> impl Iterator<Item = &'a str> + Clone {
    let is_telling = |text: &&str| !text.is_ascii() || text.contains(['^', '(', '+', '`', '~']) || text.contains("dd");
    texts.filter(is_telling).take(SAMPLES)
}

/// Names a way of writing as answers do.
pub(super) fn name_of(letters: Letters) -> &'static str {
    match letters {
        Letters::Unicode => "utf-8",
        Letters::Tcvn3 => "tcvn3",
        Letters::Vni => "vni",
        Letters::Viqr => "viqr",
    }
}

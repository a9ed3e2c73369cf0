//! Every deed that is written into the trail has its sentence and its short name in every language.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::web::words::{Language, Words};

/// Gives the Rust files of a folder and below.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Reads the deeds out of the sources: the text that follows `AuditLine::new(`, where it stands there in quotes.
fn deeds() -> BTreeSet<String> {
    let mut found = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    // These are chosen among two before the line is made.
    let chosen = [
        "account-linked",
        "figures-accepted",
        "figures-returned",
        "figures-submitted",
        "opening-asked",
        "opening-refused",
        "period-closed",
        "period-opened",
        "account-unlinked",
        "password-changed",
        "password-reset",
        "second-factor-demanded",
        "second-factor-not-demanded",
        "task-completed",
        "task-reworded",
    ];
    let mut deeds: BTreeSet<String> = chosen.map(str::to_owned).into();
    for path in found.into_iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for call in text.split("AuditLine::new(").skip(1) {
            if let Some(rest) = call.trim_start().strip_prefix('"') {
                deeds.insert(rest.split('"').next().unwrap().to_owned());
            }
        }
    }
    deeds
}

#[test]
fn every_deed_has_a_sentence_and_a_short_name() {
    let deeds = deeds();
    assert!(deeds.len() > 15, "{deeds:?}");
    let names = [
        "officer", "subject", "unit", "deed", "failures", "left", "reason", "role", "from", "to", "until", "token",
        "lines", "fact", "entry", "count", "period", "head", "name", "title", "was", "new", "changed", "held",
        "removed", "restored", "kept", "number", "case", "fields", "group",
    ];
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::of(language);
        for deed in &deeds {
            let values = names.map(|name| (name.to_owned(), "x".to_owned())).to_vec();
            let sentence = words.try_fill(&format!("audit-{deed}"), values);
            let sentence =
                sentence.unwrap_or_else(|| panic!("{deed} has no sentence, or needs a value of another name"));
            assert!(sentence.ends_with('.'), "{deed}: {sentence}");
            assert!(words.has(&format!("audit-{deed}-short")), "{deed} has no short name");
        }
    }
}

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

/// Gives what stands in quotes.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned)
}

/// Reads the deeds out of the sources: the text that follows `AuditLine::new(`, where it stands there in quotes, and every arm of
/// `audit_name`.
fn deeds() -> BTreeSet<String> {
    let mut found = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    // These are chosen among two before the line is made.
    let chosen = [
        "account-linked",
        "account-unlinked",
        "inspection-proposed",
        "organization-tied",
        "organization-untied",
        "password-changed",
        "password-reset",
        "review-asked",
        "second-factor-demanded",
        "second-factor-not-demanded",
        "target-assigned",
        "target-changed",
        "task-completed",
        "task-reworded",
    ];
    let mut deeds: BTreeSet<String> = chosen.map(str::to_owned).into();
    for path in found.into_iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for call in text.split("AuditLine::new(").skip(1) {
            if call.trim_start().starts_with('"') {
                deeds.extend(quoted(call).next());
            }
        }
        for arms in text.split("fn audit_name(").skip(1) {
            deeds.extend(quoted(arms.split("\n}").next().unwrap()));
        }
    }
    deeds
}

/// Gives the deeds that have a short name.
fn named() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/vi");
    let texts = std::fs::read_dir(folder).unwrap();
    let texts: Vec<String> = texts
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let name = |line: &str| {
        let key = line.strip_prefix("audit-")?.split(" = ").next()?;
        key.strip_suffix("-short").map(str::to_owned)
    };
    texts.iter().flat_map(|text| text.lines().filter_map(name)).collect()
}

#[test]
fn every_deed_has_a_sentence_and_a_short_name() {
    let deeds = deeds();
    assert_eq!(
        deeds,
        named(),
        "every deed that has a name is found, and only these have one"
    );
    let names = [
        "officer",
        "subject",
        "unit",
        "deed",
        "failures",
        "left",
        "reason",
        "role",
        "from",
        "to",
        "until",
        "token",
        "lines",
        "fact",
        "entry",
        "count",
        "period",
        "head",
        "name",
        "title",
        "was",
        "new",
        "changed",
        "held",
        "removed",
        "restored",
        "kept",
        "number",
        "case",
        "fields",
        "group",
        "indicator",
        "value",
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

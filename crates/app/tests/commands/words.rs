//! The words of the pages: both languages say the same keys with the same values, every key asked for is there, and none
//! is left that nobody asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Keys that only English needs: the catalogues carry the Vietnamese names themselves.
const ONLY_ENGLISH: [&str; 3] = ["indicator-", "unit-of-", "kind-"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|known| known == ending) {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Keys of a language with the values each asks for.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = Vec::new();
    files(&root().join("locales").join(language), "ftl", &mut texts);
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for text in &texts {
        let mut key = String::new();
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '#'])) {
                key = name.to_owned();
                assert!(
                    keys.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{language}: {key} twice"
                );
            }
            let values = line.split('$').skip(1);
            let names = values.map(|rest| rest.split(|letter: char| !is_name(letter)).next().unwrap().to_owned());
            if let Some(known) = keys.get_mut(&key) {
                known.extend(names);
            }
        }
    }
    keys
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '-'
}

fn sources() -> String {
    let mut texts = Vec::new();
    files(&root().join("crates/app/src"), "rs", &mut texts);
    files(&root().join("templates"), "html", &mut texts);
    texts.join("\n")
}

/// All literal texts of the sources.
fn literals(sources: &str) -> BTreeSet<&str> {
    sources
        .lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

#[test]
fn both_languages_say_the_same() {
    let (vietnamese, english) = (keys("vi"), keys("en"));
    let shared: BTreeMap<_, _> = english
        .into_iter()
        .filter(|(key, _)| !ONLY_ENGLISH.iter().any(|first| key.starts_with(first)) || vietnamese.contains_key(key))
        .collect();
    let missing: Vec<_> = vietnamese.keys().filter(|key| !shared.contains_key(*key)).collect();
    let more: Vec<_> = shared.keys().filter(|key| !vietnamese.contains_key(*key)).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "without English: {missing:?}; without Vietnamese: {more:?}"
    );
    for (key, values) in &vietnamese {
        assert_eq!(values, &shared[key], "{key} asks for other values in English");
    }
}

#[test]
fn every_key_asked_for_is_there() {
    let (keys, sources) = (keys("vi"), sources());
    let mut missing = BTreeSet::new();
    for call in [".say(\"", ".with(\"", ".fill(\"", ".say( \""] {
        let flat: String = sources
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace("( \"", "(\"");
        for rest in flat.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            let is_key = key.chars().all(is_name) && key.contains('-') | keys.contains_key(key);
            if is_key && !keys.contains_key(key) {
                missing.insert(key.to_owned());
            }
        }
    }
    // What a test or a builder passes to a method of the same name but that is no key would stand here.
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_key_is_left_over() {
    let sources = sources();
    let literals = literals(&sources);
    // Keys made of parts: `keyed("pace", …)`, `format!("board-card-{…}-{…}")`.
    let mut firsts: BTreeSet<String> = BTreeSet::new();
    let flat: String = sources
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( \"", "(\"");
    for rest in flat.split("keyed(\"").skip(1) {
        firsts.insert(format!("{}-", rest.split('"').next().unwrap()));
    }
    for literal in &literals {
        if let Some((first, _)) = literal.split_once('{').filter(|(first, _)| first.ends_with('-')) {
            firsts.insert(first.to_owned());
        }
    }
    let prefixes: BTreeSet<&str> = literals
        .iter()
        .copied()
        .filter(|text| text.len() > 2 && text.chars().all(is_name))
        .collect();
    let is_used = |key: &str| {
        // Inside an attribute of a template quotes stand in quotes, so the key is looked for as it is written.
        sources.contains(&format!("\"{key}\""))
            || firsts.iter().any(|first| first.len() > 3 && key.starts_with(first.as_str()))
            // A form's prefix with the name of a field, and its hint: `papers` + `period` + `hint`.
            || prefixes.iter().any(|first| key.strip_prefix(first).is_some_and(|rest| {
                rest.strip_prefix('-').is_some_and(|rest| {
                    literals.contains(rest) || rest.strip_suffix("-hint").is_some_and(|name| literals.contains(name))
                })
            }))
    };
    let left: Vec<String> = keys("vi").into_keys().filter(|key| !is_used(key)).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Keys made of codes of the catalogues: a new row without its words would be printed as its key, on papers too.
#[test]
fn every_row_of_the_catalogues_has_its_words() {
    let rows = |file: &str, table: &str| -> Vec<toml::Table> {
        let text = std::fs::read_to_string(root().join("catalog").join(file)).unwrap();
        let read: toml::Table = toml::from_str(&text).unwrap();
        let rows = read[table].as_array().unwrap().iter();
        rows.map(|row| row.as_table().unwrap().clone()).collect()
    };
    let said = |row: &toml::Table, field: &str| row[field].as_str().unwrap().to_owned();
    let mut wanted = BTreeSet::new();
    for rule in rows("rulebook.toml", "threshold") {
        let heads = said(&rule, "heads");
        wanted.extend([format!("letters-heads-{heads}"), format!("founding-heads-{heads}")]);
    }
    for procedure in rows("procedures.toml", "procedure") {
        wanted.insert(format!("procedure-{}", said(&procedure, "code")));
        let kinds = procedure["org_kinds"].as_array().unwrap();
        wanted.extend(
            kinds
                .iter()
                .map(|kind| format!("founding-name-{}", kind.as_str().unwrap())),
        );
    }
    for track in rows("procedures.toml", "track") {
        for step in track["steps"].as_array().unwrap() {
            let step = step.as_table().unwrap();
            wanted.insert(format!("procedure-step-{}", said(step, "code")));
            let papers = step["papers"].as_array().unwrap();
            wanted.extend(
                papers
                    .iter()
                    .map(|paper| format!("procedure-paper-{}", paper.as_str().unwrap())),
            );
        }
    }
    for language in ["vi", "en"] {
        let known = keys(language);
        let missing: Vec<&String> = wanted.iter().filter(|key| !known.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

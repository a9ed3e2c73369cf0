//! What the checker reads in the texts of `samples/reports` is told in `docs/checker-measure.txt`, misses and all.

use super::{over, texts};
use crate::run::workspace_root;
use nennep_core::checker::{Phrases, read};

#[test]
fn the_published_measure_is_the_true_one() {
    let root = workspace_root().unwrap();
    let mut told = String::new();
    for (folder, what) in [
        (
            "later",
            "Texts whose first reading, before anything was learnt from them, stands in CHECKER.md",
        ),
        (
            "learnt",
            "Texts whose misses were looked at while the words were written",
        ),
    ] {
        let measure = over(&root, &root.join("samples/reports").join(folder), |_, _, _| {}).unwrap();
        told.push_str(&format!("{what} (samples/reports/{folder})\n{}\n", measure.told()));
    }
    let published = root.join("docs/checker-measure.txt");
    let made = root.join("target/checker-measure.txt");
    std::fs::write(&made, &told).unwrap();
    assert_eq!(
        std::fs::read_to_string(published).unwrap_or_default(),
        told,
        "docs/checker-measure.txt is not what the checker does; remedy: read and copy {}",
        made.display()
    );
}

/// What the fuzzer began with and what it found is read again.
#[test]
fn seeds_of_the_fuzzer_are_read() {
    let root = workspace_root().unwrap();
    let phrases = std::fs::read_to_string(root.join("catalog/checker.toml")).unwrap();
    let phrases = Phrases::parse(&phrases).unwrap();
    let seeds = texts(&root.join("fuzz/seeds/checker")).unwrap();
    assert!(seeds.len() > 5);
    for seed in seeds {
        let text = std::fs::read_to_string(&seed).unwrap();
        let length = text.chars().count();
        let reading = read(&phrases, &text);
        assert!(
            reading.mentions.iter().all(|mention| mention.span.end <= length),
            "{}",
            seed.display()
        );
    }
}

//! Whatever a text says, reading it ends, and every place it names lies in the text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use nennep_core::checker::{Phrases, read};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("../../catalog/checker.toml")).unwrap());

fuzz_target!(|text: &str| {
    let letters = text.chars().count();
    let reading = read(&PHRASES, text);
    for mention in &reading.mentions {
        assert!(mention.span.start < mention.span.end && mention.span.end <= letters);
    }
    for finding in &reading.findings {
        assert!(finding.span.start < finding.span.end && finding.span.end <= letters);
    }
});

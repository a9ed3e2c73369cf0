//! Words of faults and tables, kept in `locales/` and keyed by kind.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::Language;

/// Holds the words of one kind of fault.
#[derive(Clone, Debug, Deserialize)]
pub struct FaultWords {
    /// What should stand there.
    pub expected: String,
    /// What to do.
    pub remedy: String,
}

type WordsByKind = BTreeMap<String, FaultWords>;

// A test reads the files and asks for every kind in every language, so a fallback is never shown.
static VIETNAMESE: LazyLock<WordsByKind> = LazyLock::new(|| {
    read([
        include_str!("../../../../locales/faults.vi.toml"),
        include_str!("../../../../locales/files.vi.toml"),
    ])
});

static ENGLISH: LazyLock<WordsByKind> = LazyLock::new(|| {
    read([
        include_str!("../../../../locales/faults.en.toml"),
        include_str!("../../../../locales/files.en.toml"),
    ])
});

fn read(texts: [&str; 2]) -> WordsByKind {
    texts
        .into_iter()
        .flat_map(|text| toml::from_str::<WordsByKind>(text).unwrap_or_default())
        .collect()
}

fn all(language: Language) -> &'static WordsByKind {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

impl FaultWords {
    /// Gives the words of a kind of fault, by its stable name, with its detail where the wording has `{}`.
    #[must_use]
    pub fn of(kind: &str, detail: &str, language: Language) -> Self {
        let Some(words) = all(language).get(kind) else {
            return Self {
                expected: kind.to_owned(),
                remedy: String::new(),
            };
        };
        Self {
            expected: words.expected.replace("{}", detail),
            remedy: words.remedy.replace("{}", detail),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use nennep_documents::sheets::ReadFaultKind;

    use super::super::faults::FaultKind;
    use super::super::words::Language;
    use super::all;

    #[test]
    fn every_kind_has_words_and_every_word_a_kind() {
        let faults = FaultKind::ALL.iter().map(|kind| kind.code());
        let files = ReadFaultKind::ALL.iter().map(|kind| kind.as_str());
        let kinds: Vec<&str> = faults.chain(files).collect();
        let distinct: BTreeSet<&str> = kinds.iter().copied().collect();
        assert_eq!(distinct.len(), kinds.len(), "two kinds share a name");
        for language in [Language::Vietnamese, Language::English] {
            let words: BTreeSet<&str> = all(language).keys().map(String::as_str).collect();
            assert_eq!(words, distinct, "{language:?}");
        }
    }

    #[test]
    fn every_language_says_the_same_details() {
        for (kind, vietnamese) in all(Language::Vietnamese) {
            let english = &all(Language::English)[kind];
            for (one, other) in [
                (&vietnamese.expected, &english.expected),
                (&vietnamese.remedy, &english.remedy),
            ] {
                assert_eq!(one.contains("{}"), other.contains("{}"), "{kind}: {one} / {other}");
                assert!(!one.is_empty() && !other.is_empty(), "{kind}");
            }
        }
    }
}

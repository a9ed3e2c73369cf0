//! Words of faults and tables, kept in `locales/` and keyed by kind.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Holds the words of one kind of fault.
#[derive(Clone, Debug, Deserialize)]
pub struct FaultWords {
    /// What should stand there.
    pub expected: String,
    /// What to do.
    pub remedy: String,
}

static FAULTS: LazyLock<BTreeMap<String, FaultWords>> = LazyLock::new(|| {
    // A test reads the file and asks for every kind, so a fallback is never shown.
    toml::from_str(include_str!("../../../../locales/faults.vi.toml")).unwrap_or_default()
});

static FILES: LazyLock<BTreeMap<String, FaultWords>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../locales/files.vi.toml")).unwrap_or_default());

impl FaultWords {
    /// Gives the words of a kind of fault of a whole file or of its text, by its stable name.
    #[must_use]
    pub fn of_file(kind: &str) -> Self {
        FILES.get(kind).cloned().unwrap_or_else(|| Self::of(kind))
    }

    /// Gives the words of a kind, by its stable name.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        FAULTS.get(kind).cloned().unwrap_or_else(|| Self {
            expected: kind.to_owned(),
            remedy: String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use nennep_documents::sheets::ReadFaultKind;

    use super::super::faults::FaultKind;
    use super::{FAULTS, FILES};

    #[test]
    fn every_kind_has_words_and_every_word_a_kind() {
        let kinds: BTreeSet<&str> = FaultKind::ALL.iter().map(|kind| kind.code()).collect();
        let words: BTreeSet<&str> = FAULTS.keys().map(String::as_str).collect();
        assert_eq!(words, kinds);
        let kinds: BTreeSet<&str> = ReadFaultKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(FILES.keys().map(String::as_str).collect::<BTreeSet<_>>(), kinds);
    }
}

//! The words by which reports are read, as data (`catalog/checker.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::words::{Shape, Token, tokens};

/// Holds every word the checker knows.
#[derive(Clone, Debug)]
pub struct Phrases {
    pub(super) classes: Vec<Class>,
    by: BTreeMap<String, BTreeMap<String, String>>,
    meanings: BTreeMap<String, Meaning>,
    longest: usize,
}

/// Says why the words are unusable.
#[derive(Debug, thiserror::Error)]
pub enum PhrasesError {
    /// The text is no such table.
    #[error("the words of the checker cannot be read")]
    Shape(#[from] toml::de::Error),
    /// A class names a table of indicators that is not there.
    #[error("the class {class} names the table {table}, which is not there")]
    Table {
        /// The class.
        class: String,
        /// The table.
        table: String,
    },
    /// A phrase stands for two classes.
    #[error("the phrase “{0}” stands for two classes")]
    Twice(String),
}

/// What is counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Class {
    pub(super) id: String,
    pub(super) object: String,
    #[serde(default)]
    pub(super) line: Option<String>,
    #[serde(default)]
    pub(super) otherwise: String,
    #[serde(default)]
    pub(super) tag: Option<String>,
    #[serde(default)]
    pub(super) group: Option<String>,
    #[serde(default)]
    pub(super) loose: Option<String>,
    /// The unit kind that filters it among organizations.
    #[serde(default)]
    pub(super) kind: Option<String>,
    /// Words that filter what they host: `12 chi bộ trong hợp tác xã`.
    #[serde(default)]
    pub(super) host: Option<String>,
    /// Things of the world at large, no figure of the programme.
    #[serde(default)]
    pub(super) world: bool,
    phrases: Vec<String>,
}

impl Class {
    /// Tells whether it names a thing of the programme by itself, in a head or a label of a table.
    pub(super) fn is_thing(&self) -> bool {
        self.loose.is_none() && !self.world && self.id != "place"
    }
}

/// What was done with what is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) id: String,
    /// It speaks only directly before its number.
    pub(super) is_weak: bool,
}

/// Words that decide about the numbers near them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cue {
    Target,
    Result,
    Plan,
    Part,
    WholeOf,
    About,
    AtLeast,
    AtMost,
    Between,
    Beyond,
    Change,
    Share,
    Naming,
    Rating,
    State,
    Name,
    Base,
    Day,
    AsOf,
    Host,
    Link,
    /// It only keeps its words from being read as others.
    Nothing,
}

/// All that one phrase may say.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    pub(super) class: Option<usize>,
    pub(super) deeds: Vec<Deed>,
    pub(super) cues: Vec<Cue>,
    pub(super) line: Option<String>,
}

impl Meaning {
    pub(super) fn is(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    by: BTreeMap<String, BTreeMap<String, String>>,
    class: Vec<Class>,
    deed: Vec<DeedRow>,
    body: Vec<BodyRow>,
    cue: BTreeMap<Cue, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeedRow {
    id: String,
    #[serde(default)]
    weak: bool,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyRow {
    line: String,
    phrases: Vec<String>,
}

impl Phrases {
    /// Parses the words.
    ///
    /// # Errors
    /// When the text is not of that shape or names an unknown cue, a table is missing or a phrase stands for two classes.
    pub fn parse(text: &str) -> Result<Self, PhrasesError> {
        let table: Table = toml::from_str(text)?;
        let mut phrases = Self {
            classes: Vec::new(),
            by: table.by,
            meanings: BTreeMap::new(),
            longest: 0,
        };
        for (place, class) in table.class.into_iter().enumerate() {
            if !phrases.by.contains_key(&class.object) {
                let (class, table) = (class.id, class.object);
                return Err(PhrasesError::Table { class, table });
            }
            for phrase in &class.phrases {
                let meaning = phrases.meaning(phrase);
                if meaning.class.replace(place).is_some_and(|other| other != place) {
                    return Err(PhrasesError::Twice(phrase.clone()));
                }
                meaning.line.clone_from(&class.line);
            }
            phrases.classes.push(class);
        }
        for row in &table.deed {
            for phrase in &row.phrases {
                phrases.meaning(phrase).deeds.push(Deed {
                    id: row.id.clone(),
                    is_weak: row.weak,
                });
            }
        }
        for row in &table.body {
            for phrase in &row.phrases {
                phrases.meaning(phrase).line = Some(row.line.clone());
            }
        }
        for (cue, words) in &table.cue {
            for phrase in words {
                phrases.meaning(phrase).cues.push(*cue);
            }
        }
        Ok(phrases)
    }

    /// Gives the longest phrase that begins at the first of these tokens, and how many tokens it takes.
    pub(super) fn longest_at(&self, tokens: &[Token]) -> Option<(usize, &Meaning)> {
        let reach = tokens.len().min(self.longest);
        (1..=reach).rev().find_map(|length| {
            let meaning = self.meanings.get(&key(tokens.get(..length)?))?;
            Some((length, meaning))
        })
    }

    /// Gives the indicator of a class by a deed; `any` serves every deed.
    pub(super) fn indicator(&self, class: &Class, deed: &str) -> Option<String> {
        let table = self.by.get(&class.object)?;
        let deed = if deed == TOTAL { "stock" } else { deed };
        let code = table.get("any").or_else(|| table.get(deed))?;
        Some(code.replace("{line}", class.line.as_deref().unwrap_or_default()))
    }

    /// Tells whether a class says its indicator without a deed.
    pub(super) fn stands_alone(&self, class: &Class) -> bool {
        self.by
            .get(&class.object)
            .is_some_and(|table| table.contains_key("any"))
    }

    /// Gives the deed by which what a class counts grows: founding or admission.
    pub(super) fn growth(&self, class: &Class) -> Option<&'static str> {
        ["found", "admit"]
            .into_iter()
            .find(|deed| self.indicator(class, deed).is_some())
    }

    /// Gives the class of an object and a line, as `member` and `union`.
    pub(super) fn class_of(&self, object: &str, line: &str) -> Option<usize> {
        let object = if (object, line) == ("member", "party") {
            "party_member"
        } else {
            object
        };
        let is_it = |class: &Class| class.object == object && class.line.as_deref() == Some(line);
        self.classes.iter().position(is_it)
    }

    fn meaning(&mut self, phrase: &str) -> &mut Meaning {
        let tokens = tokens(&phrase.chars().collect::<Vec<_>>());
        self.longest = self.longest.max(tokens.len());
        self.meanings.entry(key(&tokens)).or_default()
    }
}

/// The deed of `tổng số`: whatever the heading speaks of, else what stands.
pub(super) const TOTAL: &str = "total";

/// One syllable is told with its tone, several without: alone, `cơ` and `có` must not meet.
fn key(tokens: &[Token]) -> String {
    match tokens {
        [one] if one.shape == Shape::Word => format!("={}", one.toned),
        several => {
            let words: Vec<&str> = several.iter().map(|token| token.folded.as_str()).collect();
            words.join(" ")
        }
    }
}

//! The words by which foreign lists are understood, as the catalogue holds them.

use serde::Deserialize;

use super::{begins, holds, plain};

/// Holds the words of all lists.
#[derive(Debug, Deserialize)]
pub struct ForeignNames {
    pub(super) lines: LineWords,
    list: Vec<ListNames>,
}

/// Holds the words that tell lines which are no rows.
#[derive(Debug, Deserialize)]
pub(super) struct LineWords {
    total: Vec<String>,
    not_total: Vec<String>,
    note: Vec<String>,
    enterprise: Vec<String>,
}

/// Holds the words of one list.
#[derive(Debug, Deserialize)]
pub struct ListNames {
    name: String,
    pub(super) required: Vec<String>,
    pub(super) column: Vec<HeadWords>,
    kind: Vec<Meaning>,
    activity: Vec<Meaning>,
}

/// Holds the heads of one column.
#[derive(Debug, Deserialize)]
pub(super) struct HeadWords {
    pub(super) name: String,
    exact: Vec<String>,
    holds: Vec<String>,
}

/// Holds the words for one kind or state: as a list tells it, and as a name begins.
#[derive(Debug, Deserialize)]
struct Meaning {
    code: String,
    told: Vec<String>,
    #[serde(default)]
    named: Vec<String>,
}

impl ForeignNames {
    /// Reads the words.
    ///
    /// # Errors
    /// When the text is no such table.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Gives the words of a list by its name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&ListNames> {
        self.list.iter().find(|list| list.name == name)
    }
}

impl LineWords {
    /// Tells a line that sums others by its first text; «Tổng công ty» is none.
    pub(super) fn is_total(&self, text: &str) -> bool {
        let text = plain(text);
        let sums = |word: &String| {
            // «Cộng 12 doanh nghiệp» sums; «Cộng Hòa» is a name.
            let rest = text.strip_prefix(word.as_str());
            let counts = |rest: &str| rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
            text == *word || rest.is_some_and(counts) || (word.contains(' ') && begins(&text, word))
        };
        self.total.iter().any(sums) && !self.not_total.iter().any(|word| begins(&text, word))
    }

    pub(super) fn is_note(&self, text: &str) -> bool {
        let text = plain(text);
        // «Hà Nội, ngày 05 tháng 02 năm 2024» above the names of those who sign.
        let is_place_and_day = holds(&text, "ngay") && holds(&text, "thang") && holds(&text, "nam");
        is_place_and_day || self.note.iter().any(|word| begins(&text, word))
    }

    pub(super) fn is_enterprise(&self, text: &str) -> bool {
        let text = plain(text);
        self.enterprise.iter().any(|word| begins(&text, word))
    }
}

impl HeadWords {
    /// How well a head of these parts, all folded, names the column.
    pub(super) fn strength(&self, parts: &[String]) -> Option<usize> {
        let whole = parts.join(" ");
        let last = parts.last().map(String::as_str).unwrap_or_default();
        let exact = |text: &str| self.exact.iter().chain(&self.holds).any(|word| word == text);
        if exact(&whole) {
            return Some(1000 + whole.len());
        }
        if parts.len() > 1 && exact(last) {
            return Some(500 + last.len());
        }
        self.holds
            .iter()
            .filter(|word| holds(&whole, word))
            .map(String::len)
            .max()
    }
}

impl ListNames {
    /// Gives our names of its columns, in the order of the catalogue; the running number is read for itself.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.column
            .iter()
            .map(|column| column.name.as_str())
            .filter(|name| *name != "number")
    }

    /// Tells whether the list cannot be read without the column.
    #[must_use]
    pub fn needs(&self, column: &str) -> bool {
        self.required.iter().any(|name| name == column)
    }

    /// Names the columns that are needed, by their usual heads.
    #[must_use]
    pub fn needed(&self) -> String {
        let heads = self.required.iter().filter_map(|name| {
            let words = self.column.iter().find(|column| column.name == *name)?;
            words.holds.first().map(String::as_str)
        });
        heads.collect::<Vec<_>>().join(", ")
    }

    /// Tells the kind by what a list says of it; `None` when nothing there is sure.
    #[must_use]
    pub fn kind_told(&self, text: &str) -> Option<&str> {
        told(&self.kind, text)
    }

    /// Tells the kind by a name, where names of that beginning are of no other kind.
    #[must_use]
    pub fn kind_named(&self, name: &str) -> Option<&str> {
        let name = plain(name);
        let is_named = |kind: &&Meaning| kind.named.iter().any(|word| begins(&name, word));
        self.kind.iter().find(is_named).map(|kind| kind.code.as_str())
    }

    /// Tells what is done with an enterprise by what a list says of it.
    #[must_use]
    pub fn activity(&self, text: &str) -> Option<&str> {
        told(&self.activity, text)
    }
}

/// «tạm ngừng hoạt động» holds «hoạt động», «ngoài nhà nước» holds «nhà nước»: the longest words that fit decide.
fn told<'a>(meanings: &'a [Meaning], text: &str) -> Option<&'a str> {
    let text = plain(text);
    meanings
        .iter()
        .flat_map(|meaning| meaning.told.iter().map(move |word| (word, &meaning.code)))
        .filter(|(word, _)| holds(&text, word))
        .max_by_key(|(word, _)| word.len())
        .map(|(_, code)| code.as_str())
}

//! Kinds of reports, how bodies are written, and the wording of each kind.

use std::path::Path;

use anyhow::Context as _;
use nennep_core::calendar::{Day, Holidays, HolidaysError, Period};
use nennep_core::register::Reporting;
use nennep_core::reports::Signer;
use serde::Deserialize;

use crate::web::papers::Bodies;

/// Says which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// Of a quarter, or any other running period.
    Quarter,
    /// Of a term or of years.
    Term,
}

/// Says which paper is asked for, in a form that can be kept and made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asking {
    /// The unit, by its number in the book.
    pub(super) unit: i64,
    pub(super) report: ReportKind,
    pub(super) period: Period,
    pub(super) dated: Option<Day>,
    pub(super) number: Option<String>,
    pub(super) signer: Option<Signer>,
    /// Last entry the paper knows.
    pub(super) head: i64,
}

/// Holds one paper that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) id: i64,
    pub(super) asking: Asking,
    pub(super) made_at: String,
    /// Name of who made it.
    pub(super) made_by: String,
}

impl ReportKind {
    /// Finds a kind by its word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [ReportKind::Quarter, ReportKind::Term]
            .into_iter()
            .find(|kind| kind.code() == word)
    }

    /// Gives the word of the command.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ReportKind::Quarter => "quarter",
            ReportKind::Term => "term",
        }
    }
}

/// Holds what papers are written with.
#[derive(Debug)]
pub struct Papers {
    /// How issuing bodies are written.
    pub(super) bodies: Bodies,
    /// Who owes figures when.
    pub(super) calendar: (Reporting, Holidays),
    quarter: Wording,
    term: Wording,
    /// Macros every wording may import as `common`.
    pub(super) common: String,
}

/// Says which file of papers cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file} cannot be read")]
pub struct PapersError {
    file: &'static str,
    #[source]
    cause: toml::de::Error,
}

/// Holds the words of one kind of report.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Wording {
    pub(super) kind: String,
    pub(super) symbol: String,
    /// How a paragraph with a result as of the last day begins.
    pub(super) opening: String,
    pub(super) summary: Vec<String>,
    pub(super) recipients: Vec<String>,
    pub(super) text: String,
}

impl Papers {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn embedded() -> Result<Self, PapersError> {
        let wrong = |file| move |cause| PapersError { file, cause };
        Ok(Self {
            bodies: Bodies::embedded().map_err(wrong("catalog/papers.toml"))?,
            calendar: (
                Reporting::parse(include_str!("../../../../../catalog/reporting.toml"))
                    .map_err(wrong("catalog/reporting.toml"))?,
                Holidays::parse(include_str!("../../../../../catalog/holidays.toml"))
                    .map_err(|HolidaysError(cause)| wrong("catalog/holidays.toml")(cause))?,
            ),
            quarter: toml::from_str(include_str!("../../../../../wording/quarter.vi.toml"))
                .map_err(wrong("wording/quarter.vi.toml"))?,
            term: toml::from_str(include_str!("../../../../../wording/term.vi.toml"))
                .map_err(wrong("wording/term.vi.toml"))?,
            common: include_str!("../../../../../wording/common.vi.txt").to_owned(),
        })
    }

    /// Reads wordings officers edited: `quarter.vi.toml`, `term.vi.toml`, `common.vi.txt` of a folder stand for ours.
    ///
    /// # Errors
    /// The first file that is there and cannot be read, with the line.
    pub fn edited(mut self, folder: &Path) -> anyhow::Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            path.exists()
                .then(|| std::fs::read_to_string(&path).with_context(|| path.display().to_string()))
                .transpose()
        };
        if let Some(text) = read("quarter.vi.toml")? {
            self.quarter = toml::from_str(&text).context("quarter.vi.toml")?;
        }
        if let Some(text) = read("term.vi.toml")? {
            self.term = toml::from_str(&text).context("term.vi.toml")?;
        }
        if let Some(text) = read("common.vi.txt")? {
            self.common = text;
        }
        Ok(self)
    }

    /// Takes a text in the place of ours for reports of every kind.
    #[must_use]
    pub fn worded(mut self, text: String) -> Self {
        self.quarter.text.clone_from(&text);
        self.term.text = text;
        self
    }

    pub(super) fn wording(&self, kind: &str) -> &Wording {
        if kind == ReportKind::Term.code() {
            &self.term
        } else {
            &self.quarter
        }
    }
}

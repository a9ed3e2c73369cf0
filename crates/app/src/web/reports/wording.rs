//! What reports are written with: how bodies are written, who owes figures when, and the words of each kind.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use include_dir::{Dir, include_dir};
use nennep_core::calendar::{Day, Holidays, HolidaysError, Period};
use nennep_core::register::{Reporting, Tree, UnitIndex};
use nennep_core::reports::ReportKind;
use serde::Deserialize;

use crate::store::{KeptWording, Tx, wordings_of};
use crate::web::papers::Bodies;

static OURS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../wording/reports");

/// What the files of words of one kind end in.
const KIND_ENDING: &str = ".vi.toml";
/// What the files of parts end in.
const PART_ENDING: &str = ".vi.txt";

/// Holds what papers are written with.
#[derive(Debug)]
pub struct Papers {
    /// How issuing bodies are written.
    pub(super) bodies: Bodies,
    /// Who owes figures when.
    pub(super) calendar: (Reporting, Holidays),
    kinds: BTreeMap<ReportKind, Wording>,
    /// Texts a wording may include, and macros it may import, by name.
    parts: BTreeMap<String, String>,
}

/// Says which file of papers cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file} cannot be read")]
pub struct PapersError {
    file: String,
    #[source]
    cause: Box<dyn std::error::Error + Send + Sync>,
}

/// Names a table after the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Each year of the period.
    Years,
    /// Organizations from opening to closing.
    Organizations,
    /// New members.
    Members,
    /// What was promised.
    Targets,
    /// The year's tasks.
    Tasks,
    /// Who submitted, and what was reported otherwise.
    Reporting,
    /// Each unit below.
    ByChild,
    /// Targets that are behind.
    Behind,
}

/// Holds the words of one kind of report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Name of the kind in capitals.
    pub kind: String,
    /// Before the stroke of a number.
    pub symbol: String,
    /// How a paragraph with a result as of the last day begins.
    pub opening: String,
    /// Summary, one string a printed line.
    pub summary: Vec<String>,
    /// Recipients; one in brackets alone is left out.
    pub recipients: Vec<String>,
    /// Shapes of periods it is made for; any where none is named.
    #[serde(default)]
    pub periods: Vec<String>,
    /// Tables after the text, in this order.
    #[serde(default = "usual_tables")]
    pub tables: Vec<Table>,
    /// Indicators that head the columns of tables by unit or year.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The text.
    pub text: String,
}

fn usual_tables() -> Vec<Table> {
    vec![
        Table::Organizations,
        Table::Members,
        Table::Targets,
        Table::Tasks,
        Table::Reporting,
    ]
}

impl Papers {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn embedded() -> Result<Self, PapersError> {
        let read = |file: &str| {
            let found = OURS.get_file(file).and_then(|file| file.contents_utf8());
            found.ok_or_else(|| wrong(file)("it is not there".into()))
        };
        let mut kinds = BTreeMap::new();
        for kind in ReportKind::ALL {
            let file = format!("{}{KIND_ENDING}", kind.code());
            let wording = toml::from_str(read(&file)?).map_err(|cause| wrong(&file)(cause.into()))?;
            kinds.insert(*kind, wording);
        }
        let mut parts = BTreeMap::new();
        for file in OURS.files() {
            let name = file.path().to_string_lossy();
            if let Some(part) = name.strip_suffix(PART_ENDING) {
                parts.insert(part.to_owned(), read(&name)?.to_owned());
            }
        }
        let bodies = Bodies::embedded().map_err(|cause| wrong("papers.toml")(cause.into()))?;
        let reporting = Reporting::parse(include_str!("../../../../../catalog/reporting.toml"))
            .map_err(|cause| wrong("reporting.toml")(cause.into()))?;
        let holidays = Holidays::parse(include_str!("../../../../../catalog/holidays.toml"))
            .map_err(|HolidaysError(cause)| wrong("holidays.toml")(cause.into()))?;
        Ok(Self {
            bodies,
            calendar: (reporting, holidays),
            kinds,
            parts,
        })
    }

    /// Reads what the program carries, and over it how the unit and those above it say their papers; the nearest counts.
    ///
    /// # Errors
    /// When the database refuses or a file cannot be read.
    pub async fn of(tx: &mut Tx, tree: &Tree, unit: UnitIndex, day: Day) -> anyhow::Result<Self> {
        let mut papers = Self::embedded()?;
        let mut chain = tree.ancestors_on(unit, day);
        chain.push(unit);
        let chain: Vec<i64> = chain.into_iter().map(|index| tree.unit(index).id.0).collect();
        let kept = wordings_of(tx, &chain).await?;
        for unit in chain {
            for wording in kept.values().filter(|wording| wording.unit == unit) {
                papers.say(wording);
            }
        }
        Ok(papers)
    }

    /// Takes how a committee says something; nothing where it takes its own words back.
    pub fn say(&mut self, kept: &KeptWording) {
        let Some(words) = &kept.words else {
            return;
        };
        if let Some(part) = self.parts.get_mut(&kept.name) {
            part.clone_from(words);
            return;
        }
        let kind = ReportKind::of(&kept.name);
        if let Some(wording) = kind.and_then(|kind| self.kinds.get_mut(&kind)) {
            let lines = |text: &String| {
                text.lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect()
            };
            wording.text.clone_from(words);
            wording.opening = kept.opening.clone().unwrap_or_else(|| wording.opening.clone());
            wording.summary = kept.summary.as_ref().map_or_else(|| wording.summary.clone(), lines);
            wording.recipients = kept
                .recipients
                .as_ref()
                .map_or_else(|| wording.recipients.clone(), lines);
        }
    }

    /// Reads wordings officers edited: files of a folder stand for ours of the same name.
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
        for (kind, wording) in &mut self.kinds {
            let file = format!("{}{KIND_ENDING}", kind.code());
            if let Some(text) = read(&file)? {
                *wording = toml::from_str(&text).context(file)?;
            }
        }
        for (part, ours) in &mut self.parts {
            if let Some(text) = read(&format!("{part}{PART_ENDING}"))? {
                *ours = text;
            }
        }
        Ok(self)
    }

    /// Takes a text in the place of ours for reports of every kind.
    #[must_use]
    pub fn worded(mut self, text: &str) -> Self {
        for wording in self.kinds.values_mut() {
            text.clone_into(&mut wording.text);
        }
        self
    }

    /// Gives the words of a kind.
    ///
    /// # Panics
    /// Never: the words of every kind are read.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "the words of every kind are read before there are papers"
    )]
    pub fn wording(&self, kind: ReportKind) -> &Wording {
        self.kinds.get(&kind).expect("the words of every kind are read")
    }

    /// Gives texts a wording may include, by name.
    #[must_use]
    pub fn parts(&self) -> &BTreeMap<String, String> {
        &self.parts
    }
}

fn wrong(file: &str) -> impl FnOnce(Box<dyn std::error::Error + Send + Sync>) -> PapersError {
    move |cause| PapersError {
        file: file.to_owned(),
        cause,
    }
}

impl Wording {
    /// Tells whether it is made for a period.
    #[must_use]
    pub fn fits(&self, period: Period) -> bool {
        self.periods.is_empty() || self.periods.iter().any(|shape| shape == period.shape())
    }
}

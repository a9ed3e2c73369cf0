//! A question for figures as it was typed, in the words of a command or of an address.

use nennep_core::accounts::Catalog;
use nennep_core::calendar::{Day, Period, PeriodError};

use super::faults::{Fault, FaultKind};
use crate::store::{Asked, Book};

/// Holds the words of a question; nothing of it is checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Code of the unit.
    pub unit: String,
    /// Codes of indicators; empty for all the catalogue lists.
    pub indicators: Vec<String>,
    /// A period by its short name.
    pub period: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// The tree day.
    pub tree_on: Option<String>,
}

impl Question {
    /// Reads the period, by its short name or by both its days.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn period(&self) -> Result<Period, Vec<Fault>> {
        if let Some(text) = &self.period {
            return self.named_period(text);
        }
        match (needed("from", self.from.as_deref()), needed("to", self.to.as_deref())) {
            (Ok(from), Ok(to)) => Period::range(from, to).map_err(|error| match error {
                PeriodError::Backwards => vec![about(
                    "to",
                    FaultKind::EndBeforeBeginning,
                    &to.to_string(),
                    &from.to_string(),
                )],
                PeriodError::Shape | PeriodError::OutOfRange => {
                    vec![about("from", FaultKind::BadPeriod, &from.to_string(), "")]
                }
            }),
            (from, to) => Err([from.err(), to.err()].into_iter().flatten().collect()),
        }
    }

    fn named_period(&self, text: &str) -> Result<Period, Vec<Fault>> {
        let beside = [("from", &self.from), ("to", &self.to)];
        let mut faults: Vec<Fault> = beside
            .into_iter()
            .filter_map(|(word, typed)| Some(about(word, FaultKind::NotHere, typed.as_deref()?, "from, to")))
            .collect();
        let period = text.parse::<Period>();
        if period.is_err() {
            faults.push(about("period", FaultKind::BadPeriod, text, ""));
        }
        period.ok().filter(|_| faults.is_empty()).ok_or(faults)
    }

    /// Makes a question to a book of the words.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn asked(&self, book: &Book, catalog: &Catalog) -> Result<Asked, Vec<Fault>> {
        let mut faults = Vec::new();
        let unit = book.tree.find(&self.unit);
        if unit.is_none() {
            faults.push(about("unit", FaultKind::UnknownUnit, &self.unit, ""));
        }
        let mut measures = Vec::new();
        for code in &self.indicators {
            match catalog.resolve(code) {
                Some(measure) => measures.push(measure),
                None => faults.push(about("indicator", FaultKind::UnknownIndicator, code, "")),
            }
        }
        let period = self.period().map_err(|wrong| faults.extend(wrong)).ok();
        let tree_on = day("tree_on", self.tree_on.as_deref())
            .map_err(|wrong| faults.push(wrong))
            .ok()
            .flatten();
        match (faults.is_empty(), unit, period) {
            (true, Some(unit), Some(period)) => Ok(Asked {
                unit,
                from: period.first_day(),
                to: period.last_day(),
                tree_on,
                measures,
            }),
            _ => Err(faults),
        }
    }
}

/// Makes a fault about one word of a question.
#[must_use]
pub fn about(word: &str, kind: FaultKind, found: &str, detail: &str) -> Fault {
    Fault::new(kind, found, detail).in_field(word)
}

/// Reads a day that may be left out.
///
/// # Errors
/// That the text is no day.
pub fn day(word: &str, text: Option<&str>) -> Result<Option<Day>, Fault> {
    text.map(|text| {
        text.parse::<Day>()
            .map_err(|_| about(word, FaultKind::NoSuchDay, text, ""))
    })
    .transpose()
}

fn needed(word: &str, text: Option<&str>) -> Result<Day, Fault> {
    day(word, text)?.ok_or_else(|| about(word, FaultKind::MissingValue, "", ""))
}

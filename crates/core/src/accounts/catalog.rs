//! The indicator catalogue: every figure as data over posted accounts.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Account, Filter, Measure};
use crate::ledger::{HostKind, Tag};
use crate::register::UnitKinds;

/// Says which way something crosses a committee's border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crossing {
    /// Received.
    In,
    /// Transferred out.
    Out,
}

/// Says how an indicator is computed: one of four shapes, no fifth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Sum over a period.
    Flow,
    /// Opening and all flows up to a day.
    Stock,
    /// A flow over the opening of a stock, in percent.
    Ratio {
        /// Code of the flow.
        numerator: String,
        /// Code of the stock, taken at the opening of the period.
        denominator: String,
    },
    /// Units of the kinds, there on the last day, for which nothing of the accounts was recorded in the period.
    Coverage {
        /// Kinds expected.
        expected: Vec<String>,
    },
}

/// Describes one indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Code of the contract.
    pub code: String,
    /// Other codes understood for it.
    pub aliases: Vec<String>,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Unit of count in Vietnamese.
    pub unit_vi: String,
    /// How it is printed in a sentence; `{}` stands for the number.
    pub sentence: String,
    /// How it is computed.
    pub shape: Shape,
    /// Whether only what crosses a border counts.
    pub crossing: Option<Crossing>,
    /// Signed accounts.
    pub terms: Vec<(i64, Account)>,
    /// Signed accounts of the stock that crosses with a unit.
    pub border_terms: Vec<(i64, Account)>,
    /// Built-in filter.
    pub filter: Option<Filter>,
    /// Whether `figures` lists it unasked.
    pub listed: bool,
}

/// Holds all indicators in the order papers list them.
#[derive(Clone, Debug)]
pub struct Catalog {
    indicators: Vec<Indicator>,
    by_code: BTreeMap<String, usize>,
    kinds: Vec<String>,
}

/// Says what is wrong with the catalogue and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {fault}")]
pub struct CatalogError {
    /// File name.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub fault: CatalogFault,
}

/// Says what is wrong with one place of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogFault {
    /// The text is not of the expected shape.
    #[error("{0}; mend the line as the head of the file describes")]
    Shape(String),
    /// A code stands twice.
    #[error("the code or alias {0} stands twice; give each indicator a code of its own")]
    Twice(String),
    /// An account is unknown.
    #[error("no fact posts to the account {0}; write a fact's code, with _in or _out for a move, and a sign before it")]
    UnknownAccount(String),
    /// A filter is unknown.
    #[error("the filter {0} is no tag, host kind or unit kind")]
    UnknownFilter(String),
    /// A named indicator is unknown or of the wrong shape.
    #[error("{0} is no indicator of the shape needed here")]
    UnknownIndicator(String),
    /// The parts do not go with the shape.
    #[error("the shape {shape} needs {needs}")]
    Needs {
        /// The shape.
        shape: String,
        /// What it needs.
        needs: &'static str,
    },
}

#[derive(Deserialize)]
struct Table {
    indicator: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    name_vi: String,
    unit_vi: String,
    sentence: String,
    shape: String,
    #[serde(default)]
    accounts: Vec<String>,
    crossing: Option<Crossing>,
    #[serde(default)]
    border_stock: Option<String>,
    filter: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    #[serde(default)]
    expected: Vec<String>,
    #[serde(default = "yes")]
    listed: bool,
}

fn yes() -> bool {
    true
}

impl Catalog {
    /// Reads `[[indicator]]` rows; `file` is named in errors.
    ///
    /// # Errors
    /// The first thing wrong with the file, with its line and what to do.
    pub fn parse(file: &str, text: &str, kinds: &UnitKinds) -> Result<Self, CatalogError> {
        let at = |offset: usize, fault: CatalogFault| CatalogError {
            file: file.to_owned(),
            line: line_of(text, offset),
            fault,
        };
        let table: Table = toml::from_str(text).map_err(|error| {
            at(
                error.span().map_or(0, |span| span.start),
                CatalogFault::Shape(error.message().to_owned()),
            )
        })?;
        let mut catalog = Self {
            indicators: Vec::new(),
            by_code: BTreeMap::new(),
            kinds: kinds.codes().map(str::to_owned).collect(),
        };
        let mut borders = Vec::new();
        for row in table.indicator {
            let offset = row.code.span().start;
            borders.push((offset, row.border_stock.clone()));
            catalog.take(row).map_err(|fault| at(offset, fault))?;
        }
        for (place, (offset, stock)) in borders.into_iter().enumerate() {
            catalog.join(place, stock).map_err(|fault| at(offset, fault))?;
        }
        Ok(catalog)
    }

    fn take(&mut self, row: Row) -> Result<(), CatalogFault> {
        let code = row.code.into_inner();
        let terms = row
            .accounts
            .iter()
            .map(|text| signed_account(text))
            .collect::<Result<Vec<_>, _>>()?;
        let filter = match &row.filter {
            Some(word) => Some(
                self.filter(word)
                    .ok_or_else(|| CatalogFault::UnknownFilter(word.clone()))?,
            ),
            None => None,
        };
        let needs = |needs| CatalogFault::Needs {
            shape: row.shape.clone(),
            needs,
        };
        let shape = match row.shape.as_str() {
            "flow" | "stock" | "coverage" if terms.is_empty() => return Err(needs("accounts")),
            "flow" => Shape::Flow,
            "stock" => Shape::Stock,
            "ratio" => Shape::Ratio {
                numerator: row.numerator.ok_or_else(|| needs("a numerator"))?,
                denominator: row.denominator.ok_or_else(|| needs("a denominator"))?,
            },
            "coverage" if row.expected.is_empty() => return Err(needs("expected kinds of units")),
            "coverage" => match row.expected.iter().find(|kind| !self.kinds.contains(kind)) {
                Some(unknown) => return Err(CatalogFault::UnknownFilter(unknown.clone())),
                None => Shape::Coverage { expected: row.expected },
            },
            other => {
                return Err(CatalogFault::Shape(format!(
                    "the shape {other} is none of flow, stock, ratio, coverage"
                )));
            }
        };
        for name in row.aliases.iter().chain([&code]) {
            if self.by_code.insert(name.clone(), self.indicators.len()).is_some() {
                return Err(CatalogFault::Twice(name.clone()));
            }
        }
        self.indicators.push(Indicator {
            code,
            aliases: row.aliases,
            name_vi: row.name_vi,
            unit_vi: row.unit_vi,
            sentence: row.sentence,
            shape,
            crossing: row.crossing,
            terms,
            border_terms: Vec::new(),
            filter,
            listed: row.listed,
        });
        Ok(())
    }

    /// Ties an indicator to the others it names, once all are known.
    fn join(&mut self, place: usize, border_stock: Option<String>) -> Result<(), CatalogFault> {
        let of_shape = |code: &str, stock: bool| {
            let found = self.by_code.get(code).and_then(|place| self.indicators.get(*place));
            found
                .filter(|indicator| indicator.shape == if stock { Shape::Stock } else { Shape::Flow })
                .ok_or_else(|| CatalogFault::UnknownIndicator(code.to_owned()))
        };
        let border_terms = match &border_stock {
            Some(code) => of_shape(code, true)?.terms.clone(),
            None => Vec::new(),
        };
        let Some(indicator) = self.indicators.get(place) else {
            return Ok(());
        };
        if indicator.crossing.is_some() && border_terms.is_empty() {
            return Err(CatalogFault::Needs {
                shape: "flow".into(),
                needs: "border_stock beside crossing",
            });
        }
        if let Shape::Ratio { numerator, denominator } = &indicator.shape {
            of_shape(numerator, false)?;
            of_shape(denominator, true)?;
        }
        if let Some(indicator) = self.indicators.get_mut(place) {
            indicator.border_terms = border_terms;
        }
        Ok(())
    }

    fn filter(&self, word: &str) -> Option<Filter> {
        let tag = Tag::parse(word).map(Filter::Tag);
        let host = || HostKind::parse(word).map(Filter::HostKind);
        let kind = || {
            self.kinds
                .iter()
                .find(|kind| *kind == word)
                .cloned()
                .map(Filter::OrgKind)
        };
        tag.or_else(host).or_else(kind)
    }

    /// Gives all indicators in their order.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// Gives the indicators `figures` lists unasked, as measures.
    pub fn listed(&self) -> impl Iterator<Item = Measure> + '_ {
        self.indicators
            .iter()
            .filter(|indicator| indicator.listed)
            .map(Self::measure)
    }

    /// Finds what a code asks for: an indicator, one of its aliases, or an indicator with a filter after a colon.
    #[must_use]
    pub fn resolve(&self, code: &str) -> Option<Measure> {
        if let Some(indicator) = self.by_code.get(code).and_then(|place| self.indicators.get(*place)) {
            return Some(Self::measure(indicator));
        }
        if let Some(tag) = code.strip_suffix("_admitted").and_then(Tag::parse) {
            return self.resolve(&format!("party_member_admitted:{}", tag.code()));
        }
        let (base, word) = code.split_once(':')?;
        let indicator = self.by_code.get(base).and_then(|place| self.indicators.get(*place))?;
        if indicator.filter.is_some() || !matches!(indicator.shape, Shape::Flow | Shape::Stock) {
            return None;
        }
        let asked = format!("{}:{word}", indicator.code);
        if asked != code {
            return self.resolve(&asked);
        }
        let filter = self.filter(word)?;
        Some(Measure {
            code: asked,
            indicator: indicator.clone(),
            filter: Some(filter),
        })
    }

    fn measure(indicator: &Indicator) -> Measure {
        Measure {
            code: indicator.code.clone(),
            indicator: indicator.clone(),
            filter: indicator.filter.clone(),
        }
    }
}

fn signed_account(text: &str) -> Result<(i64, Account), CatalogFault> {
    let (sign, code) = match text.strip_prefix('-') {
        Some(code) => (-1, code),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    Account::parse(code)
        .map(|account| (sign, account))
        .ok_or_else(|| CatalogFault::UnknownAccount(code.to_owned()))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

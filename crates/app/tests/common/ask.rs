//! Questions to the book; every answer is got from the lines and from a tally, and must be the same.

use std::collections::BTreeMap;

use nennep::store::{Asked, Book, Figures, Source, Tally, Trace};
use nennep_core::accounts::Shape;
use nennep_core::progress::{Amount, FigureSet};

use super::House;

/// Codes with the values expected of them.
pub(crate) type Expected = &'static [(&'static str, &'static str)];

/// A first and a last day.
pub(crate) type Days = (&'static str, &'static str);

/// Holds a question.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) unit: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) tree_on: Option<String>,
    pub(crate) known_at: Option<i64>,
    pub(crate) indicators: Vec<String>,
}

/// Shows an amount: a count, a percent, or `null`.
pub(crate) fn shown(amount: &Amount) -> String {
    match amount {
        Amount::Count(count) => count.to_string(),
        Amount::Percent(percent) => format!("{percent}%"),
        Amount::Missing(_) => "null".to_owned(),
    }
}

impl Ask {
    pub(crate) fn of(unit: &str, from: &str, to: &str) -> Self {
        Self {
            unit: unit.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            tree_on: None,
            known_at: None,
            indicators: Vec::new(),
        }
    }

    pub(crate) fn tree_on(self, day: &str) -> Self {
        Self {
            tree_on: Some(day.to_owned()),
            ..self
        }
    }

    pub(crate) fn known_at(self, head: i64) -> Self {
        Self {
            known_at: Some(head),
            ..self
        }
    }

    pub(crate) fn only(self, indicators: &[&str]) -> Self {
        Self {
            indicators: indicators.iter().map(|code| (*code).to_owned()).collect(),
            ..self
        }
    }

    fn asked(&self, figures: &Figures<'_>) -> Asked {
        let day = |text: &String| text.parse().unwrap();
        let resolve = |code: &String| {
            figures
                .catalog()
                .resolve(code)
                .unwrap_or_else(|| panic!("no indicator {code}"))
        };
        Asked {
            unit: figures
                .book()
                .tree
                .find(&self.unit)
                .unwrap_or_else(|| panic!("no unit {}", self.unit)),
            from: day(&self.from),
            to: day(&self.to),
            tree_on: self.tree_on.as_ref().map(day),
            measures: self.indicators.iter().map(resolve).collect(),
        }
    }
}

impl House {
    pub(crate) async fn figures(&self, ask: &Ask) -> FigureSet {
        self.answer(ask, false).await
    }

    pub(crate) async fn by_child(&self, ask: &Ask) -> FigureSet {
        self.answer(ask, true).await
    }

    async fn answer(&self, ask: &Ask, with_children: bool) -> FigureSet {
        let mut tx = self.db.read().await.unwrap();
        let book = Book::load(&mut tx, ask.known_at).await.unwrap();
        let figures = Figures::new(&book, &self.catalogs.indicators);
        let asked = ask.asked(&figures);
        let mut tally = Tally::default();
        tally.catch_up(&mut tx).await.unwrap();
        let mut answers = Vec::new();
        for by_tally in [false, true] {
            let known_at = book.is_earlier.then_some(book.head);
            let mut source = if by_tally {
                Source::Tally(&tally)
            } else {
                Source::Database { tx: &mut tx, known_at }
            };
            answers.push(if with_children {
                figures.with_children(&mut source, &asked).await.unwrap()
            } else {
                figures.of(&mut source, &asked).await.unwrap()
            });
        }
        // A tally knows its own head alone, so it answers no question about an earlier one.
        assert!(
            book.is_earlier || answers[0] == answers[1],
            "lines and tally differ: {answers:#?}"
        );
        answers.swap_remove(0)
    }

    /// Gives a figure with its entries, whose counts must add up to it.
    pub(crate) async fn trace(&self, ask: &Ask, code: &str) -> Trace {
        let mut tx = self.db.read().await.unwrap();
        let book = Book::load(&mut tx, ask.known_at).await.unwrap();
        let figures = Figures::new(&book, &self.catalogs.indicators);
        let asked = Ask {
            indicators: vec![code.to_owned()],
            ..ask.clone()
        }
        .asked(&figures);
        let known_at = book.is_earlier.then_some(book.head);
        let measure = &asked.measures[0];
        let trace = figures.trace(&mut tx, &asked, measure, known_at).await.unwrap();
        if matches!(measure.indicator.shape, Shape::Flow | Shape::Stock) {
            let sum: i64 = trace.entries.iter().map(|entry| entry.count).sum();
            assert_eq!(
                trace.value.count().unwrap_or(0),
                sum,
                "{code} of {ask:?}: {:#?}",
                trace.entries
            );
        }
        trace
    }

    /// Gives the value of one indicator, asked for by name.
    pub(crate) async fn value(&self, ask: &Ask, code: &str) -> String {
        shown(&self.trace(ask, code).await.value)
    }

    /// Gives every figure listed, by code.
    pub(crate) async fn listed(&self, ask: &Ask) -> BTreeMap<String, String> {
        let set = self.figures(ask).await;
        set.figures
            .iter()
            .map(|figure| (figure.indicator.clone(), shown(&figure.value)))
            .collect()
    }

    /// The listed figures are as the table says, `-` for one that is left out; every value bears its trace.
    pub(crate) async fn expect(&self, ask: &Ask, table: &[(&str, &str)]) {
        let listed = self.listed(ask).await;
        for (code, expected) in table {
            let found = listed.get(*code).map_or("-", String::as_str);
            assert_eq!(found, *expected, "{code} of {ask:?}");
            if found != "-" {
                assert_eq!(self.value(ask, code).await, found, "trace of {code}, {ask:?}");
            }
        }
    }
}

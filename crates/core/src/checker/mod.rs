//! Reads any report: finds the figures of the programme in Vietnamese prose, names their indicators and tests them.

mod context;
mod dates;
mod finding;
mod findings;
mod mention;
mod number_words;
mod numbers;
mod percent;
mod phrases;
mod resolve;
mod sentence;
mod table;
mod words;

#[cfg(test)]
mod tests;

pub use finding::{Finding, FindingKind, Verdict};
pub use mention::{Bound, Mention};
pub use percent::{Kind, Rounding, Stated};
pub use phrases::{Phrases, PhrasesError};
pub use words::Span;

use context::Context;
use sentence::Clause;

/// Holds what was read in a text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Numbers in the order of the text.
    pub mentions: Vec<Mention>,
    /// What is or may be wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// Sentences, headings, items and rows.
    pub sentences: Vec<Span>,
}

impl Reading {
    /// Gives the sentence a figure stands in.
    #[must_use]
    pub fn sentence_of(&self, mention: &Mention) -> Span {
        self.sentences.get(mention.sentence).copied().unwrap_or(mention.span)
    }

    /// Gives what a percent of a figure is measured against, when the text says it.
    #[must_use]
    pub fn base_of(&self, mention: &Mention, stated: &Stated) -> Option<i64> {
        findings::base(&self.mentions, mention, stated).map(|(of, _)| of)
    }
}

/// Reads a text.
#[must_use]
pub fn read(phrases: &Phrases, text: &str) -> Reading {
    let letters: Vec<char> = text.chars().collect();
    let tokens = words::tokens(&letters);
    let sentences = words::sentences(&tokens);
    let clauses: Vec<Clause<'_>> = sentences
        .iter()
        .map(|sentence| Clause::new(&tokens, sentence, phrases))
        .collect();
    let mut context = Context::default();
    let mut mentions = Vec::new();
    for (number, clause) in clauses.iter().enumerate() {
        resolve::read(phrases, clause, number, &mut context, &mut mentions);
    }
    let findings = findings::all(&findings::Text {
        phrases,
        clauses: &clauses,
        mentions: &mentions,
    });
    let sentences = clauses.iter().map(Clause::span).collect();
    Reading {
        mentions,
        findings,
        sentences,
    }
}

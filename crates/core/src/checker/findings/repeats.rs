//! Sentences that stand twice, and words said again inside one sentence.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Text;
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::phrases::Cue;
use crate::checker::sentence::{Clause, Hit};
use crate::checker::words::{Shape, Span, Token};

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let mut findings = sentences(text);
    findings.extend(text.clauses.iter().filter(|clause| !clause.is_row()).filter_map(phrase));
    findings
}

/// Shorter ones repeat in any honest text: `Không.`, `Xin cảm ơn.`
const SENTENCE_WORDS: usize = 6;

fn sentences(text: &Text<'_>) -> Vec<Finding> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for clause in text.clauses.iter().filter(|clause| clause.is_closed) {
        let words: Vec<&str> = words(clause.tokens).map(|token| token.folded.as_str()).collect();
        if words.len() < SENTENCE_WORDS {
            continue;
        }
        match seen.entry(words.join(" ")) {
            Entry::Occupied(first) => findings.push(Finding {
                kind: FindingKind::RepeatedSentence,
                span: clause.span(),
                evidence: vec![*first.get()],
            }),
            Entry::Vacant(place) => {
                place.insert(clause.span());
            }
        }
    }
    findings
}

/// This many words may come again in a sentence by the nature of its matter.
const PHRASE_WORDS: usize = 7;
/// Directly after itself a phrase of this many words is a slip.
const ADJACENT_WORDS: usize = 4;

fn phrase(clause: &Clause<'_>) -> Option<Finding> {
    let words: Vec<&Token> = words(clause.tokens).collect();
    let mut longest: Option<(usize, usize, usize)> = None;
    // For each distance one walk from the end: how far the words from here and from there are the same.
    for distance in 1..words.len() {
        let mut run = 0;
        for first in (0..words.len() - distance).rev() {
            let second = first + distance;
            run = if is_same(&words, first, second) { run + 1 } else { 0 };
            // The first time may not run into the second.
            let length = run.min(distance);
            let is_long = length >= PHRASE_WORDS || length >= ADJACENT_WORDS && length == distance;
            let is_longer = longest.is_none_or(|(known, _, _)| length >= known);
            if is_long && is_longer && !is_name(&words, first, length) {
                longest = Some((length, first, second));
            }
        }
    }
    let (length, first, second) = longest?;
    let place = |at: usize| Some(words.get(at)?.span.to(words.get(at + length - 1)?.span));
    let at = place(second)?;
    let is_official = |hit: &Hit<'_>| {
        let inside = clause
            .tokens
            .get(hit.tokens.start)
            .is_some_and(|token| at.holds(token.span));
        hit.meaning.is(Cue::Name) && inside
    };
    if clause.hits.iter().any(is_official) {
        return None;
    }
    Some(Finding {
        kind: FindingKind::RepeatedPhrase { words: length },
        span: at,
        evidence: place(first).into_iter().collect(),
    })
}

/// Tells whether the same word stands at two places; a number is never said again.
fn is_same(words: &[&Token], first: usize, second: usize) -> bool {
    let pair = words.get(first).zip(words.get(second));
    pair.is_some_and(|(one, other)| one.shape == Shape::Word && one.folded == other.folded)
}

/// Names and titles are said again as they are: two capitals beside the Party's and the State's make one.
fn is_name(words: &[&Token], first: usize, length: usize) -> bool {
    let inside = words.iter().skip(first).take(length);
    let capitals = inside
        .filter(|word| word.is_capital() && !matches!(word.folded.as_str(), "dang" | "nha" | "nghi" | "bac" | "de"));
    capitals.count() >= 2
}

fn words(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| token.shape != Shape::Mark)
}

//! A sentence with the phrases found in it.

use std::cell::OnceCell;
use std::ops::Range;

use super::numbers::{Number, numbers};
use super::phrases::{Cue, Deed, Meaning, Phrases};
use super::words::{Sentence, Shape, Span, Token};

/// One phrase found; its tokens are counted from the beginning of the sentence.
#[derive(Debug)]
pub(super) struct Hit<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) meaning: &'a Meaning,
}

/// A sentence as the rules read it.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) hits: Vec<Hit<'a>>,
    pub(super) is_item: bool,
    pub(super) begins_line: bool,
    pub(super) is_closed: bool,
    numbers: OnceCell<Vec<Number>>,
}

impl<'a> Clause<'a> {
    pub(super) fn new(all: &'a [Token], sentence: &Sentence, phrases: &'a Phrases) -> Self {
        let tokens = all.get(sentence.tokens.clone()).unwrap_or_default();
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
            match phrases.longest_at(rest) {
                Some((length, meaning)) => {
                    hits.push(Hit {
                        tokens: at..at + length,
                        meaning,
                    });
                    at += length;
                }
                None => at += 1,
            }
        }
        Self {
            tokens,
            hits,
            is_item: sentence.is_item,
            begins_line: sentence.begins_line,
            is_closed: sentence.is_closed,
            numbers: OnceCell::new(),
        }
    }

    /// Gives its numbers in order.
    pub(super) fn numbers(&self) -> &[Number] {
        self.numbers.get_or_init(|| numbers(self))
    }

    pub(super) fn hit_at(&self, at: usize) -> Option<&Hit<'a>> {
        self.hits.iter().find(|hit| hit.tokens.start == at)
    }

    pub(super) fn hit_ending(&self, at: usize) -> Option<&Hit<'a>> {
        self.hits.iter().find(|hit| hit.tokens.end == at)
    }

    /// Tells whether a token lies inside a phrase that began before it.
    pub(super) fn is_inside(&self, at: usize) -> bool {
        self.hits.iter().any(|hit| hit.tokens.start < at && at < hit.tokens.end)
    }

    /// Gives the class that begins here, words that may stand between passed over.
    pub(super) fn class_at(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let mut at = at;
        for _ in 0..BETWEEN_MAX {
            let hit = self.hit_at(at)?;
            if let Some(class) = hit.meaning.class {
                return Some((class, hit.tokens.clone()));
            }
            if !hit.meaning.is(Cue::Between) {
                return None;
            }
            at = hit.tokens.end;
        }
        None
    }

    pub(super) fn ends_cue(&self, at: usize, cues: &[Cue]) -> bool {
        let hit = self.hit_ending(at);
        hit.is_some_and(|hit| cues.iter().any(|cue| hit.meaning.is(*cue)))
    }

    /// `tổng số 78`, `số lượng 78`: the word names no thing.
    pub(super) fn is_total(&self, at: usize) -> bool {
        at >= 2 && (self.reads(at - 2, &["tổng", "số"]) || self.reads(at - 2, &["con", "số"]))
    }

    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(step, word)| {
            let token = self.tokens.get(at + step);
            token.is_some_and(|token| token.toned == super::words::toned(word) || token.text == *word)
        })
    }

    pub(super) fn has_percent_soon(&self, at: usize) -> bool {
        self.tokens
            .iter()
            .skip(at)
            .take(PERCENT_REACH)
            .any(|token| token.is('%'))
    }

    /// Tells whether a deed ends here, words that may stand between passed over.
    pub(super) fn follows_deed(&self, at: usize) -> bool {
        let mut at = at;
        while let Some(hit) = self.hit_ending(at) {
            if hit.meaning.deeds.iter().any(|deed| !deed.is_weak) {
                return true;
            }
            if !(hit.meaning.is(Cue::Between) || hit.meaning.is(Cue::About)) {
                return false;
            }
            at = hit.tokens.start;
        }
        false
    }

    /// Gives the deeds before a token, the nearest first.
    pub(super) fn deeds_before(&self, at: usize) -> impl Iterator<Item = (&Hit<'a>, &Deed)> {
        let before = self.hits.iter().rev().filter(move |hit| hit.tokens.end <= at);
        before.flat_map(|hit| hit.meaning.deeds.iter().map(move |deed| (hit, deed)))
    }

    /// Gives the last phrase before a token that bears one of these cues.
    pub(super) fn cue_before(&self, at: usize, cues: &[Cue]) -> Option<&Hit<'a>> {
        let mut before = self.hits.iter().rev().filter(|hit| hit.tokens.end <= at);
        before.find(|hit| cues.iter().any(|cue| hit.meaning.is(*cue)))
    }

    /// Tells whether only blanks, commas and joining words stand in a range.
    pub(super) fn only_joins(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens.get(range).unwrap_or_default();
        tokens.iter().all(|token| {
            token.shape == Shape::Mark && matches!(token.text.as_str(), "," | ";" | "+" | ")")
                || matches!(token.folded.as_str(), "va" | "cung" | "voi")
        })
    }

    /// Gives where it stands; a sentence has at least one token.
    pub(super) fn span(&self) -> Span {
        self.span_of(0..self.tokens.len()).unwrap_or(Span { start: 0, end: 0 })
    }

    /// Gives where some of its tokens stand.
    pub(super) fn span_of(&self, tokens: Range<usize>) -> Option<Span> {
        let inside = self.tokens.get(tokens)?;
        Some(inside.first()?.span.to(inside.last()?.span))
    }

    /// Tells whether it is a row of a table.
    pub(super) fn is_row(&self) -> bool {
        self.tokens.iter().skip(1).any(|token| token.tabs > 0)
    }

    pub(super) fn mark_between(&self, range: Range<usize>, marks: &[char]) -> bool {
        let tokens = self.tokens.get(range).unwrap_or_default();
        tokens.iter().any(|token| marks.iter().any(|mark| token.is(*mark)))
    }
}

const BETWEEN_MAX: usize = 3;
const PERCENT_REACH: usize = 10;

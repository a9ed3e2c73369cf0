//! Whether a number is promised or reached, and how exactly it is said.

use super::{Reader, Sense};
use crate::checker::mention::Bound;
use crate::checker::numbers::Number;
use crate::checker::phrases::Cue;
use crate::checker::words::Shape;

impl Reader<'_, '_> {
    pub(super) fn is_promised(&self, number: &Number, sense: &Sense) -> bool {
        let start = self.before_about(number.tokens.start);
        // `đạt 105% chỉ tiêu giao (60 đảng viên)`
        if let Some(opened) = start
            .checked_sub(1)
            .filter(|at| self.clause.tokens.get(*at).is_some_and(|token| token.is('(')))
            && let Some(cue) = self.clause.cue_before(opened, &[Cue::Target, Cue::Part])
            && cue.meaning.is(Cue::Target)
            && opened - cue.tokens.end <= BRACKET_REACH
        {
            return true;
        }
        if self.clause.reads(start.saturating_sub(2), &["kế", "hoạch"]) {
            return true;
        }
        let mut end = start;
        while let Some(cue) = self.clause.cue_before(end, &[Cue::Target, Cue::Result]) {
            if cue.meaning.is(Cue::Result) {
                return false;
            }
            let spent = self.clause.mark_between(cue.tokens.end..start, &['('])
                && self.clause.mark_between(cue.tokens.end..start, &[')']);
            let stands = sense.deed.as_deref() == Some("stock") && start - cue.tokens.end > STOCK_REACH;
            if !self.is_base(cue.tokens.start) && !spent && !stands {
                return true;
            }
            end = cue.tokens.start;
        }
        let is_done = self.clause.cue_before(start, &[Cue::Result]).is_some();
        self.context.is_planned(self.clause) && !is_done
    }

    /// `đạt 35% chỉ tiêu`, `vượt kế hoạch năm`: the promise is what a result is measured by.
    pub(super) fn is_base(&self, at: usize) -> bool {
        let near = (at.saturating_sub(BASE_REACH)..=at).any(|at| self.clause.ends_cue(at, &[Cue::Base]));
        let before = self
            .clause
            .tokens
            .get(at.saturating_sub(BASE_WORDS)..at)
            .unwrap_or_default();
        let since = before.iter().rev().take_while(|token| token.shape != Shape::Digits);
        let mut since = since.skip_while(|token| token.shape == Shape::Word);
        near || since.next().is_some_and(|mark| mark.is('%'))
    }

    pub(super) fn bound(&self, at: usize) -> Bound {
        let hit = self.clause.hit_ending(at);
        let is = |cue| hit.is_some_and(|hit| hit.meaning.is(cue));
        if is(Cue::AtLeast) {
            Bound::AtLeast
        } else if is(Cue::AtMost) {
            Bound::AtMost
        } else if is(Cue::About) {
            Bound::About
        } else {
            Bound::Exact
        }
    }

    pub(super) fn before_about(&self, at: usize) -> usize {
        self.clause
            .hit_ending(at)
            .filter(|hit| hit.meaning.is(Cue::About))
            .map_or(at, |hit| hit.tokens.start)
    }
}

const BASE_WORDS: usize = 6;
const BASE_REACH: usize = 2;
const BRACKET_REACH: usize = 6;
const STOCK_REACH: usize = 4;

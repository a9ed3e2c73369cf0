//! From a number to its indicator: what it counts, what was done with it, whether it is promised, of what it is a part.

mod bare;
mod counted;
mod loose;
mod percents;
mod promised;
mod sense;

use crate::checker::context::Context;
use crate::checker::mention::Mention;
use crate::checker::numbers::{Number, Value};
use crate::checker::phrases::{Cue, Phrases};
use crate::checker::sentence::Clause;
use crate::checker::words::Shape;
use counted::{Counted, counted, deeds_after};

/// Reads the figures of one sentence after those before it.
pub(in crate::checker) fn read(
    phrases: &Phrases,
    clause: &Clause<'_>,
    sentence: usize,
    context: &mut Context,
    all: &mut Vec<Mention>,
) {
    if clause.is_row() {
        return context.row(phrases, clause, sentence, all);
    }
    context.leave_table();
    let found = clause.numbers();
    let counted: Vec<Counted> = found.iter().map(|number| counted(phrases, clause, number)).collect();
    let deeds = deeds_after(clause, &counted);
    let first = all.len();
    let mut reader = Reader {
        phrases,
        clause,
        sentence,
        context,
        first,
        all,
    };
    let mut taken = 0;
    for ((number, counted), deed) in found.iter().zip(&counted).zip(deeds) {
        if taken <= number.tokens.start {
            taken = reader.mention(number, counted, deed);
        }
    }
    reader.context.remember(clause);
}

struct Reader<'a, 'b> {
    phrases: &'a Phrases,
    clause: &'a Clause<'a>,
    sentence: usize,
    context: &'b mut Context,
    /// Where the mentions of this sentence begin.
    first: usize,
    all: &'b mut Vec<Mention>,
}

/// What was found out of a number's meaning.
#[derive(Default)]
struct Sense {
    class: Option<usize>,
    deed: Option<String>,
    indicator: Option<String>,
    is_noise: bool,
    is_tagged: bool,
}

impl Reader<'_, '_> {
    /// Takes a number in, and gives the place up to which tokens were used.
    pub(super) fn mention(&mut self, number: &Number, counted: &Counted, after: Option<String>) -> usize {
        if let Value::Percent(stated) = &number.value {
            self.percent(number, stated);
            return number.tokens.end;
        }
        let (value, of) = match number.value {
            Value::Count(value) | Value::Range(value) => (Some(value), None),
            Value::Fraction(value, of) => (Some(value), Some(of)),
            Value::Percent(_) | Value::Noise => (None, None),
        };
        let end = counted.after.as_ref().map_or(number.tokens.end, |after| after.end);
        let (end, of) = match self.over_after(end).filter(|_| of.is_none()) {
            Some((end, over)) => (end, Some(over)),
            None => (end, of),
        };
        let whole = self.whole(number);
        let sense = if number.value == Value::Noise || self.is_multiple(number) {
            noise()
        } else {
            self.sense(number, counted, after, whole.map(|(whole, _)| whole))
        };
        let part = whole.filter(|(whole, _)| !sense.is_noise && self.is_part(*whole, &sense));
        let early = of.and_then(|_| self.early_percent(number));
        let is_promised =
            of.is_none() && self.is_promised(number, &sense) || sense.indicator.as_deref() == Some("task_planned");
        let is_promised = is_promised && sense.deed.as_deref() != Some("done");
        self.all.push(Mention {
            span: number.span,
            value,
            of,
            stated: early.into_iter().collect(),
            is_target: sense.indicator.is_some() && is_promised,
            indicator: sense.indicator,
            is_noise: sense.is_noise,
            sentence: self.sentence,
            tokens: number.tokens.start..end,
            class: sense.class,
            deed: sense.deed,
            part_of: part.map(|(whole, _)| whole),
            intro: part.map(|(_, intro)| intro),
            is_tagged: sense.is_tagged,
            bound: self.bound(number.tokens.start),
        });
        end
    }

    /// `33 đảng viên/30 chỉ tiêu`: the promise behind what is counted.
    pub(super) fn over_after(&self, at: usize) -> Option<(usize, i64)> {
        let of = self
            .clause
            .tokens
            .get(at + 1)
            .filter(|of| of.shape == Shape::Digits && of.is_glued)?;
        let over = self.clause.tokens.get(at).filter(|stroke| stroke.is('/'))?;
        let count = crate::text::parse_count(&of.text)?;
        (over.shape == Shape::Mark).then_some((at + 2, count))
    }

    /// `gấp 3 lần`, `tăng 05 so với`: it compares figures and is none.
    pub(super) fn is_multiple(&self, number: &Number) -> bool {
        let next = self.clause.tokens.get(number.tokens.end);
        let at = self.before_about(number.tokens.start);
        next.is_some_and(|next| next.folded == "lan") || self.clause.ends_cue(at, &[Cue::Change, Cue::Beyond])
    }

    /// Gives the last figure before, which satisfies a condition.
    pub(super) fn recent(&self, holds: impl Fn(&Mention) -> bool) -> Option<usize> {
        let from = self.all.len().saturating_sub(RECENT_MAX);
        let near = self.all.get(from..).unwrap_or_default();
        let is_it = |mention: &Mention| !mention.is_noise && mention.indicator.is_some() && holds(mention);
        near.iter().rposition(is_it).map(|place| place + from)
    }
}

fn noise() -> Sense {
    Sense {
        is_noise: true,
        ..Sense::default()
    }
}

/// Gives the code of an indicator without its filter.
fn unfiltered(code: &str) -> &str {
    code.split_once(':').map_or(code, |(code, _)| code)
}

/// Sentences back to what a number without its thing may mean.
const NEAR_MAX: usize = 1;

/// Mentions looked back over: what was said longer ago is not what is meant.
const RECENT_MAX: usize = 100;

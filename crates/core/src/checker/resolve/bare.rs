//! Numbers with nothing they count beside them, and what they are parts of.

use super::counted::Counted;
use super::{NEAR_MAX, Reader, Sense, noise, unfiltered};
use crate::checker::mention::{Intro, Mention};
use crate::checker::numbers::{Number, Value};
use crate::checker::phrases::{Cue, TOTAL};
use crate::checker::words::Shape;

impl Reader<'_, '_> {
    /// A number with nothing it counts beside it: `năm 2021 khảo sát 11`, `chỉ tiêu giao là 5.800`.
    pub(super) fn bare(&self, number: &Number, counted: &Counted) -> Sense {
        let start = self.before_about(number.tokens.start);
        let fraction = matches!(number.value, Value::Fraction(..));
        let colon = start
            .checked_sub(1)
            .filter(|at| self.clause.tokens.get(*at).is_some_and(|token| token.is(':')));
        let led = self.clause.follows_deed(colon.unwrap_or(start)) || self.leads_target(start) || fraction;
        let hosted = self.host(number.tokens.end).is_some();
        if let Some(whole) = self.broken_down(number).filter(|_| counted.is_bare && !led && !hosted) {
            return whole;
        }
        if !counted.is_bare || !(led || hosted) {
            return noise();
        }
        let hit = self
            .clause
            .deeds_before(start)
            .find(|(hit, deed)| !deed.is_weak && start - hit.tokens.end <= BARE_REACH);
        let near = self.recent(|mention| {
            let class = mention.class.and_then(|class| self.phrases.classes.get(class));
            mention.sentence + NEAR_MAX >= self.sentence
                && class.is_some_and(|class| {
                    !mention.is_tagged && hit.is_none_or(|(_, deed)| self.phrases.indicator(class, &deed.id).is_some())
                })
        });
        let Some(near) = near.and_then(|near| self.all.get(near)) else {
            return noise();
        };
        let class_of = |mention: &Mention| mention.class.and_then(|class| self.phrases.classes.get(class));
        let deed = hit
            .map(|(_, deed)| deed.id.clone())
            .filter(|deed| deed != TOTAL)
            .or_else(|| near.deed.clone());
        let grows = class_of(near).and_then(|row| self.phrases.growth(row));
        let deed = match grows {
            Some(grows) if hit.is_none() && deed.as_deref() == Some("stock") && self.leads_target(start) => {
                Some(grows.to_owned())
            }
            Some(_) | None => deed,
        };
        let deed = if fraction && deed.as_deref() == Some("plan") {
            Some("done".to_owned())
        } else {
            deed
        };
        let indicator = class_of(near)
            .zip(deed.as_ref())
            .and_then(|(class, deed)| self.phrases.indicator(class, deed));
        let host = self
            .host(number.tokens.end)
            .zip(indicator.as_ref())
            .map(|(host, code)| format!("{code}:{host}"));
        Sense {
            class: near.class,
            deed,
            indicator: host.or(indicator),
            is_noise: false,
            is_tagged: false,
        }
    }

    /// `612 đoàn viên: khối dệt may 244, khối thủy sản 187`: labels with numbers behind a figure break it down.
    pub(super) fn broken_down(&self, number: &Number) -> Option<Sense> {
        let start = number.tokens.start;
        let is_labelled = self.clause.tokens.get(start.checked_sub(1)?)?.shape == Shape::Word;
        let ends = self
            .clause
            .tokens
            .get(number.tokens.end)
            .is_none_or(|after| after.shape == Shape::Mark && !after.is('%'));
        let opened = self.clause.cue_before(start, &[Cue::Part]).map(|cue| cue.tokens.start);
        let colon = self.clause.tokens.iter().take(start).rposition(|token| token.is(':'));
        let opened = opened.or(colon)?;
        let own = self.all.get(self.first..)?;
        let whole = own
            .iter()
            .rev()
            .find(|mention| mention.tokens.end <= opened && mention.indicator.is_some() && !mention.is_tagged)?;
        let deeds = self
            .clause
            .deeds_before(start)
            .find(|(hit, deed)| !deed.is_weak && hit.tokens.start > opened);
        (is_labelled && ends && deeds.is_none()).then(|| Sense {
            class: whole.class,
            deed: whole.deed.clone(),
            indicator: whole.indicator.clone(),
            is_noise: false,
            is_tagged: false,
        })
    }

    pub(super) fn leads_target(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.clause.tokens.get(before));
        let is_led = before.is_some_and(|before| before.is(':') || before.folded == "la");
        let cue = self.clause.cue_before(at, &[Cue::Target, Cue::Result]);
        cue.is_some_and(|cue| cue.tokens.end == at || is_led && at - cue.tokens.end <= TARGET_REACH)
    }

    /// Gives what a number is a part of and how that is said.
    pub(super) fn whole(&self, number: &Number) -> Option<(usize, Intro)> {
        let start = number.tokens.start;
        let opened = self.clause.tokens.iter().take(start).rposition(|token| token.is('('));
        let opened = opened.filter(|opened| !self.clause.mark_between(*opened..start, &[')']));
        let cue = self
            .clause
            .cue_before(start, &[Cue::Part])
            .filter(|cue| !self.is_closed_off(cue.tokens.start, start));
        let (at, intro) = match (cue, opened) {
            (Some(cue), _) => (
                cue.tokens.start,
                if cue.meaning.is(Cue::WholeOf) {
                    Intro::Whole
                } else {
                    Intro::Some
                },
            ),
            (None, Some(opened)) => (opened, Intro::Some),
            (None, None) => return None,
        };
        let own = self.all.get(self.first..).unwrap_or_default();
        let whole = own.iter().rposition(|mention| {
            mention.tokens.end <= at && !mention.is_noise && mention.value.is_some() && mention.part_of.is_none()
        });
        let whole = whole.map(|whole| whole + self.first).or_else(|| {
            // A sentence that begins with `Trong đó` speaks of the last figure before it.
            (at == 0)
                .then(|| self.recent(|mention| mention.part_of.is_none()))
                .flatten()
        })?;
        Some((whole, intro))
    }

    /// Tells whether a place stands in a bracket that closed before another place.
    pub(super) fn is_closed_off(&self, at: usize, before: usize) -> bool {
        let opened = self.clause.tokens.iter().take(at).rposition(|token| token.is('('));
        let opened = opened.filter(|opened| !self.clause.mark_between(*opened..at, &[')']));
        opened.is_some() && self.clause.mark_between(at..before, &[')'])
    }

    /// Tells whether what a number counts can be a part of the whole before it.
    pub(super) fn is_part(&self, whole: usize, sense: &Sense) -> bool {
        if sense.is_tagged {
            return true;
        }
        let Some(whole) = self.all.get(whole) else {
            return false;
        };
        let whole_code = whole.indicator.as_deref();
        let (Some(part), Some(of)) = (sense.class, whole.class) else {
            return false;
        };
        let (Some(part), Some(of)) = (self.phrases.classes.get(part), self.phrases.classes.get(of)) else {
            return false;
        };
        let same = sense
            .indicator
            .as_deref()
            .zip(whole_code)
            .is_some_and(|(part, whole)| unfiltered(part) == unfiltered(whole));
        let survey = part.group.as_deref() == Some("survey") && of.object.contains("enterprise");
        let mass = of.id == "mass_org" && part.object == "org" && part.line.as_deref() != Some("party");
        let control = part.group.as_deref() == Some("control") && of.id == "control";
        same || survey || control || mass
    }
}

const TARGET_REACH: usize = 10;
const BARE_REACH: usize = 3;

//! What stands beside a number, before it and behind it.

use std::ops::Range;

use crate::checker::numbers::{Number, Value};
use crate::checker::phrases::{Cue, Phrases};
use crate::checker::sentence::Clause;
use crate::checker::words::Shape;

/// What stands beside a number.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) class: Option<usize>,
    /// Tokens of what is counted, when it stands after the number.
    pub(super) after: Option<Range<usize>>,
    /// No word the checker knows stands there, and the number ends what it counts.
    pub(super) is_bare: bool,
}

pub(super) fn counted(phrases: &Phrases, clause: &Clause<'_>, number: &Number) -> Counted {
    let end = number.tokens.end;
    if let Some((class, tokens)) = clause.class_at(end) {
        return Counted {
            class: Some(class),
            after: Some(tokens),
            is_bare: false,
        };
    }
    // `phát triển 7/35 đạt 20% đảng viên mới`: the percent stands before what is counted.
    if let Some((class, _)) = past_percent(clause, end).and_then(|end| clause.class_at(end)) {
        return Counted {
            class: Some(class),
            after: Some(end..end),
            is_bare: false,
        };
    }
    // `13 là nữ`
    if let Some(link) = clause.hit_at(end).filter(|hit| hit.meaning.is(Cue::Link))
        && let Some((class, tokens)) = clause.class_at(link.tokens.end)
        && phrases.classes.get(class).is_some_and(|row| row.tag.is_some())
    {
        return Counted {
            class: Some(class),
            after: Some(tokens),
            is_bare: false,
        };
    }
    // `lần lượt kết nạp 5, 4 và 2 đảng viên`: numbers in a row share what the last one counts.
    let next = clause
        .numbers()
        .iter()
        .find(|next| next.tokens.start >= end && matches!(next.value, Value::Count(_)));
    if let Some(next) = next.filter(|next| next.tokens.start > end && clause.only_joins(end..next.tokens.start))
        && (clause.follows_deed(number.tokens.start) || is_joined(clause, number))
        && let Some(class) = counted(phrases, clause, next).class
    {
        return Counted {
            class: Some(class),
            after: Some(end..end),
            is_bare: false,
        };
    }
    let is_fraction = matches!(number.value, Value::Fraction(..));
    let is_bare = is_fraction || ends_there(clause, end);
    let class = if is_fraction || is_bare && leads_there(clause, number.tokens.start) {
        let beside = classes_before(phrases, clause, number.tokens.start);
        let speaks = |class: &&usize| {
            let row = phrases.classes.get(**class);
            row.is_some_and(|row| matches!(row.loose.as_deref(), None | Some("org" | "member")))
        };
        beside.iter().find(speaks).or(beside.first()).copied()
    } else {
        None
    };
    Counted {
        class,
        after: None,
        is_bare,
    }
}

/// Tells whether a number stands in a row of numbers, another directly before it.
pub(super) fn is_joined(clause: &Clause<'_>, number: &Number) -> bool {
    let before = clause
        .numbers()
        .iter()
        .rev()
        .find(|other| other.tokens.end <= number.tokens.start);
    before.is_some_and(|other| {
        let gap = other.tokens.end..number.tokens.start;
        !gap.is_empty() && clause.only_joins(gap) && matches!(other.value, Value::Count(_))
    })
}

/// Tells whether a number ends what is said of it: no noun the checker does not know follows.
pub(super) fn ends_there(clause: &Clause<'_>, at: usize) -> bool {
    clause.tokens.get(at).is_none_or(|token| {
        token.shape != Shape::Word && !token.is('%')
            || token.tabs > 0
            || clause.hit_at(at).is_some_and(|hit| {
                let ends = [
                    Cue::Change,
                    Cue::Base,
                    Cue::Beyond,
                    Cue::Share,
                    Cue::Target,
                    Cue::Result,
                    Cue::Part,
                    Cue::Host,
                ];
                hit.meaning.class.is_none()
                    && (!hit.meaning.deeds.is_empty() || ends.iter().any(|cue| hit.meaning.is(*cue)))
            })
            || matches!(token.folded.as_str(), "va" | "thi" | "nen" | "con")
    })
}

/// Tells whether the words before a number can lead from a class to it: `số đảng viên là 12`, `đảng viên: 12`.
pub(super) fn leads_there(clause: &Clause<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| clause.tokens.get(before)) else {
        return false;
    };
    let is_joint = before.is(':') || before.is('(') || before.is('-') || before.is('–') || before.is('=');
    let is_cell = clause.tokens.get(at).is_some_and(|token| token.tabs > 0);
    is_joint
        || is_cell
        || clause.hit_ending(at).is_some()
        || matches!(before.folded.as_str(), "la" | "len" | "dat" | "duoc" | "con" | "toi")
}

/// Gives the classes before a number with no other number between, the nearest first.
pub(super) fn classes_before(phrases: &Phrases, clause: &Clause<'_>, at: usize) -> Vec<usize> {
    let last = clause
        .numbers()
        .iter()
        .filter(|number| number.tokens.end <= at && number.value != Value::Noise)
        .map(|number| number.tokens.end)
        .max()
        .unwrap_or(0);
    let hits = clause
        .hits
        .iter()
        .rev()
        .filter(|hit| last <= hit.tokens.start && hit.tokens.end <= at);
    // What hosts and where things are is not what is counted.
    let counted = hits.filter(|hit| !clause.ends_cue(hit.tokens.start, &[Cue::Host]));
    let known = counted.filter_map(|hit| hit.meaning.class);
    known
        .filter(|class| phrases.classes.get(*class).is_some_and(|row| row.id != "place"))
        .collect()
}

pub(super) fn is_plain(phrases: &Phrases, class: usize) -> bool {
    phrases.classes.get(class).is_some_and(|class| class.loose.is_none())
}

/// Gives the place after `đạt 20%`.
pub(super) fn past_percent(clause: &Clause<'_>, at: usize) -> Option<usize> {
    let steps = if clause.reads(at, &["đạt"]) { 1 } else { 0 };
    let digits = clause.tokens.get(at + steps)?;
    (digits.shape == Shape::Digits && clause.tokens.get(at + steps + 1)?.is('%')).then_some(at + steps + 2)
}

/// Gives for each number the deed that follows what it counts: `có 05 chi bộ được thành lập`; a list shares the one at its end.
pub(super) fn deeds_after(clause: &Clause<'_>, counted: &[Counted]) -> Vec<Option<String>> {
    let found = clause.numbers();
    let mut deeds: Vec<Option<String>> = vec![None; found.len()];
    for place in (0..found.len()).rev() {
        let Some(end) = counted
            .get(place)
            .and_then(|counted| counted.after.as_ref())
            .map(|after| after.end)
        else {
            continue;
        };
        let own = deed_at(clause, end);
        let shared = found.get(place + 1).filter(|next| {
            let gap = end..next.tokens.start.max(end);
            // A semicolon begins another thing, and `88 người trong số đó` are part of what stands before.
            let of_those = counted.get(place + 1).and_then(|next| next.after.as_ref());
            let of_those = of_those
                .and_then(|after| clause.hit_at(after.end))
                .is_some_and(|hit| hit.meaning.is(Cue::Part));
            end <= next.tokens.start && clause.only_joins(gap.clone()) && !clause.mark_between(gap, &[';']) && !of_those
        });
        let shared = shared.and_then(|_| deeds.get(place + 1).cloned().flatten());
        if let Some(slot) = deeds.get_mut(place) {
            *slot = own.or(shared);
        }
    }
    deeds
}

pub(super) fn deed_at(clause: &Clause<'_>, at: usize) -> Option<String> {
    // `mười bốn công đoàn cơ sở yếu được củng cố`: a word or two may stand before the passive.
    let mut at = (at..=at + ADJECTIVES)
        .find(|at| {
            clause
                .tokens
                .get(*at)
                .is_some_and(|token| matches!(token.folded.as_str(), "duoc" | "bi"))
        })
        .filter(|passive| {
            clause
                .tokens
                .get(at..*passive)
                .unwrap_or_default()
                .iter()
                .all(|token| token.shape == Shape::Word)
        })
        .unwrap_or(at);
    let mut is_passive = false;
    while let Some(token) = clause.tokens.get(at).filter(|token| {
        matches!(
            token.folded.as_str(),
            "duoc" | "bi" | "moi" | "da" | "phai" | "nay" | "tren"
        )
    }) {
        is_passive |= token.folded != "da";
        at += 1;
    }
    // `127 người trong số đó đã được …`
    if let Some(part) = clause.hit_at(at).filter(|hit| hit.meaning.is(Cue::Part) && !is_passive) {
        return deed_at(clause, part.tokens.end);
    }
    let hit = clause.hit_at(at)?;
    let deed = hit.meaning.deeds.iter().find(|deed| !deed.is_weak)?;
    let next = clause.tokens.get(hit.tokens.end);
    let takes_object =
        next.is_some_and(|next| next.shape == Shape::Digits) || clause.class_at(hit.tokens.end).is_some();
    (is_passive || !takes_object).then(|| deed.id.clone())
}

const ADJECTIVES: usize = 2;

//! Targets in words: what is promised, by whom, for which days, and how it stands.

use nennep_core::accounts::Shape;
use nennep_core::calendar::{Day, Period};
use nennep_core::progress::{Handed, PaceVerdict, Promise, Promised, Target};
use nennep_core::register::{Tree, UnitIndex};
use nennep_core::text::{count, date_short};

use super::bar::period_words;
use super::words::Words;

/// Prints a promise: `12`, `12–15`.
#[must_use]
pub fn promise(promise: Promise) -> String {
    match promise.max {
        Some(max) => format!("{}–{}", count(promise.min), count(max)),
        None => count(promise.min),
    }
}

/// Gives what a target promises.
#[must_use]
pub fn promise_of(target: &Target) -> Promise {
    Promise::of(target.min, target.max)
}

/// Gives the words a giver is recorded by: the name where it leads back to the unit, else the code.
#[must_use]
pub fn giver_text(tree: &Tree, unit: UnitIndex, on: Day) -> String {
    let name = tree.name_on(unit, on);
    if tree.find(name).is_none() && tree.find_by_name(name) == Some(unit) {
        name.to_owned()
    } else {
        tree.unit(unit).code.clone()
    }
}

/// Says the days of a target: as the period they are, else both.
#[must_use]
pub fn days(words: &Words, (from, to): (Day, Day)) -> String {
    match Period::of_days(from, to) {
        Ok(period) => period_words(words, period),
        Err(_) => format!("{} – {}", date_short(from), date_short(to)),
    }
}

/// Says how the sum of what is handed down stands to what was received.
#[must_use]
pub fn handed(words: &Words, received: Promise, sum: i64, handed: Handed) -> String {
    let (key, by) = match handed {
        Handed::Left(by) => ("handed-left", by),
        Handed::Whole => ("handed-whole", 0),
        Handed::Over(by) => ("handed-over", by),
    };
    let values = [("sum", count(sum)), ("of", promise(received)), ("by", count(by))];
    words.fill(key, &values)
}

/// Says how a target stands on a day, as a word of `pace-…`, and whether somebody must act.
///
/// What one seat brought in is not told apart in the book; for a stock no pace exists, it is reached or not.
#[must_use]
pub fn standing(target: &Target, shape: &Shape, result: Option<i64>, on: Day) -> (&'static str, bool) {
    if target.member.is_some() {
        return ("of_seat", false);
    }
    match shape {
        Shape::Flow => {
            let verdict = Promised::from(target).pace(result, on).verdict;
            let is_late = matches!(verdict, PaceVerdict::Behind | PaceVerdict::Missed);
            (verdict.code(), is_late)
        }
        Shape::Stock | Shape::Ratio { .. } | Shape::Coverage { .. } if on < target.from => {
            (PaceVerdict::NotBegun.code(), false)
        }
        Shape::Stock | Shape::Ratio { .. } | Shape::Coverage { .. } => match result {
            None => (PaceVerdict::NotRecorded.code(), false),
            Some(result) if result >= target.min => (PaceVerdict::Reached.code(), false),
            Some(_) if on >= target.to => (PaceVerdict::Missed.code(), true),
            Some(_) => ("below", false),
        },
    }
}

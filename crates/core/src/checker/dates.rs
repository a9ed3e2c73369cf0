//! Days and periods written in a text.

use std::ops::Range;

use super::phrases::Cue;
use super::sentence::Clause;
use super::words::{Shape, Token};
use crate::calendar::Day;

/// Gives the whole days of a sentence with their tokens: `10/11/2009`, `28-5-2024`, `ngày 05 tháng 7 năm 2023`.
pub(super) fn days(clause: &Clause<'_>) -> Vec<(Range<usize>, Day)> {
    let mut days = Vec::new();
    let mut at = 0;
    while at < clause.tokens.len() {
        let read = stroked(clause, at).or_else(|| in_words(clause, at));
        match read {
            Some((length, day)) => {
                days.push((at..at + length, day));
                at += length;
            }
            None => at += 1,
        }
    }
    days
}

fn stroked(clause: &Clause<'_>, at: usize) -> Option<(usize, Day)> {
    let first = clause.tokens.get(at).filter(|token| token.shape == Shape::Digits)?;
    let parts: Vec<&str> = first.text.split('.').collect();
    if let [day, month, year] = parts.as_slice() {
        return Some((1, day_of(day, month, year)?));
    }
    let is_stroke = |token: &Token| token.is('/') || token.is('-') || token.is('–');
    clause.tokens.get(at + 1).filter(|token| is_stroke(token))?;
    clause.tokens.get(at + 3).filter(|token| is_stroke(token))?;
    let (second, third) = (clause.tokens.get(at + 2)?, clause.tokens.get(at + 4)?);
    let day =
        day_of(&first.text, &second.text, &third.text).or_else(|| day_of(&third.text, &second.text, &first.text))?;
    Some((5, day))
}

fn in_words(clause: &Clause<'_>, at: usize) -> Option<(usize, Day)> {
    let number = |step: usize| {
        clause
            .tokens
            .get(at + step)
            .filter(|token| token.shape == Shape::Digits)
    };
    let words = clause.reads(at + 1, &["tháng"]) && clause.reads(at + 3, &["năm"]);
    let day = day_of(&number(0)?.text, &number(2)?.text, &number(4)?.text)?;
    words.then_some((5, day))
}

fn day_of(day: &str, month: &str, year: &str) -> Option<Day> {
    let year = if year.len() == 4 {
        year.parse().ok()?
    } else {
        return None;
    };
    Day::new(year, month.parse().ok()?, day.parse().ok()?)
}

/// Gives the first and last day of `từ … đến …`.
pub(super) fn stretch(clause: &Clause<'_>) -> Option<(Range<usize>, Day, Day)> {
    let days = days(clause);
    let pairs = days.iter().zip(days.iter().skip(1));
    pairs.into_iter().find_map(|((first, from), (last, to))| {
        let between = clause.tokens.get(first.end..last.start)?;
        let joins = between.iter().any(|token| {
            token.toned == super::words::toned("đến") || token.folded == "den" || token.is('-') || token.is('–')
        });
        let begins = first.start.checked_sub(1).and_then(|at| clause.tokens.get(at));
        let begins = begins.is_some_and(|token| token.folded == "tu" || token.folded == "ngay");
        (joins && begins && between.len() <= JOIN_MAX && from < to).then_some((first.start..last.end, *from, *to))
    })
}

const JOIN_MAX: usize = 4;

/// A period named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) tokens: Range<usize>,
    /// As a person would write it.
    pub(super) label: String,
    pub(super) first: Day,
    pub(super) last: Day,
}

/// Gives the first period named by quarter, half or nine months of a year.
pub(super) fn named(clause: &Clause<'_>) -> Option<Named> {
    (0..clause.tokens.len()).find_map(|at| quarter(clause, at).or_else(|| months(clause, at)))
}

fn quarter(clause: &Clause<'_>, at: usize) -> Option<Named> {
    let word = clause.tokens.get(at)?;
    if !matches!(word.folded.as_str(), "quy" | "qui") {
        return None;
    }
    let quarter: u32 = match clause.tokens.get(at + 1)?.folded.as_str() {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    };
    let (year, end) = year_after(clause, at + 2)?;
    named_months(clause, at..end, year, quarter * 3 - 2, quarter * 3)
}

/// `6 tháng đầu năm 2023`, `9 tháng năm 2014`, `6 tháng cuối năm 2022`.
fn months(clause: &Clause<'_>, at: usize) -> Option<Named> {
    let count = clause.tokens.get(at)?;
    let count: u32 = match count.folded.as_str() {
        "6" | "06" | "sau" => 6,
        "9" | "09" | "chin" => 9,
        _ => return None,
    };
    if !clause.reads(at + 1, &["tháng"]) {
        return None;
    }
    let is_late = clause.reads(at + 2, &["cuối"]);
    let (year, end) = year_after(clause, at + 2)?;
    let first = if is_late { 13 - count } else { 1 };
    named_months(clause, at..end, year, first, first + count - 1)
}

/// Gives a year that follows within a few words, and where it ends.
fn year_after(clause: &Clause<'_>, at: usize) -> Option<(i32, usize)> {
    let rest = clause.tokens.iter().enumerate().skip(at).take(YEAR_REACH);
    let mut rest = rest.take_while(|(_, token)| {
        token.shape == Shape::Digits || matches!(token.folded.as_str(), "/" | "-" | "nam" | "dau" | "cuoi" | "cua")
    });
    let (at, token) = rest.find(|(_, token)| token.text.len() == 4 && token.shape == Shape::Digits)?;
    Some((
        token.text.parse().ok().filter(|year| (1950..2100).contains(year))?,
        at + 1,
    ))
}

const YEAR_REACH: usize = 4;

fn named_months(clause: &Clause<'_>, tokens: Range<usize>, year: i32, first: u32, last: u32) -> Option<Named> {
    let after = if last == 12 {
        Day::new(year + 1, 1, 1)?
    } else {
        Day::new(year, last + 1, 1)?
    };
    let words = clause.tokens.get(tokens.clone())?;
    let label = words.iter().fold(String::new(), |label, token| {
        let blank = if label.is_empty() || token.is_glued { "" } else { " " };
        format!("{label}{blank}{}", token.text)
    });
    Some(Named {
        tokens,
        label,
        first: Day::new(year, first, 1)?,
        last: after.previous(),
    })
}

/// Gives `N năm` where it names a stretch of years.
pub(super) fn years(clause: &Clause<'_>) -> Vec<(Range<usize>, i64)> {
    let all = clause.tokens.iter().enumerate();
    let pairs = all.filter_map(|(at, token)| {
        let count: i64 = if token.shape == Shape::Digits {
            token.text.parse().ok()?
        } else {
            return None;
        };
        let names = clause.reads(at + 1, &["năm"]) && (1..=100).contains(&count);
        let is_year = clause
            .tokens
            .get(at + 2)
            .is_some_and(|next| next.shape == Shape::Digits && next.text.len() == 4);
        (names && !is_year).then_some((at..at + 2, count))
    });
    pairs.collect()
}

/// Gives the years of `giai đoạn 2012-2020`.
pub(super) fn year_span(clause: &Clause<'_>) -> Option<(Range<usize>, i64, i64)> {
    (0..clause.tokens.len()).find_map(|at| {
        let year = |at: usize| {
            let token = clause
                .tokens
                .get(at)
                .filter(|token| token.shape == Shape::Digits && token.text.len() == 4)?;
            token
                .text
                .parse::<i64>()
                .ok()
                .filter(|year| (1950..2100).contains(year))
        };
        let joint = clause.tokens.get(at + 1)?;
        let joins = joint.is('-') || joint.is('–') || joint.folded == "den";
        let (from, to) = (year(at)?, year(at + 2)?);
        let named = clause.ends_cue(at, &[Cue::Naming]) || at > 0 && clause.reads(at - 1, &["("]);
        (joins && from < to && named).then_some((at..at + 3, from, to))
    })
}

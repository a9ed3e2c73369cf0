//! Lists that are longer or shorter than was announced.

use super::Text;
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::numbers::{Number, Value};
use crate::checker::sentence::Clause;
use crate::checker::words::{Shape, Token};

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let leads = text.clauses.iter().enumerate();
    leads
        .filter_map(|(sentence, clause)| below(text, sentence, clause).or_else(|| inline(text, sentence, clause)))
        .collect()
}

/// A list on the lines below its announcement.
fn below(text: &Text<'_>, sentence: usize, clause: &Clause<'_>) -> Option<Finding> {
    if !clause.tokens.last()?.is(':') {
        return None;
    }
    let (number, announced) = announced(text, sentence, clause, clause.tokens.len())?;
    let rest = text.clauses.iter().enumerate().skip(sentence + 1);
    let first = text.clauses.get(sentence + 1).filter(|first| first.is_item)?;
    let head = first.tokens.first()?;
    let mark = head.shape;
    let mut lines = 0;
    let mut names = 0;
    for (place, item) in rest {
        if !item.begins_line {
            continue;
        }
        let begins_alike = |token: &Token| token.shape == mark && token.is_capital() == head.is_capital();
        let is_like = item.is_item && item.tokens.first().is_some_and(begins_alike);
        if !is_like {
            break;
        }
        // Lines that count are parts of a sum, not names of a list.
        if text
            .of_sentence(place)
            .any(|mention| mention.value.is_some() && mention.indicator.is_some() && mark == Shape::Mark)
        {
            return None;
        }
        lines += 1;
        names += names_in(item);
    }
    finding(number, clause, announced, lines, names)
}

/// A list behind a colon in the sentence itself: names, parted by commas, each with a capital.
fn inline(text: &Text<'_>, sentence: usize, clause: &Clause<'_>) -> Option<Finding> {
    let colon = clause.tokens.iter().position(|token| token.is(':'))?;
    let (number, announced) = announced(text, sentence, clause, colon + 1)?;
    let names = clause.tokens.get(colon + 1..)?;
    let items: Vec<&[Token]> = names
        .split(|token| token.is(',') || token.is(';') || token.folded == "va")
        .filter(|item| item.iter().any(|token| token.shape == Shape::Word))
        .collect();
    let is_names = items.iter().all(|item| {
        item.first().is_some_and(Token::is_capital) && item.iter().all(|token| token.shape != Shape::Digits)
    });
    let lines = i64::try_from(items.len()).ok()?;
    if lines < 2 || !is_names {
        return None;
    }
    finding(number, clause, announced, lines, lines)
}

/// Gives the count nearest before a colon that announces a list.
fn announced<'a>(text: &Text<'_>, sentence: usize, clause: &'a Clause<'_>, colon: usize) -> Option<(&'a Number, i64)> {
    let number = clause
        .numbers()
        .iter()
        .rev()
        .find(|number| number.tokens.end < colon && matches!(number.value, Value::Count(_)))?;
    let Value::Count(count) = number.value else {
        return None;
    };
    let is_figure = text
        .of_sentence(sentence)
        .any(|mention| mention.span == number.span && !mention.is_target);
    let tail = clause.tokens.get(number.tokens.end..colon)?;
    let says_so = tail.iter().any(|token| matches!(token.folded.as_str(), "sau" | "gom"))
        || tail.iter().rev().take(2).any(|token| token.folded == "la");
    let names_time = tail.first().is_some_and(|token| {
        matches!(
            token.folded.as_str(),
            "nam" | "thang" | "ngay" | "quy" | "tuan" | "gio" | "lan"
        )
    });
    let names_else = tail
        .iter()
        .any(|token| matches!(token.folded.as_str(), "cac" | "nhung" | "mot"));
    let is_near = tail.len() <= REACH && !names_else;
    (is_near && !names_time && (is_figure || says_so) && (2..=LIST_MAX).contains(&count)).then_some((number, count))
}

/// A line may bear several names, each beginning as the first does: `Chi bộ A - Chi bộ B`.
fn names_in(clause: &Clause<'_>) -> i64 {
    let parts = clause
        .tokens
        .split(|token| token.is('-') || token.is('–') || token.is(';') || token.is(','));
    let heads: Vec<&str> = parts
        .filter_map(|part| part.first().map(|token| token.folded.as_str()))
        .collect();
    let first = heads.first().copied();
    let alike = heads.iter().filter(|head| Some(**head) == first).count();
    i64::try_from(alike.max(1)).unwrap_or(1)
}

fn finding(number: &Number, clause: &Clause<'_>, announced: i64, lines: i64, names: i64) -> Option<Finding> {
    if lines == announced || lines == 0 {
        return None;
    }
    let last = clause
        .tokens
        .get(number.tokens.end)
        .map_or(number.span, |next| next.span);
    Some(Finding {
        kind: FindingKind::ListLength {
            announced,
            lines,
            names,
        },
        span: number.span.to(last),
        evidence: Vec::new(),
    })
}

const REACH: usize = 14;
const LIST_MAX: i64 = 60;

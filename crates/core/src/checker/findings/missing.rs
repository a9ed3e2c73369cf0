//! Classes named in an enumeration without their number.

use std::ops::Range;

use super::Text;
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::sentence::Clause;
use crate::checker::words::Shape;

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let prose = text.clauses.iter().enumerate().filter(|(_, clause)| !clause.is_row());
    for (sentence, clause) in prose {
        let items = items(text, clause, sentence);
        let empty = items
            .iter()
            .enumerate()
            .filter(|(place, _)| is_missing(clause, &items, *place));
        for (_, item) in empty {
            findings.extend(finding(clause, item.tokens.clone()));
        }
        if let Some(tokens) = empty_slot(clause, items.iter().any(|item| item.numbers > 0)) {
            findings.extend(finding(clause, tokens));
        }
    }
    findings
}

/// What stands between commas, semicolons, brackets and joining words.
struct Item {
    tokens: Range<usize>,
    /// Figures in it.
    numbers: usize,
    /// The class it begins with.
    class: Option<usize>,
    /// It begins with `số`: an item of a statistic.
    is_counted: bool,
    /// Nothing but the class stands in it.
    is_whole: bool,
}

fn items(text: &Text<'_>, clause: &Clause<'_>, sentence: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = 0;
    for at in 0..=clause.tokens.len() {
        let token = clause.tokens.get(at);
        let parts = token.is_none_or(|token| {
            let mark =
                token.shape == Shape::Mark && matches!(token.text.as_str(), "," | ";" | "(" | ")" | ":" | "." | "…");
            let leads = token.is(':')
                && clause
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.shape == Shape::Digits);
            (mark && !leads || token.folded == "va") && !clause.is_inside(at)
        });
        if !parts {
            continue;
        }
        if start < at {
            items.push(item(text, clause, sentence, start..at));
        }
        start = at + 1;
    }
    items
}

fn item(text: &Text<'_>, clause: &Clause<'_>, sentence: usize, tokens: Range<usize>) -> Item {
    let digits = clause
        .tokens
        .get(tokens.clone())
        .unwrap_or_default()
        .iter()
        .filter(|token| token.shape == Shape::Digits);
    let own = text
        .of_sentence(sentence)
        .filter(|mention| tokens.contains(&mention.tokens.start));
    let is_counted = clause.reads(tokens.start, &["số"]);
    let at = if is_counted { tokens.start + 1 } else { tokens.start };
    let hit = clause.hit_at(at).filter(|hit| hit.meaning.class.is_some());
    let class = hit.and_then(|hit| hit.meaning.class);
    let is_plain = class
        .and_then(|class| text.phrases.classes.get(class))
        .is_some_and(|class| class.loose.is_none() && class.tag.is_none() && !class.world);
    Item {
        numbers: own.count().max(digits.count()),
        class: class.filter(|_| is_plain),
        is_counted,
        is_whole: hit.is_some_and(|hit| hit.tokens.end == tokens.end),
        tokens,
    }
}

fn is_missing(clause: &Clause<'_>, items: &[Item], place: usize) -> bool {
    let Some(item) = items.get(place).filter(|item| item.numbers == 0) else {
        return false;
    };
    let Some(class) = item.class else {
        return false;
    };
    let before = items.get(..place).unwrap_or_default();
    let numbered = |item: &&Item| item.numbers > 0;
    // `số chi hội mới 05, số tổ phụ nữ mới ra mắt, số hội viên 186`
    let in_statistic = item.is_counted && items.iter().filter(numbered).any(|other| other.is_counted);
    // `2 quy trình kết nạp; 2 quy trình chuyển sinh hoạt; quy trình tặng Huy hiệu`
    let alike = before.iter().filter(|other| starts_with(clause, other, class));
    let in_series = alike.count() >= SERIES_MIN && before.last().is_some_and(|last| last.numbers > 0);
    // `12 tổ chức đảng, công đoàn, 03 chi đoàn`
    let after = items
        .get(place + 1)
        .is_some_and(|next| next.numbers > 0 && starts_with_number(clause, next));
    let between = item.is_whole
        && before
            .last()
            .is_some_and(|last| last.numbers > 0 && starts_with_number(clause, last))
        && after;
    in_statistic || in_series || between
}

const SERIES_MIN: usize = 2;

/// Tells whether an item is a number and then this class.
fn starts_with(clause: &Clause<'_>, item: &Item, class: usize) -> bool {
    let digits = clause
        .tokens
        .get(item.tokens.start)
        .is_some_and(|token| token.shape == Shape::Digits);
    digits
        && clause
            .class_at(item.tokens.start + 1)
            .is_some_and(|(other, _)| other == class)
}

fn starts_with_number(clause: &Clause<'_>, item: &Item) -> bool {
    let inside = clause.tokens.get(item.tokens.clone()).unwrap_or_default();
    let at = inside.iter().position(|token| token.shape == Shape::Digits);
    at.is_some_and(|at| clause.class_at(item.tokens.start + at + 1).is_some())
}

/// `Cử học lớp nhận thức về Đảng: đồng chí.`: the place of the number is empty.
fn empty_slot(clause: &Clause<'_>, has_numbers: bool) -> Option<Range<usize>> {
    let colon = clause.tokens.iter().rposition(|token| token.is(':'))?;
    let hit = clause.hit_at(colon + 1).filter(|hit| hit.meaning.class.is_some())?;
    let ends = clause
        .tokens
        .get(hit.tokens.end)
        .is_none_or(|token| token.shape == Shape::Mark)
        && hit.tokens.end + 1 >= clause.tokens.len();
    (ends && !has_numbers && clause.begins_line).then_some(0..hit.tokens.end)
}

fn finding(clause: &Clause<'_>, tokens: Range<usize>) -> Option<Finding> {
    Some(Finding {
        kind: FindingKind::MissingNumber,
        span: clause.span_of(tokens)?,
        evidence: Vec::new(),
    })
}

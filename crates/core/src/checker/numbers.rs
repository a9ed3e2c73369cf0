//! Numbers as officers write them, and which of them count nothing: days, years, document numbers, telephones.

use std::ops::Range;

use super::phrases::Cue;
use super::sentence::Clause;
use super::words::{Shape, Span, Token};

/// A number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    pub(super) value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A whole count.
    Count(i64),
    /// A result over what was promised: `06/17`.
    Fraction(i64, i64),
    /// From one to another: `3 - 5`.
    Range(i64),
    /// A percent as printed, the decimal mark a point.
    Percent(String),
    /// It counts nothing of the programme whatever stands beside it.
    Noise,
}

/// Finds the numbers of a sentence, in order; `Clause::numbers` keeps them.
pub(super) fn numbers(clause: &Clause<'_>) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < clause.tokens.len() {
        if clause.is_inside(at) {
            at += 1;
            continue;
        }
        let read = match clause.tokens.get(at).map(|token| token.shape) {
            Some(Shape::Digits) => digits(clause, at),
            Some(Shape::Word) => in_words(clause, at),
            Some(Shape::Mark) | None => None,
        };
        let Some((length, value)) = read else {
            at += 1;
            continue;
        };
        let tokens = at..at + length;
        if let Some(span) = clause.span_of(tokens.clone()) {
            found.push(Number { tokens, span, value });
        }
        at += length;
    }
    found
}

type Read = Option<(usize, Value)>;

fn digits(clause: &Clause<'_>, at: usize) -> Read {
    let token = clause.tokens.get(at)?;
    if let Some(length) = percent_sign(clause, at + 1) {
        let stated = decimal(&token.text)?;
        return Some((1 + length, Value::Percent(stated)));
    }
    if let Some(length) = dated(clause, at).or_else(|| named(clause, at)) {
        return Some((length, Value::Noise));
    }
    let Some(count) = whole(&token.text) else {
        return Some(scaled(clause, at, &token.text).unwrap_or((1, Value::Noise)));
    };
    if is_duration(clause, at + 1) {
        return Some((1, Value::Noise));
    }
    if let Some((length, value)) = over(clause, at, count).or_else(|| range(clause, at, count)) {
        return Some((length, value));
    }
    if let Some(scaled) = scaled(clause, at, &token.text) {
        return Some(scaled);
    }
    Some((1, Value::Count(count)))
}

/// `%`, `phần trăm`.
fn percent_sign(clause: &Clause<'_>, at: usize) -> Option<usize> {
    if clause.tokens.get(at)?.is('%') {
        return Some(1);
    }
    clause.reads(at, &["phần", "trăm"]).then_some(2)
}

/// Days, months, years, times of day, and spans of them.
fn dated(clause: &Clause<'_>, at: usize) -> Option<usize> {
    let here = clause.tokens.get(at)?;
    let parts: Vec<&str> = here.text.split('.').collect();
    if parts.len() == 3
        && parts.iter().all(|part| part.len() <= 4)
        && is_year(parts.get(2)?)
        && parts.first()?.len() <= 2
    {
        return Some(1);
    }
    let joined = |at: usize, marks: &[char]| {
        let mark = clause.tokens.get(at)?;
        let next = clause.tokens.get(at + 1)?;
        (marks.iter().any(|each| mark.is(*each)) && next.shape == Shape::Digits).then_some(next)
    };
    if let Some(month) = joined(at + 1, &['/', '-', '–', '.']).filter(|month| month.is_glued && here.text.len() <= 2)
    {
        if let Some(year) = joined(at + 3, &['/', '-', '–', '.']).filter(|year| year.is_glued) {
            return (month.text.len() <= 2 && (is_year(&year.text) || year.text.len() == 2)).then_some(5);
        }
        if is_year(&month.text) && here.text.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month)) {
            return Some(3);
        }
        if is_day_and_month(clause, at, here, month) {
            return Some(3);
        }
    }
    if let Some(minutes) = joined(at + 1, &[':']).filter(|minutes| minutes.is_glued && here.text.len() <= 2) {
        let seconds = joined(at + 3, &[':']).filter(|seconds| seconds.is_glued);
        return (minutes.text.len() == 2).then_some(if seconds.is_some() { 5 } else { 3 });
    }
    if !is_year(&here.text) {
        return None;
    }
    // `2024-05-15`, as programs print a day.
    if let (Some(month), Some(day)) = (joined(at + 1, &['-']), joined(at + 3, &['-']))
        && month.is_glued
        && day.is_glued
        && month.text.len() == 2
    {
        return Some(5);
    }
    if let Some(other) = joined(at + 1, &['-', '–', '/']).filter(|other| is_year(&other.text)) {
        return (other.shape == Shape::Digits).then_some(3);
    }
    let counts = clause.class_at(at + 1).is_some() && !clause.ends_cue(at, &[Cue::Naming, Cue::Day]);
    (!counts).then_some(1)
}

/// `11/4` is a day after `ngày` and its like, or where it cannot be a result over a promise.
fn is_day_and_month(clause: &Clause<'_>, at: usize, day: &Token, month: &Token) -> bool {
    let number = |token: &Token| token.text.parse::<u32>().unwrap_or(0);
    let possible = (1..=31).contains(&number(day)) && (1..=12).contains(&number(month));
    if !possible {
        return false;
    }
    let mark = clause.tokens.get(at + 1);
    if mark.is_some_and(|mark| !mark.is('/')) {
        return clause.ends_cue(at, &[Cue::Day]) && clause.class_at(at + 3).is_none();
    }
    // A cell is a result over a promise, whatever day it would be.
    if clause.is_row() && !clause.ends_cue(at, &[Cue::Day, Cue::AsOf]) {
        return false;
    }
    let counted = clause.class_at(at + 3).is_some() || clause.has_percent_soon(at + 3);
    clause.ends_cue(at, &[Cue::Day, Cue::AsOf]) && clause.class_at(at + 3).is_none()
        || !counted && number(day) > number(month)
}

/// A document number, a list number, a telephone, a name with a number in it.
fn named(clause: &Clause<'_>, at: usize) -> Option<usize> {
    let here = clause.tokens.get(at)?;
    let next = clause.tokens.get(at + 1);
    let before = at.checked_sub(1).and_then(|before| clause.tokens.get(before));
    if here.is_glued && before.is_some_and(|before| before.shape == Shape::Word) {
        return Some(1);
    }
    if let Some(next) = next.filter(|next| next.is_glued) {
        // `22h08`, `5G`; but `12đ/c` counts people.
        if next.shape == Shape::Word && clause.class_at(at + 1).is_none() {
            return Some(1);
        }
        let code = clause
            .tokens
            .get(at + 2)
            .filter(|code| code.is_glued && code.shape == Shape::Word);
        if (next.is('-') || next.is('/') || next.is('–'))
            && code.is_some_and(Token::is_caps)
            && clause.class_at(at + 2).is_none()
        {
            return Some(document_length(clause, at));
        }
        let enumerates = next.is('.')
            || next.is(')')
            || next.is('/') && clause.tokens.get(at + 2).is_none_or(|after| !after.is_glued);
        if at == 0 && clause.begins_line && enumerates {
            return Some(1);
        }
    }
    if at == 0 && clause.begins_line && here.text.contains('.') && here.text.split('.').all(|part| part.len() <= 2) {
        return Some(1);
    }
    if here.text.len() >= 9 && !here.text.contains(['.', ','])
        || here.text.starts_with('0') && here.text.contains(['.', ','])
    {
        return Some(1);
    }
    if here.text.len() > 2 && here.text.starts_with('0') {
        return Some(1);
    }
    let is_named = clause.ends_cue(at, &[Cue::Naming]);
    // `mỗi quý 30 doanh nghiệp`: no quarter has such a number.
    let before = before.map(|before| before.folded.as_str());
    let most = match before {
        Some("quy" | "qui") => Some(4),
        Some("thang") => Some(12),
        Some("ngay") => Some(31),
        Some(_) | None => None,
    };
    let beyond = here
        .text
        .parse::<i64>()
        .ok()
        .zip(most)
        .is_some_and(|(count, most)| count > most);
    let counts = beyond && clause.class_at(at + 1).is_some();
    let promises = clause.class_at(at + 1).is_some() && clause.reads(at.saturating_sub(2), &["kế", "hoạch"]);
    // Wards are numbered too, but `đảng ủy các phường 06` behind `trong đó` is a count.
    let parts = here.text.starts_with('0') && clause.cue_before(at, &[Cue::Part]).is_some();
    let place = at
        .checked_sub(1)
        .and_then(|at| clause.tokens.get(at))
        .is_some_and(|word| matches!(word.folded.as_str(), "quan" | "phuong" | "xa"));
    let is_count = counts || promises || parts && place || clause.is_total(at);
    (is_named && !is_count).then_some(1)
}

/// `72-KH/QU`, `15/2024/QĐ-UBND`: everything glued to it.
fn document_length(clause: &Clause<'_>, at: usize) -> usize {
    let rest = clause.tokens.iter().skip(at + 1);
    1 + rest
        .take_while(|token| {
            token.is_glued && (token.shape != Shape::Mark || token.is('-') || token.is('/') || token.is('–'))
        })
        .count()
}

/// `06/17`, `06 trên 17`, `06/tổng số 17`.
fn over(clause: &Clause<'_>, at: usize, count: i64) -> Read {
    let of = |place: usize| {
        let token = clause.tokens.get(place)?;
        (token.shape == Shape::Digits).then(|| whole(&token.text))?
    };
    if clause.tokens.get(at + 1)?.is('/') {
        if let Some(of) = of(at + 2) {
            return Some((3, Value::Fraction(count, of)));
        }
        if clause.reads(at + 2, &["tổng", "số"]) {
            return of(at + 4).map(|of| (5, Value::Fraction(count, of)));
        }
        return None;
    }
    for link in [
        &["trên"][..],
        &["trên", "tổng", "số"],
        &["trong", "tổng", "số"],
        &["/", "tổng", "số"],
    ] {
        if clause.reads(at + 1, link)
            && let Some(of) = of(at + 1 + link.len())
        {
            return Some((2 + link.len(), Value::Fraction(count, of)));
        }
    }
    None
}

/// `3 - 5`, `từ 3 đến 5`.
fn range(clause: &Clause<'_>, at: usize, count: i64) -> Read {
    let link = clause.tokens.get(at + 1)?;
    let far = clause.tokens.get(at + 2).filter(|far| far.shape == Shape::Digits)?;
    let far_count = whole(&far.text)?;
    let is_link = link.is('-') || link.is('–') || link.toned == "đến" || link.folded == "den";
    (is_link && far_count > count && !is_year(&far.text)).then_some((3, Value::Range(count)))
}

/// `15 năm`, `6 tháng`: a stretch of time.
fn is_duration(clause: &Clause<'_>, at: usize) -> bool {
    let word = clause.tokens.get(at).map(|token| token.toned.as_str());
    word.is_some_and(|word| {
        ["năm", "tháng", "ngày", "tuần", "giờ", "phút", "tuổi"]
            .iter()
            .any(|unit| toned(unit) == word)
    })
}

/// `1,2 triệu`, `4 nghìn`: a count when it is whole, else no count.
fn scaled(clause: &Clause<'_>, at: usize, text: &str) -> Read {
    let scale = match clause.tokens.get(at + 1)?.toned.as_str() {
        word if word == toned("nghìn") || word == toned("ngàn") => 1_000,
        word if word == toned("triệu") => 1_000_000,
        _ => return None,
    };
    let (head, tail) = text.split_once(',').unwrap_or((text, ""));
    let digits = u32::try_from(tail.len()).ok()?;
    let unit = 10_i64.checked_pow(digits)?;
    let all: i64 = format!("{head}{tail}").parse().ok()?;
    let count = all.checked_mul(scale)?;
    (count % unit == 0).then_some((2, Value::Count(count / unit)))
}

fn toned(word: &str) -> String {
    super::words::toned(word)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// Digits, in groups of three where they are parted by points; a comma groups only where it cannot be a decimal mark.
fn whole(text: &str) -> Option<i64> {
    let text = match text.split_once(',') {
        Some((head, tail)) if tail.len() == 3 && !head.starts_with('0') && !head.contains('.') => {
            format!("{head}.{tail}")
        }
        Some(_) => return None,
        None => text.to_owned(),
    };
    crate::text::parse_count(&text)
}

/// A percent as printed with a decimal point.
pub(super) fn decimal(text: &str) -> Option<String> {
    let (head, tail) = match text.split_once(',').or_else(|| text.split_once('.')) {
        Some((head, tail)) => (head, Some(tail)),
        None => (text, None),
    };
    let head = head.trim_start_matches('0');
    let head = if head.is_empty() { "0" } else { head };
    let plain = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
    match tail {
        Some(tail) if plain(tail) && plain(head) => Some(format!("{head}.{tail}")),
        None if plain(head) => Some(head.to_owned()),
        Some(_) | None => None,
    }
}

/// Numbers written in words; only where a class they count follows.
fn in_words(clause: &Clause<'_>, at: usize) -> Read {
    let words: Vec<&str> = clause
        .tokens
        .iter()
        .skip(at)
        .take_while(|token| token.shape == Shape::Word)
        .take(WORDS_MAX)
        .map(|token| token.toned.as_str())
        .collect();
    let (length, count) = super::number_words::read(&words)?;
    if clause.reads(at + length, &["phần", "trăm"]) {
        return Some((length + 2, Value::Percent(count.to_string())));
    }
    let over = clause.reads(at + length, &["trên"]).then(|| {
        let rest = words.get(length + 1..)?;
        super::number_words::read(rest)
    });
    if let Some((more, of)) = over.flatten() {
        return Some((length + 1 + more, Value::Fraction(count, of)));
    }
    let is_alone = length == 1;
    clause.class_at(at + length)?;
    // Alone, `một` is mostly an article and `năm` mostly a year: they count only after the deed they belong to.
    let is_doubtful = is_alone && matches!(count, 1 | 5);
    (!is_doubtful || clause.follows_deed(at) || count == 5 && clause.reads(at.saturating_sub(1), &["có"]))
        .then_some((length, Value::Count(count)))
}

const WORDS_MAX: usize = 12;

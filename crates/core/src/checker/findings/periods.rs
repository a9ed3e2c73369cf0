//! Periods named otherwise than their days make them.

use std::ops::Range;

use super::Text;
use crate::calendar::Day;
use crate::checker::dates::{Named, days, named, stretch, year_span, years};
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::phrases::Cue;
use crate::checker::sentence::Clause;
use crate::checker::words::Span;
use crate::text::date_short;

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = text.clauses.iter().filter_map(spans).collect();
    findings.extend(reviewed(text));
    findings.extend(titled(text));
    findings
}

/// `15 năm (2010 - 2020)`: years against the years beside them.
fn spans(clause: &Clause<'_>) -> Option<Finding> {
    let (_, from, to) = year_span(clause)?;
    let named = years(clause);
    let [(tokens, count)] = named.as_slice() else {
        return None;
    };
    let elapsed = to - from;
    let fits = *count == elapsed || *count == elapsed + 1;
    (!fits).then(|| finding(clause, tokens.clone(), format!("{from} – {to}")))?
}

/// `10 năm thực hiện Nghị quyết … ngày 10/11/2009`: from the day of the document, or of the stretch told, to the review.
fn reviewed(text: &Text<'_>) -> Option<Finding> {
    let labels = text.clauses.iter().filter_map(|clause| {
        let (tokens, count) = years(clause)
            .into_iter()
            .find(|(tokens, _)| is_review(clause, tokens))?;
        let own = days(clause)
            .into_iter()
            .find(|(place, _)| place.start > tokens.end && clause.ends_cue(place.start, &[Cue::Naming]));
        Some((clause, tokens, count, own.map(|(_, day)| day)))
    });
    let labels: Vec<_> = labels.collect();
    let (clause, tokens, count, own) = labels
        .iter()
        .find(|(_, _, _, own)| own.is_some())
        .or(labels.first())
        .cloned()?;
    let stretch = text.clauses.iter().find_map(stretch).map(|(_, from, to)| (from, to));
    let (from, to) = match (stretch, own) {
        (Some(stretch), _) => stretch,
        (None, Some(from)) => (from, held_on(text, from)?),
        (None, None) => return None,
    };
    let elapsed = to.days_since(from) + 1;
    // Half a year early is a review held ahead; a whole year late is another year.
    let (least, most) = (count * DAYS_OF_YEAR - DAYS_OF_YEAR / 2, (count + 1) * DAYS_OF_YEAR);
    let fits = least <= elapsed && elapsed < most;
    (!fits).then(|| finding(clause, tokens, format!("{} – {}", date_short(from), date_short(to))))?
}

const DAYS_OF_YEAR: i64 = 365;

fn is_review(clause: &Clause<'_>, tokens: &Range<usize>) -> bool {
    let before = clause
        .tokens
        .get(tokens.start.saturating_sub(3)..tokens.start)
        .unwrap_or_default();
    let reviews = before
        .iter()
        .any(|token| matches!(token.folded.as_str(), "ket" | "qua" | "sau" | "lai" | "nhin"));
    clause.reads(tokens.end, &["thực", "hiện"]) || clause.reads(tokens.end, &["triển", "khai"]) || reviews
}

/// Gives the day of the review: the first whole day of the text after the document's own.
fn held_on(text: &Text<'_>, from: Day) -> Option<Day> {
    let mut all = text.clauses.iter().flat_map(days).map(|(_, day)| day);
    all.find(|day| day.days_since(from) > DAYS_OF_YEAR)
}

/// A report on a quarter whose figures are of other days.
fn titled(text: &Text<'_>) -> Option<Finding> {
    let head = text.clauses.iter().take(HEAD).filter(|clause| !clause.is_closed);
    let (clause, label) = head.filter_map(|clause| Some((clause, named(clause)?))).next()?;
    let (days, told) = text.clauses.iter().take(HEAD).find_map(|clause| told(clause, &label))?;
    let mut finding = finding(clause, label.tokens.clone(), days)?;
    finding.evidence.push(told);
    Some(finding)
}

fn told(clause: &Clause<'_>, label: &Named) -> Option<(String, Span)> {
    if let Some((tokens, from, to)) = stretch(clause) {
        let length = label.last.days_since(label.first);
        let is_like = (to.days_since(from) - length).abs() <= LENGTH_SLACK;
        let overlaps = from <= label.last && label.first <= to;
        let days = format!("{} – {}", date_short(from), date_short(to));
        return (is_like && !overlaps).then_some(days).zip(clause.span_of(tokens));
    }
    let stated = clause.tokens.iter().take(STATED).any(|token| token.folded == "lieu");
    let (place, day) = days(clause)
        .into_iter()
        .find(|(place, _)| clause.ends_cue(place.start, &[Cue::AsOf]))?;
    let outside = day < label.first || day.days_since(label.last) > AFTER;
    (outside && stated && place.start < STATED * 2)
        .then(|| date_short(day))
        .zip(clause.span_of(place))
}

/// Sentences at the head of a paper in which its period and its days are told.
const HEAD: usize = 14;
const LENGTH_SLACK: i64 = 5;
const AFTER: i64 = 31;
const STATED: usize = 5;

fn finding(clause: &Clause<'_>, tokens: Range<usize>, days: String) -> Option<Finding> {
    let inside = clause.tokens.get(tokens.clone())?;
    let label = inside
        .iter()
        .map(|token| token.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    Some(Finding {
        kind: FindingKind::PeriodLabel { label, days },
        span: clause.span_of(tokens)?,
        evidence: Vec::new(),
    })
}

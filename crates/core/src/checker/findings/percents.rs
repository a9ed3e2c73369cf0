//! Percents that do not come from their fraction.

use super::{Text, in_sentence};
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::mention::Mention;
use crate::checker::percent::{Kind, Stated};
use crate::checker::words::Span;

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let wrong = text.mentions.iter().filter_map(|mention| wrong(text, mention));
    wrong.collect()
}

fn wrong(text: &Text<'_>, mention: &Mention) -> Option<Finding> {
    mention.stated.iter().find_map(|stated| {
        let base = base(text.mentions, mention, stated);
        let computed = match base.zip(mention.value) {
            Some(((of, _), value)) => {
                if stated.rounding(value, of).is_some() {
                    return None;
                }
                stated.computed(value, of)?
            }
            None => beyond_its_rate(mention, stated)?,
        };
        let evidence = base.and_then(|(_, span)| span);
        Some(Finding {
            kind: FindingKind::PercentMismatch {
                stated: stated.text.clone(),
                computed,
            },
            span: mention.span.to(stated.span),
            evidence: evidence.into_iter().collect(),
        })
    })
}

/// Gives what a percent of a figure is measured against, and where that stands when it is not the fraction itself.
pub(in crate::checker) fn base(all: &[Mention], mention: &Mention, stated: &Stated) -> Option<(i64, Option<Span>)> {
    if let Some(of) = mention.of {
        return Some((of, None));
    }
    if stated.kind == Kind::Share {
        let whole = all.get(mention.part_of?)?;
        return whole.value.map(|value| (value, Some(whole.span)));
    }
    // `đạt 69% kế hoạch (kế hoạch: 2.000)`: one promise of the same figure in the same sentence.
    let own = in_sentence(all, mention.sentence);
    let mut promised = own
        .iter()
        .filter(|other| other.is_target && other.indicator == mention.indicator && other.value.is_some());
    let only = promised.next().filter(|_| mention.indicator.is_some())?;
    let is_only = promised.next().is_none() && mention.part_of.is_none();
    only.value.filter(|_| is_only).map(|value| (value, Some(only.span)))
}

/// `đạt 120%, vượt 25%`: what lies beyond is the rate less a hundred.
fn beyond_its_rate(mention: &Mention, stated: &Stated) -> Option<String> {
    if stated.kind != Kind::Beyond {
        return None;
    }
    let rate = mention.stated.iter().find(|other| other.kind == Kind::Rate)?;
    let (head, tail) = rate.text.split_once('.').unwrap_or((&rate.text, ""));
    let over = head.parse::<i64>().ok()? - 100;
    let computed = if tail.is_empty() {
        over.to_string()
    } else {
        format!("{over}.{tail}")
    };
    (over >= 0 && computed != stated.text).then_some(computed)
}

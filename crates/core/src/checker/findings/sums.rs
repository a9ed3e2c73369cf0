//! Parts that do not make their whole.

use std::collections::BTreeMap;

use super::Text;
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::mention::{Bound, Intro, Mention};

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let mut parts: BTreeMap<usize, Vec<&Mention>> = BTreeMap::new();
    for part in text.mentions {
        if let Some(whole) = part.part_of {
            parts.entry(whole).or_default().push(part);
        }
    }
    let wholes = parts.into_iter();
    wholes
        .filter_map(|(place, parts)| wrong(text, text.mentions.get(place)?, &parts))
        .collect()
}

fn wrong(text: &Text<'_>, whole: &Mention, parts: &[&Mention]) -> Option<Finding> {
    let value = whole.value.filter(|_| whole.bound == Bound::Exact && !whole.is_noise)?;
    let parts: Vec<&Mention> = parts
        .iter()
        .copied()
        .filter(|part| part.value.is_some() && part.of.is_none() && part.is_target == whole.is_target)
        .collect();
    if let Some(larger) = parts
        .iter()
        .find(|part| part.is_tagged && part.bound == Bound::Exact && part.value > Some(value))
    {
        return Some(finding(whole, value, larger.value?, &[larger]));
    }
    let parts: Vec<&Mention> = parts.into_iter().filter(|part| !part.is_tagged).collect();
    if parts.len() < 2 || parts.iter().any(|part| part.bound != Bound::Exact) {
        return None;
    }
    let sum = parts
        .iter()
        .filter_map(|part| part.value)
        .try_fold(0_i64, i64::checked_add)?;
    let is_wrong = sum > value || sum < value && is_complete(text, &parts);
    is_wrong.then(|| finding(whole, value, sum, &parts))
}

/// Tells whether parts claim to be all there are: said so, or kinds that leave nothing over.
fn is_complete(text: &Text<'_>, parts: &[&Mention]) -> bool {
    let said = parts.iter().any(|part| part.intro == Some(Intro::Whole));
    let group = |part: &&Mention| text.phrases.classes.get(part.class?)?.group.clone();
    let groups: Vec<String> = parts.iter().filter_map(group).collect();
    let all = |name: &str, least: usize| {
        groups.len() == parts.len() && groups.len() >= least && groups.iter().all(|group| group == name)
    };
    said || all("party_org", 2) || all("party_member", 2) || all("survey", 3) || all("enterprise", 3)
}

fn finding(whole: &Mention, value: i64, sum: i64, parts: &[&Mention]) -> Finding {
    Finding {
        kind: FindingKind::SumMismatch {
            whole: value,
            parts: sum,
        },
        span: whole.span,
        evidence: parts.iter().map(|part| part.span).collect(),
    }
}

//! Fractions that may be part of another of wider scope: never added, and the reader is told.

use super::Text;
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::mention::Mention;

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let fractions: Vec<&Mention> = text
        .mentions
        .iter()
        .filter(|mention| mention.of.is_some() && mention.indicator.is_some() && !mention.is_tagged)
        .collect();
    let mut findings = Vec::new();
    for (place, one) in fractions.iter().enumerate() {
        let alike = |other: &&&Mention| other.indicator == one.indicator;
        // Many fractions of one indicator are a list of units, each beside the others.
        if fractions.iter().filter(alike).take(LIST + 1).count() > LIST {
            continue;
        }
        for other in fractions.iter().skip(place + 1).filter(alike) {
            findings.extend(inside(one, other).or_else(|| inside(other, one)));
        }
    }
    findings
}

const LIST: usize = 3;

fn inside(part: &Mention, whole: &Mention) -> Option<Finding> {
    let (value, of) = (part.value?, part.of?);
    let (all, all_of) = (whole.value?, whole.of?);
    let is_near = part.sentence.abs_diff(whole.sentence) <= NEAR;
    (value <= all && of < all_of && is_near).then(|| Finding {
        kind: FindingKind::PartInWhole {
            part: (value, of),
            whole: (all, all_of),
        },
        span: part.span,
        evidence: vec![whole.span],
    })
}

const NEAR: usize = 2;

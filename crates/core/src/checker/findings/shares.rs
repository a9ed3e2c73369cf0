//! Shares told without what they are a share of.

use super::Text;
use crate::checker::finding::{Finding, FindingKind};
use crate::checker::percent::Kind;

pub(super) fn find(text: &Text<'_>) -> Vec<Finding> {
    let shares = text
        .mentions
        .iter()
        .filter(|mention| mention.value.is_none() && !mention.is_target);
    let bare = shares.filter(|mention| mention.stated.iter().any(|stated| stated.kind == Kind::Share));
    bare.map(|mention| Finding {
        kind: FindingKind::ShareWithoutBase,
        span: mention.span,
        evidence: Vec::new(),
    })
    .collect()
}

//! What is wrong, or may be, with a text: one file a kind.

mod lists;
mod missing;
mod percents;
mod periods;
mod repeats;
mod shares;
mod sums;
mod wholes;

use super::finding::Finding;
use super::mention::Mention;
use super::phrases::Phrases;
use super::sentence::Clause;

pub(super) use percents::base;

/// A text that was read.
pub(super) struct Text<'a> {
    pub(super) phrases: &'a Phrases,
    pub(super) clauses: &'a [Clause<'a>],
    pub(super) mentions: &'a [Mention],
}

impl Text<'_> {
    /// Gives the figures of a sentence.
    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = &Mention> {
        in_sentence(self.mentions, sentence)
            .iter()
            .filter(|mention| !mention.is_noise)
    }
}

/// Gives the mentions of a sentence; all stand in the order of the text.
pub(super) fn in_sentence(all: &[Mention], sentence: usize) -> &[Mention] {
    let first = all.partition_point(|mention| mention.sentence < sentence);
    let last = all.partition_point(|mention| mention.sentence <= sentence);
    all.get(first..last).unwrap_or_default()
}

/// Tests everything that can be tested in a text alone, in the order of the text.
pub(super) fn all(text: &Text<'_>) -> Vec<Finding> {
    let mut findings = percents::find(text);
    findings.extend(sums::find(text));
    findings.extend(repeats::find(text));
    findings.extend(missing::find(text));
    findings.extend(lists::find(text));
    findings.extend(shares::find(text));
    findings.extend(wholes::find(text));
    findings.extend(periods::find(text));
    findings.sort_by_key(|finding| finding.span);
    findings
}

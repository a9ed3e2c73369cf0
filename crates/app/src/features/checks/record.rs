//! What a check answers, in the shape of the contract.

use nennep_core::checker::{Finding, FindingKind, Kind, Mention, Reading, Rounding, Span, Stated, Verdict};
use nennep_core::progress::percent;
use serde::Serialize;

use crate::web::words::Words;

/// Holds everything a check found.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Numbers in the order of the text.
    pub mentions: Vec<CheckedMention>,
    /// What is or may be wrong.
    pub findings: Vec<CheckedFinding>,
}

/// Holds one number of the text.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedMention {
    /// First character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// As printed.
    pub text: String,
    /// The count.
    pub value: Option<i64>,
    /// What it is over.
    pub of: Option<i64>,
    /// The percent as printed, with a decimal point.
    pub percent_stated: Option<String>,
    /// The percent as computed.
    pub percent_computed: Option<String>,
    /// It is assigned or planned.
    pub target: bool,
    /// How the printed percent was rounded.
    #[serde(skip)]
    pub rounding: Option<Rounding>,
    /// Code of the indicator.
    pub indicator: Option<String>,
    /// `agrees`, `disagrees`, `unmatched` or `not_a_figure`.
    pub verdict: &'static str,
}

/// Holds one doubt.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedFinding {
    /// Its kind.
    pub kind: &'static str,
    /// First character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What it says, in the reader's language.
    pub message: String,
    /// Other places that show it.
    pub evidence: Vec<Place>,
}

/// A place of the text.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// First character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// As printed.
    pub text: String,
}

/// What the ledger says of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// As the text does.
    Same,
    /// Another number.
    Other(i64),
}

impl Checked {
    /// Puts a reading and what the ledger says of its figures into words.
    pub(super) fn of(letters: &[char], reading: &Reading, known: &[Option<Known>], words: &Words) -> Self {
        let beside = known.iter().copied().chain(std::iter::repeat(None));
        let mentions: Vec<CheckedMention> = reading
            .mentions
            .iter()
            .zip(beside)
            .map(|(mention, known)| CheckedMention::of(letters, reading, mention, known))
            .collect();
        let mut findings = reading.findings.clone();
        let wrong = reading
            .mentions
            .iter()
            .zip(known)
            .filter_map(|(mention, known)| match (known, mention.value) {
                (Some(Known::Other(counted)), Some(printed)) => Some(Finding {
                    kind: FindingKind::LedgerMismatch {
                        printed,
                        counted: *counted,
                    },
                    span: mention.span,
                    evidence: Vec::new(),
                }),
                (Some(_) | None, _) => None,
            });
        findings.extend(wrong);
        findings.sort_by_key(|finding| finding.span);
        Self {
            mentions,
            findings: findings
                .iter()
                .map(|finding| CheckedFinding::of(letters, finding, words))
                .collect(),
        }
    }
}

impl CheckedMention {
    fn of(letters: &[char], reading: &Reading, mention: &Mention, known: Option<Known>) -> Self {
        let stated = mention.stated.first();
        Self {
            start: mention.span.start,
            end: mention.span.end,
            text: part(letters, mention.span),
            value: mention.value,
            of: mention.of,
            percent_stated: stated.map(|stated| stated.text.clone()),
            percent_computed: computed(reading, mention, stated),
            target: mention.is_target,
            rounding: match mention.verdict(&reading.mentions) {
                Verdict::Agrees(rounding) => Some(rounding),
                Verdict::Disagrees | Verdict::Unmatched => None,
            },
            indicator: mention.indicator.clone(),
            verdict: verdict(reading, mention, known),
        }
    }
}

/// Computes the percent of a figure: of its fraction, or of what its percent is measured against.
fn computed(reading: &Reading, mention: &Mention, stated: Option<&Stated>) -> Option<String> {
    let value = mention.value?;
    let of = mention.of.or_else(|| reading.base_of(mention, stated?))?;
    let over = if stated.is_some_and(|stated| stated.kind == Kind::Beyond) {
        value.checked_sub(of)?
    } else {
        value
    };
    percent(over, of).map(|percent| percent.to_string())
}

fn verdict(reading: &Reading, mention: &Mention, known: Option<Known>) -> &'static str {
    if mention.is_noise {
        return "not_a_figure";
    }
    match (mention.verdict(&reading.mentions), known) {
        (Verdict::Disagrees, _) | (_, Some(Known::Other(_))) => "disagrees",
        (Verdict::Agrees(_), _) | (_, Some(Known::Same)) => "agrees",
        (Verdict::Unmatched, None) => "unmatched",
    }
}

impl CheckedFinding {
    fn of(letters: &[char], finding: &Finding, words: &Words) -> Self {
        let place = |span: &Span| Place {
            start: span.start,
            end: span.end,
            text: part(letters, *span),
        };
        Self {
            kind: finding.kind.name(),
            start: finding.span.start,
            end: finding.span.end,
            message: super::view::said(&finding.kind, &part(letters, finding.span), words),
            evidence: finding.evidence.iter().map(place).collect(),
        }
    }
}

/// Gives the letters of a place.
pub(super) fn part(letters: &[char], span: Span) -> String {
    letters.get(span.start..span.end).unwrap_or_default().iter().collect()
}

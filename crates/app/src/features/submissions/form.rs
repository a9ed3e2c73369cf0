//! What is sent with a deed, or all its faults.

use nennep_core::calendar::Day;
use nennep_core::progress::{Figure, SubmissionDeed};

use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::visit::Visit;

/// Most letters of a reason.
const WORDS_MAX: usize = 1000;

/// A deed as it is wished.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) deed: SubmissionDeed,
    pub(super) words: Option<String>,
    pub(super) remarks: Vec<(String, String)>,
    /// The hash of the figures the officer saw.
    pub(super) seen: String,
    /// How much had been done when the officer looked; none where the page did not say.
    pub(super) done: Option<usize>,
}

/// Reads the form of a deed; `None` for a word that names none.
pub(super) fn wish(visit: &Visit, word: &str, typed: &Typed) -> Option<Result<Wish, Vec<Fault>>> {
    let mut read = FormReader::of(visit, typed);
    let remarks = remarks(visit, typed);
    let (deed, words) = match word {
        "submission" => (SubmissionDeed::Submitted, read.text("words", WORDS_MAX)),
        "return" if remarks.is_empty() => (SubmissionDeed::Returned, Some(read.needed("words", WORDS_MAX))),
        "return" => (SubmissionDeed::Returned, read.text("words", WORDS_MAX)),
        "acceptance" => (SubmissionDeed::Accepted, read.text("words", WORDS_MAX)),
        "closing" => (SubmissionDeed::Closed, read.text("words", WORDS_MAX)),
        "opening-request" => {
            let until = until(visit, &mut read);
            let words = read.needed("words", WORDS_MAX);
            (SubmissionDeed::OpeningAsked { until }, Some(words))
        }
        "opening-refusal" => (SubmissionDeed::OpeningRefused, Some(read.needed("words", WORDS_MAX))),
        "opening" => (SubmissionDeed::Opened, read.text("words", WORDS_MAX)),
        "closing-again" => (SubmissionDeed::ClosedAgain, read.text("words", WORDS_MAX)),
        _ => return None,
    };
    if !read.is_clean() {
        return Some(Err(read.into_faults()));
    }
    Some(Ok(Wish {
        deed,
        words,
        remarks,
        seen: typed.get("seen").to_owned(),
        done: typed.get("done").parse().ok(),
    }))
}

/// The last day of an opening: today or later, and not so late that it is forgotten.
fn until(visit: &Visit, read: &mut FormReader<'_>) -> Day {
    let today = visit.now.today();
    let Some(day) = read.needed_day("until_on") else {
        return today;
    };
    let catalogs = &visit.house.catalogs;
    let most = catalogs.reporting.opening_until(&catalogs.holidays, today);
    if day < today {
        read.wrong("until_on", FaultKind::DayPast, &today.to_string());
    } else if let Some(most) = most.filter(|most| day > *most) {
        read.wrong("until_on", FaultKind::OpenTooLong, &most.to_string());
    }
    day
}

/// Reasons for single figures, in fields named after their indicators.
fn remarks(visit: &Visit, typed: &Typed) -> Vec<(String, String)> {
    let catalog = &visit.house.catalogs.indicators;
    let named = |(name, words): (&str, &str)| {
        let indicator = name.strip_prefix("remark-")?;
        let words: String = words.trim().chars().take(WORDS_MAX).collect();
        let known = catalog.resolve(indicator)?;
        (!words.is_empty()).then_some((known.code, words))
    };
    // The first of a figure holds.
    let mut remarks: Vec<(String, String)> = Vec::new();
    for (code, words) in typed.pairs().filter_map(named) {
        if remarks.iter().all(|(known, _)| *known != code) {
            remarks.push((code, words));
        }
    }
    remarks
}

/// Makes the mark by which a page knows the figures it showed.
pub(super) fn seen_of(figures: &[Figure]) -> String {
    let text = serde_json::to_string(figures).unwrap_or_default();
    nennep_core::ledger::content_hash(&[("figures", Some(&text))])
}

//! Saving the words of a paper, or taking them back.

use nennep_core::text::whole;

use crate::store::{Act, AuditLine, MadePaper, find_any_signing, keep_text, texts_of};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::visit::Visit;

/// Letters of a paper's words at most.
const WORDS_MAX: usize = 200_000;

/// Tells words that are too long before anything is made of them.
pub(super) fn check_length(words: &str) -> Result<(), WebError> {
    let letters = words.chars().count();
    if letters <= WORDS_MAX {
        return Ok(());
    }
    let fault = Fault::new(FaultKind::TooLong, letters.to_string(), &WORDS_MAX.to_string());
    Err(WebError::Faulty(vec![fault.in_field("words")]))
}

/// Keeps the words of a draft; those that are its newest are not kept again. Somebody else's, saved since the page was shown, are not
/// written over: `seen` is the place of the words the page showed.
pub(super) async fn save(
    visit: &Visit,
    made: &MadePaper,
    words: Option<&str>,
    seen: i64,
    apart: usize,
) -> Result<(), WebError> {
    let fault = |kind, found: String| Err(WebError::Faulty(vec![Fault::new(kind, found, "").in_field("words")]));
    if words.is_some_and(|words| words.trim().is_empty()) {
        return fault(FaultKind::MissingValue, String::new());
    }
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if find_any_signing(act.tx(), made.id).await?.is_some() {
        return fault(FaultKind::PaperSigned, made.id.to_string());
    }
    let newest = texts_of(act.tx(), made.id).await?.into_iter().next();
    if newest.as_ref().and_then(|text| text.words.as_deref()) == words {
        return Ok(());
    }
    if let Some(newest) = newest.filter(|text| text.place > seen) {
        return fault(FaultKind::DoneMeanwhile, newest.made_by);
    }
    let place = keep_text(&mut act, made.id, words).await?;
    let line = match words {
        Some(_) => AuditLine::new("paper-text", made.id.to_string()),
        None => AuditLine::new("paper-text-withdrawn", made.id.to_string()),
    };
    let line = line.at(made.asking.unit).with("number", place.to_string());
    act.audit(line.with("count", whole(apart)));
    act.commit().await?;
    Ok(())
}

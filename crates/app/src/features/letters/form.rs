//! The form of a letter into what is asked.

use super::record::Asked;
use crate::web::faults::Fault;
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::papers::LetterKind;
use crate::web::visit::Visit;

/// Letters of a text at most.
const LETTERS_MAX: usize = 300;

/// Reads a letter, or tells all that is wrong with it.
pub(super) fn asked(visit: &Visit, typed: &Typed, deeds: &[&'static str]) -> Result<Asked, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let kind = read.word("kind", LetterKind::of);
    let chosen = deeds.iter().copied().find(|deed| *deed == typed.get("deed"));
    let deed = match deeds {
        [only] => Some(*only),
        _ => read.word("deed", |_| chosen),
    };
    let (organization, to) = (read.needed("organization", LETTERS_MAX), read.needed("to", LETTERS_MAX));
    let dated = read.past_day("dated");
    let (number, heads) = (read.count_from("number", 1), read.count("heads"));
    let (signer, gap_reason) = (read.signer(), read.text("gap_reason", LETTERS_MAX));
    match (kind, deed, dated, read.is_clean()) {
        (Some(kind), Some(deed), Some(dated), true) => Ok(Asked {
            kind,
            deed,
            dated,
            number,
            gap_reason,
            organization,
            to,
            heads,
            signer,
            key: typed.get("key").to_owned(),
            form: typed.content(),
        }),
        _ => Err(read.into_faults()),
    }
}

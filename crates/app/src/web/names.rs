//! Names of what the catalogues hold, in the officer's language.
//!
//! The catalogues carry the Vietnamese names, as they stand on papers; other languages have theirs in `locales/`.

use nennep_core::accounts::Measure;
use nennep_core::progress::Amount;
use nennep_core::register::UnitKind;
use nennep_core::text::{count, decimal_short};

use super::words::{Language, Words};

/// Prints a value as pages show it: a rate with one place, a dash where nothing is recorded.
#[must_use]
pub fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Count(value) => count(*value),
        Amount::Percent(value) => format!("{}%", decimal_short(value)),
        Amount::Missing(_) => "–".to_owned(),
    }
}

/// Gives the name of an indicator.
#[must_use]
pub fn indicator(words: &Words, measure: &Measure) -> String {
    match words.language {
        Language::Vietnamese => measure.indicator.name_vi.clone(),
        Language::English => {
            let key = key("indicator", &measure.code);
            // A filter somebody asks for by hand has no name of its own in the catalogue.
            if words.has(&key) {
                words.say(&key)
            } else {
                measure.indicator.name_vi.clone()
            }
        }
    }
}

/// Gives the unit an indicator is counted in.
#[must_use]
pub fn counted_in(words: &Words, measure: &Measure) -> String {
    match words.language {
        Language::Vietnamese => measure.indicator.unit_vi.clone(),
        Language::English => words.say(&key("unit-of", &measure.indicator.unit_vi)),
    }
}

/// Gives the name of a kind of unit.
#[must_use]
pub fn kind(words: &Words, kind: &UnitKind) -> String {
    match words.language {
        Language::Vietnamese => kind.name_vi.clone(),
        Language::English => words.say(&key("kind", &kind.code)),
    }
}

/// A key may hold letters, digits, `-` and `_` alone; a filter's colon becomes two lines.
fn key(first: &str, code: &str) -> String {
    let code: String = nennep_core::text::fold(code)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    format!("{first}-{code}")
}

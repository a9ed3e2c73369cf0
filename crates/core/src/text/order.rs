//! The order in which a Vietnamese reader expects words.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

/// Letters first (a ă â … d đ e ê), then tones, then small before large; it is compiled in, so it is always there.
static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok());

/// Compares two texts as a Vietnamese reader orders them: An, Ăn, Ân, Ấn, Da, Dũng, Đà, Em.
#[must_use]
pub fn vietnamese(one: &str, other: &str) -> Ordering {
    match VIETNAMESE.as_ref() {
        Some(collator) => collator.compare(one, other),
        None => one.cmp(other),
    }
}

/// Bytes of a key that are kept: some seventy letters, past which names of enterprises no longer part.
const KEY_BYTES: usize = 100;

/// Gives a text that sorts by its bytes as `vietnamese` sorts names, for a column of a database: hexadecimal digits, at
/// most 200.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let mut key = Vec::new();
    if let Some(collator) = VIETNAMESE.as_ref() {
        // Writing to a list of bytes cannot fail.
        let Ok(()) = collator.write_sort_key_to(name, &mut key);
    }
    key.truncate(KEY_BYTES);
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{sort_key, vietnamese};

    #[test]
    fn letters_stand_in_the_order_of_the_vietnamese_alphabet() {
        let ordered = ["An", "Ăn", "Ân", "Ấn", "Da", "Dũng", "Đà", "Em", "Ên", "Uy", "Ưng", "Y"];
        let mut turned = ordered;
        turned.reverse();
        turned.sort_by(|one, other| vietnamese(one, other));
        assert_eq!(turned, ordered);
        turned.reverse();
        turned.sort_by_key(|name| sort_key(name));
        assert_eq!(turned, ordered);
    }

    #[test]
    fn words_before_tones_and_tones_before_case() {
        let ordered = [
            "chi bộ 3",
            "Chi bộ 3",
            "Chi bộ Bển Lụa",
            "Chi bộ Bến Lụa",
            "Chi bộ Bến Nghé",
        ];
        let mut turned = ordered;
        turned.reverse();
        turned.sort_by(|one, other| vietnamese(one, other));
        assert_eq!(turned, ordered);
    }
}

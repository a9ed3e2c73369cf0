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

#[cfg(test)]
mod tests {
    use super::vietnamese;

    #[test]
    fn letters_stand_in_the_order_of_the_vietnamese_alphabet() {
        let ordered = ["An", "Ăn", "Ân", "Ấn", "Da", "Dũng", "Đà", "Em", "Ên", "Uy", "Ưng", "Y"];
        let mut turned = ordered;
        turned.reverse();
        turned.sort_by(|one, other| vietnamese(one, other));
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

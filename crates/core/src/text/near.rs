//! How near a name is to what somebody seeks.

use super::fold;

/// Says how near a text is to what is sought, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// It is the same.
    Same,
    /// It begins so.
    Beginning,
    /// A later word and what follows begin so.
    LaterWords,
    /// All words sought are beginnings of words of it, in any order.
    Words,
    /// All words sought are parts of it.
    Parts,
}

/// Tells how near a text is to what is sought, the latter folded; `None` when some of it is not there.
///
/// ```
/// use nennep_core::text::{Nearness, nearness};
/// assert_eq!(nearness("Đảng ủy phường Bến Lụa", "ben lu"), Some(Nearness::LaterWords));
/// ```
#[must_use]
pub fn nearness(text: &str, sought: &str) -> Option<Nearness> {
    let folded = fold(text);
    if folded == sought {
        return Some(Nearness::Same);
    }
    if folded.starts_with(sought) {
        return Some(Nearness::Beginning);
    }
    if format!(" {folded}").contains(&format!(" {sought}")) {
        return Some(Nearness::LaterWords);
    }
    let sought: Vec<&str> = words_of(sought).collect();
    if sought.is_empty() {
        return None;
    }
    let begins = |sought: &&str| words_of(&folded).any(|word| word.starts_with(sought));
    if sought.iter().all(begins) {
        return Some(Nearness::Words);
    }
    sought
        .iter()
        .all(|word| folded.contains(word))
        .then_some(Nearness::Parts)
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Nearness, nearness};

    #[test]
    fn the_nearest_comes_first() {
        let table = [
            ("Đảng ủy phường Bến Lụa", "dang uy phuong ben lua", Some(Nearness::Same)),
            ("Đảng ủy phường Bến Lụa", "dang uy", Some(Nearness::Beginning)),
            ("Đảng ủy phường Bến Lụa", "ben lu", Some(Nearness::LaterWords)),
            ("Đảng ủy phường Bến Lụa", "lua ben", Some(Nearness::Words)),
            ("Đảng ủy phường Bến Lụa", "en lua", Some(Nearness::Parts)),
            ("Văn phòng Đảng ủy", "hong", Some(Nearness::Parts)),
            ("Văn phòng Đảng ủy", "phong", Some(Nearness::LaterWords)),
            ("Văn phòng Đảng ủy", "--", None),
            ("Đảng ủy phường Bến Lụa", "go man", None),
            ("hl-bl", "hl-bl", Some(Nearness::Same)),
            ("hl-bl", "bl", Some(Nearness::Words)),
        ];
        for (text, sought, expected) in table {
            assert_eq!(nearness(text, sought), expected, "{text} {sought}");
        }
        assert!(Nearness::Same < Nearness::Parts);
    }
}

//! Folding: what two spellings of one name have in common.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for comparison: lower case, marks off, `đ` to `d`, blanks and underscores to one blank.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        for letter in letter.to_lowercase() {
            match letter {
                'đ' => folded.push('d'),
                '_' => folded.push(' '),
                blank if blank.is_whitespace() => folded.push(' '),
                other => folded.push(other),
            }
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Brings a text into the form the book stores: NFC, invisible characters out, blanks collapsed, trimmed.
#[must_use]
pub fn tidy(text: &str) -> String {
    let visible = text.nfc().filter(|letter| !is_invisible(*letter));
    let spaced: String = visible
        .map(|letter| {
            if letter.is_whitespace() || letter.is_control() {
                ' '
            } else {
                letter
            }
        })
        .collect();
    spaced
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Zero-width and direction marks that Excel and web pages leave inside names.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

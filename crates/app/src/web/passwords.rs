//! What a new password must be.

use super::field_faults::FieldFaults;
use super::secrets::{PASSWORD_LETTERS_MAX, PASSWORD_LETTERS_MIN};
use super::words::Words;

/// Cuts a password where none reaches, so that nobody has us hash a megabyte.
#[must_use]
pub fn cut(password: &str) -> String {
    password.chars().take(PASSWORD_LETTERS_MAX + 1).collect()
}

/// Finds what is wrong with a new password, at the fields `password` and `again`.
pub fn examine(password: &str, again: &str, sign_in: &str, words: &Words, faults: &mut FieldFaults) {
    let letters = password.chars().count();
    let mut first = password.chars();
    let one = first.next();
    let has_name = !sign_in.is_empty() && password.to_lowercase().contains(&sign_in.to_lowercase());
    if letters < PASSWORD_LETTERS_MIN {
        let values = [
            ("found", letters.to_string()),
            ("least", PASSWORD_LETTERS_MIN.to_string()),
        ];
        faults.add("password", words.fill("password-too-short", &values));
    } else if letters > PASSWORD_LETTERS_MAX {
        faults.add(
            "password",
            words.with("password-too-long", "most", PASSWORD_LETTERS_MAX),
        );
    } else if first.all(|letter| Some(letter) == one) || has_name {
        faults.add("password", words.say("password-too-plain"));
    } else if password != again {
        faults.add("again", words.say("password-differs"));
    }
}

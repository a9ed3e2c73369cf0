//! What a new password must be.

use zxcvbn::{Score, zxcvbn};

use super::field_faults::FieldFaults;
use super::secrets::{PASSWORD_LETTERS_MAX, PASSWORD_LETTERS_MIN};
use super::words::Words;

/// Cuts a password where none reaches, so that nobody has us hash a megabyte.
#[must_use]
pub fn cut(password: &str) -> String {
    password.chars().take(PASSWORD_LETTERS_MAX + 1).collect()
}

/// Words tried first here, beside the estimator's own lists of other languages.
const TRIED_FIRST: [&str; 11] = [
    "matkhau",
    "mật khẩu",
    "nennep",
    "nền nếp",
    "vietnam",
    "hanoi",
    "danguy",
    "chibo",
    "dangvien",
    "congdoan",
    "truongban",
];

/// Lists, keyboards, dates and repetitions are tried before anything else is; the estimator knows how soon.
fn is_soon_guessed(password: &str, sign_in: &str) -> bool {
    let tried: Vec<&str> = TRIED_FIRST.into_iter().chain([sign_in]).collect();
    zxcvbn(password, &tried).score() < Score::Three
}

/// Finds what is wrong with a new password, at the fields `password` and `again`.
pub fn examine(password: &str, again: &str, sign_in: &str, words: &Words, faults: &mut FieldFaults) {
    let letters = password.chars().count();
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
    } else if has_name || is_soon_guessed(password, sign_in) {
        faults.add("password", words.say("password-too-plain"));
    } else if password != again {
        faults.add("again", words.say("password-differs"));
    }
}

#[cfg(test)]
mod tests {
    use super::is_soon_guessed;

    #[test]
    fn what_is_tried_first_is_refused() {
        let table = [
            ("aaaaaaaaaaaa", true),
            ("1234567890", true),
            ("qwertyuiop", true),
            ("matkhau123", true),
            ("mật khẩu 1", true),
            ("nennep2026", true),
            ("password2026", true),
            ("hongkhoa1990", true),
            ("nen-nep-mau-2026", false),
            ("một câu dài dễ nhớ", false),
            ("trâu trắng qua cầu", false),
        ];
        for (password, expected) in table {
            assert_eq!(is_soon_guessed(password, "hongkhoa"), expected, "{password}");
        }
    }
}

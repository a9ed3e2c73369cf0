//! What the names of an account must be, in a form.

use super::days::read_day;
use super::field_faults::FieldFaults;
use super::words::Words;

/// Most letters of a name or title.
pub const NAME_LETTERS_MAX: usize = 200;

/// Reads a sign-in name: 2 to 40 small letters, digits, dots, hyphens and underscores, so that no two look alike.
#[must_use]
pub fn sign_in_name(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    let is_good = (2..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte))
        && name.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    is_good.then_some(name)
}

/// Reads a sign-in name at the field `sign_in`.
pub fn sign_in_at(text: &str, words: &Words, faults: &mut FieldFaults) -> String {
    sign_in_name(text).unwrap_or_else(|| {
        if text.trim().is_empty() {
            faults.add(
                "sign_in",
                words.with("account-line-missing", "field", words.say("account-sign-in")),
            );
            return String::new();
        }
        faults.add("sign_in", words.with("account-sign-in-bad", "found", text));
        String::new()
    })
}

/// Reads a name or title at its field: one line, not empty, not too long.
pub fn line_at(field: &'static str, text: &str, words: &Words, faults: &mut FieldFaults) -> String {
    let line = nennep_core::text::tidy(text);
    if line.is_empty() {
        let key = if field.starts_with("token-") {
            field.to_owned()
        } else {
            format!("account-{field}")
        };
        faults.add(field, words.with("account-line-missing", "field", words.say(&key)));
    } else if line.chars().count() > NAME_LETTERS_MAX {
        faults.add(field, words.with("account-line-long", "most", NAME_LETTERS_MAX));
    }
    line
}

/// Reads a day at its field, as browsers send it or as officers write it; nothing when the field is empty.
pub fn day_at(
    field: &'static str,
    text: &str,
    words: &Words,
    faults: &mut FieldFaults,
) -> Option<nennep_core::calendar::Day> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = read_day(text).ok();
    if day.is_none() {
        faults.add(field, words.with("account-day-bad", "found", text));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::sign_in_name;

    #[test]
    fn sign_in_names_cannot_be_mistaken() {
        for (typed, name) in [(" Lan.Anh ", "lan.anh"), ("a1", "a1"), ("b_c-d", "b_c-d")] {
            assert_eq!(sign_in_name(typed).as_deref(), Some(name));
        }
        for typed in ["", "a", "lan anh", "lân", "-x", "аdmin", "a\u{200b}b", &"x".repeat(41)] {
            assert_eq!(sign_in_name(typed), None, "{typed:?}");
        }
    }
}

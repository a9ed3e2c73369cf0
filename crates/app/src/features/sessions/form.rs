//! What the forms of signing in carry.

use serde::Deserialize;

use crate::web::field_faults::FieldFaults;
use crate::web::passwords;
use crate::web::words::Words;

/// Most letters of a sign-in name that is looked up.
const NAME_LETTERS_MAX: usize = 100;

/// Holds what the address of the sign-in page carries.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Next {
    /// Where to come back to.
    #[serde(default)]
    pub(super) next: String,
}

/// Holds a sign-in.
#[derive(Debug, Default, Deserialize)]
pub(super) struct SignIn {
    /// The name.
    #[serde(default)]
    pub(super) name: String,
    /// The password.
    #[serde(default)]
    pub(super) password: String,
    /// Where to come back to.
    #[serde(default)]
    pub(super) next: String,
}

impl SignIn {
    /// Gives the name as accounts keep it.
    pub(super) fn sign_in(&self) -> String {
        self.name.trim().to_lowercase().chars().take(NAME_LETTERS_MAX).collect()
    }

    /// Gives the password, cut where no password reaches.
    pub(super) fn password(&self) -> String {
        passwords::cut(&self.password)
    }
}

/// Holds a choice of language or look.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Prefer {
    /// `vi` or `en`.
    #[serde(default)]
    pub(super) language: String,
    /// `auto`, `light` or `dark`.
    #[serde(default)]
    pub(super) theme: String,
    /// Where to come back to.
    #[serde(default)]
    pub(super) next: String,
}

/// Holds a change of password.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Change {
    /// The present one.
    #[serde(default)]
    pub(super) current: String,
    /// The new one.
    #[serde(default)]
    pub(super) password: String,
    /// The new one again.
    #[serde(default)]
    pub(super) again: String,
}

impl Change {
    /// Finds what is wrong with the new password.
    pub(super) fn faults(&self, sign_in: &str, words: &Words) -> FieldFaults {
        let mut faults = FieldFaults::default();
        passwords::examine(&self.password, &self.again, sign_in, words, &mut faults);
        faults
    }
}

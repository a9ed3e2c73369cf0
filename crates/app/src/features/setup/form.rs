//! What the form of the set-up carries.

use serde::Deserialize;

use crate::web::enrolment::{line_at, sign_in_at};
use crate::web::field_faults::FieldFaults;
use crate::web::passwords;
use crate::web::words::Words;

/// Holds what was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SetUp {
    /// The code printed at the start.
    pub(super) code: String,
    /// The name to sign in by.
    pub(super) sign_in: String,
    /// The officer's name.
    pub(super) name: String,
    /// Title and office.
    pub(super) title: String,
    /// The password.
    pub(super) password: String,
    /// The password again.
    pub(super) again: String,
    /// Code of the unit whose accounts are managed.
    pub(super) unit: String,
}

impl SetUp {
    /// Finds what is wrong besides code and unit.
    pub(super) fn faults(&self, words: &Words) -> FieldFaults {
        let mut faults = FieldFaults::default();
        let sign_in = sign_in_at(&self.sign_in, words, &mut faults);
        line_at("name", &self.name, words, &mut faults);
        line_at("title", &self.title, words, &mut faults);
        passwords::examine(&self.password, &self.again, &sign_in, words, &mut faults);
        faults
    }
}

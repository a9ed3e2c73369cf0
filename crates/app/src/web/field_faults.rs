//! Faults of a form, each at its field.

/// Holds the faults of a form in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldFaults {
    faults: Vec<(&'static str, String)>,
}

impl FieldFaults {
    /// Adds a fault at a field.
    pub fn add(&mut self, field: &'static str, text: String) {
        self.faults.push((field, text));
    }

    /// Tells whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// Gives what is wrong at a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&str> {
        self.faults
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, text)| text.as_str())
    }

    /// Gives all faults: field and words.
    pub fn iter(&self) -> impl Iterator<Item = &(&'static str, String)> {
        self.faults.iter()
    }
}

//! Words of the pages in the officer's language; the texts stand in `locales/`.

use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid};
use nennep_core::text::date_short;

fluent_templates::static_loader! {
    static TEXTS = {
        locales: "../../locales",
        fallback_language: "vi",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static VIETNAMESE: LanguageIdentifier = langid!("vi");
static ENGLISH: LanguageIdentifier = langid!("en");

/// Names a language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese, the first.
    #[default]
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// Reads a language by its code; anything but `en` is Vietnamese.
    #[must_use]
    pub fn of(code: &str) -> Self {
        if code == "en" {
            Language::English
        } else {
            Language::Vietnamese
        }
    }

    /// Gives the code for the page.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::Vietnamese => "vi",
            Language::English => "en",
        }
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Language::Vietnamese => &VIETNAMESE,
            Language::English => &ENGLISH,
        }
    }
}

/// Says texts in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Words {
    /// The language.
    pub language: Language,
}

impl Words {
    /// Makes words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// Says the text of a key; the key itself when there is none, which a test forbids.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        TEXTS
            .try_lookup(self.language.identifier(), key)
            .unwrap_or_else(|| key.to_owned())
    }

    /// Says the text of a key made of parts, such as `ended-not-found-do`; an empty last part is left away.
    #[must_use]
    pub fn keyed(&self, first: &str, middle: &str, last: &str) -> String {
        if last.is_empty() {
            self.say(&format!("{first}-{middle}"))
        } else {
            self.say(&format!("{first}-{middle}-{last}"))
        }
    }

    /// Says a text with one value.
    #[must_use]
    pub fn with(&self, key: &str, name: &'static str, value: impl std::fmt::Display) -> String {
        self.fill(key, &[(name, value.to_string())])
    }

    /// Says a text with several values.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&'static str, String)]) -> String {
        let arguments: HashMap<std::borrow::Cow<'static, str>, FluentValue<'_>> = values
            .iter()
            .map(|(name, value)| ((*name).into(), FluentValue::from(value.clone())))
            .collect();
        TEXTS
            .try_lookup_with_args(self.language.identifier(), key, &arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    /// Says a stored instant as officers read it: hour and day in Việt Nam; what is no instant stays as it is.
    #[must_use]
    pub fn instant(&self, at: &str) -> String {
        super::clock::local(at).map_or_else(
            || at.to_owned(),
            |(hour, day)| self.fill("instant", &[("hour", hour), ("day", date_short(day))]),
        )
    }

    /// Says a text with values whose names are not known beforehand; nothing when there is no such text, or it needs a
    /// value that is not there.
    #[must_use]
    pub fn try_fill(&self, key: &str, values: Vec<(String, String)>) -> Option<String> {
        let arguments: HashMap<std::borrow::Cow<'static, str>, FluentValue<'_>> = values
            .into_iter()
            .map(|(name, value)| (name.into(), FluentValue::from(value)))
            .collect();
        TEXTS.try_lookup_with_args(self.language.identifier(), key, &arguments)
    }

    /// Tells whether a key has a text; one that needs values is not found without them.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        TEXTS.try_lookup(self.language.identifier(), key).is_some()
    }
}

//! Language and look as a browser keeps them; what an account says holds where the browser says nothing.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;

use super::words::{Language, Words};

/// Name of the cookie that keeps the language.
pub const LANGUAGE_COOKIE: &str = "language";

/// Name of the cookie that keeps the look; the script of the pages writes it too.
pub const THEME_COOKIE: &str = "nennep_theme";

/// Looks a page can have.
pub const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// Holds what a browser keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// The language; Vietnamese unless another was chosen.
    pub language: Language,
    /// The look, when one was chosen in this browser.
    pub theme: Option<&'static str>,
}

impl Preferences {
    /// Reads the cookies.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        Self {
            language: jar
                .get(LANGUAGE_COOKIE)
                .map_or(Language::Vietnamese, |cookie| Language::of(cookie.value())),
            theme: jar.get(THEME_COOKIE).and_then(|cookie| theme_of(cookie.value())),
        }
    }

    /// Gives words in the browser's language.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// Gives the look of the browser, else that of the account.
    #[must_use]
    pub fn theme_or<'a>(&self, account: &'a str) -> &'a str {
        self.theme.unwrap_or(account)
    }
}

/// Reads a look; `None` for any other word.
#[must_use]
pub fn theme_of(text: &str) -> Option<&'static str> {
    THEMES.into_iter().find(|theme| *theme == text)
}

/// Writes a cookie that the browser keeps for a year and scripts may read.
#[must_use]
pub fn kept_cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax")
}

//! What the page after a form shows once: a receipt, or a secret that is kept nowhere in clear. It travels sealed in a
//! cookie of the browser that asked and is gone when it was shown.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::clock::Now;
use super::errors::WebError;
use super::house::House;

/// Seconds within which the page must be opened.
const SECONDS: i64 = 120;

/// Names what is shown once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    /// The key of a receipt's words.
    Receipt,
    /// A password to hand over.
    Password,
    /// A personal token.
    Token,
    /// Recovery codes.
    RecoveryCodes,
}

impl Once {
    fn name(self) -> &'static str {
        match self {
            Once::Receipt => "once_receipt",
            Once::Password => "once_password",
            Once::Token => "once_token",
            Once::RecoveryCodes => "once_codes",
        }
    }

    /// Sends the browser to a page that will show the text once.
    ///
    /// # Errors
    /// When the machine has no source of chance.
    pub fn redirect(self, house: &House, now: Now, to: &str, text: &str) -> Result<Response, WebError> {
        let ends_at = now.at_plus(SECONDS);
        let sealed = house
            .cipher
            .seal(&format!("{}\n{ends_at}\n{text}", self.name()))
            .map_err(anyhow::Error::new)?;
        let secure = if house.is_reached_by_https() { "; Secure" } else { "" };
        let name = self.name();
        let cookie = format!("{name}={sealed}; Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}");
        let mut response = Redirect::to(to).into_response();
        add_cookie(&mut response, &cookie);
        Ok(response)
    }

    /// Reads what is to be shown, if its time has not run out.
    #[must_use]
    pub fn take(self, house: &House, now: Now, headers: &HeaderMap) -> Option<String> {
        let jar = CookieJar::from_headers(headers);
        let text = house.cipher.open(jar.get(self.name())?.value()).ok()?;
        let (name, rest) = text.split_once('\n')?;
        let (ends_at, text) = rest.split_once('\n')?;
        (name == self.name() && ends_at > now.at().as_str()).then(|| text.to_owned())
    }

    /// Lets the browser forget what was shown.
    pub fn forget(self, response: &mut Response) {
        add_cookie(
            response,
            &format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", self.name()),
        );
    }
}

/// Adds a cookie to an answer.
pub fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

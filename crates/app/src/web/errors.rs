//! What a request may end as besides its answer, and the only place where that becomes HTTP.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use super::faults::Fault;
use crate::store::StoreError;

/// Says what a request ended as.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// There is no such thing for this officer.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("not signed in")]
    SignInNeeded {
        /// Where to come back to.
        next: String,
    },
    /// A rule or a right forbids it; the words stand in the locales under `refusal-…`.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// The key is known with other content.
    #[error("other content")]
    Conflict(Vec<Fault>),
    /// The input needs mending.
    #[error("the input needs mending")]
    Faulty(Vec<Fault>),
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        wait_seconds: u64,
    },
    /// The database did not do its part.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// Something else of ours failed.
    #[error("our failure")]
    Failure(#[from] anyhow::Error),
}

/// What the middleware makes an answer of, in the form the path asks for.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    pub(super) code: StatusCode,
    pub(super) kind: &'static str,
    pub(super) faults: Vec<Fault>,
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let ended = |code, kind, faults| Ended { code, kind, faults };
        let (ended, wait) = match self {
            WebError::NotFound => (ended(StatusCode::NOT_FOUND, "not-found", Vec::new()), None),
            WebError::SignInNeeded { next } => {
                let mut response = Redirect::to(&format!("/sign-in?next={}", percent(&next))).into_response();
                response
                    .extensions_mut()
                    .insert(ended(StatusCode::UNAUTHORIZED, "sign-in-needed", Vec::new()));
                return response;
            }
            WebError::Refused(kind) => (ended(StatusCode::FORBIDDEN, kind, Vec::new()), None),
            WebError::Conflict(faults) => (ended(StatusCode::CONFLICT, "other-content", faults), None),
            WebError::Faulty(faults) => (ended(StatusCode::UNPROCESSABLE_ENTITY, "faulty", faults), None),
            WebError::TooMany { wait_seconds } => (
                ended(StatusCode::TOO_MANY_REQUESTS, "too-many", Vec::new()),
                Some(wait_seconds),
            ),
            WebError::Store(error) => (failed(&anyhow::Error::new(error)), None),
            WebError::Failure(error) => (failed(&error), None),
        };
        let mut response = ended.code.into_response();
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(ended);
        response
    }
}

/// The chain of causes is logged once, here; the page says only that it was our failure.
fn failed(error: &anyhow::Error) -> Ended {
    tracing::error!(error = format!("{error:#}"), "a request failed");
    Ended {
        code: StatusCode::INTERNAL_SERVER_ERROR,
        kind: "failure",
        faults: Vec::new(),
    }
}

/// An answer that says what is wrong, for programs (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Stable name of what happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same in words.
    pub title: String,
    /// The HTTP code.
    #[serde(rename = "status")]
    pub code: u16,
    /// What to mend, when that is it.
    pub faults: Vec<Fault>,
}

/// Renders a page.
///
/// # Errors
/// When a template fails, which is our failure.
pub fn show<T: askama::Template>(page: &T) -> Result<Response, WebError> {
    let text = page.render().map_err(anyhow::Error::new)?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        text,
    )
        .into_response())
}

/// Renders a page that says what must be mended; what was typed stands in it.
///
/// # Errors
/// When a template fails, which is our failure.
pub fn show_faulty<T: askama::Template>(page: &T) -> Result<Response, WebError> {
    let mut response = show(page)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Writes a text so that it can stand as one value of an address.
#[must_use]
pub fn percent(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

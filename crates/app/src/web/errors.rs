//! What a request may end as besides its answer, and the only place where that becomes HTTP.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use super::faults::Fault;
use super::house::House;
use super::preferences::Preferences;
use super::shell::Shell;
use super::visit::Visit;
use super::words::Words;
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
struct Ended {
    code: StatusCode,
    kind: &'static str,
    faults: Vec<Fault>,
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

/// Turns what ended otherwise into a page, or into a problem for a program.
pub async fn render(State(house): State<House>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let preferences = Preferences::of(request.headers());
    let (parts, body) = request.into_parts();
    let asked = (!is_api).then(|| parts.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(ended) = ended_as(&response) else {
        return response;
    };
    if !is_api && ended.code == StatusCode::UNAUTHORIZED && response.status().is_redirection() {
        return response;
    }
    let mut answer = match asked {
        Some(asked) => page(&house, &ended, &preferences, asked).await,
        None => problem(&ended, preferences.words()),
    };
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    if is_api && ended.code == StatusCode::UNAUTHORIZED {
        answer
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}

/// What the answer ended as: said by us, or read off a bare code that a layer or the router gave.
fn ended_as(response: &Response) -> Option<Ended> {
    if let Some(ended) = response.extensions().get::<Ended>() {
        return Some(ended.clone());
    }
    let has_body = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| !kind.starts_with("text/plain"));
    let kind = match response.status() {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "wrong-method",
        StatusCode::FORBIDDEN => "other-origin",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => "too-slow",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => "unreadable",
        code if code.is_server_error() => "failure",
        _ => return None,
    };
    (!has_body).then(|| Ended {
        code: response.status(),
        kind,
        faults: Vec::new(),
    })
}

fn said(ended: &Ended, words: Words) -> Vec<Fault> {
    let faults = ended.faults.iter().cloned();
    faults.map(|fault| fault.said_in(words.language)).collect()
}

fn problem(ended: &Ended, words: Words) -> Response {
    let problem = Problem {
        kind: ended.kind.to_owned(),
        title: words.say(&format!("ended-{}", ended.kind)),
        code: ended.code.as_u16(),
        faults: said(ended, words),
    };
    (
        ended.code,
        [(header::CONTENT_TYPE, "application/problem+json")],
        serde_json::to_string(&problem).unwrap_or_default(),
    )
        .into_response()
}

#[derive(askama::Template)]
#[template(path = "ended.html")]
struct EndedPage {
    shell: Shell,
    kind: &'static str,
    faults: Vec<Fault>,
}

/// The same inside the house: whoever is signed in keeps the menu and the search.
#[derive(askama::Template)]
#[template(path = "ended_inside.html")]
struct EndedInsidePage {
    shell: Shell,
    kind: &'static str,
    faults: Vec<Fault>,
}

async fn page(house: &House, ended: &Ended, preferences: &Preferences, asked: Parts) -> Response {
    let title = |words: Words| words.say(&format!("ended-{}", ended.kind));
    let kind = ended.kind;
    let shown = if let Some(visit) = signed_in(house, ended, asked).await {
        let (shell, faults) = (Shell::of(&visit, title(visit.words)), said(ended, visit.words));
        show(&EndedInsidePage { shell, kind, faults })
    } else {
        let words = preferences.words();
        let shell = Shell::outside(house, words, title(words)).looking(preferences.theme_or("auto"));
        let faults = said(ended, words);
        show(&EndedPage { shell, kind, faults })
    };
    let mut response = shown.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    *response.status_mut() = ended.code;
    response
}

/// Recognises who asked; nobody where we failed ourselves or are asked too often, since that would ask the database again.
async fn signed_in(house: &House, ended: &Ended, mut asked: Parts) -> Option<Visit> {
    if ended.code.is_server_error() || ended.code == StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    // The page only reads, whatever was asked.
    asked.method = Method::GET;
    Visit::from_request_parts(&mut asked, house).await.ok()
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

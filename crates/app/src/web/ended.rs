//! Pages and problems that tell what a request ended as, in the form the path asks for.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::errors::{Ended, Problem, show};
use super::faults::Fault;
use super::house::House;
use super::preferences::Preferences;
use super::shell::Shell;
use super::visit::Visit;
use super::words::Words;

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

//! Logs: one line a request as JSON, ids only; never a name, an address of a person, or what was sent.

use axum::extract::Request;
use tower_http::classify::{ServerErrorsAsFailures, SharedClassifier};
use tower_http::trace::{DefaultOnResponse, MakeSpan, TraceLayer};
use tracing::{Level, Span};
use tracing_subscriber::EnvFilter;

/// Opens the span of a request: its number, method and the pattern of its path, without codes and questions.
#[derive(Clone, Copy, Debug)]
pub struct RequestSpan;

impl<B> MakeSpan<B> for RequestSpan {
    fn make_span(&mut self, request: &axum::http::Request<B>) -> Span {
        let number = request
            .headers()
            .get("x-request-id")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let pattern = request
            .extensions()
            .get::<axum::extract::MatchedPath>()
            .map_or("-", axum::extract::MatchedPath::as_str);
        tracing::info_span!("request", number, method = %request.method(), pattern)
    }
}

/// Logs each request with its number, code and duration.
#[must_use]
pub fn requests() -> TraceLayer<SharedClassifier<ServerErrorsAsFailures>, RequestSpan> {
    TraceLayer::new_for_http()
        .make_span_with(RequestSpan)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
}

/// Begins to log on standard error, as JSON; `filter` as `tracing` reads it, such as `info`.
pub fn begin(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // A second beginning, as in tests, changes nothing.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// Gives the number of a request.
#[must_use]
pub fn number_of(request: &Request) -> String {
    request
        .headers()
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

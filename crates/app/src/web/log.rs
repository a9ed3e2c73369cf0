//! Logs: one line a request as JSON, ids only; never a name, an address of a person, or what was sent.

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument as _, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::clock::Stopwatch;

/// Logs a request with its number, method, pattern of its path, code and duration.
///
/// What fails meanwhile is logged inside a span that carries the number.
pub async fn requests(request: Request, next: Next) -> Response {
    let number = number_of(&request);
    let method = method_of(&request);
    let pattern = pattern_of(&request);
    let watch = Stopwatch::start();
    let span = tracing::info_span!("request", number);
    async move {
        let response = next.run(request).await;
        tracing::info!(
            method,
            pattern,
            code = response.status().as_u16(),
            milliseconds = watch.milliseconds(),
            "answered"
        );
        response
    }
    .instrument(span)
    .await
}

/// Makes what writes logs as JSON; `filter` as `tracing` reads it, such as `info`.
pub fn subscriber<W>(filter: &str, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(writer)
        .finish()
}

/// Begins to log on standard error.
///
/// A panic is logged by its place alone: its words may hold what a person typed.
pub fn begin(filter: &str) {
    // A second beginning, as in tests, changes nothing.
    let _ = tracing::subscriber::set_global_default(subscriber(filter, std::io::stderr));
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
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

/// A method of its own making may be any word, so only known ones are logged.
fn method_of(request: &Request) -> &'static str {
    match *request.method() {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "-",
    }
}

/// The path as the routes write it, without codes and questions; `-` for one that no route knows.
fn pattern_of(request: &Request) -> String {
    let known = request.extensions().get::<MatchedPath>();
    known.map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned())
}

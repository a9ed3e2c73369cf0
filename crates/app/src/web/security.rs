//! Headers every answer carries, and the layers every request passes.

use std::any::Any;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::house::House;

/// Most a request may carry; files of officers come by their own path with their own limit.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Most a request with a file may carry: the file and the few fields beside it.
pub const FILE_BYTES_MAX: usize = 33 * 1024 * 1024;

/// Longest a request with a file may take: lines to wards are slow.
pub const FILE_SECONDS_MAX: u64 = 300;

/// Longest a request may take.
pub const REQUEST_SECONDS_MAX: u64 = 30;

/// Nothing but our own files, and no style but that of our sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Adds the headers that keep a browser from doing what a page of ours never asks for.
pub async fn headers(State(house): State<House>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let fixed: [(HeaderName, &'static str); 7] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        ),
    ];
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if house.is_reached_by_https() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

/// Refuses what another site's page asks a browser to change.
pub fn other_origins() -> CsrfLayer {
    CsrfLayer::new()
}

/// Ends a request that takes too long.
#[must_use]
pub fn time_out() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(REQUEST_SECONDS_MAX))
}

/// Refuses a body that is too large, by its stated length or while it comes.
#[must_use]
pub fn body_limit() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(BODY_BYTES_MAX)
}

/// Refuses a file that is too large, as `body_limit` does.
#[must_use]
pub fn file_limit() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(FILE_BYTES_MAX)
}

/// Ends the sending of a file that takes too long.
#[must_use]
pub fn file_time_out() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(FILE_SECONDS_MAX))
}

/// Answers a request whose code panicked instead of breaking the connection.
#[must_use]
pub fn panics() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    // The words of a panic may hold what a person typed; its place is logged by the hook of `log::begin`.
    CatchPanicLayer::custom((|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()) as fn(_) -> _)
}

/// Packs answers for browsers that take them packed; files of the look are packed when they are built.
#[must_use]
pub fn compression() -> CompressionLayer {
    CompressionLayer::new()
}

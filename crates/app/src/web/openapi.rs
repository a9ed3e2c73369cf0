//! The document of the API, generated from the answers' own code, and its reader.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use utoipa::OpenApi as _;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{Object, Schema, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use super::errors::{Problem, WebError};
use super::faults::{Fault, FaultKind};
use super::house::House;
use super::reader::{self, Reading};

/// Where every answer to a program stands.
pub const ROOT: &str = "/api/v1";

/// Where the document stands.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// Where the reader stands.
const READER: &str = "/api/v1/docs/";

/// Media type of an answer that says what is wrong.
const PROBLEM: &str = "application/problem+json";

/// Name of the way in, inside the document.
const BEARER: &str = "bearer";

/// Holds the words after an address's question mark as they came.
pub type Words = Vec<(String, String)>;

/// Holds a part of a path; one that cannot be read names nothing that exists.
#[derive(Debug)]
pub struct InPath<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for InPath<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let read = Path::<T>::from_request_parts(parts, state).await;
        read.map(|Path(part)| Self(part)).map_err(|_| WebError::NotFound)
    }
}

/// Reads the words of a question by name: each once, and none that is not known.
///
/// # Errors
/// Every word that is unknown or stands twice.
pub fn asked(words: Words, known: &[&str]) -> Result<BTreeMap<String, String>, WebError> {
    let mut asked = BTreeMap::new();
    let mut faults = Vec::new();
    for (word, value) in words {
        let is_known = known.contains(&word.as_str());
        if !is_known || asked.contains_key(&word) {
            let known = if known.is_empty() {
                "—".to_owned()
            } else {
                known.join(", ")
            };
            faults.push(Fault::new(FaultKind::UnknownWord, &word, &known).in_field(&word));
        }
        asked.insert(word, value);
    }
    if faults.is_empty() {
        Ok(asked)
    } else {
        Err(WebError::Faulty(faults))
    }
}

/// Reads a whole number from one to `most`; none when it is not there, or when it is not such a number and a fault says so.
pub fn number(asked: &BTreeMap<String, String>, word: &str, most: i64, faults: &mut Vec<Fault>) -> Option<i64> {
    let text = asked.get(word)?;
    let read = text.parse().ok().filter(|number| (1..=most).contains(number));
    if read.is_none() {
        faults.push(Fault::new(FaultKind::BadCount, text, "").in_field(word));
    }
    read
}

/// Reads a word that is yes or no; no when it is not there.
///
/// # Errors
/// When it is neither.
pub fn yes(asked: &BTreeMap<String, String>, word: &str) -> Result<bool, WebError> {
    match asked.get(word).map(String::as_str) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(WebError::Faulty(vec![
            Fault::new(FaultKind::UnknownWord, other, "true, false").in_field(word),
        ])),
    }
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Nền Nếp",
        description = "Figures of the programme and the entries behind them, for other programs. A token sees what its \
            owner sees inside the token's unit; what lies outside answers 404. Days are `YYYY-MM-DD`, counts are whole \
            numbers; a figure nobody recorded is `null`, which is not 0.",
    ),
    components(schemas(Problem, Fault)),
    tags(
        (name = "figures", description = "What is counted, and what it is counted from."),
        (name = "facts", description = "What is recorded, and what is taken back."),
        (name = "work", description = "Enterprises, and the work that goes on about them."),
    )
)]
struct Frame;

/// Gives the document into which features merge theirs.
#[must_use]
pub fn frame() -> OpenApi {
    Frame::openapi()
}

/// Adds what holds for every operation: the way in, and how an answer may end otherwise.
#[must_use]
pub fn completed(mut document: OpenApi) -> OpenApi {
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(BEARER, bearer);
    for (code, about) in PROBLEMS {
        components.responses.insert(name_of(code), RefOr::T(problem(about)));
    }
    // The derived form of "nothing recorded" would fit every value; what is sent is null and nothing else.
    if let Some(RefOr::T(Schema::OneOf(amount))) = components.schemas.get_mut("Amount")
        && let Some(missing) = amount.items.last_mut()
    {
        *missing = RefOr::T(Schema::Object(Object::with_type(Type::Null)));
    }
    for (path, item) in &mut document.paths.paths {
        let is_named = path.contains('{');
        if let Some(read) = &mut item.get {
            end_otherwise(read, is_named);
        }
        if let Some(write) = &mut item.post {
            end_otherwise(write, is_named);
            for code in ["403", "409", "415"] {
                may_end(write, code);
            }
        }
    }
    document
}

/// Every way in which an answer may end otherwise than asked for.
const PROBLEMS: [(&str, &str); 11] = [
    ("400", "The body cannot be read."),
    (
        "401",
        "No valid token or session; said before anything of the request is looked at.",
    ),
    ("403", "A rule or a right forbids it, or a page of another origin asks."),
    ("404", "There is no such thing, or it lies outside the scope."),
    (
        "409",
        "The key is known with other content, or the entry was taken back already.",
    ),
    ("413", "The body is larger than is taken."),
    ("415", "The body is not JSON."),
    ("422", "The input needs mending; every fault is named with its place."),
    (
        "429",
        "Too many requests in a row; `Retry-After` says how long to wait.",
    ),
    ("500", "Our failure; it stands in the log."),
    ("504", "It took too long; ask for fewer days or a lower unit."),
];

fn end_otherwise(operation: &mut Operation, is_named: bool) {
    operation
        .security
        .get_or_insert_default()
        .push(utoipa::openapi::security::SecurityRequirement::new::<_, _, &str>(
            BEARER,
            [],
        ));
    for code in ["401", "413", "422", "429", "500", "504"] {
        may_end(operation, code);
    }
    if is_named {
        may_end(operation, "404");
    }
    if operation.request_body.is_some() {
        may_end(operation, "400");
    }
}

fn may_end(operation: &mut Operation, code: &str) {
    let told = RefOr::Ref(Ref::from_response_name(name_of(code)));
    operation.responses.responses.entry(code.to_owned()).or_insert(told);
}

fn name_of(code: &str) -> String {
    format!("Problem{code}")
}

fn problem(about: &str) -> Response {
    let schema = Ref::from_schema_name("Problem");
    ResponseBuilder::new()
        .description(about)
        .content(PROBLEM, Content::new(Some(schema)))
        .build()
}

/// Serves the document and a reader for people; both tell nothing of the book, so everybody may read them.
pub fn reader(document: OpenApi) -> Router<House> {
    let reading = Arc::new(Reading::of(&document, DOCUMENT));
    let page = |house: State<House>, headers: HeaderMap| async move { reader::page(&reading, house, &headers).await };
    Router::new()
        .route(
            DOCUMENT,
            get(|| async move { ([(header::CACHE_CONTROL, "no-cache")], Json(document)).into_response() }),
        )
        .route(READER, get(page))
        .route(
            READER.trim_end_matches('/'),
            get(|| async { Redirect::permanent(READER) }),
        )
}

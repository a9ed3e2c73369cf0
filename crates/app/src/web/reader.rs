//! The page on which people read the document of the API.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value};
use utoipa::openapi::OpenApi;

use super::errors::{WebError, show};
use super::house::House;
use super::preferences::Preferences;
use super::shell::Shell;

/// What stands before the name of a schema that another place points at.
const SCHEMAS: &str = "#/components/schemas/";

/// What stands before the name of an answer that operations share.
const ANSWERS: &str = "#/components/responses/";

/// Methods of an operation, in the order in which they are read.
const METHODS: [&str; 2] = ["get", "post"];

#[derive(askama::Template)]
#[template(path = "reader.html")]
struct ReaderPage {
    shell: Shell,
    about: Vec<Words>,
    document: &'static str,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

/// Holds words of a description: prose, or a piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    is_code: bool,
}

/// Operations that belong together.
#[derive(Clone, Debug, Default)]
struct Group {
    name: String,
    about: Vec<Words>,
    operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: Vec<Words>,
    about: Vec<Words>,
    parameters: Vec<Field>,
    body: Option<Kind>,
    answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
struct Answer {
    code: String,
    about: Vec<Words>,
    kind: Option<Kind>,
}

/// One parameter of an operation, or one field of a schema.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    place: String,
    kind: Kind,
    is_needed: bool,
    about: Vec<Words>,
    example: Option<String>,
}

/// Words for what a value may be, each a link where it is a schema of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind(Vec<(String, Option<String>)>);

/// One schema.
#[derive(Clone, Debug)]
struct Shape {
    name: String,
    about: Vec<Words>,
    kind: Kind,
    fields: Vec<Field>,
}

/// What the page says of the document, whoever asks.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    document: &'static str,
    about: Vec<Words>,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

/// Shows the document.
pub(super) async fn page(reading: &Reading, house: State<House>, headers: &HeaderMap) -> Result<Response, WebError> {
    let preferences = Preferences::of(headers);
    let words = preferences.words();
    show(&ReaderPage {
        shell: Shell::outside(&house, words, words.say("reader")).looking(preferences.theme_or("auto")),
        about: reading.about.clone(),
        document: reading.document,
        groups: reading.groups.clone(),
        shapes: reading.shapes.clone(),
    })
}

impl Reading {
    /// Reads the document as it is sent from an address.
    pub(super) fn of(document: &OpenApi, address: &'static str) -> Self {
        let document = serde_json::to_value(document).unwrap_or_default();
        let mut groups: Vec<Group> = list(&document, "tags")
            .map(|tag| Group {
                name: text(tag, "name"),
                about: prose(tag, "description"),
                operations: Vec::new(),
            })
            .collect();
        for (path, method, operation) in operations(&document) {
            let tag = list(operation, "tags")
                .next()
                .and_then(Value::as_str)
                .unwrap_or_default();
            let group = groups.iter_mut().find(|group| group.name == tag);
            if let Some(group) = group {
                group.operations.push(Operation::of(&document, path, method, operation));
            }
        }
        let schemas = entries(&document, &["components", "schemas"]);
        Self {
            document: address,
            about: document
                .get("info")
                .map(|info| prose(info, "description"))
                .unwrap_or_default(),
            groups,
            shapes: schemas.map(|(name, schema)| Shape::of(name, schema)).collect(),
        }
    }
}

impl Operation {
    fn of(document: &Value, path: &str, method: &str, operation: &Value) -> Self {
        let answers = entries(operation, &["responses"]);
        Self {
            id: text(operation, "operationId"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: prose(operation, "summary"),
            about: prose(operation, "description"),
            parameters: list(operation, "parameters").map(parameter).collect(),
            body: operation.get("requestBody").and_then(content),
            answers: answers
                .map(|(code, answer)| Answer::of(document, code, answer))
                .collect(),
        }
    }
}

impl Answer {
    fn of(document: &Value, code: &str, answer: &Value) -> Self {
        let shared = answer.get("$ref").and_then(Value::as_str);
        let shared = shared
            .and_then(|name| name.strip_prefix(ANSWERS))
            .and_then(|name| document.get("components")?.get("responses")?.get(name));
        let answer = shared.unwrap_or(answer);
        Self {
            code: code.to_owned(),
            about: prose(answer, "description"),
            kind: content(answer),
        }
    }
}

impl Shape {
    fn of(name: &str, schema: &Value) -> Self {
        let needed: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
        let fields = entries(schema, &["properties"]).map(|(name, field)| Field {
            name: name.to_owned(),
            place: String::new(),
            kind: Kind::of(field),
            is_needed: needed.contains(&name),
            about: prose(field, "description"),
            example: None,
        });
        Self {
            name: name.to_owned(),
            about: prose(schema, "description"),
            kind: Kind::of(schema),
            fields: fields.collect(),
        }
    }
}

impl Kind {
    fn of(schema: &Value) -> Self {
        let mut kinds = Vec::new();
        gather(schema, "", &mut kinds);
        Self(kinds)
    }
}

/// Gathers what a value of the schema may be; `around` stands after each word of a list's elements.
fn gather(schema: &Value, around: &str, kinds: &mut Vec<(String, Option<String>)>) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let name = name.strip_prefix(SCHEMAS).unwrap_or(name);
        kinds.push((format!("{name}{around}"), Some(format!("#{name}"))));
        return;
    }
    if let Some(choices) = schema
        .get("oneOf")
        .or_else(|| schema.get("allOf"))
        .and_then(Value::as_array)
    {
        choices.iter().for_each(|choice| gather(choice, around, kinds));
        return;
    }
    let values = list(schema, "enum").filter_map(Value::as_str);
    let values: Vec<_> = values.map(|value| (format!("\"{value}\"{around}"), None)).collect();
    if !values.is_empty() {
        kinds.extend(values);
        return;
    }
    let named = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    for name in named {
        match (name, schema.get("items"), schema.get("format").and_then(Value::as_str)) {
            ("array", Some(items), _) => gather(items, "[]", kinds),
            ("string", _, Some(format)) => kinds.push((format!("{format}{around}"), None)),
            _ => kinds.push((format!("{name}{around}"), None)),
        }
    }
}

fn parameter(parameter: &Value) -> Field {
    let example = parameter.get("example").map(|example| {
        let several: Vec<&str> = list(parameter, "example").filter_map(Value::as_str).collect();
        if several.is_empty() {
            example.as_str().map_or_else(|| example.to_string(), str::to_owned)
        } else {
            several.join(", ")
        }
    });
    Field {
        name: text(parameter, "name"),
        place: text(parameter, "in"),
        kind: parameter.get("schema").map_or(Kind(Vec::new()), Kind::of),
        is_needed: parameter.get("required").and_then(Value::as_bool).unwrap_or_default(),
        about: prose(parameter, "description"),
        example,
    }
}

/// Gives what a body holds, whatever its media type.
fn content(body: &Value) -> Option<Kind> {
    let (_, content) = entries(body, &["content"]).next()?;
    content.get("schema").map(Kind::of)
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &'static str, &Value)> {
    entries(document, &["paths"])
        .flat_map(|(path, item)| METHODS.map(|method| item.get(method).map(|operation| (path, method, operation))))
        .flatten()
}

fn text(holder: &Value, key: &str) -> String {
    let words = holder.get(key).and_then(Value::as_str);
    words.unwrap_or_default().to_owned()
}

fn list<'a>(holder: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    holder.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// Gives what an object below some keys holds, in the order in which it is sent.
fn entries<'a>(holder: &'a Value, keys: &[&str]) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let found = keys.iter().try_fold(holder, |holder, key| holder.get(key));
    let found: Option<&Map<String, Value>> = found.and_then(Value::as_object);
    found.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// Divides a description at the marks that stand around code.
fn prose(holder: &Value, key: &str) -> Vec<Words> {
    let words = text(holder, key);
    let parts = words.split('`').enumerate();
    parts
        .map(|(place, part)| Words {
            text: part.to_owned(),
            is_code: place % 2 == 1,
        })
        .filter(|part| !part.text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn says_what_a_value_may_be() {
        let cases = [
            (json!({"type": "string"}), "string"),
            (json!({"type": "string", "format": "date"}), "date"),
            (
                json!({"type": ["integer", "null"], "format": "int64"}),
                "integer | null",
            ),
            (
                json!({"type": "string", "enum": ["below", "above"]}),
                "\"below\" | \"above\"",
            ),
            (
                json!({"type": "array", "items": {"$ref": "#/components/schemas/Fault"}}),
                "Fault[]",
            ),
            (
                json!({"oneOf": [{"$ref": "#/components/schemas/Day"}, {"type": "null"}]}),
                "Day | null",
            ),
        ];
        for (schema, expected) in cases {
            let Kind(kinds) = Kind::of(&schema);
            let words: Vec<&str> = kinds.iter().map(|(words, _)| words.as_str()).collect();
            assert_eq!(words.join(" | "), expected);
        }
    }

    #[test]
    fn tells_code_from_prose() {
        let words = prose(&json!({"about": "Days are `2024-01-31`."}), "about");
        let code: Vec<bool> = words.iter().map(|part| part.is_code).collect();
        assert_eq!(code, [false, true, false]);
    }
}

//! Names that say nothing by themselves.

use super::Finding;
use super::source::{Source, closing};

/// Each could stand anywhere; `type` is met as `r#type` or `type_`.
const EMPTY: [&str; 8] = [
    "status", "type_", "r#type", "data", "info", "manager", "service", "utils",
];

/// How a line keeps such a name, with its reason.
const KEPT: &str = "// name: ";

/// Why: a file called so collects whatever has no home.
pub(super) fn file_names(path: &str, text: &str) -> Vec<Finding> {
    let is_ours = path.ends_with(".rs") && path.starts_with("crates/");
    let parts = path.split('/').skip(2).map(|part| part.trim_end_matches(".rs"));
    let Some(empty) = parts.into_iter().find(|part| EMPTY.contains(part)).filter(|_| is_ours) else {
        return Vec::new();
    };
    if text.lines().take(15).any(|line| line.contains(KEPT)) {
        return Vec::new();
    }
    vec![Finding::new(
        path,
        1,
        "names",
        format!("{empty} says nothing by itself; call it by what it holds"),
    )]
}

/// Why: which status, whose data? A name that needs its neighbours to be understood is misread without them.
pub(super) fn identifiers(source: &Source<'_>) -> Vec<Finding> {
    let mut places: Vec<usize> = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        match token.text {
            "fn" | "mod" => places.push(at + 1),
            "struct" | "enum" => places.extend(fields(source, at)),
            _ => {}
        }
    }
    let mut findings = Vec::new();
    for token in places.into_iter().filter_map(|at| source.tokens.get(at)) {
        let line = source.lines.get(token.line - 1).copied().unwrap_or_default();
        if EMPTY.contains(&token.text) && !line.contains(KEPT) {
            let message = format!(
                "{} says nothing by itself; say which, or keep it with `{KEPT}<reason>`",
                token.text
            );
            findings.push(Finding::new(source.path, token.line, "names", message));
        }
    }
    findings
}

/// Where the named fields stand of the struct or enum that begins at `at`.
fn fields(source: &Source<'_>, at: usize) -> Vec<usize> {
    let opening = (at + 2..source.tokens.len()).find(|at| ["{", ";", "("].contains(&source.text(*at)));
    let Some(open) = opening.filter(|open| source.text(*open) == "{") else {
        return Vec::new();
    };
    let is_field = |at: &usize| {
        let before = source.text(at.saturating_sub(1));
        source.text(at + 1) == ":" && ["{", ",", "pub", ")", "]"].contains(&before)
    };
    (open + 1..closing(&source.tokens, open)).filter(is_field).collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::broken;

    #[test]
    fn empty_names_are_found() {
        for (text, want) in [
            ("struct A {\nstatus: u8 }", vec![(2, "names")]),
            (
                "struct A {\n#[serde(default)]\npub(crate) info: u8 }",
                vec![(3, "names")],
            ),
            ("enum A { B {\ndata: u8 } }", vec![(2, "names")]),
            ("struct A {\nr#type: u8 }", vec![(2, "names")]),
            ("fn data() {}", vec![(1, "names")]),
            ("mod utils;", vec![(1, "names")]),
            ("struct A {\nstatus: u8, // name: head of the sheet\n}", vec![]),
            ("struct A { member_status: u8 }", vec![]),
            ("struct A(u8); let data: u8 = 1;", vec![]),
            ("let a = A { status: 1 }; let b = \"fn data\";", vec![]),
            ("struct A { b: B<data::C> }", vec![]),
        ] {
            assert_eq!(broken("crates/app/src/web/page.rs", text), want, "{text}");
        }
    }

    #[test]
    fn empty_file_names_are_found() {
        assert_eq!(broken("crates/app/src/utils.rs", ""), [(1, "names")]);
        assert_eq!(broken("crates/app/src/service/mail.rs", ""), [(1, "names")]);
        assert_eq!(broken("crates/app/src/data.rs", "// name: reason\n"), []);
        assert_eq!(broken("data/readme.md", ""), []);
    }
}

//! Who may name whom.

use super::Finding;
use super::source::Source;

/// Floors of the core, lowest first; a module names its own floor and lower ones.
const FLOORS: [&[&str]; 6] = [
    &["calendar", "text"],
    &["register"],
    &["ledger"],
    &["accounts"],
    &["progress"],
    &["reports", "checker"],
];

/// Packages that would bring the world into the core; `async-` stands for all that begin so.
const WORLDLY: [&str; 8] = [
    "tokio", "axum", "sqlx", "rusqlite", "postgres", "async-", "hyper", "reqwest",
];

const CORE: &str = "crates/core/src/";

/// Why: what has no clock, network or database in its manifest can be tested as plain arithmetic.
pub(super) fn core_manifest(path: &str, text: &str) -> Vec<Finding> {
    if path != "crates/core/Cargo.toml" {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let code = line.split('#').next().unwrap_or_default();
        let word = |each: char| !(each.is_alphanumeric() || each == '-' || each == '_');
        for named in code.split(word) {
            if WORLDLY
                .iter()
                .any(|worldly| named == *worldly || worldly.ends_with('-') && named.starts_with(worldly))
            {
                findings.push(Finding::new(
                    path,
                    number,
                    "pure-core",
                    format!("core may not depend on {named}"),
                ));
            }
        }
    }
    findings
}

/// Why: arrows that only point down let a floor be read, tested and replaced without those above it.
pub(super) fn core_floors(source: &Source<'_>) -> Vec<Finding> {
    let Some(below) = source.path.strip_prefix(CORE).filter(|below| *below != "lib.rs") else {
        return Vec::new();
    };
    let module = below.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let Some(own) = floor(module) else {
        let message = format!("core module {module} stands on no floor; floors are listed in xtask's tidy/arrows.rs");
        return vec![Finding::new(source.path, 1, "floors", message)];
    };
    let is_top = below == format!("{module}.rs") || below == format!("{module}/mod.rs");
    let mut findings = Vec::new();
    for (at, token) in source.outside_tests() {
        if token.text != "crate" && !(is_top && token.text == "super") {
            continue;
        }
        for named in source.branches(at + 1) {
            let message = match floor(named.text) {
                Some(floor) if floor <= own => continue,
                Some(_) => format!(
                    "{module} (floor {}) names {}, which stands above it",
                    own + 1,
                    named.text
                ),
                None => format!(
                    "{} is named through the root of core; name the module it stands in",
                    named.text
                ),
            };
            findings.push(Finding::new(source.path, named.line, "floors", message));
        }
    }
    findings
}

/// Why: with these, an import no longer says where a name comes from, and the floors could not be checked.
pub(super) fn core_imports(source: &Source<'_>) -> Vec<Finding> {
    if !source.path.starts_with(CORE) {
        return Vec::new();
    }
    let forbidden: [(&[&str], &str); 5] = [
        (&["super", "::", "super"], "super::super climbs; write crate::…"),
        (&["crate", "as"], "crate gets another name"),
        (&["crate", "::", "{", "self"], "crate gets another name"),
        (&["::", "*"], "glob import; name what is used"),
        (&["extern", "crate"], "crate gets another name"),
    ];
    let mut findings = Vec::new();
    for (at, token) in source.outside_tests() {
        for (words, message) in forbidden {
            if source.reads(at, words) {
                findings.push(Finding::new(source.path, token.line, "imports", message));
            }
        }
    }
    findings
}

/// Why: counts are whole and a percent is rounded in one place; floating point would round in many.
pub(super) fn core_floats(source: &Source<'_>) -> Vec<Finding> {
    if !source.path.starts_with(CORE) {
        return Vec::new();
    }
    let floats = source
        .outside_tests()
        .filter(|(_, token)| ["f32", "f64"].contains(&token.text));
    floats
        .map(|(_, token)| Finding::new(source.path, token.line, "whole-numbers", "no floating point in core"))
        .collect()
}

/// Why: when only the store knows the engines, a third one or a changed dialect touches one folder.
pub(super) fn engines(source: &Source<'_>) -> Vec<Finding> {
    if source.path.starts_with("crates/app/src/store") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (at, token) in source.tokens.iter().enumerate().filter(|(_, token)| token.text == "Db") {
        let engines = source
            .branches(at + 1)
            .into_iter()
            .filter(|named| ["Sqlite", "Postgres"].contains(&named.text));
        let message = "which engine it is, only crates/app/src/store may ask";
        findings.extend(engines.map(|_| Finding::new(source.path, token.line, "engines", message)));
    }
    findings
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[cfg(test)]
mod tests {
    use crate::tidy::broken;

    #[test]
    fn core_depends_on_nothing_worldly() {
        for (text, want) in [
            ("[dependencies]\nserde.workspace = true", vec![]),
            ("[dependencies]\ntokio.workspace = true", vec![(2, "pure-core")]),
            ("[dependencies]\nasync-trait = \"1\"", vec![(2, "pure-core")]),
            ("[dependencies.sqlx]", vec![(1, "pure-core")]),
            ("# never tokio", vec![]),
        ] {
            assert_eq!(broken("crates/core/Cargo.toml", text), want, "{text}");
        }
        assert_eq!(broken("crates/app/Cargo.toml", "tokio = \"1\""), []);
    }

    #[test]
    fn floors_name_only_lower_ones() {
        for (module, text, want) in [
            ("ledger/entry.rs", "use crate::register::UnitId;", vec![]),
            ("ledger/entry.rs", "use crate::ledger::Fact;", vec![]),
            ("ledger/entry.rs", "\nuse crate::accounts::Tally;", vec![(2, "floors")]),
            (
                "ledger/entry.rs",
                "use crate::{register::UnitId,\nprogress::Rate};",
                vec![(2, "floors")],
            ),
            (
                "ledger/entry.rs",
                "fn f() -> crate::reports::Quarter {}",
                vec![(1, "floors")],
            ),
            ("ledger/entry.rs", "use super::Fact;", vec![]),
            ("text/mod.rs", "use crate::calendar::Day;", vec![]),
            ("text/mod.rs", "use super::register::UnitId;", vec![(1, "floors")]),
            ("text.rs", "use super::{calendar, checker};", vec![(1, "floors")]),
            ("text/fold.rs", "use crate::Day;", vec![(1, "floors")]),
            (
                "text/fold.rs",
                "#[cfg(test)]\nmod tests { use crate::reports::X; }",
                vec![],
            ),
            ("text/tests.rs", "use crate::reports::X;", vec![]),
            ("helpers.rs", "", vec![(1, "floors")]),
            ("lib.rs", "pub use crate::reports::X;", vec![]),
        ] {
            assert_eq!(
                broken(&format!("crates/core/src/{module}"), text),
                want,
                "{module}: {text}"
            );
        }
    }

    #[test]
    fn core_imports_say_where_a_name_comes_from() {
        for (text, want) in [
            ("use super::super::text::fold;", vec![(1, "imports")]),
            ("use crate as c;", vec![(1, "imports")]),
            ("use std::fmt::*;", vec![(1, "imports")]),
            ("let x = a * b;", vec![]),
            ("#[cfg(test)]\nmod tests { use super::*; }", vec![]),
        ] {
            assert_eq!(broken("crates/core/src/text/fold.rs", text), want, "{text}");
        }
        assert_eq!(broken("crates/app/src/web/page.rs", "use std::fmt::*;"), []);
    }

    #[test]
    fn core_counts_whole() {
        assert_eq!(
            broken("crates/core/src/progress/rate.rs", "fn f(x: f64) {}"),
            [(1, "whole-numbers")]
        );
        assert_eq!(broken("crates/documents/src/rows.rs", "fn f(x: f64) {}"), []);
    }

    #[test]
    fn engines_are_known_to_the_store_alone() {
        let text = "match db {\nDb::Sqlite(_) => 1 }";
        assert_eq!(broken("crates/app/src/features/units/rows.rs", text), [(2, "engines")]);
        assert_eq!(
            broken("crates/app/src/cli/backup.rs", "use Db::{Postgres};"),
            [(1, "engines")]
        );
        assert_eq!(broken("crates/app/src/store/open.rs", text), []);
    }
}

//! Who may read the clock, the dice and the environment.

use super::Finding;
use super::source::Source;

/// Calls that ask the world for something that a test cannot repeat; clippy.toml forbids those it can name.
const CALLS: [&[&str]; 12] = [
    &["SystemTime", "::", "now"],
    &["Instant", "::", "now"],
    &["Utc", "::", "now"],
    &["Local", "::", "now"],
    &["env", "::", "var"],
    &["env", "::", "var_os"],
    &["env", "::", "vars"],
    &["rand", "::"],
    &["getrandom", "::"],
    &["fastrand", "::"],
    &["OsRng"],
    &["thread_rng"],
];

/// Where they stand: each hands what it read to the others as an argument.
const PLACES: [&str; 4] = [
    "crates/app/src/main.rs",
    "crates/app/src/store/open.rs",
    "crates/app/src/web/clock.rs",
    "crates/app/src/cli/clock.rs",
];

/// Why: a deed that takes its day and its dice as arguments can be repeated, rehearsed and tested on any day.
pub(super) fn world(source: &Source<'_>) -> Vec<Finding> {
    let path = source.path;
    if PLACES.contains(&path) || path.starts_with("crates/xtask/") || path.ends_with("/build.rs") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (at, token) in source.outside_tests() {
        if let Some(call) = CALLS.iter().find(|call| source.reads(at, call)) {
            let message = format!(
                "{} is called; take it as an argument from {}",
                call.concat(),
                PLACES.join(", ")
            );
            findings.push(Finding::new(path, token.line, "clock", message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::broken;

    #[test]
    fn the_world_is_asked_in_few_places() {
        for (path, text, want) in [
            (
                "crates/core/src/text/a.rs",
                "let t = std::time::SystemTime::now();",
                vec![(1, "clock")],
            ),
            (
                "crates/app/src/web/page.rs",
                "\nlet t = Utc::now();",
                vec![(2, "clock")],
            ),
            (
                "crates/app/src/jobs/queue.rs",
                "let t = Instant::now();",
                vec![(1, "clock")],
            ),
            (
                "crates/app/src/cli/serve.rs",
                "let v = std::env::var(\"A\");",
                vec![(1, "clock")],
            ),
            (
                "crates/app/src/web/session.rs",
                "let n = rand::random();",
                vec![(1, "clock")],
            ),
            ("crates/app/src/cli/serve.rs", "let v = std::env::args();", vec![]),
            (
                "crates/app/src/cli/serve.rs",
                "let v = \"Utc::now\"; // Utc::now",
                vec![],
            ),
            ("crates/app/src/web/clock.rs", "let t = Utc::now();", vec![]),
            ("crates/app/src/main.rs", "let v = std::env::var(\"A\");", vec![]),
            ("crates/app/tests/story.rs", "let t = Utc::now();", vec![]),
            ("crates/app/benches/tree.rs", "let t = Instant::now();", vec![]),
            (
                "crates/app/src/web/page.rs",
                "#[cfg(test)]\nmod tests { fn f() { Utc::now(); } }",
                vec![],
            ),
        ] {
            assert_eq!(broken(path, text), want, "{path}: {text}");
        }
    }
}

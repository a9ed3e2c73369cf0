//! Words that no file may hold.

use super::Finding;

/// Beginnings of paths that exist on one machine only; put together so that this file passes its own rule.
const MACHINE: [&str; 4] = [
    concat!("/", "work/"),
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
];

/// Why: a path of one machine breaks on every other, and tells strangers how ours is laid out.
pub(super) fn machine_paths(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let begins = |(at, _): (usize, &str)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|before| !before.is_alphanumeric() && !['.', '/', '_', '-', '}', '$'].contains(&before))
        };
        for machine in MACHINE
            .iter()
            .filter(|machine| line.match_indices(**machine).any(begins))
        {
            findings.push(Finding::new(
                path,
                number,
                "machine-path",
                format!("{machine}… exists on one machine only"),
            ));
        }
    }
    findings
}

/// Why: a promise without a name and a day is kept by nobody.
pub(super) fn promises<'a>(path: &str, lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in lines {
        for (at, word) in words(line) {
            // A text about this rule may name the word, as code or in quotes.
            let quoted = line.get(..at).is_some_and(|before| before.ends_with(['`', '"']));
            let dated = word == "TODO" && is_dated(line.get(at + word.len()..).unwrap_or_default());
            if ["TODO", "FIXME", "XXX"].contains(&word) && !quoted && !dated {
                let message = format!("{word} without name and day; write `TODO(name, YYYY-MM-DD): …`");
                findings.push(Finding::new(path, number, "promise", message));
            }
        }
    }
    findings
}

/// Why: a column added by a migration must not change what a statement reads.
pub(super) fn select_all(path: &str, text: &str) -> Vec<Finding> {
    if !(path.ends_with(".rs") || path.ends_with(".sql")) || path.starts_with("crates/xtask/src/tidy/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
        let is_all = |pair: &[String]| match pair {
            [select, all] => {
                select.trim_start_matches(['"', '(']) == "select" && all.trim_end_matches([',', '"']) == "*"
            }
            _ => false,
        };
        if words.windows(2).any(is_all) {
            findings.push(Finding::new(path, number, "select-all", "name the columns"));
        }
    }
    findings
}

fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split(|each: char| !(each.is_alphanumeric() || each == '_'))
        .filter(|word| !word.is_empty())
        .map(|word| {
            // The word is a part of the line, so their addresses tell where it begins.
            (word.as_ptr().addr() - line.as_ptr().addr(), word)
        })
}

/// Whether a text begins with `(name, YYYY-MM-DD)`.
fn is_dated(after: &str) -> bool {
    let inside = after
        .strip_prefix('(')
        .and_then(|after| after.split_once(')'))
        .map(|(inside, _)| inside);
    let Some((name, day)) = inside.and_then(|inside| inside.split_once(", ")) else {
        return false;
    };
    let shape: String = day
        .chars()
        .map(|each| if each.is_ascii_digit() { '9' } else { each })
        .collect();
    !name.trim().is_empty() && shape == "9999-99-99"
}

#[cfg(test)]
mod tests {
    use crate::tidy::broken;

    #[test]
    fn machine_paths_are_found() {
        for (text, want) in [
            (concat!("see /", "work/main"), vec![(1, "machine-path")]),
            (concat!("\n\"/", "home/an/x\""), vec![(2, "machine-path")]),
            (concat!("https://example.vn/", "work/list"), vec![]),
            (concat!("crates/", "work/x"), vec![]),
        ] {
            assert_eq!(broken("docs/A.md", text), want, "{text}");
        }
    }

    #[test]
    fn promises_carry_name_and_day() {
        for (text, want) in [
            ("// TODO later", vec![(1, "promise")]),
            ("/* a\n FIXME */", vec![(2, "promise")]),
            ("// TODO(an): soon", vec![(1, "promise")]),
            ("// TODO(an, 2026-11-24): soon", vec![]),
            ("let a = \"TODO\"; // METHOD", vec![]),
        ] {
            assert_eq!(broken("crates/app/src/web/page.rs", text), want, "{text}");
        }
        assert_eq!(broken("docs/A.md", "XXX"), [(1, "promise")]);
    }

    #[test]
    fn statements_name_their_columns() {
        for (text, want) in [
            ("select * from units", vec![(1, "select-all")]),
            ("SELECT  *, 1", vec![(1, "select-all")]),
            ("select count(*) from units", vec![]),
            ("select a * b from units", vec![]),
        ] {
            assert_eq!(broken("migrations/0001.sql", text), want, "{text}");
        }
        let text = "sqlx::query(\"select * from units\")";
        assert_eq!(broken("crates/app/src/store/tree.rs", text), []);
    }
}

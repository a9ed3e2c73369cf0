//! The rules of this house that no compiler knows, held over every file.
//!
//! Each rule is a function from a file to findings; beside it one line says why it is there. Tests show that each can
//! fail, on a text written for it.

mod arrows;
mod calls;
mod features;
mod files;
mod names;
mod size;
mod source;
mod words;

use std::fmt;
use std::path::Path;

use anyhow::Result;

use self::source::Source;

/// Holds one place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, message: impl Into<String>) -> Finding {
        Finding {
            path: path.to_owned(),
            line,
            rule,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}: {}", self.path, self.line, self.rule, self.message)
    }
}

/// Holds all rules over all files below `root`.
///
/// # Errors
/// When a folder or file cannot be read.
pub(crate) fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let texts = files::texts(root)?;
    let feature_names = features::names(texts.iter().map(|(path, _)| path.as_str()));
    for (path, text) in &texts {
        findings.extend(held_over(path, text, &feature_names));
    }
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    findings.dedup();
    Ok(findings)
}

fn held_over(path: &str, text: &str, feature_names: &[String]) -> Vec<Finding> {
    let mut findings = words::machine_paths(path, text);
    findings.extend(words::select_all(path, text));
    findings.extend(arrows::core_manifest(path, text));
    findings.extend(features::file_names(path));
    findings.extend(names::file_names(path, text));
    let Some(source) = Source::of_rust(path, text) else {
        findings.extend(words::promises(
            path,
            text.lines().zip(1..).map(|(line, number)| (number, line)),
        ));
        return findings;
    };
    findings.extend(words::promises(path, source.comments()));
    findings.extend(arrows::core_floors(&source));
    findings.extend(arrows::core_imports(&source));
    findings.extend(arrows::core_floats(&source));
    findings.extend(arrows::engines(&source));
    findings.extend(features::neighbours(&source, feature_names));
    findings.extend(calls::world(&source));
    findings.extend(names::identifiers(&source));
    findings.extend(size::file(&source));
    findings.extend(size::functions(&source));
    findings
}

/// The rules broken by `text` at `path`, for the tests of the rules.
#[cfg(test)]
fn broken(path: &str, text: &str) -> Vec<(usize, &'static str)> {
    let feature_names = ["units".to_owned(), "members".to_owned()];
    held_over(path, text, &feature_names)
        .into_iter()
        .map(|finding| (finding.line, finding.rule))
        .collect()
}

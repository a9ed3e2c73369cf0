//! Features stand side by side and all look alike.

use super::Finding;
use super::source::Source;

const FEATURES: &str = "crates/app/src/features/";

/// The only files of a feature's folder.
const FILES: [&str; 10] = [
    "mod.rs",
    "record.rs",
    "rows.rs",
    "form.rs",
    "act.rs",
    "page.rs",
    "view.rs",
    "job.rs",
    "import.rs",
    "tests.rs",
];

/// Lists the features by the folders and files there are.
pub(super) fn names<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = paths.filter_map(own_name).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// Why: whoever knows one feature finds his way in all of them.
pub(super) fn file_names(path: &str) -> Vec<Finding> {
    let Some((_, file)) = path.strip_prefix(FEATURES).and_then(|below| below.split_once('/')) else {
        return Vec::new();
    };
    if FILES.contains(&file) {
        return Vec::new();
    }
    vec![Finding::new(
        path,
        1,
        "feature-files",
        format!("a feature has only the files {}", FILES.join(" ")),
    )]
}

/// Why: a feature that names another cannot be changed, tested or left out alone; what two need moves down.
pub(super) fn neighbours(source: &Source<'_>, names: &[String]) -> Vec<Finding> {
    let Some(own) = own_name(source.path) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        if token.text != "features" && token.text != "super" {
            continue;
        }
        for named in source.branches(at + 1) {
            if named.text != own && names.iter().any(|name| name == named.text) {
                let message = format!(
                    "feature {own} names feature {}; move what both need to store or core",
                    named.text
                );
                findings.push(Finding::new(source.path, named.line, "feature-arrows", message));
            }
        }
    }
    findings
}

/// Name of the feature that a file belongs to.
fn own_name(path: &str) -> Option<&str> {
    let below = path.strip_prefix(FEATURES).filter(|below| *below != "mod.rs")?;
    match below.split_once('/') {
        Some((name, _)) => Some(name),
        None => below.strip_suffix(".rs"),
    }
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::tidy::broken;

    #[test]
    fn features_have_the_same_files() {
        assert_eq!(broken("crates/app/src/features/units/act.rs", ""), []);
        assert_eq!(
            broken("crates/app/src/features/units/helpers.rs", ""),
            [(1, "feature-files")]
        );
        assert_eq!(
            broken("crates/app/src/features/units/more/act.rs", ""),
            [(1, "feature-files")]
        );
        assert_eq!(broken("crates/app/src/features/mod.rs", ""), []);
    }

    #[test]
    fn features_do_not_name_each_other() {
        for (text, want) in [
            ("use crate::features::members::act;", vec![(1, "feature-arrows")]),
            (
                "use crate::features::{units::act,\nmembers};",
                vec![(2, "feature-arrows")],
            ),
            ("use super::super::members;", vec![(1, "feature-arrows")]),
            ("use super::members;", vec![(1, "feature-arrows")]),
            ("use crate::features::units::rows;", vec![]),
            ("use super::rows;", vec![]),
        ] {
            assert_eq!(broken("crates/app/src/features/units/act.rs", text), want, "{text}");
        }
        assert_eq!(
            broken("crates/app/src/routes.rs", "use crate::features::{units, members};"),
            []
        );
    }

    #[test]
    fn lists_features() {
        let paths = ["mod.rs", "units/act.rs", "units/rows.rs", "figures.rs"];
        let paths = paths.map(|path| format!("crates/app/src/features/{path}"));
        assert_eq!(names(paths.iter().map(String::as_str)), ["figures", "units"]);
    }
}

//! Which files are looked at.

use std::path::Path;

use anyhow::{Context, Result};

/// Reads every text file that belongs to the project: its path below `root`, with `/`, and its text.
///
/// Left out are what `.gitignore` names (`/name` at the root, `name/` anywhere, `*.end`), the folder of the version
/// store, `Cargo.lock`, and files that are not UTF-8.
///
/// # Errors
/// When a folder or file cannot be read.
pub(super) fn texts(root: &Path) -> Result<Vec<(String, String)>> {
    let ignored = std::fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    let mut found = Vec::new();
    walk(root, "", &ignored, &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(root: &Path, below: &str, ignored: &str, found: &mut Vec<(String, String)>) -> Result<()> {
    let folder = root.join(below);
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        if name == ".git" || name == "Cargo.lock" || is_ignored(&path, &name, ignored) {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(root, &path, ignored, found)?;
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path()).with_context(|| path.clone())?;
            found.extend(String::from_utf8(bytes).ok().map(|text| (path, text)));
        }
    }
    Ok(())
}

fn is_ignored(path: &str, name: &str, ignored: &str) -> bool {
    ignored.lines().map(str::trim).any(|line| {
        if let Some(at_root) = line.strip_prefix('/') {
            path == at_root.trim_end_matches('/')
        } else if let Some(end) = line.strip_prefix('*') {
            !end.is_empty() && name.ends_with(end)
        } else {
            name == line.trim_end_matches('/')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_ignored, texts};

    const IGNORED: &str = "/target\nnode_modules/\n*.profraw\n";

    #[test]
    fn reads_the_ignore_list() {
        for (path, name, want) in [
            ("target", "target", true),
            ("crates/target", "target", false),
            ("a/node_modules", "node_modules", true),
            ("a/b.profraw", "b.profraw", true),
            ("a/b.rs", "b.rs", false),
        ] {
            assert_eq!(is_ignored(path, name, IGNORED), want, "{path}");
        }
    }

    #[test]
    fn leaves_out_what_is_no_text() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join(".gitignore"), IGNORED).unwrap();
        std::fs::create_dir_all(root.path().join("target")).unwrap();
        std::fs::write(root.path().join("target/out.rs"), "x").unwrap();
        std::fs::write(root.path().join("picture"), [0xff, 0xfe]).unwrap();
        std::fs::create_dir_all(root.path().join("a/b")).unwrap();
        std::fs::write(root.path().join("a/b/c.rs"), "x").unwrap();
        let paths: Vec<String> = texts(root.path()).unwrap().into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, [".gitignore", "a/b/c.rs"]);
    }
}

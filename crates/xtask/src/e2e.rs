//! Stories of officers in a browser: the demonstration is served by the program itself and visited by Chromium.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{cargo, read, run, works};

/// Builds the program, installs what the stories need, and plays them.
///
/// # Errors
/// When Node, npm or Chromium is missing, with the remedy; when a story fails.
pub(crate) fn play(root: &Path) -> Result<()> {
    for (program, package) in [
        ("node", "nodejs"),
        ("npm", "npm"),
        ("chromium", "chromium"),
        ("faketime", "faketime"),
    ] {
        if !works(Command::new(program).arg("--version")) {
            bail!("{program} is missing\n  remedy: install the package {package} (Debian: apt-get install {package})");
        }
    }
    // The same scope and profile as the tests, so that nothing is built twice.
    run(
        &mut cargo(root, &["test", "--workspace", "--no-run", "--quiet"]),
        "mend the code",
    )?;
    let metadata = read(&mut cargo(root, &["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let target = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    let program = Path::new(target.unwrap_or("target")).join("debug/nennep");
    let folder = root.join("e2e");
    if !is_installed(&folder) {
        run(
            Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
                .current_dir(&folder),
            "npm must reach a package registry; its own words stand above",
        )?;
    }
    run(
        Command::new("node")
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec", "stories.mjs"])
            .current_dir(&folder)
            .env("NENNEP_BIN", program),
        "mend the page or the story; one alone: node --test --test-name-pattern=WORDS stories.mjs",
    )
}

/// Tells whether npm has already put down what the lock file asks for: its own note is not older than the lock.
fn is_installed(folder: &Path) -> bool {
    let changed = |name: &str| std::fs::metadata(folder.join(name)).and_then(|file| file.modified());
    match (changed("package-lock.json"), changed("node_modules/.package-lock.json")) {
        (Ok(asked), Ok(put)) => put >= asked,
        (Ok(_) | Err(_), _) => false,
    }
}

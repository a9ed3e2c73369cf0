//! Questions nobody would ask: the API is held against its own document by schemathesis.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::run::{cargo, read, run, works};

/// Version that is installed; checks and their names differ between versions.
const VERSION: &str = "4.32.5";

/// Examples an operation gets in the gate, where a few must do.
const EXAMPLES_IN_GATE: u32 = 10;

/// Reads `--examples N` and asks that many times an operation.
///
/// # Errors
/// When the words are others, or those of [`ask`].
pub(crate) fn with(root: &Path, words: &[String]) -> Result<()> {
    let examples = match words {
        [] => EXAMPLES_IN_GATE,
        [word, number] if word == "--examples" => number.parse()?,
        _ => bail!("`fuzz` takes --examples N and nothing else"),
    };
    ask(root, examples)
}

/// Asks as the gate does.
///
/// # Errors
/// Those of [`ask`].
pub(crate) fn gate(root: &Path) -> Result<()> {
    ask(root, EXAMPLES_IN_GATE)
}

/// Serves the sample programme and lets schemathesis ask it, with all its checks.
///
/// # Errors
/// When an answer is none of the document's, or schemathesis cannot be installed.
fn ask(root: &Path, examples: u32) -> Result<()> {
    let program = installed(root)?;
    // The same scope as the tests, so that nothing is built twice.
    run(
        cargo(
            root,
            &[
                "test",
                "--workspace",
                "--test",
                "commands",
                "--",
                "--ignored",
                "--nocapture",
                "fuzz::",
            ],
        )
        .env("NENNEP_SCHEMATHESIS", program)
        .env("NENNEP_FUZZ_EXAMPLES", examples.to_string()),
        "mend the answer, or the words that describe it; the lines above end with a command that repeats the question",
    )
}

/// Finds schemathesis in its own folder below the target directory, or installs it there.
fn installed(root: &Path) -> Result<PathBuf> {
    let metadata = read(&mut cargo(root, &["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let target = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    let folder = Path::new(target.unwrap_or("target")).join("schemathesis");
    let program = folder.join("bin/schemathesis");
    let is_there = read(Command::new(&program).arg("--version")).is_ok_and(|printed| printed.contains(VERSION));
    if is_there {
        return Ok(program);
    }
    if !works(Command::new("python3").args(["-c", "import venv, ensurepip"])) {
        bail!("python3 cannot make an environment of its own\n  remedy: install the packages python3 and python3-venv");
    }
    eprintln!("installing schemathesis {VERSION} below {}", folder.display());
    run(
        Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder),
        "install the package python3-venv",
    )?;
    run(
        Command::new(folder.join("bin/pip"))
            .args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                &format!("schemathesis=={VERSION}"),
            ])
            .stdout(Stdio::null()),
        "pip must reach a package index; its own words stand above",
    )?;
    Ok(program)
}

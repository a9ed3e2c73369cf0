//! Running other programs from the root of the workspace.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Finds the folder of the workspace's `Cargo.toml`, at or above the current one.
///
/// # Errors
/// When no folder above holds a workspace.
pub(crate) fn workspace_root() -> Result<PathBuf> {
    let here = std::env::current_dir()?;
    here.ancestors()
        .find(|folder| {
            std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]\n"))
        })
        .map(Path::to_path_buf)
        .context("not inside the workspace; call `cargo xtask` from its folder")
}

/// Makes a `cargo` command that runs at `root`.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(root);
    command
}

/// Runs a command to its end, its output passing through.
///
/// # Errors
/// When it cannot be started or ends with another code than 0; the message ends with `remedy`.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let shown = shown(command);
    let ended = command
        .status()
        .with_context(|| format!("`{shown}` cannot be started"))?;
    if !ended.success() {
        bail!("`{shown}` failed ({ended})\n  remedy: {remedy}");
    }
    Ok(())
}

/// Runs a command to its end and gives back what it printed to standard output.
///
/// # Errors
/// When it cannot be started or ends with another code than 0; the message carries its standard error.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let ended = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{shown}` cannot be started"))?;
    if !ended.status.success() {
        bail!(
            "`{shown}` failed ({})\n{}",
            ended.status,
            String::from_utf8_lossy(&ended.stderr).trim()
        );
    }
    Ok(String::from_utf8(ended.stdout)?)
}

/// Tells whether a command can be started and ends well.
pub(crate) fn works(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|ended| ended.success())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

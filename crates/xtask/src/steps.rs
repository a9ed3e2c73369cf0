//! The steps of the gate, in the order in which a fault is cheapest to find.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::run::{cargo, run, works};
use crate::{e2e, fuzz, licences, postgres, tidy};

/// Name of the variable through which tests learn the address of a PostgreSQL server they may fill.
const TEST_POSTGRES: &str = "NENNEP_TEST_POSTGRES";

/// Runs every step and stops at the first that fails.
///
/// # Errors
/// Those of the step that failed.
pub(crate) fn check(root: &Path) -> Result<()> {
    step("fmt", || fmt(root))?;
    step("tidy", || tidy(root))?;
    step("clippy", || clippy(root))?;
    step("doc", || doc(root))?;
    step("licences", || licences::check(root))?;
    step("tests", || tests(root, &[]))?;
    step("fuzz", || fuzz::gate(root))?;
    step("e2e", || e2e::play(root))?;
    eprintln!("\nxtask: the gate is open");
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch for the person who waits; nothing is decided by it"
)]
fn step(name: &str, act: impl FnOnce() -> Result<()>) -> Result<()> {
    eprintln!("\n== {name}");
    let started = Instant::now();
    let outcome = act();
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    eprintln!("== {name} {verdict}, {:.1} s", started.elapsed().as_secs_f64());
    outcome.map_err(|error| error.context(format!("step {name}")))
}

/// Asks rustfmt whether it would change anything.
///
/// # Errors
/// When it would.
pub(crate) fn fmt(root: &Path) -> Result<()> {
    run(&mut cargo(root, &["fmt", "--all", "--check"]), "cargo fmt --all")
}

/// Holds the rules that no compiler knows.
///
/// # Errors
/// When a rule is broken; every place is printed before.
pub(crate) fn tidy(root: &Path) -> Result<()> {
    let findings = tidy::check(root)?;
    for finding in &findings {
        eprintln!("{finding}");
    }
    if findings.is_empty() {
        return Ok(());
    }
    bail!(
        "{} places break a rule of this house\n  remedy: mend each place printed above",
        findings.len()
    );
}

/// Runs clippy over everything, in the profile and with the features of the tests, so that heavy crates are met once.
///
/// # Errors
/// When it warns.
pub(crate) fn clippy(root: &Path) -> Result<()> {
    run(
        &mut cargo(
            root,
            &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        ),
        "mend the code; where a lint is wrong, #[expect(…, reason = \"…\")] on the smallest item",
    )
}

/// Builds the documentation of our own crates.
///
/// # Errors
/// When rustdoc warns.
pub(crate) fn doc(root: &Path) -> Result<()> {
    run(
        cargo(root, &["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"),
        "mend the comment that rustdoc names",
    )
}

/// Runs all tests, those of examples in comments too; with `arguments` only what the runner makes of them.
///
/// # Errors
/// When a test fails or the private PostgreSQL cannot be had.
pub(crate) fn tests(root: &Path, arguments: &[String]) -> Result<()> {
    let server = postgres::Server::start()?;
    let nextest = works(&mut cargo(root, &["nextest", "--version"]));
    let runner: &[&str] = if nextest {
        &["nextest", "run", "--no-fail-fast"]
    } else {
        &["test"]
    };
    let mut scope = Vec::new();
    if !arguments
        .iter()
        .any(|word| word.starts_with("-p") || word.starts_with("--package"))
    {
        scope.push("--workspace");
    }
    if arguments.is_empty() && !nextest {
        // The examples in comments come on their own below, as with nextest.
        scope.push("--all-targets");
    }
    run(
        cargo(root, runner)
            .args(scope)
            .args(arguments)
            .env(TEST_POSTGRES, server.url()),
        "mend the code or the test; one alone: cargo xtask tests NAME",
    )?;
    if arguments.is_empty() {
        run(
            cargo(root, &["test", "--workspace", "--doc"]).env(TEST_POSTGRES, server.url()),
            "mend the example in the comment",
        )?;
    }
    Ok(())
}

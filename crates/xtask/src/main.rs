//! The gate of this house and the small tools around it: `cargo xtask check` is all of it, in one command.

mod e2e;
mod fuzz;
mod licences;
mod postgres;
mod run;
mod sources;
mod spdx;
mod steps;
mod tidy;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask VERB

  check          the whole gate, step by step: fmt tidy clippy doc licences tests fuzz e2e
  fmt            is everything formatted
  tidy           the rules of this house that no compiler knows
  clippy         lints; a warning is an error
  doc            documentation builds without a warning
  licences       licences and sources of every dependency
  tests [ARGS]   all tests, on SQLite and on a private PostgreSQL; ARGS go to the test runner
  fuzz           the API against its own document, by schemathesis; --examples N for a long run
  e2e            stories of officers in a browser, by Chromium
  sources DIR    the checker over the texts of a folder; with an answer sheet beside a text, the measure and its misses
  postgres       starts such a PostgreSQL, prints its address and keeps it until Ctrl-C";

fn main() -> ExitCode {
    match act() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn act() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let verb = words.next();
    let rest: Vec<String> = words.collect();
    let root = run::workspace_root()?;
    match verb.as_deref() {
        Some("tests") => steps::tests(&root, &rest),
        Some("fuzz") => fuzz::with(&root, &rest),
        Some("sources") => sources::read(&root, &rest),
        Some(_) if !rest.is_empty() => bail!("only `tests`, `fuzz` and `sources` take arguments\n\n{USAGE}"),
        Some("check") => steps::check(&root),
        Some("fmt") => steps::fmt(&root),
        Some("tidy") => steps::tidy(&root),
        Some("clippy") => steps::clippy(&root),
        Some("doc") => steps::doc(&root),
        Some("licences") => licences::check(&root),
        Some("e2e") => e2e::play(&root),
        Some("postgres") => postgres::serve(),
        None | Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => bail!("there is no verb `{other}`\n\n{USAGE}"),
    }
}

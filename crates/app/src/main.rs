//! The `nennep` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    nennep::cli::run()
}

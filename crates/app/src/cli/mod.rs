//! The commands, thin: read the words, call, print.
//!
//! Exit codes: 0 done, 1 our failure, 2 the input needs mending, 3 refused by a rule or a right.

mod answer;
mod arguments;
mod cast;
mod check;
mod daily;
mod demo;
mod figures;
mod import;
mod report;
mod serve;
mod table;
mod trace;
mod user;
mod verify;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Cli, Command};

use crate::catalogs::Catalogs;
use crate::generate::{Scale, generate};
use crate::store;
use crate::web::clock;

/// What a command ended as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Found not in order.
    Failed,
    /// The input needs mending.
    Faulty,
    /// A rule or a right forbids it.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::Failed => ExitCode::from(1),
            Outcome::Faulty => ExitCode::from(2),
            Outcome::Refused => ExitCode::from(3),
        }
    }
}

/// Runs the command of this process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&anyhow::Error::new(error)),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(outcome) => outcome.into(),
        Err(error) => fail(&error),
    }
}

/// Prints a failure once, with its causes.
#[expect(clippy::print_stderr, reason = "messages of a command go to standard error")]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("nennep: {error:#}");
    ExitCode::from(1)
}

async fn dispatch(cli: Cli) -> anyhow::Result<Outcome> {
    let catalogs = Catalogs::embedded()?;
    if let Command::Migrate = cli.command {
        let db = store::connect(&cli.database).await?;
        store::migrate(&db).await?;
        db.close().await;
        return Ok(Outcome::Done);
    }
    if let Command::Demo(arguments) = &cli.command {
        return demo::run(catalogs, arguments).await;
    }
    if let Command::Check(arguments) = &cli.command {
        return check::run(&cli.database, &catalogs, arguments).await;
    }
    let db = store::open(&cli.database).await?;
    if let Command::Serve(arguments) = &cli.command {
        return serve::run(db, &cli.database, catalogs, arguments).await;
    }
    let outcome = match cli.command {
        Command::Import(arguments) => import::run(&db, &catalogs, &arguments).await,
        Command::Figures(arguments) => figures::run(&db, &catalogs, &arguments).await,
        Command::Trace(arguments) => trace::run(&db, &catalogs, &arguments).await,
        Command::User { command } => user::run(&db, &catalogs, &command).await,
        Command::Verify { file: None, json } => verify::run(&db, json).await,
        Command::Verify { file: Some(file), json } => verify::of_file(&db, &file, json).await,
        Command::Report(arguments) => report::run(&db, &catalogs, &arguments).await,
        Command::Generate { scale, seed } => {
            let scale = match scale {
                arguments::Scale::S => Scale::SMALL,
                arguments::Scale::M => Scale::MIDDLE,
                arguments::Scale::L => Scale::LARGE,
            };
            generate(&db, scale, seed, clock::now("generate")).await?;
            Ok(Outcome::Done)
        }
        Command::Check(_) | Command::Demo(_) | Command::Migrate | Command::Serve(_) => Ok(Outcome::Done),
    };
    db.close().await;
    outcome
}

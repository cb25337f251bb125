//! The command line.

mod package;
mod serve;
mod user;

use std::{fmt::Display, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::error::Failure;

/// A real server for the contracts that the console speaks.
#[derive(Parser)]
#[command(name = "pilothouse-sandbox", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server.
    Serve(Box<serve::Serve>),
    /// Adds, changes and lists the people who may sign in; works while the server runs.
    User(user::User),
    /// Writes an example package.
    Package(package::Package),
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::User(user) => user.run(),
        Command::Package(package) => package.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Problem(text)) => {
            eprintln!("pilothouse-sandbox: {text}");
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, for the person at the terminal.
#[derive(Debug)]
struct Problem(String);

impl<E: Display> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

fn plain(failure: Failure) -> Problem {
    Problem(failure.message().to_owned())
}

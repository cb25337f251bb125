//! The chores of this project: `cargo xtask setup|build|serve|test|size`.
//!
//! Reads the command line and hands over to one module per chore. No chore lives in this file.

mod archive;
mod bundle;
mod clock;
mod console;
mod failure;
mod place;
mod proc;
mod serve;
mod setup;
mod size;
mod stamp;
mod test;

use failure::Failure;
use lexopt::prelude::*;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask CHORE

  setup [serve|test]   install what is missing for serve (or, without a word, for everything)
  build                build the console for release into dist/, and pack it for hosting into target/
  serve [--port N] [--nodes N] [--reset] [--dev]
                       build and start console and sandbox with demo data; Ctrl-C stops both
      --port N         the address to open is http://127.0.0.1:N (8080, with --dev 8081)
      --nodes N        so many API nodes, 1 to 9, for what the console does with several
      --reset          forget the sandbox's data and begin with fresh demo data
      --dev            debug build through `trunk serve`, which reloads the page on every change
  test [PART...]       run the tests, all parts or the named ones
  size                 bytes of the first load after compression, held against the limit
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Failure> {
    let mut words = lexopt::Parser::from_env();
    match words.next()? {
        Some(Value(chore)) => chosen(&chore.string()?, words),
        Some(Long("help") | Short('h')) | None => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => Err(other.unexpected().into()),
    }
}

fn chosen(chore: &str, words: lexopt::Parser) -> Result<ExitCode, Failure> {
    match chore {
        "setup" => setup::from_words(&values(words)?),
        "build" => values(words).and_then(|rest| none_left(&rest)).and_then(|()| console::from_words()),
        "serve" => serve::from_words(words),
        "test" => test::from_words(&values(words)?),
        "bundle" => values(words).and_then(|rest| none_left(&rest)).and_then(|()| bundle::from_words()),
        "size" => values(words).and_then(|rest| none_left(&rest)).and_then(|()| size::from_words()),
        other => Err(Failure::usage(format!("There is no chore '{other}'."), USAGE)),
    }
}

/// The rest of the command line, where it is plain words only.
fn values(mut words: lexopt::Parser) -> Result<Vec<String>, Failure> {
    let mut all = Vec::new();
    while let Some(word) = words.next()? {
        match word {
            Value(value) => all.push(value.string()?),
            Long(_) | Short(_) => return Err(word.unexpected().into()),
        }
    }
    Ok(all)
}

fn none_left(words: &[String]) -> Result<(), Failure> {
    match words.first() {
        None => Ok(()),
        Some(word) => Err(Failure::usage(format!("'{word}' is not expected here."), USAGE)),
    }
}

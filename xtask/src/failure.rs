//! The one error type of the chores: what failed, why, and what a person can do about it by hand.

use std::fmt;

/// A chore that could not be done, in words for the person in front of the terminal.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    why: String,
    by_hand: Option<String>,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>, why: impl fmt::Display) -> Self {
        Self { what: what.into(), why: why.to_string(), by_hand: None }
    }

    /// Adds the command that a person can run to see or mend the fault.
    pub(crate) fn by_hand(mut self, command: impl Into<String>) -> Self {
        self.by_hand = Some(command.into());
        self
    }

    /// A wrong command line.
    pub(crate) fn usage(what: String, usage: &str) -> Self {
        Self::new(what, usage.trim_end())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "FAILED: {}", self.what)?;
        for line in self.why.lines() {
            writeln!(out, "  {line}")?;
        }
        match &self.by_hand {
            Some(command) => writeln!(out, "By hand:\n  {}", command.replace('\n', "\n  ")),
            None => Ok(()),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::new("The command line is not understood.", error).by_hand("cargo xtask --help")
    }
}

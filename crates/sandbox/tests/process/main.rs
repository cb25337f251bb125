//! The program as it is run: its command line, its socket, and what survives when it is killed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod command_line;
mod durability;
mod jobs;
mod server;
mod several;
mod stopping;

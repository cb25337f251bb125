//! The sandbox: a real server for the contracts that the console speaks, on axum and SQLite.
//!
//! * `routes` has one file per endpoint; [`app`] builds the router from `pilothouse-wire`'s endpoints, so a path that is
//!   not in the contract's table cannot be served.
//! * `store` is the only module that speaks SQL, `auth` the only one that reads credentials, `console` the only one that
//!   serves files.
//! * `engine` loads generations and runs their models; `packages` reads what they are imported from.
//! * Time and randomness are handed in: [`clock`], [`random`].
//!
//! No secret reaches a log, an error or a `Debug` output. No answer has a stack, SQL or a path of the server's own,
//! except that of an uploaded package, which is what the upload is for.

pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod console;
pub mod control;
pub mod demo;
pub mod dss;
pub mod engine;
pub mod error;
pub mod nodes;
pub mod packages;
pub mod random;
pub mod routes;
pub mod seen;
pub mod serve;
pub mod state;
pub mod store;

mod extract;
mod faults;
mod key_use;
mod lock;
mod log;
mod origin;

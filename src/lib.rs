//! Pilothouse, the console: a single-page app that calls the REST APIs directly from the browser.
//!
//! The layers, lowest first; each uses only what stands to its left (a host test, `tests/layers.rs`, holds it):
//!
//! `wire <- domain <- ui`, `wire <- domain <- browser <- api <- session <- query <- parts <- pages <- app`
//!
//! * `domain` is pure: no browser, no clock, no I/O.
//! * `ui` knows neither the API nor the routes: it is given rows, texts and closures.
//! * `browser` is the only module that touches clock, storage, clipboard, files and the address bar.
//! * `parts` is what several pages show alike; pages do not import each other.

pub mod api;
mod app;
pub mod browser;
pub mod domain;
pub mod pages;
pub mod parts;
pub mod query;
pub mod reactive;
pub mod routes;
pub mod session;
pub mod ui;

pub use app::start;

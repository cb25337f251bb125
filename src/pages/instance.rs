//! The instance: what it says of itself and of its licence, its logs, the global variables. contract/dataiku-dss.md §10.

mod facts;
mod log;
mod logs;
mod variables;

use leptos::prelude::AnyView;
use pilothouse_wire::dss::LogName;

/// What the instance says of itself.
pub fn page() -> AnyView {
    facts::page()
}

/// All log files.
pub fn logs() -> AnyView {
    logs::page()
}

/// One log file.
pub fn log(name: LogName) -> AnyView {
    log::page(name)
}

/// The global variables.
pub fn variables() -> AnyView {
    variables::page()
}

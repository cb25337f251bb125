//! The instance: its information, logs, global variables.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::LogName;

/// The page.
pub fn page() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Instance"</h1></div> }.into_any()
}

/// The page.
pub fn logs() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Logs"</h1></div> }.into_any()
}

/// The page.
pub fn log(name: LogName) -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">{name.to_string()}</h1></div> }.into_any()
}

/// The page.
pub fn variables() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Global variables"</h1></div> }.into_any()
}

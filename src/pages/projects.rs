//! Who may do what in which project.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::ProjectKey;

/// The page.
pub fn list() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Projects"</h1></div> }.into_any()
}

/// The page.
pub fn one(key: ProjectKey) -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">{key.to_string()}</h1></div> }.into_any()
}

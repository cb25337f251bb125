//! Groups and their members.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::GroupName;

/// The page.
pub fn list() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Groups"</h1></div> }.into_any()
}

/// The page.
pub fn one(name: GroupName) -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">{name.to_string()}</h1></div> }.into_any()
}

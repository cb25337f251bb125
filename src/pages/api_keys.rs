//! API keys: one's own, everyone's, and one global key.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::ApiKeyId;

/// The page.
pub fn own() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"My API keys"</h1></div> }.into_any()
}

/// The page.
pub fn all() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"API keys"</h1></div> }.into_any()
}

/// The page.
pub fn one(id: ApiKeyId) -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">{id.to_string()}</h1></div> }.into_any()
}

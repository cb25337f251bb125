//! What keys and users can do.

use leptos::prelude::*;
use pilothouse_view::view;

/// The page.
pub fn page() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Effective rights"</h1></div> }.into_any()
}

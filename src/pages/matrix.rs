//! The authorization matrix.

use leptos::prelude::*;
use pilothouse_view::view;

/// The page.
pub fn page() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Authorization matrix"</h1></div> }.into_any()
}

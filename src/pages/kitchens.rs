//! Role and kitchens of the signed-in user.

use leptos::prelude::*;
use pilothouse_view::view;

/// The page.
pub fn page() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"Kitchens"</h1></div> }.into_any()
}

//! Grey bars where text is about to stand.

use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;

/// Some lines of grey, and a word for those who do not see them.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
    /// What is being loaded, for example "Loading generations".
    #[prop(into)]
    label: Signal<String>,
) -> AnyView {
    view! {
        <div class="skeleton" role="status">
            <span class="unseen">{label}</span>
            {(0..lines).map(|_| view! { <span class="bone" aria-hidden="true"></span> }.into_any()).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

//! What stands where rows would stand, when there are none: says why and offers the next step.

use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;

/// An empty place. The children are its actions.
#[component]
pub fn EmptyState(
    /// One line, for example "No services yet".
    #[prop(into)]
    title: Signal<String>,
    /// One or two sentences on what belongs here.
    #[prop(optional, into)]
    text: Signal<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="empty">
            <h2 class="empty-title">{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
    .into_any()
}

//! One of several: the browser's own list.

use super::field::Frame;
use crate::reactive::{Callback, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// A list to pick from. Options are pairs of value and words.
#[component]
pub fn Select(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// The value that is picked.
    #[prop(into)]
    value: Signal<String>,
    /// Another one was picked.
    on_change: Callback<String>,
    /// Value and words of each.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What to pick.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// In a bar: the label is the accessible name only, and there are no notes.
    #[prop(optional)]
    compact: bool,
) -> AnyView {
    let frame = Frame::new(label, hint, error, true);
    let option = move |(own, words): (String, String)| {
        let mine = own.clone();
        view! { <option value=own prop:selected=move || value.with(|value| *value == mine)>{words}</option> }.into_any()
    };
    let control = view! {
        <select
            class="input"
            id=frame.id()
            aria-label=move || compact.then(|| label.get())
            aria-invalid=frame.invalid()
            aria-describedby=frame.described()
            on:change=move |event| on_change.run(event_target_value(&event))
        >
            {move || options.get().into_iter().map(option).collect::<Vec<_>>()}
        </select>
    }
    .into_any();
    if compact { control } else { frame.around(control) }
}

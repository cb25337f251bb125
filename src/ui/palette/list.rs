//! The list under the field.

use super::Entry;
use super::state::{Part, State};
use crate::domain::allowed::Allowed;
use crate::ui::{focus, grouped, live};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;

/// Groups and their entries.
pub(super) fn view(state: State) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    Effect::new(move || follow(state, list));
    let parts = move || state.shown.with(|shown| shown.parts.clone());
    let groups = move || parts().into_iter().map(|part| group(state, part)).collect::<Vec<_>>();
    view! {
        <div
            class="palette-list"
            role="listbox"
            id=state.id("list")
            aria-label="Results"
            hidden=move || state.is_empty()
            node_ref=list
        >
            {live(groups)}
        </div>
    }
    .into_any()
}

/// Keeps the entry with the mark in view; with the first one, what stands above it.
fn follow(state: State, list: NodeRef<html::Div>) {
    let (first, Some(id)) = (state.active() == 0, state.active_id()) else { return };
    request_animation_frame(move || {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        if first {
            list.set_scroll_top(0);
        } else if let Some(entry) = document().get_element_by_id(&id) {
            focus::bring_into_view(&entry);
        }
    });
}

fn group(state: State, part: Part) -> AnyView {
    let Part { title, start, entries, more } = part;
    let id = state.id(&["group", &start.to_string()].concat());
    let entries = entries.into_iter().enumerate().map(|(index, entry)| option(state, start + index, entry));
    let more = (more > 0).then(|| {
        let words = if untrack(|| state.has_text()) { " more match: type more" } else { " more: type to find them" };
        view! { <p class="palette-more">{[&grouped(more), words].concat()}</p> }
    });
    view! {
        <div role="group" aria-labelledby=id.clone()>
            <p class="palette-title" id=id.clone()>{title}</p>
            {entries.collect::<Vec<_>>()}
            {more}
        </div>
    }
    .into_any()
}

fn option(state: State, number: usize, entry: Entry) -> AnyView {
    let Entry { words, hint, key, allowed, .. } = entry;
    let closed = allowed != Allowed::Yes;
    let reason = allowed.reason().map(|reason| view! { <small>{reason.to_owned()}</small> });
    view! {
        <div
            class="menu-item"
            role="option"
            id=state.id(&number.to_string())
            aria-selected=move || if state.active() == number { "true" } else { "false" }
            aria-disabled=closed.then_some("true")
            // The focus stays in the field.
            on:mousedown=|event: ev::MouseEvent| event.prevent_default()
            on:click=move |_| state.pick(number)
        >
            <span class="palette-words">{words}</span>
            {(!hint.is_empty()).then(|| view! { <span class="faint">{hint}</span> })}
            {key.map(|key| view! { <kbd>{key}</kbd> })}
            {reason}
        </div>
    }
    .into_any()
}

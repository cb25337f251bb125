//! What was chosen, each as a chip with a way to take it away again.

use std::sync::Arc;

use leptos::{html, prelude::*};
use pilothouse_view::view;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::document;
use crate::domain::visible::visible;
use crate::reactive::{Callback, Memo};
use crate::ui::{Button, ButtonKind, Icon, live_if};

/// A chip: what tells it apart, and its words.
pub(super) type Chip = (String, String);

/// The chips, where there are any. When one goes, the focus moves to the one beside it, or to `after` with the last.
pub(super) fn view(
    label: String,
    chips: impl Fn() -> Vec<Chip> + Send + Sync + 'static,
    take: Callback<String>,
    after: &'static str,
) -> AnyView {
    let all = Memo::new(move |_| chips());
    let any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let label: Arc<str> = label.into();
    live_if(move || any.get().then(|| group(label.to_string(), all, take, after)))
}

fn group(label: String, all: Memo<Vec<Chip>>, take: Callback<String>, after: &'static str) -> AnyView {
    let group = NodeRef::<html::Div>::new();
    let chip = move |(key, words): Chip| {
        let words = visible(&words);
        let label = ["Take away: ", &words].concat();
        let remove = move || {
            move_focus(group, all, &key, after);
            take.run(key.clone());
        };
        view! {
            <span class="chip">
                <span title=words.clone()>{words}</span>
                <Button label=label kind=ButtonKind::Icon icon=Icon::Close on_click=remove/>
            </span>
        }
        .into_any()
    };
    view! {
        <div class="conditions" role="group" aria-label=label node_ref=group>
            <For each=move || all.get() key=|chip: &Chip| chip.0.clone() children=move |one| untrack(|| chip(one))/>
        </div>
    }
    .into_any()
}

/// Before a chip goes: its button has the focus, and goes with it.
fn move_focus(group: NodeRef<html::Div>, all: Memo<Vec<Chip>>, key: &str, after: &'static str) {
    let (place, count) = all.with_untracked(|all| (all.iter().position(|(known, _)| known == key), all.len()));
    let next = match place {
        Some(place) if place + 1 < count => place + 1,
        Some(place) if place > 0 => place - 1,
        Some(_) | None => return document::focus(after),
    };
    let buttons = group.get_untracked().and_then(|group| group.query_selector_all(".chip button").ok());
    let button = buttons.and_then(|buttons| buttons.get(u32::try_from(next).ok()?)?.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        // Focus fails only on an element that is not in the page.
        let _ = button.focus();
    }
}

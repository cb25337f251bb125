//! Tabs: one panel of several, arrows move between them. Which one is open belongs to the page (and so to the URL).

use super::id;
use crate::reactive::{Callback, Memo, Signal, StoredValue};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// The page's word for it, as in the URL.
    pub id: &'static str,
    /// What it is called.
    pub title: Signal<String>,
}

impl Tab {
    /// A tab.
    pub fn new(id: &'static str, title: impl Into<Signal<String>>) -> Self {
        Self { id, title: title.into() }
    }
}

fn step(key: &str, at: usize, len: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((at + 1) % len),
        "ArrowLeft" => Some((at + len - 1) % len),
        "Home" => Some(0),
        "End" => Some(len - 1),
        _ => None,
    }
}

/// A row of tabs and the panel of the open one.
#[component]
pub fn Tabs(
    /// What the tabs divide, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs, in order.
    tabs: Vec<Tab>,
    /// The id of the open one; an unknown id opens the first.
    #[prop(into)]
    current: Signal<String>,
    /// Another one shall open.
    on_change: Callback<&'static str>,
    /// Draws the panel of a tab.
    panel: Callback<&'static str, AnyView>,
) -> AnyView {
    let stem = id::fresh("tabs");
    let list = NodeRef::<html::Div>::new();
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let len = ids.len();
    let open = Memo::new({
        let ids = ids.clone();
        move |_| current.with(|current| ids.iter().position(|id| *id == current.as_str())).unwrap_or(0)
    });
    let panel_id = [&stem, "-panel"].concat();
    let tab_id = StoredValue::new(stem);
    let tab_id = move |index: usize| tab_id.with_value(|stem| [stem, "-", &index.to_string()].concat());
    let on_key = {
        let ids = ids.clone();
        move |event: ev::KeyboardEvent| {
            let Some(next) = step(&event.key(), open.get_untracked(), len) else { return };
            event.prevent_default();
            on_change.run(ids[next]);
            let tab = list.get_untracked().and_then(|list| list.children().item(next as u32));
            if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = tab.focus();
            }
        }
    };
    let tab_view = {
        let panel_id = panel_id.clone();
        move |(index, tab): (usize, Tab)| {
            let selected = move || open.get() == index;
            view! {
                <button
                    type="button"
                    class="tab"
                    role="tab"
                    id=tab_id(index)
                    aria-controls=panel_id.clone()
                    aria-selected=move || if selected() { "true" } else { "false" }
                    tabindex=move || if selected() { "0" } else { "-1" }
                    on:click=move |_| on_change.run(tab.id)
                >
                    {tab.title}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=on_key>
            {tabs.into_iter().enumerate().map(tab_view).collect::<Vec<_>>()}
        </div>
        <div class="tab-panel" role="tabpanel" id=panel_id aria-labelledby=move || tab_id(open.get())>
            {move || ids.get(open.get()).map(|id| panel.run(id))}
        </div>
    }
    .into_any()
}

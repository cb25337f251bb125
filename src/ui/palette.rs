//! A dialog of one field and a list under it: what is typed picks among many entries in groups, after the ARIA pattern of
//! a combobox with a list. The focus stays in the field; the arrows move a mark through the list.
//!
//! Entries are made only when they are shown: a group of 100,000 costs its names and no more.

mod list;
mod state;

use std::sync::Arc;

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
};
use crate::domain::allowed::Allowed;
use crate::domain::rank::Names;
use crate::reactive::{Callback, Signal};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;
use state::State;

/// One line of the list.
#[derive(Clone)]
pub struct Entry {
    /// Tells it apart: of two entries that are the same thing only the first is shown.
    pub id: String,
    /// What it is called.
    pub words: String,
    /// Stands beside the words.
    pub hint: String,
    /// The key that does the same.
    pub key: Option<String>,
    /// May it be picked, and if not, why.
    pub allowed: Allowed,
    /// It was picked; the dialog has been told to close.
    pub run: Callback<()>,
}

/// Entries of one kind.
#[derive(Clone)]
pub struct Group {
    /// What they are.
    pub title: &'static str,
    /// Their names, in the order in which they are shown when nothing is typed.
    pub names: Arc<Names>,
    /// Makes the entry of that number.
    pub entry: Callback<usize, Entry>,
}

/// Puts the focus into the field once the dialog is in the page.
fn show(dialog: &web_sys::HtmlDialogElement, field: NodeRef<html::Input>) {
    if dialog.open() || dialog.show_modal().is_err() {
        return;
    }
    if let Some(field) = field.try_get_untracked().flatten() {
        let _ = field.focus();
    }
}

/// The dialog. Like [`super::Dialog`] it is on screen as long as its view is, and then gives the focus back.
#[component]
pub fn Palette(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What can be found.
    #[prop(into)]
    placeholder: Signal<String>,
    /// The entries. Whatever changes in them has to be heard of by who reads this.
    groups: Signal<Vec<Group>>,
    /// What is missing in the list, and why.
    notes: Signal<Vec<String>>,
    /// It shall go away.
    on_close: Callback<()>,
) -> AnyView {
    let (dialog, field) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::Input>::new());
    let state = State::new(groups, on_close);
    dialog.on_load(move |dialog| request_animation_frame(move || show(&dialog, field)));
    on_cleanup(move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    let close = move || on_close.run(());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    let on_cancel = move |event: ev::Event| {
        event.prevent_default();
        close();
    };
    // What is pressed of the dialog itself, and not of what it holds, is the shade around it.
    let on_press = move |event: ev::MouseEvent| {
        if event.target().is_some() && event.target() == event.current_target() {
            // The focus goes back to where it was, and not to what lies under the pointer.
            event.prevent_default();
            close();
        }
    };
    let notes_id = state.id("notes");
    view! {
        <dialog
            class="dialog palette"
            aria-label=label
            node_ref=dialog
            on:keydown=on_key
            on:cancel=on_cancel
            on:mousedown=on_press
        >
            <div class="palette-head">
                {Icon::Search.view()}
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    node_ref=field
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=label
                    placeholder=placeholder
                    aria-autocomplete="list"
                    aria-controls=state.id("list")
                    aria-expanded=move || if state.is_empty() { "false" } else { "true" }
                    aria-activedescendant=move || state.active_id()
                    aria-describedby=notes_id.clone()
                    on:input=move |event| state.typed(event_target_value(&event))
                    on:keydown=move |event| state.on_key(&event)
                />
                <Button label="Close" kind=ButtonKind::Icon icon=Icon::Close on_click=close/>
            </div>
            {list::view(state)}
            <div class="palette-foot">
                <p role="status">{move || state.status()}</p>
                <div id=notes_id>
                    {move || notes.get().into_iter().map(|note| view! { <p>{note}</p> }).collect::<Vec<_>>()}
                </div>
            </div>
        </dialog>
    }
    .into_any()
}

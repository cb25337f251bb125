//! A line of text with what fits it listed below, after the ARIA pattern of a combobox with a list. Unlike a
//! [`super::PickField`] only what is in the list can be picked, and the page finds it: among all users of a server, for
//! example. The focus stays in the field; the arrows move a mark through the list.
//!
//! The list stands in the flow of the page: in a dialog that scrolls nothing cuts it off.

use super::{field::Frame, focus, id, live};
use crate::reactive::{RwSignal, Signal, StoredValue};
use leptos::{ev, prelude::*};
use pilothouse_view::view;

/// Something that may be picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Tells it apart.
    pub id: String,
    /// What it is called.
    pub words: String,
    /// Stands beside the words.
    pub hint: String,
}

/// What is typed, and what of it was picked.
#[derive(Clone, Copy)]
pub struct Picking {
    /// What stands in the field.
    pub text: RwSignal<String>,
    /// What was picked last; `None` as soon as something else is typed.
    pub picked: RwSignal<Option<Choice>>,
}

impl Default for Picking {
    fn default() -> Self {
        Self { text: RwSignal::new(String::new()), picked: RwSignal::new(None) }
    }
}

impl Picking {
    /// Takes one, as if it had been picked; `None` empties the field.
    pub fn set(self, choice: Option<Choice>) {
        self.text.set(choice.as_ref().map(|choice| choice.words.clone()).unwrap_or_default());
        self.picked.set(choice);
    }
}

/// Where a key moves the mark, among `len` choices; the ends of the list meet.
fn step(key: &str, at: usize, len: usize) -> Option<usize> {
    match key {
        "ArrowDown" => Some((at + 1) % len),
        "ArrowUp" => Some((at + len - 1) % len),
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct State {
    picking: Picking,
    choices: Signal<Vec<Choice>>,
    open: RwSignal<bool>,
    /// The number of the choice with the mark.
    marked: RwSignal<usize>,
    stem: StoredValue<String>,
}

impl State {
    fn id(self, part: &str) -> String {
        self.stem.with_value(|stem| [stem, "-", part].concat())
    }

    /// The number of the choice with the mark, tracked.
    fn active(self) -> usize {
        let marked = self.marked.get();
        if self.choices.with(|choices| marked < choices.len()) { marked } else { 0 }
    }

    /// Whether the list is on screen, tracked.
    fn listed(self) -> bool {
        self.open.get() && self.choices.with(|choices| !choices.is_empty())
    }

    fn active_id(self) -> Option<String> {
        self.listed().then(|| self.id(&self.active().to_string()))
    }

    fn typed(self, text: String) {
        self.marked.set(0);
        self.picking.picked.set(None);
        self.picking.text.set(text);
        self.open.set(true);
    }

    fn pick(self, number: usize) {
        if let Some(choice) = self.choices.with_untracked(|choices| choices.get(number).cloned()) {
            self.picking.set(Some(choice));
            self.open.set(false);
        }
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        let held = event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key();
        if held || event.is_composing() {
            return;
        }
        let (key, open) = (event.key(), self.open.get_untracked());
        let (at, len) = (untrack(|| self.active()), self.choices.with_untracked(Vec::len));
        match key.as_str() {
            // Enter in a field that has its list open picks, and does not send the form.
            "Enter" if open => self.pick(at),
            "Escape" if open => self.open.set(false),
            "ArrowDown" | "ArrowUp" if !open => self.open.set(true),
            _ => match (open && len > 0).then(|| step(&key, at, len)).flatten() {
                Some(to) => self.show(to),
                None => return,
            },
        }
        event.prevent_default();
    }

    /// Moves the mark, and the list so that it is seen.
    fn show(self, number: usize) {
        self.marked.set(number);
        let id = self.id(&number.to_string());
        request_animation_frame(move || {
            if let Some(choice) = document().get_element_by_id(&id) {
                focus::bring_into_view(&choice);
            }
        });
    }
}

/// The field and its list.
#[component]
pub fn Combobox(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed and picked.
    picking: Picking,
    /// What fits what is typed; empty while that is being found out.
    choices: Signal<Vec<Choice>>,
    /// What is to be said of the list: that it is being looked for, that nothing fits, that there is more.
    status: Signal<String>,
    /// What to type.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may not stay empty.
    #[prop(optional)]
    required: bool,
) -> AnyView {
    let frame = Frame::new(label, hint, error, required);
    let state = State {
        picking,
        choices,
        open: RwSignal::new(false),
        marked: RwSignal::new(0),
        stem: StoredValue::new(id::fresh("combo")),
    };
    let field = view! {
        <input
            class="input"
            type="text"
            role="combobox"
            id=frame.id()
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-autocomplete="list"
            aria-controls=state.id("list")
            aria-expanded=move || if state.listed() { "true" } else { "false" }
            aria-activedescendant=move || state.active_id()
            aria-required=required.then_some("true")
            aria-invalid=frame.invalid()
            aria-describedby=frame.described()
            prop:value=picking.text
            on:input=move |event| state.typed(event_target_value(&event))
            on:click=move |_| state.open.set(true)
            on:blur=move |_| state.open.set(false)
            on:keydown=move |event| state.on_key(&event)
        />
        {list(state, label)}
        <p class="hint" role="status">{move || if state.open.get() { status.get() } else { String::new() }}</p>
    };
    frame.around(field.into_any())
}

fn list(state: State, label: Signal<String>) -> AnyView {
    let choices = move || {
        let choices = state.choices.get().into_iter().enumerate();
        choices.map(|(number, choice)| option(state, number, choice)).collect::<Vec<_>>()
    };
    view! {
        <div
            class="combo-list"
            role="listbox"
            id=state.id("list")
            aria-label=label
            hidden=move || !state.listed()
        >
            {live(choices)}
        </div>
    }
    .into_any()
}

fn option(state: State, number: usize, choice: Choice) -> AnyView {
    let Choice { words, hint, .. } = choice;
    view! {
        <div
            class="menu-item"
            role="option"
            id=state.id(&number.to_string())
            aria-selected=move || if state.active() == number { "true" } else { "false" }
            // The focus stays in the field.
            on:mousedown=|event: ev::MouseEvent| event.prevent_default()
            on:click=move |_| state.pick(number)
        >
            <span>{words}</span>
            {(!hint.is_empty()).then(|| view! { <span class="faint">{hint}</span> })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn the_ends_of_the_list_meet() {
        assert_eq!((step("ArrowDown", 19, 20), step("ArrowUp", 0, 20)), (Some(0), Some(19)));
        assert_eq!(step("a", 7, 20), None);
    }
}

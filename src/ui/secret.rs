//! A password or key. It can be shown while typing; it goes nowhere but into the signal that the page handed in.

use super::{
    button::{Button, ButtonKind},
    field::{Frame, Line},
    icon::Icon,
};
use crate::reactive::{RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// A field whose text is hidden until its owner asks to see it.
#[component]
pub fn SecretField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What was typed.
    value: RwSignal<String>,
    /// `current-password`, `new-password`, `one-time-code`, or `off` for API keys.
    autocomplete: &'static str,
    /// What to type.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may not stay empty.
    #[prop(optional)]
    required: bool,
    /// The name that password managers look at.
    #[prop(default = "")]
    name: &'static str,
) -> AnyView {
    let frame = Frame::new(label, hint, error, required);
    let shown = RwSignal::new(false);
    let line = Line {
        value,
        kind: "password",
        shown: Some(shown.into()),
        autocomplete,
        name,
        numeric: false,
        mono: false,
        read_only: Signal::default(),
        list: None,
    };
    let control = line.view(&frame);
    let verb = move || if shown.get() { "Hide " } else { "Show " };
    let words = Signal::derive(move || [verb(), &label.get().to_lowercase()].concat());
    let turn = move || shown.update(|shown| *shown = !*shown);
    let eye = view! { <Button label=words kind=ButtonKind::Icon icon=Icon::Eye pressed=shown pressed_icon=Icon::EyeOff on_click=turn/> };
    let with_eye = view! { <div class="with-button">{control}{eye}</div> };
    frame.around(with_eye.into_any())
}

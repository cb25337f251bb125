//! A line of text with what may be picked for it. Anything else may be typed too: the lists are the server's, and a
//! server may not have told all.

use super::field::{Frame, Line};
use super::{id, live};
use crate::domain::list::fold;
use crate::reactive::{RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// Suggestions that the browser is given at once: those that hold what was typed.
const AT_ONCE: usize = 200;

/// A field that suggests.
#[component]
pub fn PickField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What was typed or picked.
    value: RwSignal<String>,
    /// What may be picked: value, and words beside it.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
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
    let list = id::fresh("suggestions");
    let line = Line {
        value,
        kind: "text",
        shown: None,
        autocomplete: "off",
        name: "",
        numeric: false,
        mono: false,
        read_only: Signal::default(),
        list: Some(list.clone()),
    };
    let control = line.view(&frame);
    let suggestions = live(move || {
        let typed = value.with(|typed| fold(typed));
        let fits = |(own, words): &&(String, String)| fold(own).contains(&typed) || fold(words).contains(&typed);
        options.with(|all| all.iter().filter(fits).take(AT_ONCE).cloned().map(option).collect::<Vec<_>>())
    });
    let with_list = view! { {control} <datalist id=list>{suggestions}</datalist> };
    frame.around(with_list.into_any())
}

fn option((value, words): (String, String)) -> AnyView {
    view! { <option value=value label=(!words.is_empty()).then_some(words)></option> }.into_any()
}

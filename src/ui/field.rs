//! Fields of a form: a label above, the control, then a hint and the error, both named by `aria-describedby`.
//!
//! A field never clears or rewrites what was typed. Whether it is right is decided by the page, which hands in `error`.

use super::id;
use crate::reactive::{RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// What every field shows around its control.
pub(super) struct Frame {
    pub(super) label: Signal<String>,
    pub(super) hint: Signal<String>,
    pub(super) error: Signal<Option<String>>,
    pub(super) required: bool,
    id: String,
}

impl Frame {
    pub(super) fn new(
        label: Signal<String>,
        hint: Signal<String>,
        error: Signal<Option<String>>,
        required: bool,
    ) -> Self {
        Self { label, hint, error, required, id: id::fresh("field") }
    }

    /// The control's element id.
    pub(super) fn id(&self) -> String {
        self.id.clone()
    }

    fn note_id(&self, part: &str) -> String {
        [&self.id, part].concat()
    }

    /// The ids of the notes that are on screen, for `aria-describedby`.
    pub(super) fn described(&self) -> impl Fn() -> Option<String> + use<> {
        let (hint, error) = (self.hint, self.error);
        let (hint_id, error_id) = (self.note_id("-hint"), self.note_id("-error"));
        move || {
            let hint = hint.with(|text| !text.is_empty()).then_some(hint_id.as_str());
            let error = error.with(Option::is_some).then_some(error_id.as_str());
            match (hint, error) {
                (Some(hint), Some(error)) => Some([hint, " ", error].concat()),
                (one, other) => one.or(other).map(str::to_owned),
            }
        }
    }

    /// For `aria-invalid`.
    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + use<> {
        let error = self.error;
        move || error.with(Option::is_some).then_some("true")
    }

    /// The label above the control, the notes under it.
    pub(super) fn around(self, control: AnyView) -> AnyView {
        let optional = (!self.required).then(|| view! { <span class="optional">"optional"</span> });
        let notes = self.notes();
        view! {
            <div class="field">
                <div class="field-head"><label for=self.id>{self.label}</label>{optional}</div>
                {control}
                {notes}
            </div>
        }
        .into_any()
    }

    /// The hint, and the error as soon as there is one.
    pub(super) fn notes(&self) -> AnyView {
        let (hint, error) = (self.hint, self.error);
        let (hint_id, error_id) = (self.note_id("-hint"), self.note_id("-error"));
        let hint_view = move || {
            hint.with(|text| {
                (!text.is_empty()).then(|| view! { <p class="hint" id=hint_id.clone()>{text.clone()}</p> })
            })
        };
        let error_view =
            move || error.get().map(|text| view! { <p class="field-error" id=error_id.clone()>{text}</p> });
        view! {
            {hint_view}
            <div aria-live="polite">{error_view}</div>
        }
        .into_any()
    }
}

/// A single-line control. `kind` is the input's type; a secret is plain text while `shown` says so.
pub(super) struct Line {
    pub(super) value: RwSignal<String>,
    pub(super) kind: &'static str,
    pub(super) shown: Option<Signal<bool>>,
    pub(super) autocomplete: &'static str,
    pub(super) name: &'static str,
    pub(super) numeric: bool,
    pub(super) mono: bool,
    pub(super) read_only: Signal<bool>,
    /// The element with what may be picked.
    pub(super) list: Option<String>,
}

impl Line {
    pub(super) fn view(self, frame: &Frame) -> AnyView {
        let Self { value, kind, shown, autocomplete, name, numeric, mono, read_only, list } = self;
        view! {
            <input
                class="input"
                class:mono=mono
                class:numeric=numeric
                id=frame.id()
                type=move || if shown.is_some_and(|shown| shown.get()) { "text" } else { kind }
                name=(!name.is_empty()).then_some(name)
                inputmode=numeric.then_some("decimal")
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                readonly=read_only
                list=list
                aria-required=frame.required.then_some("true")
                aria-invalid=frame.invalid()
                aria-describedby=frame.described()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
        .into_any()
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What was typed.
    value: RwSignal<String>,
    /// What to type, shown under the field.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may not stay empty; any other field is marked as optional.
    #[prop(optional)]
    required: bool,
    /// What the browser may fill in: `username`, `off` and so on.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The input's type: `text`, `search`, `url`, `email`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The name that password managers look at.
    #[prop(default = "")]
    name: &'static str,
    /// An id or a path: letters of one width.
    #[prop(optional)]
    mono: bool,
    /// Shown, not to be changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
) -> AnyView {
    let frame = Frame::new(label, hint, error, required);
    let line = Line { value, kind, shown: None, autocomplete, name, numeric: false, mono, read_only, list: None };
    let control = line.view(&frame);
    frame.around(control)
}

/// A number, kept as it was typed: the page reads and judges it.
#[component]
pub fn NumberField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What was typed.
    value: RwSignal<String>,
    /// What to type, with the limits.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may not stay empty.
    #[prop(optional)]
    required: bool,
    /// Stands after the number, for example "days".
    #[prop(default = "")]
    unit: &'static str,
) -> AnyView {
    let frame = Frame::new(label, hint, error, required);
    let line = Line {
        value,
        kind: "text",
        shown: None,
        autocomplete: "off",
        name: "",
        numeric: true,
        mono: false,
        read_only: Signal::default(),
        list: None,
    };
    let control = line.view(&frame);
    let with_unit = view! { <div class="with-unit">{control}<span aria-hidden="true">{unit}</span></div> };
    frame.around(with_unit.into_any())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What was typed.
    value: RwSignal<String>,
    /// What to type.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may not stay empty.
    #[prop(optional)]
    required: bool,
    /// Code or JSON: letters of one width.
    #[prop(optional)]
    mono: bool,
    /// How many lines it shows.
    #[prop(default = 3)]
    rows: u32,
) -> AnyView {
    let frame = Frame::new(label, hint, error, required);
    let control = view! {
        <textarea
            class="input"
            class:mono=mono
            id=frame.id()
            rows=rows.to_string()
            autocomplete="off"
            spellcheck="false"
            aria-required=required.then_some("true")
            aria-invalid=frame.invalid()
            aria-describedby=frame.described()
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    };
    frame.around(control.into_any())
}

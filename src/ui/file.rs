//! Choosing a file: by the browser's dialog or by dropping it. The part hands the file over and keeps nothing of it.

use super::{field::Frame, icon::Icon};
use crate::reactive::{Callback, RwSignal, Signal};
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;
use web_sys::{File, FileList};

fn first(files: Option<FileList>) -> Option<File> {
    files.and_then(|files| files.get(0))
}

/// A place for one file.
#[component]
pub fn FilePicker(
    /// What the file is, for example "Generation package".
    #[prop(into)]
    label: Signal<String>,
    /// Which files fit, as the `accept` attribute wants it: `.zip`.
    #[prop(default = "")]
    accept: &'static str,
    /// Name and size of the file that was chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// A file was chosen. A dialog that was called off calls nothing and changes nothing.
    on_file: Callback<File>,
    /// Which file to choose.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> AnyView {
    let frame = Frame::new(label, hint, error, true);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let picked = move |_| {
        if let Some(file) = first(input.get_untracked().and_then(|input| input.files())) {
            on_file.run(file);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = first(event.data_transfer().and_then(|data| data.files())) {
            on_file.run(file);
        }
    };
    let control = view! {
        <div
            class="drop"
            class:over=over
            on:dragover=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            {Icon::Upload.view()}
            <input
                class="file"
                type="file"
                id=frame.id()
                accept=accept
                node_ref=input
                aria-invalid=frame.invalid()
                aria-describedby=frame.described()
                on:change=picked
            />
            <p class="hint" aria-live="polite">{move || chosen.get().unwrap_or_else(|| "or drop a file here".to_owned())}</p>
        </div>
    };
    frame.around(control.into_any())
}

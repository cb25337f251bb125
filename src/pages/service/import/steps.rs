//! The two steps as a list, so that one sees which of them is done.

use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

use super::{Import, failures};
use crate::ui::{Button, ProgressBar, Tone, badge, live, live_if};

/// Progress, then failures.
pub(super) fn view(import: Import) -> AnyView {
    let begun = Memo::new(move |_| {
        let upload = import.upload;
        upload.is_busy() || upload.has_failed() || upload.stored().is_some() || import.act.busy.get()
    });
    view! {
        <div role="status">{live_if(move || begun.get().then(|| list(import)))}</div>
        {live_if(move || uploading(import))}
        {failures(import)}
    }
    .into_any()
}

fn list(import: Import) -> AnyView {
    let upload = move || {
        let upload = import.upload;
        if upload.stored().is_some() {
            badge(Tone::Ok, "done")
        } else if upload.is_busy() {
            badge(Tone::Active, "under way")
        } else if upload.was_cancelled() {
            badge(Tone::Neutral, "cancelled")
        } else {
            badge(Tone::Danger, "failed")
        }
    };
    let importing = move || {
        if import.act.busy.get() {
            badge(Tone::Active, "under way")
        } else if import.act.failed.with(Option::is_some) {
            badge(Tone::Danger, "failed")
        } else {
            badge(Tone::Neutral, "not begun")
        }
    };
    view! {
        <ol class="results">
            {live_if(move || import.by_file().then(|| view! { <li>"Upload " {live(upload)}</li> }))}
            <li>"Import " {live(importing)}</li>
        </ol>
    }
    .into_any()
}

/// The bar is drawn once; only its value and figures move.
fn uploading(import: Import) -> Option<AnyView> {
    let busy = Memo::new(move |_| import.upload.is_busy());
    busy.get().then(|| {
        let value = Signal::derive(move || import.upload.progress().map(|(part, _)| part));
        let figures = Signal::derive(move || import.upload.progress().map(|(_, text)| text).unwrap_or_default());
        view! {
            <ProgressBar label="Uploading" value=value figures=figures/>
            <Button label="Cancel upload" on_click=move || import.upload.cancel()/>
        }
        .into_any()
    })
}

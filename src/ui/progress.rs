//! How far something is, as a bar and in words.

use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;

/// A progress bar.
#[component]
pub fn ProgressBar(
    /// What is going on, for example "Uploading winter.zip".
    #[prop(into)]
    label: Signal<String>,
    /// From 0 to 1; `None` while nobody can tell.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Figures at the right, for example "12 of 40 MB, 3 MB/s".
    #[prop(optional, into)]
    figures: Signal<String>,
) -> AnyView {
    let bar = super::id::fresh("progress");
    view! {
        <div class="progress">
            <label for=bar.clone()>{label}</label>
            <span class="figures">{figures}</span>
            <progress id=bar max="1" value=move || value.get().map(|value| value.to_string())></progress>
        </div>
    }
    .into_any()
}

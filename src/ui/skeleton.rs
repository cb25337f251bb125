//! Grey bars where text is about to stand.

use std::time::Duration;

use crate::reactive::{RwSignal, Signal};
use crate::ui::live_if;
use leptos::prelude::*;
use pilothouse_view::view;

/// How long nobody wonders.
const LATE: Duration = Duration::from_secs(3);

/// Some lines of grey, and a word for those who do not see them; once it takes long, a word for everybody.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
    /// What is being loaded, for example "Loading generations".
    #[prop(into)]
    label: Signal<String>,
) -> AnyView {
    let late = RwSignal::new(false);
    let say = move || {
        late.try_set(true);
    };
    let timer = set_timeout_with_handle(say, LATE).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    view! {
        <div class="skeleton" role="status">
            <span class="unseen">{label}</span>
            {(0..lines).map(|_| view! { <span class="bone" aria-hidden="true"></span> }.into_any()).collect::<Vec<_>>()}
            {live_if(move || late.get().then(|| view! { <span class="faint">"Still waiting for the server."</span> }))}
        </div>
    }
    .into_any()
}

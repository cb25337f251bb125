//! One share of a whole: a slider for the hand, a number for the exact, a lock to hold it while others move.

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
    id,
    percent::{WHOLE, parse, plain, text},
};
use crate::reactive::{Callback, RwSignal, Signal};
use leptos::{ev, prelude::*};
use pilothouse_view::view;

/// A slider and a number for the same share, in hundredths of a percent. The page moves the other shares.
#[component]
pub fn ShareSlider(
    /// Whose share it is.
    #[prop(into)]
    label: Signal<String>,
    /// The share now.
    #[prop(into)]
    value: Signal<u16>,
    /// It shall become this. The page may give back another value.
    on_input: Callback<u16>,
    /// Held fast.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// Lock or free it; without this there is no lock.
    #[prop(optional, into)]
    on_lock: Option<Callback<bool>>,
) -> AnyView {
    let error_id = id::fresh("share");
    // What is being typed, until it is a share: the number under the caret must not change by itself.
    let draft = RwSignal::new(None::<String>);
    let wrong =
        Signal::derive(move || draft.with(|draft| draft.as_deref().is_some_and(|typed| parse(typed).is_none())));
    let typed = move |event: ev::Event| {
        let words = event_target_value(&event);
        let share = parse(&words);
        draft.set(Some(words));
        if let Some(share) = share {
            on_input.run(share);
        }
    };
    let left = move |_| {
        // The field may lose the focus because it is being taken away.
        if wrong.try_get_untracked() == Some(false) {
            draft.set(None);
        }
    };
    let slid = move |event: ev::Event| {
        draft.set(None);
        if let Ok(share) = event_target_value(&event).parse() {
            on_input.run(share);
        }
    };
    let lock = on_lock.map(|on_lock| {
        let verb = move || if locked.get() { "Free " } else { "Lock " };
        let words = Signal::derive(move || [verb(), &label.get()].concat());
        let turn = move || on_lock.run(!locked.get_untracked());
        view! { <Button label=words kind=ButtonKind::Icon icon=Icon::Unlock pressed=locked pressed_icon=Icon::Lock on_click=turn/> }
    });
    let described = error_id.clone();
    view! {
        <div class="share-slider" class:locked=locked>
            <span class="share-name" title=label>{label}</span>
            <input
                type="range"
                min="0"
                max=WHOLE.to_string()
                step="100"
                aria-label=move || ["Share of ", &label.get()].concat()
                aria-valuetext=move || text(value.get())
                disabled=locked
                prop:value=move || value.get().to_string()
                on:input=slid
            />
            <div class="with-unit">
                <input
                    class="input numeric"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=move || ["Share of ", &label.get(), " in percent"].concat()
                    aria-invalid=move || wrong.get().then_some("true")
                    aria-describedby=move || wrong.get().then(|| described.clone())
                    disabled=locked
                    prop:value=move || draft.get().unwrap_or_else(|| plain(value.get()))
                    on:input=typed
                    on:blur=left
                />
                <span aria-hidden="true">"%"</span>
            </div>
            {lock}
            <div class="share-error" aria-live="polite">
                {move || wrong.get().then(|| view! { <p class="field-error" id=error_id.clone()>"Type a share from 0 to 100, with two decimals at most."</p> })}
            </div>
        </div>
    }
    .into_any()
}

//! Yes or no: a checkbox that is part of a form, a switch that acts at once.

use super::{field::Frame, id, tip::with_tip};
use crate::domain::allowed::Allowed;
use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;

/// A checkbox in a form.
#[component]
pub fn Checkbox(
    /// What a tick means.
    #[prop(into)]
    label: Signal<String>,
    /// Ticked or not.
    checked: RwSignal<bool>,
    /// What follows from it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> AnyView {
    let frame = Frame::new(label, hint, error, true);
    let notes = frame.notes();
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=checked
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described()
                    on:change=move |event| checked.set(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            {notes}
        </div>
    }
    .into_any()
}

/// A switch: turning it acts at once, so the new state comes back through `on` only when it holds.
#[component]
pub fn Switch(
    /// What is on or off.
    #[prop(into)]
    label: Signal<String>,
    /// Is it on.
    #[prop(into)]
    on: Signal<bool>,
    /// It shall become this.
    on_change: Callback<bool>,
    /// May it be turned, and if not, why.
    #[prop(default = Allowed::Yes.into(), into)]
    allowed: Signal<Allowed>,
    /// The turn is on the way.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> AnyView {
    let tip_id = id::fresh("tip");
    let reason = Signal::derive(move || allowed.with(|allowed| allowed.reason().map(str::to_owned)));
    let inert = Signal::derive(move || busy.get() || reason.with(Option::is_some));
    let described = {
        let tip_id = tip_id.clone();
        move || reason.with(Option::is_some).then(|| tip_id.clone())
    };
    let turn = move |_| {
        if !inert.get_untracked() {
            on_change.run(!on.get_untracked());
        }
    };
    let control = view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || if on.get() { "true" } else { "false" }
            aria-disabled=move || inert.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=described
            style:anchor-name=["--", &tip_id].concat()
            on:click=turn
        >
            <span class="switch-track" aria-hidden="true"></span>
            <span>{label}</span>
        </button>
    };
    with_tip(tip_id, reason, control.into_any())
}

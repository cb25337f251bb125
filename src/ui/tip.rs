//! A short text beside a control while the pointer or the focus is on it. Escape hides it, the pointer may rest on it.
//!
//! The text is always in the document, so that `aria-describedby` can name it while nothing is shown.

use crate::reactive::Signal;
use leptos::{ev, html, prelude::*};
use pilothouse_view::view;

/// Wraps a control with a tip; the wrapper takes no room in the layout.
///
/// `tip_id` is what the control's `aria-describedby` may name. Without a text there is no tip.
pub fn with_tip(tip_id: String, text: Signal<Option<String>>, control: AnyView) -> AnyView {
    let anchor = ["--", &tip_id].concat();
    let tip = NodeRef::<html::Span>::new();
    // The browser reports a lost focus also for a control that is just being taken away, when nothing is left to hide.
    let element = move || tip.try_get_untracked().flatten();
    let show = move || {
        if let Some(tip) = element() {
            // Fails when it is shown already, which is what we want.
            let _ = tip.show_popover();
        }
    };
    let hide = move || {
        if let Some(tip) = element() {
            let _ = tip.hide_popover();
        }
    };
    let text_view = move || {
        text.get().map(|text| {
            view! {
                <span
                    class="tip"
                    role="tooltip"
                    id=tip_id.clone()
                    popover="manual"
                    style:position-anchor=anchor.clone()
                    node_ref=tip
                >
                    {text}
                </span>
            }
        })
    };
    view! {
        <span
            class="tipped"
            on:mouseenter=move |_| show()
            on:mouseleave=move |_| hide()
            on:focusin=move |event: ev::FocusEvent| {
                if event_target::<web_sys::Element>(&event).matches(":focus-visible").unwrap_or(false) {
                    show();
                }
            }
            on:focusout=move |_| hide()
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    hide();
                }
            }
        >
            {control}
            {text_view}
        </span>
    }
    .into_any()
}

//! Short messages on what has just been done. Good news goes by itself after a while; an error stays until it is closed.

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
};
use crate::domain::visible::visible;
use crate::reactive::{RwSignal, StoredValue};
use leptos::prelude::*;
use pilothouse_view::view;
use std::time::Duration;

/// How long good news stays at least.
const STAY: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    number: u32,
    error: bool,
    text: String,
}

/// Where messages are put. One is in the context of the app.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    /// The pointer or the focus rests on a message: none of them goes meanwhile.
    held: RwSignal<bool>,
}

impl Toasts {
    /// Makes the place for messages and puts it into the context.
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::default(), next: StoredValue::new(0), held: RwSignal::new(false) };
        provide_context(toasts);
        toasts
    }

    /// The place for messages that the app has made.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Something worked.
    pub fn ok(self, text: impl Into<String>) {
        self.put(true, text.into());
    }

    /// Something worked, or did not; gives what [`Self::forget`] takes it away by.
    pub fn put(self, ok: bool, text: String) -> u32 {
        let number = self.push(!ok, text);
        if ok {
            self.forget_later(number);
        }
        number
    }

    /// Something did not. Only for what has no better place: a form or a dialog shows its own errors.
    pub fn error(self, text: impl Into<String>) {
        self.push(true, text.into());
    }

    fn push(self, error: bool, text: String) -> u32 {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.list.update(|list| list.push(Toast { number, error, text: visible(&text) }));
        number
    }

    fn forget_later(self, number: u32) {
        let go = move || match self.held.try_get_untracked() {
            Some(true) => self.forget_later(number),
            Some(false) => self.forget(number),
            None => {}
        };
        set_timeout(go, STAY);
    }

    /// Takes a message away that says nothing new any more.
    pub fn forget(self, number: u32) {
        self.list.update(|list| list.retain(|toast| toast.number != number));
    }

    fn view(self, toast: Toast) -> AnyView {
        let number = toast.number;
        let icon = if toast.error { Icon::Warning } else { Icon::Check };
        view! {
            <div class="toast" class:bad=toast.error>
                {icon.view()}
                <p>{toast.text}</p>
                <Button label="Dismiss" kind=ButtonKind::Icon icon=Icon::Close on_click=move || self.forget(number)/>
            </div>
        }
        .into_any()
    }

    fn region(self, error: bool) -> AnyView {
        let own = move || self.list.get().into_iter().filter(move |toast| toast.error == error).collect::<Vec<_>>();
        view! {
            <div role=if error { "alert" } else { "status" }>
                <For
                    each=own
                    key=|toast| toast.number
                    children=move |toast| self.view(toast)
                />
            </div>
        }
        .into_any()
    }
}

/// Where the messages are shown; once in the app.
#[component]
pub fn ToastRegion() -> AnyView {
    let toasts = Toasts::expect();
    view! {
        <section
            class="toasts"
            aria-label="Messages"
            on:mouseenter=move |_| toasts.held.set(true)
            on:mouseleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            {toasts.region(false)}
            {toasts.region(true)}
        </section>
    }
    .into_any()
}

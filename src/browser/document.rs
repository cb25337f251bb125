//! The document as a whole: title, theme, what the user does, leaving the page.

use crate::reactive::RwSignal;
use leptos::ev;
use leptos::prelude::{document, window_event_listener};
use wasm_bindgen::JsCast;

use super::clock;
use crate::domain::clock::Moment;

/// Sets the window's title.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The name it is kept under.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// By its name; anything else is the system's.
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// Puts a theme on the page.
pub fn set_theme(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // Both calls fail only on names that are not ours.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.name()),
    };
}

/// The last moment the user pressed a key or a button.
pub fn activity() -> RwSignal<Moment> {
    let last = RwSignal::new(clock::now());
    let note = move || last.set(clock::now());
    window_event_listener(ev::keydown, move |_| note());
    window_event_listener(ev::pointerdown, move |_| note());
    last
}

/// Runs when the page is looked at again: from another tab, or after the machine slept.
pub fn on_return(run: impl Fn() + Clone + 'static) {
    let again = run.clone();
    window_event_listener(ev::focus, move |_| again());
    window_event_listener(ev::pageshow, move |_| run());
}

/// Whether the page can be seen, followed for as long as the view that asks is there.
pub fn visible() -> RwSignal<bool> {
    let now = || document().visibility_state() == web_sys::VisibilityState::Visible;
    let visible = RwSignal::new(now());
    let handle = window_event_listener(ev::visibilitychange, move |_| {
        visible.try_set(now());
    });
    leptos::prelude::on_cleanup(move || handle.remove());
    visible
}

/// Asks before the page is left while `guard` says so.
pub fn guard_leaving(guard: impl Fn() -> bool + 'static) {
    let handle = window_event_listener(ev::beforeunload, move |event| {
        if guard() {
            event.prevent_default();
        }
    });
    leptos::prelude::on_cleanup(move || handle.remove());
}

/// Whether an element of the page has the focus.
pub fn has_focus(selector: &str) -> bool {
    document().active_element().is_some_and(|active| active.matches(selector).unwrap_or(false))
}

/// Moves the focus to an element of the page: after a change of page, to its heading.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus fails only on an element that is not in the page.
        let _ = element.focus();
    }
}

/// Whether what is typed goes into a field.
pub fn is_typing() -> bool {
    has_focus("input:not([type=checkbox]), select, textarea, [contenteditable]")
}

/// How many dialogs are open.
pub fn dialogs() -> u32 {
    document().query_selector_all("dialog[open]").map_or(0, |open| open.length())
}

/// Whether the keyboard is a Mac's: its command key stands where others have Ctrl.
pub fn is_mac() -> bool {
    super::window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

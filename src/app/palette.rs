//! What of the palette and the list of shortcuts the first load needs: the keys that open them, the button in the header,
//! and which of them is open. All else of them stands behind [`super::later`].

pub(super) mod search;
pub(super) mod shortcuts;

mod actions;
mod keys;
mod places;

use crate::reactive::{Callback, Memo, RwSignal, StoredValue};
use leptos::{ev, prelude::*};
use pilothouse_view::view;

use super::{arrival, later};
use crate::browser::document;
use crate::browser::storage::{self, Preference};
use crate::parts::Commands;
use crate::routes::Route;
use crate::ui::{Icon, Toasts, live_if};

/// Places that are remembered, the one of now among them.
const REMEMBERED: usize = 9;

/// What the frame itself lays over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    Nothing,
    /// Search and commands.
    Palette,
    /// The list of keyboard shortcuts.
    Shortcuts,
    /// What the server says of the signed-in user.
    WhoAmI,
}

/// The state of the frame's own dialogs: as old as the frame, so that nothing of it outlives a sign-out.
#[derive(Clone, Copy)]
pub(super) struct Overlay {
    pub(super) open: RwSignal<Over>,
    /// Whether keys without Ctrl do something: whoever speaks to the machine may want them off.
    single_keys: RwSignal<bool>,
    /// Where one has been in this tab, the last place first.
    visited: StoredValue<Vec<Route>>,
}

impl Overlay {
    /// Puts it into the context of the frame, remembers places, and listens to the keys.
    pub(super) fn provide(here: Memo<Option<Route>>) -> Self {
        let overlay = Self {
            open: RwSignal::new(Over::Nothing),
            single_keys: RwSignal::new(storage::preference(Preference::SingleKeys).as_deref() != Some("off")),
            visited: StoredValue::default(),
        };
        provide_context(overlay);
        Effect::new(move |_| {
            here.get().into_iter().for_each(|place| overlay.remember(place));
            // By the browser's own way back, for example.
            overlay.open.set(Over::Nothing);
        });
        let (commands, toasts): (Commands, _) = (expect_context(), Toasts::expect());
        let listener = window_event_listener(ev::keydown, move |event| overlay.on_key(&event, commands, toasts));
        on_cleanup(move || listener.remove());
        overlay
    }

    fn remember(self, place: Route) {
        self.visited.update_value(|all| {
            all.retain(|known| *known != place);
            all.insert(0, place);
            all.truncate(REMEMBERED);
        });
    }

    /// A dialog of the page's own is left alone: it holds what somebody is at.
    fn on_key(self, event: &ev::KeyboardEvent, commands: Commands, toasts: Toasts) {
        let (key, open) = (event.key(), self.open.get_untracked());
        let (meta, control) = (event.meta_key(), event.ctrl_key());
        if event.default_prevented() || event.alt_key() || document::dialogs() > u32::from(open != Over::Nothing) {
            return;
        }
        // On a Mac Ctrl-K cuts what stands behind the caret.
        let (asked, other) = if document::is_mac() { (meta, control) } else { (control, meta) };
        if asked && !other && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            self.open.set(if open == Over::Palette { Over::Nothing } else { Over::Palette });
        } else if !meta && !control && open == Over::Nothing && self.single_keys.get_untracked() {
            self.on_single_key(&key, event, commands, toasts);
        }
    }

    fn on_single_key(self, key: &str, event: &ev::KeyboardEvent, commands: Commands, toasts: Toasts) {
        if document::is_typing() {
            return;
        }
        if key == "?" {
            self.open.set(Over::Shortcuts);
        } else if let Some(offer) = commands.of_key(key) {
            event.prevent_default();
            match offer.reason() {
                Some(reason) => toasts.error(reason),
                None => offer.run(),
            }
        }
    }
}

/// How the key that opens the palette is written here.
pub(super) fn shortcut() -> &'static str {
    if document::is_mac() { "⌘ K" } else { "Ctrl K" }
}

/// The button in the header.
pub(super) fn button(overlay: Overlay) -> AnyView {
    view! {
        <button
            type="button"
            class="button search"
            aria-haspopup="dialog"
            aria-keyshortcuts=if document::is_mac() { "Meta+K" } else { "Control+K" }
            title="Search and commands"
            on:click=move |_| overlay.open.set(Over::Palette)
        >
            {Icon::Search.view()}
            <span>"Search and commands"</span>
            <kbd aria-hidden="true">{shortcut()}</kbd>
        </button>
    }
    .into_any()
}

/// Whichever is open. It stands with the page, where the node of the page is known.
pub(super) fn view() -> AnyView {
    let overlay: Overlay = expect_context();
    live_if(move || {
        let over = overlay.open.get();
        let close = Callback::new(move |()| overlay.open.set(Over::Nothing));
        (over != Over::Nothing).then(|| arrival::wait_over(move || dialog(over), close))
    })
}

fn dialog(over: Over) -> AnyView {
    match over {
        Over::Nothing => ().into_any(),
        Over::Palette => later::palette(),
        Over::Shortcuts => later::shortcuts(),
        Over::WhoAmI => later::who_am_i(),
    }
}

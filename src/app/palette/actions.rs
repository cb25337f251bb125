//! Actions as entries: what the page on screen offers, and what the console as a whole can do.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::search::{Ready, group};
use super::{Over, Overlay};
use crate::app::account;
use crate::app::frame::{Look, THEMES};
use crate::app::jobs::Tray;
use crate::browser::address;
use crate::domain::failure::Failure;
use crate::parts::{Commands, Offer};
use crate::session::{DSS, Session, use_session};
use crate::ui::{Group, Toasts};

/// What the page offers.
pub(super) fn of_page() -> Group {
    let (commands, overlay): (Commands, Overlay) = (expect_context(), expect_context());
    let keyed = overlay.single_keys.get();
    let ready = |offer: Offer| {
        let command = offer.command;
        Ready {
            key: command.key.filter(|_| keyed).map(String::from),
            allowed: command.allowed.get(),
            ..Ready::new(command.label.get(), move || offer.run())
        }
    };
    group("On this page", "page", commands.all().into_iter().map(ready).collect())
}

/// What can be done everywhere.
pub(super) fn of_console(overlay: Overlay) -> Group {
    let (session, toasts) = (use_session(), Toasts::expect());
    let shortcuts = Ready::new("Keyboard shortcuts", move || overlay.open.set(Over::Shortcuts));
    let mut all = vec![Ready { key: overlay.single_keys.get().then(|| "?".to_owned()), ..shortcuts }];
    all.extend(themes());
    if account::is_named(session) {
        all.push(Ready::new("Who am I", move || overlay.open.set(Over::WhoAmI)));
    }
    if session.control_plane().is_some() {
        let tray: Tray = expect_context();
        all.push(Ready::new("Jobs that I have started", move || tray.open()));
    }
    if session.began().is_some() {
        all.push(Ready::new("Stay signed in", move || stay(session, toasts)));
    }
    if holds_keys(session) {
        all.push(Ready::new("Forget the API keys", move || session.forget_keys()));
    }
    all.push(Ready::new("Load the console again", address::reload));
    if account::is_named(session) {
        all.push(Ready::new("Sign out", move || session.sign_out()));
    }
    group("Actions", "do", all)
}

fn themes() -> impl Iterator<Item = Ready> {
    let look: Look = expect_context();
    THEMES.into_iter().map(move |(theme, words)| {
        let hint = if look.is(theme) { "in use" } else { "" };
        let words = ["Theme: ", &words.to_lowercase()].concat();
        Ready { hint: hint.to_owned(), ..Ready::new(words, move || look.choose(theme)) }
    })
}

/// Asks the server for a longer session.
fn stay(session: Session, toasts: Toasts) {
    spawn_local(async move {
        match session.renew().await {
            Ok(()) => toasts.ok("You stay signed in."),
            Err(error) => {
                let Failure { title, text, .. } = Failure::of_read("The session was not renewed", &error);
                toasts.error([&title, ". ", &text].concat());
            }
        }
    });
}

/// Whether a key of any node or of DSS is in this page's memory.
fn holds_keys(session: Session) -> bool {
    session.config.with_value(|config| config.api_nodes.iter().any(|node| session.has_key(&node.id)))
        || session.has_key(DSS)
}
